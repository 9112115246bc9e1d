internal import Platform
internal import Sodium

/// What lies in a bag: each file's size and digests, and the text of its tag files. Made in one pass, with one piece of a
/// file in memory.
public struct BagContents: Sendable {
  /// Most files that are read.
  public static let fileLimit = 1_000_000
  /// Most bytes of tag files that are kept.
  public static let tagLimit = 256 << 20
  static let depthLimit = 64

  /// Size and digests of one file.
  public struct File: Sendable {
    /// In bytes.
    public let size: Int
    let digests: [DigestAlgorithm: [UInt8]]
  }

  /// Every file by its path in the bag.
  public private(set) var files: [String: File] = [:]
  /// The content of files outside `data/`.
  public private(set) var tags: [String: [UInt8]] = [:]
  private(set) var foreign: [String] = []
  private var tagSize = 0
  /// What stands before the bag's own paths in an archive.
  private var base = ""

  /// Reads a bag in a folder. Links are reported, never followed.
  public init(folder: String, progress: ((Int) -> Void)? = nil) throws(BagError) {
    do {
      guard try Folder.fileKind(folder + "/bagit.txt") == .file else { throw BagError.notABag }
      // The algorithms of the manifests at hand are enough, and one by which what is read later is told to be the same.
      let algorithms = try Folder.list(folder).compactMap { BagManifest.algorithm(named: $0)?.text }
      let used = Set(algorithms.compactMap(DigestAlgorithm.init(rawValue:)) + [.sha256])
      var done = 0
      try walk(folder, prefix: "", depth: 0) { path, kind throws in
        guard kind == .file else {
          foreign.append(path)
          return
        }
        let file = try PosixFile.readingRegular(folder + "/" + path, followingLinks: false)
        try add(path, algorithms: used) {
          var piece = [UInt8](repeating: 0, count: 1 << 18)
          let count = try file.readNext(into: &piece, count: piece.count)
          done += count
          if count > 0 { progress?(done) }
          return Array(piece[..<count])
        }
      }
    } catch let error as BagError { throw error } catch let error as PlatformError {
      throw error == .notFound ? .notABag : .input(error)
    } catch { throw .notABag }
  }

  /// Reads a bag in an archive, be it at its root or in its one folder. Throws ``TarError`` for an archive that cannot be
  /// read, and what its source throws.
  public init(archive: inout TarReader, progress: ((Int) -> Void)? = nil) throws {
    var all = Self()
    var done = 0
    while let entry = try archive.next() {
      guard !entry.isFolder else { continue }
      guard all.files[entry.path] == nil else { throw BagError.repeatedPath }
      try all.add(entry.path, algorithms: Set(DigestAlgorithm.allCases)) {
        let piece = try archive.read()
        done += piece.count
        if !piece.isEmpty { progress?(done) }
        return piece
      }
    }
    self = try all.based()
  }

  private init() {}

  /// A file's SHA-256; nil where there is no such file.
  public func sha256(of path: String) -> [UInt8]? { files[path]?.digests[.sha256] }

  /// The path in the bag of what has this path in the archive; nil for what is not the bag's.
  public func path(inBag path: String) -> String? {
    path.hasPrefix(base) ? String(path.dropFirst(base.count)) : nil
  }

  private mutating func add(_ path: String, algorithms: Set<DigestAlgorithm>, _ next: () throws -> [UInt8]) throws {
    guard files.count < Self.fileLimit else { throw BagError.tooLarge }
    var digests = algorithms.map { ($0, OutsideDigest($0)) }
    // Where the bag begins in an archive is not known yet; small files of it are kept, and dropped if they are payload.
    let isTag = !path.hasPrefix("data/") && !path.contains("/data/")
    var text: [UInt8] = []
    var size = 0
    while true {
      let piece = try next()
      if piece.isEmpty { break }
      size += piece.count
      for index in digests.indices { digests[index].1.update(piece[...]) }
      guard isTag else { continue }
      tagSize += piece.count
      guard tagSize <= Self.tagLimit else { throw BagError.tooLarge }
      text += piece
    }
    files[path] = File(
      size: size, digests: Dictionary(uniqueKeysWithValues: digests.map { ($0.0, $0.1.finalize()) }))
    if isTag { tags[path] = text }
  }

  private func walk(
    _ folder: String, prefix: String, depth: Int, _ visit: (String, FileKind) throws -> Void
  ) throws {
    guard depth <= Self.depthLimit else { throw BagError.tooLarge }
    for name in try Folder.list(folder + "/" + prefix) {
      let path = prefix.isEmpty ? name : prefix + "/" + name
      let kind = try Folder.fileKind(folder + "/" + path)
      if kind == .folder {
        try walk(folder, prefix: path, depth: depth + 1, visit)
      } else {
        try visit(path, kind)
      }
    }
  }

  /// The same without the archive's one folder around the bag.
  private func based() throws(BagError) -> BagContents {
    if files["bagit.txt"] != nil { return self }
    let tops = Set(files.keys.map { $0.prefix { $0 != "/" } })
    guard tops.count == 1, let top = tops.first, files[top + "/bagit.txt"] != nil else { throw .notABag }
    var result = BagContents()
    result.base = top + "/"
    for (path, file) in files { result.files[String(path.dropFirst(top.count + 1))] = file }
    for (path, text) in tags { result.tags[String(path.dropFirst(top.count + 1))] = text }
    return result
  }
}
