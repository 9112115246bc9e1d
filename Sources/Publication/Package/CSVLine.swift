/// Lines of CSV (RFC 4180: CRLF, quotes doubled). What a spreadsheet would run as a formula is made text by an apostrophe in
/// front, also inside a field: where it runs, the semicolon may separate.
enum CSVLine {
  static func text(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

  /// Scalars, not characters: CR LF is one character, and neither of the two.
  private static func field(_ text: String) -> String {
    let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"]
    let opening = text.unicodeScalars.first { $0 != " " && $0 != "\u{FEFF}" && $0 != "\u{A0}" }
    var safe = opening.map(dangerous.contains) == true ? "'" + text : text
    for separator in [";", "\t"] as [Unicode.Scalar] {
      let parts = safe.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
      safe = parts.enumerated().map { index, part in
        let first = part.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" }
        return index > 0 && first.map(dangerous.contains) == true ? "'" + part : part
      }.joined(separator: String(separator))
    }
    let special: Set<Unicode.Scalar> = [",", ";", "\t", "\"", "\r", "\n"]
    guard safe.unicodeScalars.contains(where: special.contains) || safe != text else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  /// The fields of every line; `nil` for what is not CSV. Line ends may be LF alone.
  static func rows(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var wasQuoted = false
    var scalars = Array(text.unicodeScalars)
    if let last = scalars.last, last != "\n" { scalars += ["\r", "\n"] }
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if isQuoted {
        guard scalar == "\"" else {
          field.append(scalar)
          continue
        }
        if position < scalars.count, scalars[position] == "\"" {
          field.append(scalar)
          position += 1
        } else {
          isQuoted = false
          wasQuoted = true
        }
        continue
      }
      switch scalar {
      case "\"":
        guard field.isEmpty, !wasQuoted else { return nil }
        isQuoted = true
      case ",", "\n":
        row.append(String(field))
        field = String.UnicodeScalarView()
        wasQuoted = false
        if scalar == "\n" {
          rows.append(row)
          row = []
        }
      case "\r":
        guard position < scalars.count, scalars[position] == "\n" else { return nil }
      default:
        guard !wasQuoted else { return nil }
        field.append(scalar)
      }
    }
    return isQuoted ? nil : rows
  }
}
