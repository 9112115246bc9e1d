/// Every object of a PDF, whether or not anything refers to it. The file is read from end to end instead of through
/// its tables: what an editor left behind is found, not skipped.
struct PDFFile {
  struct Object {
    var number: Int
    var value: PDFValue
    /// The stream's bytes as they stand in the file.
    var stream: Range<Int>?
    /// Where it begins; nil for one of an object stream.
    var start: Int?
    /// The number of the object stream it came out of.
    var packedIn: Int?
  }

  let bytes: [UInt8]
  private(set) var objects: [Object] = []
  /// Of the objects of one number, the place of the last.
  private(set) var latest: [Int: Int] = [:]
  private(set) var trailers: [[String: PDFValue]] = []
  /// Where tables of cross-references begin.
  private(set) var tables: Set<Int> = []
  /// Streams that could not be unpacked.
  private(set) var unreadableStreams = 0
  /// Bytes before the header and after the last end mark.
  private(set) var strayBytes = 0
  private(set) var endMarks = 0
  /// Comments but for the header and the end marks.
  private(set) var comments: [UInt8] = []

  static let mostObjects = 500_000
  /// What may still be unpacked, for all looks at the file: some times what one filter can make of its bytes.
  private final class Budget {
    var left: Int
    init(_ size: Int) { left = max(1 << 30, 4096 * size) }
  }
  private let budget: Budget

  /// - Throws: `malformed` without a header or without any object, `tooLarge`.
  init(_ bytes: [UInt8]) throws(DocumentError) {
    self.bytes = bytes
    budget = Budget(bytes.count)
    guard let header = Pattern.find("%PDF-", in: bytes, from: 0, to: min(bytes.count, 1024)) else {
      throw .malformed(.pdf)
    }
    strayBytes = header
    try readObjects()
    guard !objects.isEmpty else { throw .malformed(.pdf) }
    for object in objects {
      guard let dictionary = object.value.dictionary else { continue }
      if dictionary["Type"]?.name == "XRef" { trailers.append(dictionary) }
      if dictionary["Type"]?.name == "ObjStm" { try unpack(object, dictionary) }
    }
    for (place, object) in objects.enumerated() { latest[object.number] = place }
  }

  private mutating func readObjects() throws(DocumentError) {
    var index = 0
    var afterEnd = bytes.count
    while index < bytes.count {
      let byte = bytes[index]
      // `12 0 obj`: found by its last word, read back to its numbers.
      if byte == UInt8(ascii: "o"), matches("obj", index), index > 0, PDFLexer.isBlank(bytes[index - 1]),
        let (number, start) = numberBefore(index)
      {
        guard objects.count < Self.mostObjects else { throw .tooLarge(limit: Self.mostObjects) }
        index = readObject(number, start, index + 3)
      } else if byte == UInt8(ascii: "x"), matches("xref", index), index == 0 || bytes[index - 1] != UInt8(ascii: "t") {
        tables.insert(index)
        index += 4
      } else if byte == UInt8(ascii: "t"), matches("trailer", index) {
        var lexer = PDFLexer(bytes, at: index + 7)
        if let dictionary = lexer.next()?.dictionary { trailers.append(dictionary) }
        index = max(index + 7, lexer.index)
      } else if byte == UInt8(ascii: "%"), matches("%%EOF", index) {
        endMarks += 1
        index += 5
        afterEnd = index
      } else if byte == UInt8(ascii: "%") {
        var end = index
        while end < bytes.count, bytes[end] != 10, bytes[end] != 13 { end += 1 }
        // The header, and the four high bytes below it that mark the file as binary.
        let isHeader = matches("%PDF-", index) && end - index < 12 || end - index < 8 && index < 1100
        if !isHeader { comments += bytes[index..<end] + [10] }
        index = end
      } else {
        index += 1
      }
    }
    while afterEnd < bytes.count, PDFLexer.isBlank(bytes[afterEnd]) { afterEnd += 1 }
    strayBytes += bytes.count - afterEnd
  }

  private func matches(_ text: String, _ index: Int) -> Bool { bytes[index...].starts(with: text.utf8) }

  /// The object's number, and where it begins.
  private func numberBefore(_ index: Int) -> (number: Int, start: Int)? {
    var place = index - 1
    func skipBlanks() { while place >= 0, PDFLexer.isBlank(bytes[place]) { place -= 1 } }
    func digits() -> Int? {
      let end = place
      while place >= 0, (0x30...0x39).contains(bytes[place]), end - place < 12 { place -= 1 }
      return place < end ? Int(String(decoding: bytes[place + 1...end], as: UTF8.self)) : nil
    }
    skipBlanks()
    guard digits() != nil else { return nil }
    skipBlanks()
    return digits().map { ($0, place + 1) }
  }

  private mutating func readObject(_ number: Int, _ start: Int, _ index: Int) -> Int {
    var lexer = PDFLexer(bytes, at: index)
    let value = lexer.next() ?? .null
    lexer.skipBlanks()
    comments += lexer.comments
    var object = Object(number: number, value: value, start: start)
    guard let dictionary = value.dictionary, matches("stream", lexer.index) else {
      objects.append(object)
      return max(index, lexer.index)
    }
    var data = lexer.index + 6
    if data < bytes.count, bytes[data] == 13 { data += 1 }
    if data < bytes.count, bytes[data] == 10 { data += 1 }
    var end: Int?
    if let length = dictionary["Length"]?.int, length >= 0, data <= bytes.count - length {
      var after = data + length
      while after < bytes.count, PDFLexer.isBlank(bytes[after]) { after += 1 }
      if after < bytes.count, matches("endstream", after) { end = data + length }
    }
    // The length stands elsewhere or is wrong: the end mark decides.
    let reached = end ?? Pattern.find("endstream", in: bytes, from: data) ?? bytes.count
    object.stream = data..<max(data, reached)
    objects.append(object)
    return max(data, reached)
  }

  /// The unpacked content of a stream.
  func content(of object: Object) -> PDFFilters.Outcome {
    guard let range = object.stream, let dictionary = object.value.dictionary else { return .unreadable }
    return PDFFilters.decode(Array(bytes[range]), dictionary, budget: &budget.left)
  }

  private mutating func unpack(_ object: Object, _ dictionary: [String: PDFValue]) throws(DocumentError) {
    guard case .data(let content) = content(of: object), let count = dictionary["N"]?.int,
      let first = dictionary["First"]?.int, (0...Self.mostObjects).contains(count), (0...content.count).contains(first)
    else {
      unreadableStreams += 1
      return
    }
    var lexer = PDFLexer(content)
    for _ in 0..<count {
      guard let number = lexer.next()?.int, let offset = lexer.next()?.int, offset >= 0, first <= content.count - offset
      else {
        unreadableStreams += 1
        return
      }
      guard objects.count < Self.mostObjects else { throw .tooLarge(limit: Self.mostObjects) }
      var value = PDFLexer(content, at: first + offset)
      objects.append(Object(number: number, value: value.next() ?? .null, packedIn: object.number))
    }
  }

  /// What a reference or a direct value stands for: of several objects of one number the last in the file.
  func resolve(_ value: PDFValue?, depth: Int = 0) -> PDFValue? {
    guard let number = value?.reference else { return value }
    guard depth < 16 else { return nil }
    return resolve(latest[number].map { objects[$0].value }, depth: depth + 1)
  }

  /// Whether the file was encrypted.
  var isEncrypted: Bool { trailers.contains { $0["Encrypt"] != nil } }
}
