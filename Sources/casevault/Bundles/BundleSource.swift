import ArgumentParser
import OpenFormats
import Platform
import Sodium

/// How an encrypted bundle is opened.
struct BundleKeys: ParsableArguments {
  @Option(help: ArgumentHelp("A file with age identities, as age-keygen writes it; repeatable.", valueName: "file"))
  var identity: [String] = []

  @Option(
    name: .customLong("bundle-passphrase-fd"),
    help: ArgumentHelp(
      "Read the bundle's passphrase from this open descriptor instead of the terminal.", valueName: "number"))
  var passphraseDescriptor: Int32?

  func identities(_ header: AgeHeader) throws -> [any AgeIdentity] {
    guard !header.asksForPassphrase else { return [AgePassphrase(try passphrase("Passphrase of the bundle: "))] }
    guard !identity.isEmpty else {
      throw Failure(
        "the bundle is encrypted", hint: "name the file with your age identity: --identity key.txt", .locked)
    }
    return try identity.flatMap { path in
      var text = try PosixFile.readAll(path, limit: 1 << 20)
      defer { wipe(&text) }
      return try AgeKeyText.identities(text)
    }
  }

  func passphrase(_ prompt: String) throws -> Secret {
    if let passphraseDescriptor { return try PassphraseSource.descriptor(passphraseDescriptor).read().composed() }
    return try PassphraseSource.terminal(prompt: prompt).read().composed()
  }
}

/// A bag wherever it lies: in a folder, in a tar archive, or in a tar archive in an age file, armored or not. It can be read
/// more than once, front to back, with one piece in memory.
enum BundleSource {
  case folder(String)
  case archive(() -> () throws -> [UInt8])

  /// Most bytes of an armored file, which is decrypted in memory.
  private static let armorLimit = 256 << 20
  private static let pieceSize = 1 << 18

  init(_ path: String, _ keys: BundleKeys) throws {
    if try Folder.exists(path), try Folder.fileKind(path) == .folder {
      self = .folder(path)
      return
    }
    let file = try PosixFile.readingRegular(path)
    var start = [UInt8](repeating: 0, count: AgeHeader.limit)
    let count = try file.read(into: &start, count: start.count, at: 0)
    start.removeLast(start.count - count)
    if AgeArmor.isArmored(start) {
      let whole = try AgeArmor.decode(PosixFile.readRegular(path, limit: Self.armorLimit))
      let content = try AgeFile.decrypt(whole, with: try keys.identities(AgeHeader(whole)))
      self = .archive {
        var rest: [UInt8]? = content
        return {
          defer { rest = nil }
          return rest ?? []
        }
      }
    } else if start.starts(with: Array("age-encryption.org/".utf8)) {
      let reader = try AgeFile.open(file, with: try keys.identities(AgeHeader(start)))
      self = .archive {
        var index = 0
        return {
          guard index < reader.chunkCount else { return [] }
          defer { index += 1 }
          return try reader.chunk(index)
        }
      }
    } else {
      self = .archive {
        var position = 0
        return {
          var piece = [UInt8](repeating: 0, count: Self.pieceSize)
          let count = try file.read(into: &piece, count: piece.count, at: position)
          position += count
          return Array(piece[..<count])
        }
      }
    }
  }

  func contents(_ progress: (Int) -> Void) throws -> BagContents {
    try withoutActuallyEscaping(progress) { progress in
      switch self {
      case .folder(let path): return try BagContents(folder: path, progress: progress)
      case .archive(let open):
        var archive = TarReader(open())
        return try BagContents(archive: &archive, progress: progress)
      }
    }
  }

  /// Lends every file of the bag, one after the other, with its path in the bag and what gives its next piece. Its end
  /// throws ``BagError/changed`` where the pieces are not those `contents` was made of.
  func forEachFile(in contents: BagContents, _ body: (String, @escaping () throws -> [UInt8]) throws -> Void) throws {
    var remaining = Set(contents.files.keys)
    func lend(_ path: String, _ next: @escaping () throws -> [UInt8]) throws {
      guard remaining.remove(path) != nil, let expected = contents.sha256(of: path) else { throw BagError.changed }
      var digest = OutsideDigest(.sha256)
      try body(path) {
        let piece = try next()
        digest.update(piece[...])
        guard !piece.isEmpty || digest.finalize() == expected else { throw BagError.changed }
        return piece
      }
    }
    switch self {
    case .folder(let folder):
      for path in contents.files.keys.sorted() {
        let file = try PosixFile.readingRegular(folder + "/" + path, followingLinks: false)
        try lend(path) {
          var piece = [UInt8](repeating: 0, count: Self.pieceSize)
          let count = try file.readNext(into: &piece, count: piece.count)
          return Array(piece[..<count])
        }
      }
    case .archive(let open):
      let archive = ArchiveCursor(TarReader(open()))
      while let entry = try archive.reader.next() {
        guard !entry.isFolder, let path = contents.path(inBag: entry.path) else { continue }
        try lend(path) { try archive.reader.read() }
      }
    }
    guard remaining.isEmpty else { throw BagError.changed }
  }

  /// Shared between the walk and what reads the file it has come to.
  private final class ArchiveCursor {
    var reader: TarReader
    init(_ reader: TarReader) { self.reader = reader }
  }
}
