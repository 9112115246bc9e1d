/// Markdown: what is shown of it. Tags, comments, targets of links, pictures and front matter are left out; everything
/// else stays as it is written.
enum MarkdownDocument {
  /// - Throws: `notUTF8`, `tooLarge`, `malformed` where a reference in the text is not known.
  static func extract(_ bytes: [UInt8]) throws(DocumentError) -> (text: String, leftOut: [DocumentFinding.Kind: Int]) {
    var leftOut: [DocumentFinding.Kind: Int] = [:]
    var source = try DecodedText.decode(bytes)
    if let front = frontMatter(source) {
      leftOut[.metadata] = 1
      source = String(source[front...])
    }
    var reader = HTMLReader(source)
    var text = ""
    for event in try reader.events() {
      switch event {
      case .text(let part): text += part
      case .open(let name, let attributes):
        // `<https://…>` and `<name@…>` are addresses in plain sight.
        if name.contains(":") || name.contains("@") {
          text += name
        } else if HTMLDocument.isHidden(attributes) {
          leftOut[.hiddenText, default: 0] += 1
        }
      case .comment: leftOut[.comment, default: 0] += 1
      case .raw: leftOut[.script, default: 0] += 1
      case .close: break
      }
    }
    guard reader.unknownReferences == 0 else { throw .malformed(.markdown) }
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if isDefinition(line) {
        leftOut[.link, default: 0] += 1
      } else {
        lines.append(withoutMarksInWords(withoutTargets(line, &leftOut)))
      }
    }
    return (lines.joined(separator: "\n"), leftOut)
  }

  /// Emphasis inside a word is not seen, and would hide it from a search: Об*раз*цов.
  private static func withoutMarksInWords(_ line: String) -> String {
    guard line.contains(where: { "*~`".contains($0) }) else { return line }
    let letters = Array(line)
    var result = ""
    var index = 0
    while index < letters.count {
      var end = index
      while end < letters.count, "*~`".contains(letters[end]) { end += 1 }
      let isInWord =
        end > index && index > 0 && letters[index - 1].isLetter && end < letters.count && letters[end].isLetter
      if end == index { end += 1 }
      if !isInWord { result += String(letters[index..<end]) }
      index = end
    }
    return result
  }

  /// The end of a block between two lines of `---` at the beginning.
  private static func frontMatter(_ text: String) -> String.Index? {
    guard text.hasPrefix("---\n") || text.hasPrefix("---\r\n") else { return nil }
    var start = text.startIndex
    var isFirst = true
    while start < text.endIndex {
      let end = text[start...].firstIndex { $0.isNewline } ?? text.endIndex
      let next = end < text.endIndex ? text.index(after: end) : end
      if !isFirst, text[start..<end] == "---" || text[start..<end] == "..." { return next }
      isFirst = false
      start = next
    }
    return nil
  }

  /// `[name]: target`
  private static func isDefinition(_ line: Substring) -> Bool {
    let trimmed = line.drop { $0 == " " }
    guard trimmed.hasPrefix("["), let close = trimmed.firstIndex(of: "]") else { return false }
    return trimmed[trimmed.index(after: close)...].hasPrefix(":")
  }

  private static func withoutTargets(_ line: Substring, _ leftOut: inout [DocumentFinding.Kind: Int]) -> String {
    var result = ""
    var rest = line
    while let close = rest.indices.first(where: { rest[$0...].hasPrefix("](") }) {
      let before = rest[..<close]
      let inside = rest.index(close, offsetBy: 2)
      guard let open = before.suffix(longestLink).lastIndex(of: "["),
        let end = target(rest[inside...].prefix(longestLink))
      else {
        result += rest[..<inside]
        rest = rest[inside...]
        continue
      }
      let isPicture = open > before.startIndex && before[before.index(before: open)] == "!"
      leftOut[isPicture ? .unreadPicture : .link, default: 0] += 1
      result += isPicture ? before[..<before.index(before: open)] : before[..<open]
      if !isPicture { result += before[before.index(after: open)...] }
      rest = rest[end...]
    }
    return result + rest
  }

  /// Of either part, in characters.
  private static let longestLink = 4096

  /// Behind the parenthesis that ends a target.
  private static func target(_ text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" {
        if depth == 0 { return text.index(after: index) }
        depth -= 1
      }
    }
    return nil
  }
}
