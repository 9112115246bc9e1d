import Foundation

/// A copy of a vault's folder that is brought back to how it was before each flip, by writing only what a look at it
/// has changed.
final class WorkingCopy {
  let path: String
  private let original: String
  private var written: [String: Stamp] = [:]

  /// When and as what a file was last written.
  private struct Stamp: Equatable {
    let changed: Date?
    let inode: Int?
    let size: Int?

    init(_ attributes: [FileAttributeKey: Any]) {
      changed = attributes[.modificationDate] as? Date
      inode = attributes[.systemFileNumber] as? Int
      size = attributes[.size] as? Int
    }
  }

  init(of original: String, at path: String) {
    self.original = original
    self.path = path
  }

  /// The vault as it was, but for one byte.
  func reset(with flip: Flip) throws {
    let files = FileManager.default
    if written.isEmpty {
      try? files.removeItem(atPath: path)
      try files.copyItem(atPath: original, toPath: path)
      for file in try files.subpathsOfDirectory(atPath: path) { written[file] = try stamp(file) }
    }
    for file in try files.subpathsOfDirectory(atPath: path) where written[file] == nil {
      try? files.removeItem(atPath: path + "/" + file)
    }
    for (file, known) in written where (try? stamp(file)) != known || file == flip.file {
      try? files.removeItem(atPath: path + "/" + file)
      try files.copyItem(atPath: original + "/" + file, toPath: path + "/" + file)
      written[file] = try stamp(file)
    }
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path + "/" + flip.file))
    try file.seek(toOffset: UInt64(flip.offset))
    guard let byte = try file.read(upToCount: 1)?.first else { throw CocoaError(.fileReadCorruptFile) }
    try file.seek(toOffset: UInt64(flip.offset))
    try file.write(contentsOf: Data([byte ^ flip.mask]))
    try file.close()
    // The next reset writes it again.
    written[flip.file] = Stamp([:])
  }

  private func stamp(_ file: String) throws -> Stamp {
    let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + file)
    // What lies in a folder changes the folder's stamp.
    return Stamp(attributes[.type] as? FileAttributeType == .typeDirectory ? [:] : attributes)
  }
}
