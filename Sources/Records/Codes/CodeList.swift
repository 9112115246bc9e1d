/// The lists a codebook holds.
///
/// *Closed* lists are the ones the program itself acts on: a codebook can change their labels, not their codes. The
/// others belong to the organisation.
public enum CodeList: String, Codable, CaseIterable, Sendable {
  case allegation
  case facilityType = "facility-type"
  case securityLevel = "security-level"
  case region
  case channel
  case relation
  case language
  case sex
  case visitType = "visit-type"
  case consentPurpose = "consent-purpose"
  case consentDecision = "consent-decision"
  case referralState = "referral-state"
  case recommendationState = "recommendation-state"
  case consistency
  case account
  case reliability
  case verification
  case reprisalRisk = "reprisal-risk"
  case countingUnit = "counting-unit"

  /// The codes of a closed list in order; `nil` for a list the codebook may change.
  public var closedCodes: [String]? {
    switch self {
    case .allegation, .facilityType, .securityLevel, .region, .channel, .relation, .language: nil
    case .sex: Sex.allCases.map(\.rawValue)
    case .visitType: VisitType.allCases.map(\.rawValue)
    case .consentPurpose: ConsentPurpose.allCases.map(\.rawValue)
    case .consentDecision: ConsentDecision.allCases.map(\.rawValue)
    case .referralState: ReferralState.allCases.map(\.rawValue)
    case .recommendationState: RecommendationState.allCases.map(\.rawValue)
    case .consistency: IstanbulConsistency.allCases.map(\.rawValue)
    case .account: Account.allCases.map(\.rawValue)
    case .reliability: Reliability.allCases.map(\.rawValue)
    case .verification: Verification.allCases.map(\.rawValue)
    case .reprisalRisk: ReprisalRisk.allCases.map(\.rawValue)
    case .countingUnit: CountingUnit.allCases.map(\.rawValue)
    }
  }
}

/// A tag type that says which list of the codebook a `Code` is taken from.
public protocol CodeListTag: Sendable {
  /// The list.
  static var list: CodeList { get }
}

/// What is alleged, in two levels: groups and categories.
public enum AllegationCategory: CodeListTag {
  /// The list.
  public static var list: CodeList { .allegation }
}
/// What kind of place of detention.
public enum FacilityType: CodeListTag {
  /// The list.
  public static var list: CodeList { .facilityType }
}
/// Security level of a penal institution.
public enum SecurityLevel: CodeListTag {
  /// The list.
  public static var list: CodeList { .securityLevel }
}
/// Region or city of republican significance, with dates.
public enum Region: CodeListTag {
  /// The list.
  public static var list: CodeList { .region }
}
/// How a statement reached the mechanism.
public enum Channel: CodeListTag {
  /// The list.
  public static var list: CodeList { .channel }
}
/// Relation of one person to another.
public enum Relation: CodeListTag {
  /// The list.
  public static var list: CodeList { .relation }
}
/// Language spoken (ISO 639-1 where it has a code, else ISO 639-3).
public enum SpokenLanguage: CodeListTag {
  /// The list.
  public static var list: CodeList { .language }
}

/// A code of one list of the codebook. That it exists is known only after `Codebook.check`.
public struct Code<List: CodeListTag>: Hashable, Sendable {
  /// The code as written in the codebook.
  public let text: String

  /// Throws `RecordError.unknownCode` for what could not be a code of any codebook: empty, longer than 40 bytes, or with
  /// other characters than ASCII letters, digits and hyphens.
  public init(_ text: String) throws(RecordError) {
    guard CodeShape.isValid(text) else { throw .unknownCode(list: List.list, code: "", suggestions: []) }
    self.text = text
  }
}

enum CodeShape {
  static func isValid(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}

extension Code: ExpressibleByStringLiteral {
  /// A code written in source; `Codebook.check` still decides whether it exists.
  public init(stringLiteral text: StaticString) { self.text = "\(text)" }
}

extension Code: CustomStringConvertible {
  /// The code.
  public var description: String { text }
}

extension Code: Codable {
  /// Reads the code; throws `RecordError.unknownCode` where it has no code's shape.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the code.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
