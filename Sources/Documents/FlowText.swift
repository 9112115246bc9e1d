/// What is taken out of a document and put into a new one: paragraphs, headings, list items and rows, one a line of
/// the text that is reviewed; cells of a row stand apart by tabs.
public struct FlowText: Equatable, Sendable {
  /// What a line is.
  public enum Kind: Equatable, Sendable {
    case paragraph
    case heading(Int)
    case item
    case row
  }

  /// The text, lines ended by LF.
  public private(set) var text = ""
  private(set) var kinds: [Kind] = []
  /// What was not taken over, by kind: comments, deleted text, headers and the like.
  public private(set) var leftOut: [DocumentFinding.Kind: Int] = [:]

  mutating func append(_ line: String, _ kind: Kind = .paragraph) {
    // One line of the text is one part of the document, whatever breaks stand inside it.
    let plain = DecodedText.withoutCovert(line).unicodeScalars
    let flat = String(String.UnicodeScalarView(plain.map { Self.isBreak($0) ? " " : $0 })).trimmingBlanks
    guard !flat.isEmpty else { return }
    text += flat + "\n"
    kinds.append(kind)
  }

  mutating func append(row cells: [String]) {
    guard cells.contains(where: { !$0.trimmingBlanks.isEmpty }) else { return }
    let flat = cells.map { cell in
      String(
        String.UnicodeScalarView(
          DecodedText.withoutCovert(cell).unicodeScalars.map { Self.isBreak($0) || $0 == "\t" ? " " : $0 })
      )
      .trimmingBlanks
    }
    text += flat.joined(separator: "\t") + "\n"
    kinds.append(.row)
  }

  mutating func leaveOut(_ kind: DocumentFinding.Kind) { leftOut[kind, default: 0] += 1 }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }

  /// The lines of a redacted text with what each is. A replacement that ran over the end of a line has joined two:
  /// then every line is a paragraph, since none can be told from another any more.
  func lines(of redacted: String) -> [(text: String, kind: Kind)] {
    var lines = redacted.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    let fits = lines.count == kinds.count
    return lines.indices.map { (lines[$0], fits ? kinds[$0] : .paragraph) }
  }
}
