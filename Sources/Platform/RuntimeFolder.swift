internal import CPlatform
internal import Glibc

/// Where a session and its high-water marks are kept, outside the vault.
public enum RuntimeFolder {
  /// A private folder in memory (tmpfs), created if need be: `casevault` in `$XDG_RUNTIME_DIR` where that is
  /// a private folder of ours, else `casevault-<uid>` in `shared`. Whatever another user prepared under that
  /// name is refused with ``PlatformError/notPermitted`` or ``PlatformError/notAFile``.
  public static func session(
    runtime: String? = environment("XDG_RUNTIME_DIR"), shared: String = "/dev/shm"
  ) throws(PlatformError) -> String {
    if let runtime, runtime.hasPrefix("/"), let folder = try? Folder.requirePrivate(runtime), inMemory(folder) {
      return try privateFolder(runtime + "/casevault")
    }
    let path = try privateFolder(shared + "/casevault-\(geteuid())")
    guard inMemory(try Folder.requirePrivate(path)) else { throw .unavailable }
    return path
  }

  /// The private folder for what must survive a restart: `casevault` in `$XDG_STATE_HOME`, else in
  /// `~/.local/state`; created if need be.
  public static func state(
    stateHome: String? = environment("XDG_STATE_HOME"), home: String? = environment("HOME")
  ) throws(PlatformError) -> String {
    if let stateHome, stateHome.hasPrefix("/") {
      try Folder.create(stateHome, parents: true)
      return try privateFolder(stateHome + "/casevault")
    }
    guard let home, home.hasPrefix("/") else { throw .notFound }
    try Folder.create(home + "/.local/state", parents: true)
    return try privateFolder(home + "/.local/state/casevault")
  }

  /// A variable of the process's environment, or nil when it is unset or empty.
  public static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  private static func privateFolder(_ path: String) throws(PlatformError) -> String {
    do throws(PlatformError) { try Folder.create(path) } catch .alreadyExists {}
    _ = try Folder.requirePrivate(path)
    return path
  }

  private static func inMemory(_ folder: PosixFile) -> Bool {
    let tmpfs: Int64 = 0x0102_1994
    let ramfs: Int64 = 0x8584_58f6
    return [tmpfs, ramfs].contains(cv_filesystem(folder.descriptor))
  }
}
