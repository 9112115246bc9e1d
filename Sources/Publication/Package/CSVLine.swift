/// Lines of CSV (RFC 4180: CRLF, quotes doubled). A field a spreadsheet would run as a formula is made text by an
/// apostrophe in front.
enum CSVLine {
  static func text(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

  /// Scalars, not characters: CR LF is one character, and neither of the two.
  private static func field(_ text: String) -> String {
    let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"]
    let opening = text.unicodeScalars.first { $0 != " " && $0 != "\u{FEFF}" && $0 != "\u{A0}" }
    let safe = opening.map(dangerous.contains) == true ? "'" + text : text
    let special: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
    guard safe.unicodeScalars.contains(where: special.contains) || safe != text else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
