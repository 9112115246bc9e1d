/// XML (W3C XML 1.0) as a list of events. Strict where it matters: no document type declaration, hence no entity but
/// the five of the standard, no expansion, nothing fetched; tags must match.
struct XMLReader {
  enum Event {
    case open(String, [String: String])
    case close(String)
    case text(String)
    case comment(String)
    case instruction(String)
  }

  /// The events outside the elements `leavesOut` names, which is asked for each that is in no other such element.
  static func kept(
    _ events: [Event], leavesOut: (_ name: String, _ attributes: [String: String]) -> Bool
  ) -> [Event] {
    var depth = 0
    return events.filter { event in
      switch event {
      case .open(let name, let attributes):
        guard depth > 0 || leavesOut(name, attributes) else { return true }
        depth += 1
        return false
      case .close:
        guard depth > 0 else { return true }
        depth -= 1
        return false
      default: return depth == 0
      }
    }
  }

  static let mostEvents = 4_000_000
  private static let deepest = 512

  /// All events of a document.
  ///
  /// - Throws: `malformed` with the format the part belongs to, `notUTF8`, `tooLarge`.
  static func events(_ bytes: [UInt8], of format: DocumentFormat) throws(DocumentError) -> [Event] {
    var reader = XMLReader(bytes: Array(try DecodedText.decode(bytes).utf8), format: format)
    return try reader.read()
  }

  private let bytes: [UInt8]
  private let format: DocumentFormat
  private var index = 0
  /// Open elements: the name as it is written, and what each prefix means inside it.
  private var open: [(name: String, prefixes: [String: String])] = []
  private var events: [Event] = []

  /// Prefixes are the writer's choice; those of the namespaces that are looked for are made the usual ones.
  private static let usualPrefixes: [String: String] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
  ]

  private init(bytes: [UInt8], format: DocumentFormat) {
    self.bytes = bytes
    self.format = format
  }

  private mutating func read() throws(DocumentError) -> [Event] {
    while index < bytes.count {
      guard events.count < Self.mostEvents else { throw .tooLarge(limit: Self.mostEvents) }
      if bytes[index] != UInt8(ascii: "<") {
        let end = Pattern.find("<", in: bytes, from: index) ?? bytes.count
        events.append(.text(try resolved(bytes[index..<end])))
        index = end
      } else if starts("<!--") {
        events.append(.comment(try upTo("-->", skipping: 4)))
      } else if starts("<![CDATA[") {
        events.append(.text(try upTo("]]>", skipping: 9)))
      } else if starts("<?") {
        let instruction = try upTo("?>", skipping: 2)
        if !instruction.hasPrefix("xml ") { events.append(.instruction(instruction)) }
      } else if starts("</") {
        let name = try upTo(">", skipping: 2).trimmingBlanks
        guard let element = open.popLast(), element.name == name else { throw .malformed(format) }
        events.append(.close(Self.usual(name, element.prefixes)))
      } else {
        try readTag()
      }
    }
    guard open.isEmpty else { throw .malformed(format) }
    return events
  }

  private func starts(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  private mutating func upTo(_ end: String, skipping: Int) throws(DocumentError) -> String {
    guard let place = Pattern.find(end, in: bytes, from: index + skipping) else { throw .malformed(format) }
    let text = String(decoding: bytes[index + skipping..<place], as: UTF8.self)
    index = place + end.utf8.count
    return text
  }

  private mutating func readTag() throws(DocumentError) {
    index += 1
    let name = name()
    guard !name.isEmpty, open.count < Self.deepest else { throw .malformed(format) }
    var attributes: [String: String] = [:]
    while true {
      skipBlanks()
      guard index < bytes.count else { throw .malformed(format) }
      if bytes[index] == UInt8(ascii: ">") {
        index += 1
        let prefixes = self.prefixes(attributes)
        events.append(Self.opening(name, attributes, prefixes))
        open.append((name, prefixes))
        return
      }
      if starts("/>") {
        index += 2
        let prefixes = self.prefixes(attributes)
        events += [Self.opening(name, attributes, prefixes), .close(Self.usual(name, prefixes))]
        return
      }
      let key = self.name()
      skipBlanks()
      guard !key.isEmpty, index < bytes.count, bytes[index] == UInt8(ascii: "=") else { throw .malformed(format) }
      index += 1
      skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'"),
        let end = bytes[(index + 1)...].firstIndex(of: bytes[index])
      else { throw .malformed(format) }
      let value = try resolved(bytes[(index + 1)..<end])
      guard attributes.updateValue(value, forKey: key) == nil else { throw .malformed(format) }
      index = end + 1
    }
  }

  /// What prefixes mean inside an element; the empty one is that of names without.
  private func prefixes(_ attributes: [String: String]) -> [String: String] {
    var prefixes = open.last?.prefixes ?? [:]
    for (key, value) in attributes {
      if key == "xmlns" { prefixes[""] = Self.usualPrefixes[value] ?? "" }
      if key.hasPrefix("xmlns:") {
        let prefix = String(key.dropFirst(6))
        prefixes[prefix] = Self.usualPrefixes[value] ?? prefix
      }
    }
    return prefixes
  }

  private static func opening(
    _ name: String, _ attributes: [String: String], _ prefixes: [String: String]
  ) -> Event {
    guard !prefixes.isEmpty else { return .open(name, attributes) }
    var named: [String: String] = [:]
    for (key, value) in attributes { named[key.contains(":") ? usual(key, prefixes) : key] = value }
    return .open(usual(name, prefixes), named)
  }

  private static func usual(_ name: String, _ prefixes: [String: String]) -> String {
    guard let colon = name.firstIndex(of: ":") else {
      guard let prefix = prefixes[""], !prefix.isEmpty else { return name }
      return prefix + ":" + name
    }
    guard let prefix = prefixes[String(name[..<colon])] else { return name }
    return prefix + name[colon...]
  }

  private mutating func name() -> String {
    let start = index
    while index < bytes.count, !" \t\r\n=/><\"'&".utf8.contains(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while index < bytes.count, " \t\r\n".utf8.contains(bytes[index]) { index += 1 }
  }

  private func resolved(_ raw: ArraySlice<UInt8>) throws(DocumentError) -> String {
    guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
    // A view of scalars reserves exactly what it appends, and so copies itself each time.
    var result = ""
    var rest = String(decoding: raw, as: UTF8.self).unicodeScalars[...]
    while let mark = rest.firstIndex(of: "&") {
      result += String(rest[..<mark])
      guard let end = rest[mark...].firstIndex(of: ";") else { throw .malformed(format) }
      let name = String(rest[rest.index(after: mark)..<end])
      guard let scalar = CharacterReference.numeric(name) ?? Self.standard[name] else { throw .malformed(format) }
      result += String(scalar)
      rest = rest[rest.index(after: end)...]
    }
    return result + String(rest)
  }

  private static let standard: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]
}

/// Characters written as references in XML and HTML.
enum CharacterReference {
  /// `#1040` or `#x410`, or nil.
  static func numeric(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let value, value > 0 else { return nil }
    return Unicode.Scalar(value)
  }

  /// The text with what mark-up needs escaped.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // What XML cannot carry at all.
      case _ where scalar.value < 32 && scalar != "\t" && scalar != "\n": result += " "
      case "\u{fffe}", "\u{ffff}": result += " "
      default: result += String(scalar)
      }
    }
    return result
  }
}

extension String {
  var trimmingBlanks: String {
    var part = self[...]
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}
