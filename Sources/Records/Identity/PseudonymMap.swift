/// Which neutral token stands for whom in the redacted copies made for one recipient. It names people, so it lies with
/// their identities; without it two copies could not speak of the same person in the same way.
public struct PseudonymMap: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .pseudonymMap }

  /// For whom the copies were made; absent for general use.
  public var recipient: String?
  /// The table as redaction keeps it, as JSON.
  public var table: String

  /// A map.
  public init(recipient: String? = nil, table: String) {
    self.recipient = recipient
    self.table = table
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.line(recipient, "recipient")
    try Check.text(table, "table", limit: RecordLimit.json / 2)
  }
}
