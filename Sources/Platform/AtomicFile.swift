/// Replaces a small file in one step: a reader, or a power cut, finds the old content or the new, never a mix.
public enum AtomicFile {
  /// Writes `bytes` to `path` (mode 0600), on the disk when it returns. With `replacing: false` an existing
  /// file stays and ``PlatformError/alreadyExists`` is thrown.
  public static func write(_ bytes: [UInt8], to path: String, replacing: Bool = true) throws(PlatformError) {
    let folder = Folder.parent(of: path)
    let making = try TemporaryFile(in: folder)
    do throws(PlatformError) {
      try making.file.write(bytes, count: bytes.count, at: 0)
      try making.file.sync()
      try making.publish(as: path, replacing: replacing)
    } catch {
      making.discard()
      throw error
    }
    try Folder.sync(folder)
  }
}
