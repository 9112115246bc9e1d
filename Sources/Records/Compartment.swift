/// The part of a case a record lives in. Each compartment has keys of its own; who may read is decided per compartment.
public enum Compartment: String, Codable, CaseIterable, Sendable {
  /// Who the people are.
  case identity
  /// What was said and done.
  case testimony
  /// What a medical examination found.
  case medical
  /// Derived codes for counting, without names, text or exact dates.
  case coded
  /// Copies made safe to hand on.
  case redacted
  /// Facilities, visits, codebook: the vault's own register.
  case reference

  /// The number that stands for this compartment in stored bytes; never reused.
  public var wireCode: UInt8 {
    switch self {
    case .identity: 1
    case .testimony: 2
    case .medical: 3
    case .coded: 4
    case .redacted: 5
    case .reference: 6
    }
  }

  /// `nil` for a number no compartment has.
  public init?(wireCode: UInt8) {
    guard let match = Self.allCases.first(where: { $0.wireCode == wireCode }) else { return nil }
    self = match
  }
}
