/// How a file holds records, one to a row.
public enum ImportFormat: String, CaseIterable, Sendable {
  /// RFC 4180 in UTF-8 with a header line that names fields; separated by comma, semicolon or tab, whichever the header
  /// uses.
  case csv
  /// A JSON object on each line, with the field names of the records.
  case jsonLines = "jsonl"

  /// The format a file name tells, or `nil`.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    if name.hasSuffix(".csv") || name.hasSuffix(".tsv") {
      self = .csv
    } else if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
      self = .jsonLines
    } else {
      return nil
    }
  }
}

/// Bounds of what is read.
public enum ImportLimit {
  /// Bytes of one row; the text of a note is the largest part of it, and JSON may escape every character.
  public static let row = RecordLimit.note + (1 << 20)
  /// Columns of a table.
  public static let columns = 200
}

/// Why a row cannot be recorded. Never carries what stands in it.
public struct ImportProblem: Error, Equatable, Sendable {
  /// The line the row begins on, from 1.
  public let line: Int
  /// The field, where it is known. Never taken from the file unless records have a field of that name.
  public let field: String?
  /// What is wrong.
  public let fault: ImportFault

  /// A problem of one row.
  public init(line: Int, field: String? = nil, fault: ImportFault) {
    self.line = line
    self.field = field
    self.fault = fault
  }
}

/// What is wrong with a row.
public enum ImportFault: Error, Equatable, Sendable {
  /// The record would not be acceptable if it were typed either.
  case record(RecordError)
  /// There is no header line, or it is empty.
  case noHeader
  /// The column's name (counted from 1) is empty, that of an earlier column, or no path of a field.
  case badColumn(Int)
  /// Records of this kind have no field of the column's name (counted from 1; `nil` for a key of JSON).
  case unknownField(column: Int?, known: [String])
  /// The row has another number of columns than the header.
  case columns(expected: Int, found: Int)
  /// More columns than can be read.
  case tooManyColumns(limit: Int)
  /// A quotation mark inside a field that does not begin with one, or text after the closing one. Nothing after this row
  /// was read.
  case strayQuote
  /// A quoted field without an end. Nothing after this row was read.
  case openQuote
  /// The row is longer than can be read, in bytes. Nothing after it was read.
  case rowTooLong(limit: Int)
  /// The text is not UTF-8.
  case notUTF8
  /// The line is not one JSON object.
  case notJSON

  /// In words, without content.
  public var summary: String {
    switch self {
    case .record: "not acceptable as a record"
    case .noHeader: "there is no header line"
    case .badColumn(let column): "column \(column) has no usable name, or one that occurs twice"
    case .unknownField(let column, _):
      column.map { "column \($0) is no field of these records" } ?? "a key is no field of these records"
    case .columns(let expected, let found): "\(found) columns where the header has \(expected)"
    case .tooManyColumns(let limit): "more than \(limit) columns"
    case .strayQuote: "a quotation mark where none may stand"
    case .openQuote: "a quoted field that does not end"
    case .rowTooLong(let limit): "a row of more than \(limit) bytes"
    case .notUTF8: "text that is not UTF-8"
    case .notJSON: "not a JSON object on one line"
    }
  }

  /// What can be done about it, or `nil`.
  public var hint: String? {
    switch self {
    case .record(let error): error.hint
    case .noHeader: "the first line names the fields"
    case .unknownField(_, let known): "fields: \(known.joined(separator: ", "))"
    case .strayQuote, .openQuote, .columns:
      "put a field that holds the separator, a line end or \" between quotation marks, and write \" inside it as \"\""
    case .notUTF8: "save the table as UTF-8"
    case .badColumn, .tooManyColumns, .rowTooLong, .notJSON: nil
    }
  }
}
