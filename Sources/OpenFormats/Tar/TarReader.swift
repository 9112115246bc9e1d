/// One file or folder of an archive.
public struct TarEntry: Equatable, Sendable {
  /// Relative, without `.` and `..`.
  public let path: String
  /// Bytes of content; zero for a folder.
  public let size: Int
  /// Whether it is a folder.
  public let isFolder: Bool
}

/// Reads a tar archive front to back with one piece in memory: `ustar` with the extended headers of POSIX.1-2001 (`path`,
/// `size`) and the long names of GNU tar. Links and devices are refused, and so is what other programs would extract under
/// another name or with another length than is read here.
public struct TarReader {
  /// Most entries that are read.
  public static let entryLimit = 1_000_000
  private static let extensionLimit = 1 << 20
  private let source: () throws -> [UInt8]
  private var buffer: [UInt8] = []
  private var position = 0
  private var content = 0
  private var padding = 0
  private var count = -1

  /// `source` gives the next bytes, none at the end.
  public init(_ source: @escaping () throws -> [UInt8]) { self.source = source }

  /// The next entry; what was not read of the last one is skipped. Nil at the archive's end, after the rest proved to be
  /// zeros.
  public mutating func next() throws -> TarEntry? {
    var longPath: [UInt8]?
    var longSize: Int?
    while true {
      while try !read().isEmpty {}
      try skip(padding)
      padding = 0
      let header = try exactly(TarWriter.block)
      if header.allSatisfy({ $0 == 0 }) {
        try end()
        return nil
      }
      count += 1
      guard count < Self.entryLimit else { throw TarError.tooLarge }
      guard let size = Self.number(header[124..<136]), let sum = Self.number(header[148..<156]),
        sum == header.enumerated().reduce(0, { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) })
      else { throw TarError.malformedHeader(entry: count) }
      switch header[156] {
      case UInt8(ascii: "x"):
        // Which of two names holds, programs do not agree on.
        guard longPath == nil, longSize == nil else { throw TarError.ambiguousEntry(count) }
        (longPath, longSize) = try Self.extended(try whole(size), count)
      case UInt8(ascii: "g"):
        // What holds for all entries from here on; of archives that tell the commit they were made of, a comment.
        guard try Self.extended(try whole(size), count) == (nil, nil) else { throw TarError.ambiguousEntry(count) }
      case UInt8(ascii: "L"):
        guard longPath == nil else { throw TarError.ambiguousEntry(count) }
        longPath = Array(try whole(size).prefix { $0 != 0 })
      case UInt8(ascii: "0"), 0: return try entry(header, longPath, longSize ?? size, isFolder: false)
      case UInt8(ascii: "5"): return try entry(header, longPath, 0, isFolder: true)
      default: throw TarError.unsupportedEntry(count)
      }
    }
  }

  /// The next bytes of the entry's content; none at its end.
  public mutating func read() throws -> [UInt8] {
    guard content > 0 else { return [] }
    if position == buffer.count { try fill() }
    let part = min(content, buffer.count - position)
    defer { position += part }
    content -= part
    return Array(buffer[position..<(position + part)])
  }

  /// The entry's whole content. Throws ``TarError/tooLarge`` beyond `limit` bytes.
  public mutating func readAll(limit: Int) throws -> [UInt8] {
    guard content <= limit else { throw TarError.tooLarge }
    var bytes: [UInt8] = []
    while true {
      let part = try read()
      if part.isEmpty { return bytes }
      bytes += part
    }
  }

  private mutating func entry(_ header: [UInt8], _ longPath: [UInt8]?, _ size: Int, isFolder: Bool) throws -> TarEntry {
    var path = longPath ?? []
    if longPath == nil {
      // Old archives of GNU tar have other things where `ustar` has the front of a long path.
      let isStandard = header[257..<263].elementsEqual(Array("ustar\0".utf8))
      let front = isStandard ? Array(header[345..<500].prefix { $0 != 0 }) : []
      path = (front.isEmpty ? [] : front + [0x2F]) + header[0..<100].prefix { $0 != 0 }
    }
    begin(size)
    // The archive's own folder is no file of it.
    if isFolder, path == Array(".".utf8) || path == Array("./".utf8) {
      return TarEntry(path: ".", size: 0, isFolder: true)
    }
    guard let checked = ArchivePath.checked(path) else { throw TarError.unsafePath(entry: count) }
    // To others, a file of such a name is a folder.
    guard isFolder || path.last != 0x2F else { throw TarError.ambiguousEntry(count) }
    return TarEntry(path: checked, size: size, isFolder: isFolder)
  }

  private mutating func begin(_ size: Int) {
    content = size
    padding = (TarWriter.block - size % TarWriter.block) % TarWriter.block
  }

  private mutating func whole(_ size: Int) throws -> [UInt8] {
    begin(size)
    return try readAll(limit: Self.extensionLimit)
  }

  private mutating func fill() throws {
    buffer = try source()
    position = 0
    guard !buffer.isEmpty else { throw TarError.truncated }
  }

  private mutating func exactly(_ count: Int) throws -> [UInt8] {
    begin(count)
    padding = 0
    return try readAll(limit: count)
  }

  private mutating func skip(_ count: Int) throws {
    _ = try exactly(count)
  }

  private mutating func end() throws {
    while true {
      guard buffer[position...].allSatisfy({ $0 == 0 }) else { throw TarError.trailingData }
      buffer = try source()
      position = 0
      if buffer.isEmpty { return }
    }
  }

  /// Octal digits between spaces or zero bytes, or GNU tar's base 256; nil for anything else.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if field.first == 0x80 {
      guard field.dropFirst().dropLast(7).allSatisfy({ $0 == 0 }) else { return nil }
      return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  /// Lines of "length keyword=value" (POSIX.1-2001, pax).
  private static func extended(
    _ bytes: [UInt8], _ count: Int
  ) throws -> (path: [UInt8]?, size: Int?) {
    var result: (path: [UInt8]?, size: Int?) = (nil, nil)
    var rest = bytes[...]
    while !rest.isEmpty {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard (1...7).contains(digits.count), let length = Int(String(decoding: digits, as: UTF8.self)),
        length > digits.count + 1, length <= rest.count, rest[digits.endIndex] == 0x20
      else { throw TarError.malformedHeader(entry: count) }
      let line = rest.prefix(length)
      rest = rest.dropFirst(length)
      guard line.last == 0x0A, let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
        throw TarError.malformedHeader(entry: count)
      }
      let value = line[(equals + 1)...].dropLast()
      switch String(decoding: line[(digits.endIndex + 1)..<equals], as: UTF8.self) {
      // A file in pieces, with a name of its own; another encoding of names.
      case let keyword where keyword.hasPrefix("GNU.sparse.") || keyword == "hdrcharset":
        throw TarError.ambiguousEntry(count)
      case "path": result.path = Array(value)
      case "size":
        guard (1...17).contains(value.count), let size = Int(String(decoding: value, as: UTF8.self)), size >= 0 else {
          throw TarError.malformedHeader(entry: count)
        }
        result.size = size
      default: break
      }
    }
    return result
  }
}
