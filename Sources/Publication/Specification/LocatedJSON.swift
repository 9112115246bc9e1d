/// A JSON value (RFC 8259) that knows the line it stands on, so that what is wrong with a specification can be shown
/// there. A key given twice is refused, and one nobody asks for is (``Fields/finish()``): a mistyped threshold must not
/// pass for none.
struct LocatedJSON {
  enum Value {
    case object([(key: String, line: Int, value: LocatedJSON)])
    case list([LocatedJSON])
    case text(String)
    case number(String)
    case truth(Bool)
    case null
  }

  static let sizeLimit = 64 << 20
  static let depthLimit = 32

  let line: Int
  let value: Value

  /// Reads one value that fills the whole text.
  init(_ bytes: [UInt8]) throws(SpecificationProblem) {
    guard bytes.count <= Self.sizeLimit else {
      throw SpecificationProblem(line: 1, reason: "longer than \(Self.sizeLimit >> 20) MiB")
    }
    var reader = JSONReader(bytes)
    self = try reader.value(depth: 0)
    try reader.end()
  }

  init(line: Int, value: Value) {
    self.line = line
    self.value = value
  }

  func problem(_ reason: String) -> SpecificationProblem { SpecificationProblem(line: line, reason: reason) }

  func text() throws(SpecificationProblem) -> String {
    guard case .text(let text) = value else { throw problem("a text is expected here") }
    return text
  }

  func integer() throws(SpecificationProblem) -> Int {
    guard case .number(let digits) = value, let number = Int(digits) else {
      throw problem("a whole number is expected here")
    }
    return number
  }

  func decimal() throws(SpecificationProblem) -> Double {
    guard case .number(let digits) = value, let number = Double(digits), number.isFinite else {
      throw problem("a number is expected here")
    }
    return number
  }

  func truth() throws(SpecificationProblem) -> Bool {
    guard case .truth(let truth) = value else { throw problem("true or false is expected here") }
    return truth
  }

  func list() throws(SpecificationProblem) -> [LocatedJSON] {
    guard case .list(let list) = value else { throw problem("a list is expected here") }
    return list
  }

  func fields() throws(SpecificationProblem) -> Fields {
    guard case .object(let members) = value else { throw problem("an object is expected here") }
    return Fields(line: line, members: members)
  }

  /// A text, or an object of texts by language.
  func localized() throws(SpecificationProblem) -> LocalizedText {
    if case .text(let english) = value { return LocalizedText(english) }
    var fields = try fields()
    let text = LocalizedText(
      try fields.required("en").text(), russian: try fields.optional("ru")?.text(),
      kazakh: try fields.optional("kk")?.text())
    try fields.finish()
    return text
  }

  /// The members of an object, and which of them somebody asked for.
  struct Fields {
    let line: Int
    fileprivate let members: [(key: String, line: Int, value: LocatedJSON)]
    private var asked: Set<String> = []

    fileprivate init(line: Int, members: [(key: String, line: Int, value: LocatedJSON)]) {
      self.line = line
      self.members = members
    }

    mutating func optional(_ key: String) -> LocatedJSON? {
      asked.insert(key)
      guard let value = members.first(where: { $0.key == key })?.value else { return nil }
      if case .null = value.value { return nil }
      return value
    }

    mutating func required(_ key: String) throws(SpecificationProblem) -> LocatedJSON {
      guard let value = optional(key) else { throw SpecificationProblem(line: line, reason: "\(key) is missing") }
      return value
    }

    /// Refuses what nobody asked for; `$schema` is anybody's.
    func finish() throws(SpecificationProblem) {
      for member in members where !asked.contains(member.key) && member.key != "$schema" {
        let known = asked.sorted().joined(separator: ", ")
        throw SpecificationProblem(line: member.line, reason: "an unknown key; known here: \(known)")
      }
    }
  }
}
