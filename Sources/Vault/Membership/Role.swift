public import Records

/// What members are to each other. The set is fixed by the format; only the members of a role change.
public enum Role: String, Codable, CaseIterable, Sendable, Hashable {
  /// Admits and removes members; reads no case by default.
  case custodian
  /// Opens cases and reads every compartment of those they open or are given.
  case monitor
  /// Reads identity and testimony of the cases shared with them.
  case lawyer
  /// Reads medical and identity of the cases shared with them.
  case doctor
  /// Reads `coded` of every case: a standing audience.
  case analyst
  /// Reads `redacted` of every case and approves releases.
  case publisher

  /// The number that stands for the role in stored bytes.
  var wireCode: UInt8 {
    switch self {
    case .custodian: 1
    case .monitor: 2
    case .lawyer: 3
    case .doctor: 4
    case .analyst: 5
    case .publisher: 6
    }
  }

  /// The compartments a role is given when a case is shared with one of its members and nothing narrower is said.
  public var sharedCompartments: [Compartment] {
    switch self {
    case .custodian: []
    case .monitor: [.identity, .testimony, .medical, .coded, .redacted]
    case .lawyer: [.identity, .testimony]
    case .doctor: [.medical, .identity]
    case .analyst: [.coded]
    case .publisher: [.redacted]
    }
  }

  /// Whether members of the role may add records of `kind` to a compartment they can open.
  public func mayWrite(_ kind: RecordKind) -> Bool {
    switch self {
    case .custodian: [.facility, .meeting, .memberProfile, .codebook, .registerRecommendation, .visit].contains(kind)
    case .monitor: true
    case .lawyer:
      [.statement, .referral, .note, .attachedFile, .consent, .contact, .memberProfile, .trip, .tripEntry].contains(
        kind)
    case .doctor: [.medicalFinding, .medicalFile, .memberProfile].contains(kind)
    case .analyst: [.release, .memberProfile].contains(kind)
    case .publisher: [.release, .memberProfile, .redactedCopy, .redactionCertificate].contains(kind)
    }
  }
}
