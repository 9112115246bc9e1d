extension RecordKind {
  /// What a field stands at when nobody says otherwise: always the value that claims least.
  public var fieldDefaults: [String: String] {
    switch self {
    case .allegation:
      ["occurred": "XXXX", "account": "detainee", "reliability": "unknown", "verification": "unverified"]
    case .interview: ["reprisalRisk": "unknown"]
    case .referral: ["state": "drafted"]
    case .recommendation, .registerRecommendation: ["details.state": "issued"]
    case .medicalFinding: ["examined": "XXXX", "account": "monitor"]
    case .reprisalEvent: ["occurred": "XXXX", "account": "detainee"]
    case .visit: ["isAnnounced": "no"]
    case .memberProfile: ["isPseudonym": "yes"]
    default: [:]
    }
  }
}
