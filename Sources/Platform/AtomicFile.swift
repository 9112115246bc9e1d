internal import Sodium

/// Replaces a small file in one step: a reader, or a power cut, finds the old content or the new, never a mix.
public enum AtomicFile {
  /// Writes `bytes` to `path` (mode 0600), on the disk when it returns. With `replacing: false` an existing
  /// file stays and ``PlatformError/alreadyExists`` is thrown.
  public static func write(_ bytes: [UInt8], to path: String, replacing: Bool = true) throws(PlatformError) {
    let folder = Folder.parent(of: path)
    let digits = Array("0123456789abcdef")
    let name = String(SodiumRandom.bytes(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    let temporary = folder + "/." + name + ".new"
    let file = try PosixFile.creating(temporary)
    do throws(PlatformError) {
      try file.write(bytes, count: bytes.count, at: 0)
      try file.sync()
      try Folder.rename(temporary, to: path, replacing: replacing)
    } catch {
      try? Folder.remove(temporary)
      throw error
    }
    try Folder.sync(folder)
  }
}
