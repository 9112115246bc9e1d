/// A zip file (PKWARE APPNOTE 6.3) in memory, read strictly: what its directory does not account for is told.
struct ZipArchive {
  struct Entry {
    var name: String
    var method: Int
    var isEncrypted: Bool
    var checksum: Int
    var packedSize: Int
    var size: Int
    var dataOffset: Int
    /// Whether it carries fields beside the usual: user numbers, other names, exact times.
    var hasExtras: Bool
  }

  let entries: [Entry]
  /// Bytes that belong to no entry: before, between, behind, comments.
  let strayBytes: Int
  /// Where they lie, for searching.
  let strays: [Range<Int>]
  private let bytes: [UInt8]

  static let mostEntries = 4096
  static let largestContent = 512 << 20

  /// - Throws: `malformed`, `encrypted`, `tooLarge`.
  init(_ bytes: [UInt8]) throws(DocumentError) {
    self.bytes = bytes
    let reader = ByteReader(bytes)
    let lowest = max(0, bytes.count - 22 - 65_535)
    var end = bytes.count - 22
    while end >= lowest, reader.little32(end) != 0x0605_4b50 { end -= 1 }
    guard end >= lowest, end >= 0, let count = reader.little16(end + 10), let size = reader.little32(end + 12),
      let start = reader.little32(end + 16), let comment = reader.little16(end + 20),
      reader.little16(end + 4) == 0, count != 0xffff, start != 0xffff_ffff, start + size <= end
    else { throw .malformed(.docx) }
    guard count <= Self.mostEntries else { throw .tooLarge(limit: Self.mostEntries) }
    var used = [start..<start + size, end..<min(end + 22, bytes.count)]
    if comment == 0 { used[1] = end..<end + 22 }
    var entries: [Entry] = []
    var names: Set<String> = []
    var place = start
    for _ in 0..<count {
      guard reader.little32(place) == 0x0201_4b50, let flags = reader.little16(place + 8),
        let method = reader.little16(place + 10), let checksum = reader.little32(place + 16),
        let packed = reader.little32(place + 20), let size = reader.little32(place + 24),
        let nameLength = reader.little16(place + 28), let extra = reader.little16(place + 30),
        let remark = reader.little16(place + 32), let local = reader.little32(place + 42),
        let rawName = reader.span(place + 46, nameLength), let name = String(validating: rawName, as: UTF8.self),
        reader.little32(local) == 0x0403_4b50, let localName = reader.little16(local + 26),
        let localExtra = reader.little16(local + 28), names.insert(name).inserted,
        reader.span(local + 30, localName)?.elementsEqual(rawName) == true
      else { throw .malformed(.docx) }
      let data = local + 30 + localName + localExtra
      guard reader.span(data, packed) != nil else { throw .malformed(.docx) }
      // A descriptor may follow the data where the sizes were not known at first: 12 bytes, or 16 with its signature.
      var after = data + packed
      if flags & 8 != 0 { after += reader.little32(after) == 0x0807_4b50 ? 16 : 12 }
      used.append(local..<after)
      entries.append(
        Entry(
          name: name, method: method, isEncrypted: flags & 0x41 != 0, checksum: checksum, packedSize: packed,
          size: size, dataOffset: data, hasExtras: extra + localExtra + remark > 0))
      place += 46 + nameLength + extra + remark
    }
    guard place == start + size else { throw .malformed(.docx) }
    self.entries = entries
    var strays: [Range<Int>] = []
    var reached = 0
    for range in used.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      // Overlapping entries are how zip bombs and double contents are made.
      guard range.lowerBound >= reached else { throw .malformed(.docx) }
      if range.lowerBound > reached { strays.append(reached..<range.lowerBound) }
      reached = range.upperBound
    }
    if reached < bytes.count { strays.append(reached..<bytes.count) }
    self.strays = strays
    strayBytes = strays.reduce(0) { $0 + $1.count }
  }

  func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

  func stray(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

  /// The content of an entry, its checksum verified.
  ///
  /// - Throws: `encrypted`, `tooLarge`, `malformed`.
  func content(of entry: Entry) throws(DocumentError) -> [UInt8] {
    guard !entry.isEncrypted else { throw .encrypted }
    guard entry.size <= Self.largestContent else { throw .tooLarge(limit: Self.largestContent) }
    let packed = Array(bytes[entry.dataOffset..<entry.dataOffset + entry.packedSize])
    let content: [UInt8]
    switch entry.method {
    case 0: content = packed
    case 8:
      let inflated = try Zlib.inflate(packed, isRaw: true, limit: entry.size)
      guard inflated.isWhole, inflated.consumed == packed.count else { throw .malformed(.docx) }
      content = inflated.bytes
    default: throw .malformed(.docx)
    }
    guard content.count == entry.size, Int(Zlib.crc32(content)) == entry.checksum else { throw .malformed(.docx) }
    return content
  }

  /// A new archive: no times, no user, no extra fields. The first entry is stored as it is, as OpenDocument wants it.
  static func write(_ contents: [(name: String, bytes: [UInt8])]) throws(DocumentError) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (index, content) in contents.enumerated() {
      let packed = index == 0 ? content.bytes : try Zlib.deflate(content.bytes, isRaw: true)
      let name = Array(content.name.utf8)
      // Version 2.0, UTF-8 names, method, midnight of 1 January 1980.
      var header: [UInt8] = []
      header.appendLittle(20, 2)
      header.appendLittle(0x800, 2)
      header.appendLittle(index == 0 ? 0 : 8, 2)
      header.appendLittle(0, 2)
      header.appendLittle(0x21, 2)
      header.appendLittle(Int(Zlib.crc32(content.bytes)), 4)
      header.appendLittle(packed.count, 4)
      header.appendLittle(content.bytes.count, 4)
      header.appendLittle(name.count, 2)
      header.appendLittle(0, 2)
      directory.appendLittle(0x0201_4b50, 4)
      directory.appendLittle(20, 2)
      directory += header
      directory += [UInt8](repeating: 0, count: 10)
      directory.appendLittle(file.count, 4)
      directory += name
      file.appendLittle(0x0403_4b50, 4)
      file += header + name + packed
    }
    let start = file.count
    file += directory
    file.appendLittle(0x0605_4b50, 4)
    file.appendLittle(0, 4)
    file.appendLittle(contents.count, 2)
    file.appendLittle(contents.count, 2)
    file.appendLittle(directory.count, 4)
    file.appendLittle(start, 4)
    file.appendLittle(0, 2)
    return file
  }
}
