import Platform
import Publication

/// The folder a package is written to: it appears whole or not at all.
struct PackageFolder {
  let path: String
  private let making: String

  /// - Throws: ``PlatformError/alreadyExists`` when something is there.
  init(_ path: String) throws {
    guard try !Folder.exists(path) else { throw PlatformError.alreadyExists }
    self.path = path
    making = path + ".making-" + String(UInt32.random(in: .min ... .max), radix: 16)
  }

  /// Writes the files; `commit` is called before the folder appears, and nothing remains when it throws.
  func write(_ files: [DataPackage.File], commit: () throws -> Void = {}) throws {
    try Folder.create(making, parents: true)
    do {
      for file in files { try AtomicFile.write(file.bytes, to: making + "/" + file.name, replacing: false) }
      try commit()
      try Folder.rename(making, to: path)
    } catch {
      try? Folder.removeTree(making)
      throw error
    }
  }

  /// The files of a package somebody made; no folder, link or large file is followed into.
  static func files(in path: String) throws -> [String: [UInt8]] {
    let names = try Folder.list(path)
    guard names.count <= 2_000 else { throw PlatformError.tooLarge(limit: 2_000) }
    var files: [String: [UInt8]] = [:]
    for name in names { files[name] = try PosixFile.readRegular(path + "/" + name, limit: 64 << 20) }
    return files
  }
}
