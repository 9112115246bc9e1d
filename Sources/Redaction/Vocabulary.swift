/// What kind of thing a finding is.
public enum Category: String, Codable, CaseIterable, Sendable {
  case person, code, location, organisation, demographic, datetime, quantity, miscellaneous
  case contact, document, account, vehicle, address
}

/// Whether a finding names somebody by itself or only together with others.
public enum IdentifierKind: String, Codable, Sendable {
  case direct, quasi
}

/// What the program does with a finding when nobody objects.
public enum Decision: String, Codable, Sendable {
  /// Masked unless a person takes it back with a reason.
  case apply
  /// A suggestion; nothing leaves before a person has decided on it.
  case review
}

/// The language replacement tokens are written in.
public enum Language: String, Codable, CaseIterable, Sendable {
  case english = "en"
  case russian = "ru"
  case kazakh = "kk"
}

/// How somebody stands to the case. Wire values outside the list are read as `person`.
public enum Role: String, Codable, CaseIterable, Sendable {
  case detainee, monitor, relative, officer, staff, lawyer, doctor, judge, prosecutor, witness, interpreter, person

  /// The role a wire value stands for.
  public init(wire: String?) {
    self = wire.flatMap { Role(rawValue: $0.lowercased()) } ?? .person
  }
}

/// Why something was masked or left standing, one code per decision.
public enum ReasonCode: String, Codable, CaseIterable, Sendable {
  case identifying
  case dataSubjectAsked = "data-subject-asked"
  case thirdParty = "third-party"
  case privilege
  case safety
  case notIdentifying = "not-identifying"
  case publicOfficial = "public-official"
  case alreadyPublic = "already-public"
}
