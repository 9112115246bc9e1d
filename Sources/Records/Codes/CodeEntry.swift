/// The languages labels are written in.
public enum LabelLanguage: String, Codable, CaseIterable, Sendable {
  /// English.
  case en
  /// Russian.
  case ru
  /// Kazakh.
  case kk
}

/// One meaning in all three languages.
public struct Labels: Codable, Hashable, Sendable {
  /// English.
  public var en: String
  /// Russian.
  public var ru: String
  /// Kazakh, in Cyrillic script.
  public var kk: String

  /// All three are required: a published table must read the same to everyone.
  public init(en: String, ru: String, kk: String) {
    self.en = en
    self.ru = ru
    self.kk = kk
  }

  /// The label in one language.
  public subscript(language: LabelLanguage) -> String {
    switch language {
    case .en: en
    case .ru: ru
    case .kk: kk
    }
  }
}

/// A name something bore for a time.
public struct EarlierName: Codable, Hashable, Sendable {
  /// The name.
  public var labels: Labels
  /// First day it was in use, if known.
  public var validFrom: Day?
  /// Last day it was in use.
  public var validTo: Day

  /// A former name and its days, both included.
  public init(labels: Labels, validFrom: Day? = nil, validTo: Day) {
    self.labels = labels
    self.validFrom = validFrom
    self.validTo = validTo
  }
}

/// One code of a list.
public struct CodeEntry: Codable, Hashable, Sendable {
  /// The code: ASCII letters, digits and hyphens, unique in its list whatever the case of its letters.
  public var code: String
  /// What it means.
  public var labels: Labels
  /// The group it belongs to; an entry others name as parent is itself a group, and groups have no parent.
  public var parent: String?
  /// The code another system has for it: HURIDOCS micro-thesauri for allegations, ISO 3166-2 for regions.
  public var crosswalk: String?
  /// First day it is in force, if it has one.
  public var validFrom: Day?
  /// Last day it is in force, if it has one.
  public var validTo: Day?
  /// Names it bore earlier.
  public var earlierNames: [EarlierName]?
  /// Other codes people may type for it; offered as suggestions, never stored.
  public var alsoKnownAs: [String]?

  /// An entry; only code and labels are required.
  public init(
    code: String, labels: Labels, parent: String? = nil, crosswalk: String? = nil, validFrom: Day? = nil,
    validTo: Day? = nil, earlierNames: [EarlierName]? = nil, alsoKnownAs: [String]? = nil
  ) {
    self.code = code
    self.labels = labels
    self.parent = parent
    self.crosswalk = crosswalk
    self.validFrom = validFrom
    self.validTo = validTo
    self.earlierNames = earlierNames
    self.alsoKnownAs = alsoKnownAs
  }

  /// Whether the code may be in force on a date of which only part may be known.
  public func mayBeInForce(on date: PartialDate) -> Bool {
    (validFrom.map { PartialDate($0).mayPrecede(date) } ?? true)
      && (validTo.map { date.mayPrecede(PartialDate($0)) } ?? true)
  }

  /// The label, on a day the name of that day.
  public func label(_ language: LabelLanguage, on day: Day? = nil) -> String {
    guard let day else { return labels[language] }
    let then = earlierNames?.first { day <= $0.validTo && $0.validFrom.map { day >= $0 } ?? true }
    return (then?.labels ?? labels)[language]
  }
}

/// One list of a codebook.
public struct CodeTable: Codable, Hashable, Sendable {
  /// Which list.
  public var list: CodeList
  /// Its codes in the order they are shown.
  public var entries: [CodeEntry]

  /// A list and its codes.
  public init(_ list: CodeList, _ entries: [CodeEntry]) {
    self.list = list
    self.entries = entries
  }
}
