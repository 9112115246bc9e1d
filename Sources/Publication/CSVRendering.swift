extension ProtectedTable {
  /// The table as CSV (RFC 4180: UTF-8, CRLF, quotes doubled), one line for each cell, labels in `language`.
  ///
  /// A field a spreadsheet would run as a formula is made text by an apostrophe in front.
  public func csv(in language: PageLanguage) -> String {
    let scope = Wording.of(language).scope
    func label(_ text: LocalizedText) -> String { text.resolved(in: language).text }
    var lines = [
      [
        "row_dimension", "row", "row_label", "column_dimension", "column", "column_label", "unit", "value", "status",
        "protection",
      ]
    ]
    for entry in entries {
      lines.append([
        spec.row.name, entry.row.code, label(entry.row.label),
        spec.column?.name ?? "", entry.column?.code ?? "", entry.column.map { label($0.label) } ?? "",
        spec.unit.code, entry.cell.number.map(String.init) ?? PublishedCell.symbol, entry.cell.status, scope,
      ])
    }
    return lines.map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
  }

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
