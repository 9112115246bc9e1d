/// Comma-separated values (RFC 4180); semicolons and tabs are accepted as separators and kept.
enum CSVDocument {
  private static let mostCells = 4_000_000

  /// The rows, and what separates their cells.
  ///
  /// - Throws: `notUTF8`, `malformed` for a quotation without an end, `tooLarge`.
  static func rows(_ bytes: [UInt8]) throws(DocumentError) -> (rows: [[String]], separator: Unicode.Scalar) {
    let scalars = Array(try DecodedText.decode(bytes).unicodeScalars)
    let separator = separator(scalars)
    var rows: [[String]] = []
    var row: [String] = []
    var cell = String.UnicodeScalarView()
    var cellCount = 0
    var index = 0
    var isQuoted = false
    func endCell() {
      row.append(String(cell))
      cell = String.UnicodeScalarView()
      cellCount += 1
    }
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isQuoted {
        if scalar != "\"" {
          cell.append(scalar)
        } else if index < scalars.count, scalars[index] == "\"" {
          cell.append("\"")
          index += 1
        } else {
          isQuoted = false
        }
      } else if scalar == "\"", cell.isEmpty {
        isQuoted = true
      } else if scalar == separator {
        endCell()
      } else if scalar == "\n" || scalar == "\r" {
        if scalar == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
        endCell()
        rows.append(row)
        row = []
      } else {
        cell.append(scalar)
      }
      guard cellCount <= mostCells else { throw .tooLarge(limit: mostCells) }
    }
    guard !isQuoted else { throw .malformed(.csv) }
    if !cell.isEmpty || !row.isEmpty {
      endCell()
      rows.append(row)
    }
    return (rows, separator)
  }

  private static func separator(_ scalars: [Unicode.Scalar]) -> Unicode.Scalar {
    var counts: [Unicode.Scalar: Int] = [:]
    var isQuoted = false
    for scalar in scalars {
      if scalar == "\"" { isQuoted.toggle() }
      if scalar == "\n", !isQuoted { break }
      if !isQuoted, [",", ";", "\t"].contains(scalar) { counts[scalar, default: 0] += 1 }
    }
    let order: [Unicode.Scalar] = [",", ";", "\t"]
    return order.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? ","
  }

  /// The rows as lines.
  static func extract(_ bytes: [UInt8]) throws(DocumentError) -> FlowText {
    var flow = FlowText()
    for row in try rows(bytes).rows {
      for _ in row.filter(isFormula) { flow.leaveOut(.formula) }
      flow.append(row: row)
    }
    return flow
  }

  private static let separators: Set<Unicode.Scalar> = [",", ";", "\t"]

  /// Whether a spreadsheet program would compute it, or a part of it, instead of showing it: which separator such a program
  /// goes by depends on where it runs.
  static func isFormula(_ cell: String) -> Bool {
    cell.unicodeScalars.split(whereSeparator: separators.contains).contains { isComputed(String($0)) }
  }

  private static func isComputed(_ part: String) -> Bool {
    let text = part.trimmingBlanks
    let computing: Set<Unicode.Scalar> = ["=", "@", "＝", "＠"]
    guard let first = text.unicodeScalars.first, computing.union(["+", "-", "＋", "－"]).contains(first) else {
      return false
    }
    if computing.contains(first) { return true }
    // Signed numbers and telephone numbers are no formulas.
    return !text.unicodeScalars.dropFirst().allSatisfy { "0123456789 .,-()%–—".unicodeScalars.contains($0) }
  }

  /// The cell with an apostrophe before each part that would be computed.
  private static func inert(_ cell: String) -> String {
    var parts: [(text: String, end: String)] = [("", "")]
    for scalar in cell.unicodeScalars {
      if separators.contains(scalar) {
        parts[parts.count - 1].end = String(Character(scalar))
        parts.append(("", ""))
      } else {
        parts[parts.count - 1].text.unicodeScalars.append(scalar)
      }
    }
    return parts.map { (isComputed($0.text) ? "'" : "") + $0.text + $0.end }.joined()
  }

  /// A new table of the redacted text; what a program would compute is made plain text.
  static func write(_ flow: FlowText, _ redacted: String, separator: Unicode.Scalar) -> [UInt8] {
    var result = ""
    for line in flow.lines(of: redacted) {
      let cells = line.text.split(separator: "\t", omittingEmptySubsequences: false).map { cell in
        let text = inert(String(cell))
        let needsQuotes = text.unicodeScalars.contains { separators.contains($0) || $0 == separator || $0 == "\"" }
        return needsQuotes
          ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : text
      }
      result += cells.joined(separator: String(Character(separator))) + "\r\n"
    }
    return Array(result.utf8)
  }
}
