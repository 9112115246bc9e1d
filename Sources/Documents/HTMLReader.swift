/// HTML as a list of events, read as forgivingly as a browser reads it: everything is text, a tag, a comment or the
/// content of an element whose content is not mark-up.
struct HTMLReader {
  enum Event {
    case open(String, [String: String])
    case close(String)
    case text(String)
    case comment(String)
    /// Content of script, style, template and the like.
    case raw(String, String)
  }

  /// Elements whose content is no mark-up, or none that is shown.
  private static let rawElements: Set<String> = [
    "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "noembed", "noframes", "xmp",
  ]
  private static let mostEvents = 4_000_000

  private let bytes: [UInt8]
  private var index = 0
  /// References whose meaning is not known; a name could hide behind them.
  private(set) var unknownReferences = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// - Throws: `tooLarge`.
  mutating func events() throws(DocumentError) -> [Event] {
    var events: [Event] = []
    while index < bytes.count {
      guard events.count < Self.mostEvents else { throw .tooLarge(limit: Self.mostEvents) }
      guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count else {
        events.append(.text(text()))
        continue
      }
      let next = bytes[index + 1]
      if bytes[index...].starts(with: "<!--".utf8) {
        events.append(.comment(upTo("-->", skipping: 4)))
      } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
        let content = upTo(">", skipping: 2)
        if content.lowercased().trimmingBlanks != "doctype html" { events.append(.comment(content)) }
      } else if next == UInt8(ascii: "/") {
        let content = upTo(">", skipping: 2)
        let name = content.prefix { !$0.isWhitespace }
        if name.count < content.trimmingBlanks.count { events.append(.comment(content)) }
        events.append(.close(name.lowercased()))
      } else if isLetter(next) {
        let (name, attributes) = tag()
        events.append(.open(name, attributes))
        if Self.rawElements.contains(name) {
          events.append(.raw(name, rawContent(name)))
        }
      } else {
        events.append(.text(text()))
      }
    }
    return events
  }

  private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte & 0xdf) }

  private mutating func text() -> String {
    let start = index
    index += 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count,
        isLetter(bytes[index + 1]) || "!/?".utf8.contains(bytes[index + 1])
      {
        break
      }
      index += 1
    }
    return resolved(bytes[start..<index])
  }

  /// A part without its end reaches to the end of the file, as in a browser.
  private mutating func upTo(_ end: String, skipping: Int) -> String {
    let start = min(index + skipping, bytes.count)
    let place = Pattern.find(end, in: bytes, from: start) ?? bytes.count
    index = min(place + end.utf8.count, bytes.count)
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func rawContent(_ name: String) -> String {
    let start = index
    while index < bytes.count {
      let rest = bytes[index...].prefix(name.utf8.count + 2)
      if rest.first == UInt8(ascii: "<"), String(decoding: rest, as: UTF8.self).lowercased() == "</" + name { break }
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func tag() -> (String, [String: String]) {
    index += 1
    let name = word(until: " \t\r\n\u{c}/>").lowercased()
    var attributes: [String: String] = [:]
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") {
        index += 1
        break
      }
      if " \t\r\n\u{c}/".utf8.contains(byte) {
        index += 1
        continue
      }
      var key = word(until: " \t\r\n\u{c}/>=").lowercased()
      if key.isEmpty {
        index += 1
        key = "="
      }
      skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
        attributes[key, default: ""] += ""
        continue
      }
      index += 1
      skipBlanks()
      let value: String
      if index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
        let end = bytes[(index + 1)...].firstIndex(of: bytes[index]) ?? bytes.count
        value = resolved(bytes[min(index + 1, bytes.count)..<end])
        index = min(end + 1, bytes.count)
      } else {
        value = resolved(Array(word(until: " \t\r\n\u{c}>").utf8)[...])
      }
      // A browser keeps the first of two of one name; a search wants both.
      if attributes[key]?.append("\n" + value) == nil { attributes[key] = value }
    }
    return (name, attributes)
  }

  private mutating func word(until ends: String) -> String {
    let start = index
    while index < bytes.count, !ends.utf8.contains(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while index < bytes.count, " \t\r\n\u{c}".utf8.contains(bytes[index]) { index += 1 }
  }

  private mutating func resolved(_ raw: ArraySlice<UInt8>) -> String {
    guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
    // A view of scalars reserves exactly what it appends, and so copies itself each time.
    var result = ""
    var rest = String(decoding: raw, as: UTF8.self).unicodeScalars[...]
    while let mark = rest.firstIndex(of: "&") {
      result += String(rest[..<mark])
      let begin = rest.index(after: mark)
      var end = begin
      var isMember: (Unicode.Scalar) -> Bool = {
        ("0"..."9").contains($0) || ("a"..."z").contains($0) || ("A"..."Z").contains($0)
      }
      if end < rest.endIndex, rest[end] == "#" {
        end = rest.index(after: end)
        if end < rest.endIndex, rest[end] == "x" || rest[end] == "X" {
          end = rest.index(after: end)
          isMember = \.properties.isASCIIHexDigit
        } else {
          isMember = { ("0"..."9").contains($0) }
        }
      }
      while end < rest.endIndex, isMember(rest[end]) { end = rest.index(after: end) }
      let name = String(rest[begin..<end])
      let hasEnd = end < rest.endIndex && rest[end] == ";"
      if let scalar = CharacterReference.numeric(name) ?? (hasEnd ? HTMLEntities.scalar(name) : nil) {
        result += String(scalar)
        rest = rest[(hasEnd ? rest.index(after: end) : end)...]
      } else {
        if hasEnd { unknownReferences += 1 }
        result += "&"
        rest = rest[begin...]
      }
    }
    return result + String(rest)
  }
}
