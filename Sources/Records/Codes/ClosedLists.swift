/// Sex as recorded in documents or as stated.
public enum Sex: String, Codable, CaseIterable, Sendable {
  case female, male, other, unknown
}

/// Kind of visit, as the standards of preventive mechanisms distinguish them.
public enum VisitType: String, Codable, CaseIterable, Sendable {
  case periodic, intermediate, special
}

/// What a consent is about. One consent covers one purpose.
public enum ConsentPurpose: String, Codable, CaseIterable, Sendable {
  case record, refer
  case shareWithLawyer = "share-with-lawyer"
  case shareWithDoctor = "share-with-doctor"
  case publish
}

/// What the person decided.
public enum ConsentDecision: String, Codable, CaseIterable, Sendable {
  case given, refused, withdrawn
}

/// Where a referral to an authority stands.
public enum ReferralState: String, Codable, CaseIterable, Sendable {
  case drafted
  case consentRefused = "consent-refused"
  case sent, acknowledged
  case informationRequested = "information-requested"
  case registered, investigation, refused, terminated
  case toCourt = "to-court"
  case verdict, withdrawn, overdue

  /// Whether the referral has left the mechanism, for which a consent or a recorded reason is needed.
  public var hasLeft: Bool { self != .drafted && self != .consentRefused && self != .withdrawn }
}

/// Where a recommendation stands.
public enum RecommendationState: String, Codable, CaseIterable, Sendable {
  case issued, acknowledged, accepted
  case partlyAccepted = "partly-accepted"
  case rejected
  case noReply = "no-reply"
  case claimedImplemented = "claimed-implemented"
  case verifiedOnRevisit = "verified-on-revisit"
  case notVerified = "not-verified"
  case escalated, closed
}

/// How far a finding agrees with what is alleged, from weakest to strongest: Istanbul Protocol (2004), paragraph 187.
public enum IstanbulConsistency: String, Codable, CaseIterable, Sendable {
  case notConsistent = "not-consistent"
  case consistent
  case highlyConsistent = "highly-consistent"
  case typicalOf = "typical-of"
  case diagnosticOf = "diagnostic-of"
}

/// Whose account of a fact this is. Accounts of the same fact stand side by side; none replaces another.
public enum Account: String, Codable, CaseIterable, Sendable {
  case detainee, administration, doctor, register, witness, relative, lawyer, monitor
}

/// How the one who tells it knows.
public enum Reliability: String, Codable, CaseIterable, Sendable {
  case firstHand = "first-hand"
  case secondHand = "second-hand"
  case hearsay, unknown
}

/// What checking an allegation has come to.
public enum Verification: String, Codable, CaseIterable, Sendable {
  case unverified, corroborated, contradicted, confirmed, refuted
}

/// The monitor's judgement of the danger the person is in for having spoken.
public enum ReprisalRisk: String, Codable, CaseIterable, Sendable {
  case low, medium, high, unknown
}
