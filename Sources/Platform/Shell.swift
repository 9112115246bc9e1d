internal import Glibc

/// Becoming another program, which inherits the descriptors that are open for it.
public enum Shell {
  /// Replaces this process by the user's shell with one more variable in its environment. Returns only on failure.
  public static func replaceProcess(setting name: String, to value: String) throws(PlatformError) {
    let shell = RuntimeFolder.environment("SHELL") ?? "/bin/sh"
    guard unsafe setenv(name, value, 1) == 0 else { throw .last }
    unsafe shell.withCString { path in
      guard let copy = unsafe strdup(path) else { return }
      var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [copy, nil]
      unsafe execv(path, &arguments)
      unsafe free(copy)
    }
    throw .last
  }
}
