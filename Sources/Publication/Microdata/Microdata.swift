/// Rows about single persons, by column, before anything is recoded. They stay inside.
public struct Microdata: Sendable {
  /// More rows than this are refused.
  public static let rowLimit = 5_000_000

  /// What an outsider may know of a person, and so link by.
  public struct QuasiIdentifier: Sendable {
    /// The column's name.
    public let name: String
    let hierarchy: ValueHierarchy
    let codes: [Int32]

    /// A column and how its values are made coarser.
    /// - Throws: ``MicrodataProblem/valueNotInHierarchy(column:line:)``.
    public init(name: String, values: [String], hierarchy: ValueHierarchy) throws(MicrodataProblem) {
      var codes: [Int32] = []
      codes.reserveCapacity(values.count)
      for (row, value) in values.enumerated() {
        guard let code = hierarchy.index(of: value) else { throw .valueNotInHierarchy(column: name, line: row + 2) }
        codes.append(code)
      }
      self.name = name
      self.hierarchy = hierarchy
      self.codes = codes
    }
  }

  /// What nobody must learn of a person; released as it is, within classes that do not give it away.
  public struct SensitiveAttribute: Sendable {
    /// The column's name.
    public let name: String
    /// Whether the values are numbers, so that their distance counts for t-closeness.
    public let isNumeric: Bool
    let labels: [String]
    let codes: [Int32]

    /// A sensitive column. It is taken as numeric when every value is a decimal number.
    public init(name: String, values: [String]) {
      let distinct = Set(values)
      let numbers = distinct.compactMap { Double($0) }.filter(\.isFinite)
      isNumeric = !distinct.isEmpty && numbers.count == distinct.count
      labels = isNumeric ? distinct.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) } : distinct.sorted()
      let index = Dictionary(labels.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
      codes = values.map { index[$0] ?? 0 }
      self.name = name
    }
  }

  let quasiIdentifiers: [QuasiIdentifier]
  let sensitive: [SensitiveAttribute]
  let rows: Int

  /// Columns of one length.
  public init(
    quasiIdentifiers: [QuasiIdentifier], sensitive: [SensitiveAttribute]
  ) throws(MicrodataProblem) {
    guard let rows = quasiIdentifiers.first?.codes.count else { throw .quasiIdentifiers }
    let lengths = quasiIdentifiers.map(\.codes.count) + sensitive.map(\.codes.count)
    guard rows > 0, lengths.allSatisfy({ $0 == rows }) else { throw .noRows }
    guard rows <= Self.rowLimit else { throw .tooManyRows(limit: Self.rowLimit) }
    // Every combination of nodes gets a number of its own, which must fit in a word.
    var combinations: UInt64 = 1
    for identifier in quasiIdentifiers {
      let nodes = identifier.hierarchy.labels.reduce(0) { $0 + $1.count }
      let (product, overflow) = combinations.multipliedReportingOverflow(by: UInt64(nodes))
      guard !overflow else { throw .quasiIdentifiers }
      combinations = product
    }
    self.quasiIdentifiers = quasiIdentifiers
    self.sensitive = sensitive
    self.rows = rows
  }
}
