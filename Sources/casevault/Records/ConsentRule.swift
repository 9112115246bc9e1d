import Records
import Vault

/// Consent is per purpose and can be withdrawn: sharing and referring check it, an override takes a reason and is
/// recorded.
enum ConsentRule {
  /// Throws unless every person of the case has consented to what sharing with these roles means.
  static func check(
    sharing compartments: [Compartment], of caseID: ID<Case>, with roles: [Role], override reason: String?,
    _ vault: OpenVault
  ) throws {
    var purposes: [ConsentPurpose] = []
    if roles.contains(.lawyer) { purposes.append(.shareWithLawyer) }
    if roles.contains(.doctor) { purposes.append(.shareWithDoctor) }
    try check(purposes, opening: compartments, of: caseID, override: reason, vault)
  }

  /// Throws unless every person of the case has consented to these purposes. Returns a consent to the first that this
  /// rests on; none where nobody is named, no compartment is opened that speaks of persons, or a reason overrides.
  @discardableResult
  static func check(
    _ purposes: [ConsentPurpose], opening compartments: [Compartment], of caseID: ID<Case>, override reason: String?,
    _ vault: OpenVault
  ) throws -> ID<Consent>? {
    guard reason == nil, let first = purposes.first,
      compartments.contains(where: { [.identity, .testimony, .medical].contains($0) })
    else { return nil }
    let standing = try ConsentStanding(caseID, vault)
    for purpose in purposes {
      let missing = standing.persons.filter { !standing.permits(purpose, by: $0) }
      guard missing.isEmpty else {
        throw Failure(
          "\(missing.count) of \(standing.persons.count) persons have not consented to \(purpose.rawValue)",
          hint: "record it with `casevault consent add`, or give --override-reason, which every member can read",
          .refused)
      }
    }
    return standing.consent(to: first)
  }

  /// Throws where a record is a referral that leaves on a consent that does not stand. What has left already is
  /// followed up all the same: `earlier` is the version it corrects.
  static func check(
    _ content: some RecordContent, correcting earlier: (any RecordContent)? = nil, in caseID: ID<Case>,
    _ vault: OpenVault
  ) throws {
    guard let referral = content as? Referral, referral.needsConsent,
      (earlier as? Referral)?.needsConsent != true
    else { return }
    guard try ConsentStanding(caseID, vault).permits(referral) else { throw RecordError.notConsented(.refer) }
  }

  /// The same for the rows of an import, which have no earlier versions.
  static func check<Content: RecordContent>(
    rowsOf type: Content.Type, in caseID: ID<Case>, _ vault: OpenVault
  ) throws -> @Sendable (Content) throws(RecordError) -> Void {
    guard Content.self == Referral.self else { return { _ in } }
    let standing = try? ConsentStanding(caseID, vault)
    return { (content) throws(RecordError) in
      // Naming none at all is told by the record's own check.
      guard let referral = content as? Referral, referral.needsConsent, referral.consent != nil else { return }
      guard standing?.permits(referral) == true else { throw .notConsented(.refer) }
    }
  }
}
