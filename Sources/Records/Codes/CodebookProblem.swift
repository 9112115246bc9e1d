/// Why a codebook cannot be used. Codes and lists are named, labels are not.
public enum CodebookProblem: Equatable, Sendable {
  /// A list is missing.
  case missingList(CodeList)
  /// A list stands twice.
  case repeatedList(CodeList)
  /// A list has no codes, or more than `CodebookProblem.longestList`.
  case listLength(CodeList)
  /// A code has another shape than letters, digits and hyphens, 40 at most.
  case codeShape(CodeList, index: Int)
  /// A code stands twice, the case of letters aside.
  case repeatedCode(CodeList, String)
  /// A label is empty or not one line.
  case label(CodeList, String)
  /// The parent does not exist, or has a parent itself.
  case parent(CodeList, String)
  /// A validity or an earlier name ends before it begins.
  case validity(CodeList, String)
  /// The codes of a closed list are not the ones the program acts on.
  case closedList(CodeList)

  /// Most codes a list may have.
  public static let longestList = 400

  var hint: String {
    switch self {
    case .missingList(let list): "add the list \(list.rawValue)"
    case .repeatedList(let list): "the list \(list.rawValue) stands twice"
    case .listLength(let list): "the list \(list.rawValue) needs 1 to \(Self.longestList) codes"
    case .codeShape(let list, let index):
      "entry \(index + 1) of \(list.rawValue): a code has letters, digits and hyphens"
    case .repeatedCode(let list, let code): "\(code) stands twice in \(list.rawValue)"
    case .label(let list, let code): "\(code) in \(list.rawValue) needs labels in English, Russian and Kazakh"
    case .parent(let list, let code): "the parent of \(code) in \(list.rawValue) must be a code without a parent"
    case .validity(let list, let code): "the dates of \(code) in \(list.rawValue) end before they begin"
    case .closedList(let list): "only the labels of \(list.rawValue) can be changed, not its codes"
    }
  }
}

extension Codebook {
  /// Checks this codebook itself; the one in force plays no part.
  public func validate(_: Codebook) throws(RecordError) {
    try Check.requiredLine(name, "name")
    try Check.number(version, "version", 1...1_000_000)
    var seen: Set<CodeList> = []
    for table in tables {
      guard seen.insert(table.list).inserted else { throw .invalidCodebook(.repeatedList(table.list)) }
      try table.validate()
    }
    for list in CodeList.allCases where !seen.contains(list) { throw .invalidCodebook(.missingList(list)) }
  }
}

extension CodeTable {
  fileprivate func validate() throws(RecordError) {
    guard (1...CodebookProblem.longestList).contains(entries.count) else {
      throw .invalidCodebook(.listLength(list))
    }
    var seen: Set<String> = []
    for (index, entry) in entries.enumerated() {
      guard CodeShape.isValid(entry.code) else { throw .invalidCodebook(.codeShape(list, index: index)) }
      guard seen.insert(entry.code.lowercased()).inserted else {
        throw .invalidCodebook(.repeatedCode(list, entry.code))
      }
      try entry.validate(in: list)
    }
    let tops = Set(entries.filter { $0.parent == nil }.map(\.code))
    for entry in entries {
      if let parent = entry.parent, !tops.contains(parent) { throw .invalidCodebook(.parent(list, entry.code)) }
    }
    if let closed = list.closedCodes,
      Set(closed) != Set(entries.map(\.code)) || entries.contains(where: { $0.parent != nil })
    {
      throw .invalidCodebook(.closedList(list))
    }
  }
}

extension CodeEntry {
  fileprivate func validate(in list: CodeList) throws(RecordError) {
    let names = earlierNames ?? []
    try Check.line(crosswalk, "crosswalk")
    try Check.lines(alsoKnownAs ?? [], "alsoKnownAs")
    try Check.list(names, "earlierNames")
    for labels in [labels] + names.map(\.labels) {
      for language in LabelLanguage.allCases {
        do {
          try Check.requiredLine(labels[language], "labels")
        } catch {
          throw .invalidCodebook(.label(list, code))
        }
      }
    }
    let spans = [(validFrom, validTo)] + names.map { ($0.validFrom, Optional($0.validTo)) }
    for (from, to) in spans {
      if let from, let to, to < from { throw .invalidCodebook(.validity(list, code)) }
    }
  }
}
