/// Reads one line of a review file from left to right.
struct LineCursor {
  private var scalars: [Unicode.Scalar]
  private var place = 0
  private let number: Int

  init(line: some Sequence<Unicode.Scalar>, number: Int) {
    scalars = Array(line)
    if scalars.last == "\r" { scalars.removeLast() }
    self.number = number
  }

  /// Empty, a comment or a line of context.
  var isComment: Bool {
    guard let first = scalars.first(where: { $0 != " " && $0 != "\t" }) else { return true }
    return first == "#" || first == "|"
  }

  func fault(_ problem: ReviewProblem) -> RedactionError { .reviewSyntax(line: number, problem: problem) }

  private mutating func skipBlanks() {
    while place < scalars.count, scalars[place] == " " || scalars[place] == "\t" { place += 1 }
  }

  mutating func word(_ problem: ReviewProblem) throws(RedactionError) -> String {
    skipBlanks()
    let start = place
    while place < scalars.count, scalars[place] != " ", scalars[place] != "\t" { place += 1 }
    guard place > start else { throw fault(problem) }
    return Review.string(scalars[start..<place])
  }

  mutating func rest() -> String {
    skipBlanks()
    var end = scalars.count
    while end > place, scalars[end - 1] == " " { end -= 1 }
    defer { place = scalars.count }
    return Review.string(scalars[place..<end])
  }

  mutating func category() throws(RedactionError) -> Category {
    guard let category = Category(rawValue: try word(.category)) else { throw fault(.category) }
    return category
  }

  /// The reason code at the end of the line, which may be missing; nothing may follow it.
  mutating func reason() throws(RedactionError) -> ReasonCode? {
    skipBlanks()
    guard place < scalars.count else { return nil }
    guard let reason = ReasonCode(rawValue: try word(.reason)) else { throw fault(.reason) }
    skipBlanks()
    guard place == scalars.count else { throw fault(.reason) }
    return reason
  }

  mutating func quotedText() throws(RedactionError) -> String {
    skipBlanks()
    guard place < scalars.count, scalars[place] == "\"" else { throw fault(.quoting) }
    place += 1
    var text = String.UnicodeScalarView()
    while place < scalars.count {
      let scalar = scalars[place]
      place += 1
      if scalar == "\"" {
        let result = String(text)
        guard !result.isEmpty, place == scalars.count || scalars[place] == " " || scalars[place] == "\t" else {
          throw fault(.quoting)
        }
        return result
      }
      text.append(scalar == "\\" ? try escape() : scalar)
    }
    throw fault(.quoting)
  }

  private mutating func escape() throws(RedactionError) -> Unicode.Scalar {
    guard place < scalars.count else { throw fault(.quoting) }
    let scalar = scalars[place]
    place += 1
    switch scalar {
    case "\"", "\\": return scalar
    case "n": return "\n"
    case "u": return try hexadecimal()
    default: throw fault(.quoting)
    }
  }

  private mutating func hexadecimal() throws(RedactionError) -> Unicode.Scalar {
    guard place < scalars.count, scalars[place] == "{" else { throw fault(.quoting) }
    place += 1
    var value: UInt32 = 0
    var digits = 0
    while place < scalars.count, digits < 7, let digit = Character(scalars[place]).hexDigitValue {
      value = value << 4 | UInt32(digit)
      digits += 1
      place += 1
    }
    guard (1...6).contains(digits), place < scalars.count, scalars[place] == "}", let scalar = Unicode.Scalar(value)
    else { throw fault(.quoting) }
    place += 1
    return scalar
  }
}
