/// The checks every record's `validate` is made of.
enum Check {
  /// One line: bounded, and free of control characters, which could rewrite a terminal or break a table.
  static func line(_ value: String?, _ field: String) throws(RecordError) {
    guard let value else { return }
    guard value.utf8.count <= RecordLimit.line else { throw .textTooLong(field: field, limit: RecordLimit.line) }
    for scalar in value.unicodeScalars where scalar.properties.generalCategory == .control {
      throw .malformed(field: field)
    }
  }

  static func requiredLine(_ value: String, _ field: String) throws(RecordError) {
    guard !value.allSatisfy(\.isWhitespace) else { throw .missingField(field) }
    try line(value, field)
  }

  static func lines(_ values: [String], _ field: String) throws(RecordError) {
    try list(values, field)
    for value in values { try requiredLine(value, field) }
  }

  static func text(_ value: String?, _ field: String, limit: Int = RecordLimit.text) throws(RecordError) {
    guard let value else { return }
    guard value.utf8.count <= limit else { throw .textTooLong(field: field, limit: limit) }
  }

  static func requiredText(_ value: String, _ field: String) throws(RecordError) {
    guard !value.allSatisfy(\.isWhitespace) else { throw .missingField(field) }
    try text(value, field)
  }

  static func list(_ values: some Collection, _ field: String) throws(RecordError) {
    guard values.count <= RecordLimit.list else { throw .tooMany(field: field, limit: RecordLimit.list) }
  }

  static func number(_ value: Int?, _ field: String, _ range: ClosedRange<Int>) throws(RecordError) {
    guard let value else { return }
    guard range.contains(value) else {
      throw .outOfRange(field: field, lowest: range.lowerBound, highest: range.upperBound)
    }
  }

  static func order(_ first: Moment?, _ firstField: String, _ second: Moment?, _ secondField: String)
    throws(RecordError)
  {
    guard let first, let second else { return }
    guard first.mayPrecede(second) else { throw .outOfOrder(first: firstField, second: secondField) }
  }

  static func order(_ first: PartialDate?, _ firstField: String, _ second: PartialDate?, _ secondField: String)
    throws(RecordError)
  {
    guard let first, let second else { return }
    guard first.mayPrecede(second) else { throw .outOfOrder(first: firstField, second: secondField) }
  }
}
