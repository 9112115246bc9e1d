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
    return lines.map(CSVLine.text).joined()
  }
}
