/// A language a release can be read in (ISO 639-1).
public enum PageLanguage: String, Sendable, CaseIterable, Codable {
  case english = "en"
  case russian = "ru"
  case kazakh = "kk"
}

/// One text in the languages of a release. English is always there and stands in for a missing one.
public struct LocalizedText: Sendable, Hashable {
  /// The English text.
  public var english: String
  /// The Russian text, when there is one.
  public var russian: String?
  /// The Kazakh text, when there is one.
  public var kazakh: String?

  /// A text with its translations.
  public init(_ english: String, russian: String? = nil, kazakh: String? = nil) {
    self.english = english
    self.russian = russian
    self.kazakh = kazakh
  }

  /// The text to show in `language`, and the language it really is in: a screen reader must not read English as Kazakh.
  func resolved(in language: PageLanguage) -> (text: String, language: PageLanguage) {
    let own: String? =
      switch language {
      case .english: english
      case .russian: russian
      case .kazakh: kazakh
      }
    if let own, !own.isEmpty { return (own, language) }
    return (english, .english)
  }

  /// "Sex: female", in each language that has both.
  func followed(by other: LocalizedText) -> LocalizedText {
    func joined(_ one: String?, _ two: String?) -> String? { one.flatMap { one in two.map { "\(one): \($0)" } } }
    return LocalizedText(
      "\(english): \(other.english)", russian: joined(russian, other.russian), kazakh: joined(kazakh, other.kazakh))
  }
}
