/// The code lists one vault works with. `Codebook.standard` is shipped; a vault may hold its own as a record.
public struct Codebook: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .codebook }

  /// Whose codebook it is.
  public var name: String
  /// Rises with every change; 1 at least.
  public var version: Int
  /// All lists, each once.
  public var tables: [CodeTable]

  /// A codebook; `validate` says whether it can be used.
  public init(name: String, version: Int, tables: [CodeTable]) {
    self.name = name
    self.version = version
    self.tables = tables
  }

  /// The codes of a list in the order they are shown.
  public func entries(_ list: CodeList) -> [CodeEntry] { tables.first { $0.list == list }?.entries ?? [] }

  /// The codes of a list that may be in force on a date.
  public func entries(_ list: CodeList, on date: PartialDate) -> [CodeEntry] {
    entries(list).filter { $0.mayBeInForce(on: date) }
  }

  /// The entry of exactly this code.
  public func entry(_ list: CodeList, _ code: String) -> CodeEntry? { entries(list).first { $0.code == code } }

  /// Whether the code is a group, under which others stand and which is not itself recorded.
  public func isGroup(_ list: CodeList, _ code: String) -> Bool { entries(list).contains { $0.parent == code } }

  /// The label of a code, on a day the name of that day; `nil` if the list has no such code.
  public func label(_ list: CodeList, _ code: String, _ language: LabelLanguage, on day: Day? = nil) -> String? {
    entry(list, code)?.label(language, on: day)
  }

  /// The label of a code; the code itself if the list has no such code, as when it comes from an older codebook.
  public func label<List>(_ code: Code<List>, _ language: LabelLanguage, on day: Day? = nil) -> String {
    label(List.list, code.text, language, on: day) ?? code.text
  }

  /// Finds the code someone typed, whatever the case of its letters; throws `RecordError.unknownCode` with suggestions.
  public func find<List>(_ typed: String, in list: List.Type = List.self) throws(RecordError) -> Code<List> {
    let wanted = typed.lowercased()
    guard CodeShape.isValid(typed), let entry = entries(List.list).first(where: { $0.code.lowercased() == wanted })
    else { throw unknown(List.list, typed) }
    let code = try Code<List>(entry.code)
    try check(code)
    return code
  }

  /// Throws `RecordError.unknownCode` unless the code exists and is no group, and `.codeNotInForce` if it certainly was
  /// not in force on the date.
  public func check<List>(_ code: Code<List>?, on date: PartialDate? = nil) throws(RecordError) {
    guard let code else { return }
    guard let entry = entry(List.list, code.text), !isGroup(List.list, code.text) else {
      throw unknown(List.list, code.text)
    }
    guard let date, !entry.mayBeInForce(on: date) else { return }
    throw .codeNotInForce(
      list: List.list, code: code.text, from: entry.validFrom?.description, to: entry.validTo?.description)
  }

  private func unknown(_ list: CodeList, _ typed: String) -> RecordError {
    guard CodeShape.isValid(typed) else { return .unknownCode(list: list, code: "", suggestions: []) }
    return .unknownCode(list: list, code: typed, suggestions: suggestions(for: typed, in: list))
  }
}
