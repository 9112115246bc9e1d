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
    guard let purposes = purposes(of: roles) else {
      guard !isOverridden(reason), speaksOfPersons(compartments),
        try !ConsentStanding(caseID, vault).persons.isEmpty
      else { return }
      throw Failure(
        "there is no consent to being read about in that role",
        hint: "share it with a monitor, lawyer or doctor, or give --override-reason, which every member can read",
        .refused)
    }
    try check(purposes, opening: compartments, of: caseID, override: reason, vault)
  }

  /// What persons must have consented to before somebody of these roles reads about them: nothing for monitors, whom
  /// they talk to; nil where no purpose covers it.
  private static func purposes(of roles: [Role]) -> [ConsentPurpose]? {
    let outside: [(Role, ConsentPurpose)] = [(.lawyer, .shareWithLawyer), (.doctor, .shareWithDoctor)]
    let purposes = outside.filter { roles.contains($0.0) }.map(\.1)
    guard purposes.isEmpty, !roles.contains(.monitor) else { return purposes }
    return roles.contains(.publisher) ? [.publish] : nil
  }

  private static func speaksOfPersons(_ compartments: [Compartment]) -> Bool {
    !Set([.identity, .testimony, .medical]).isDisjoint(with: compartments)
  }

  private static func isOverridden(_ reason: String?) -> Bool { reason?.allSatisfy(\.isWhitespace) == false }

  /// Throws unless every person of the case has consented to these purposes. Returns a consent to the first that this
  /// rests on; none where nobody is named, no compartment is opened that speaks of persons, or a reason overrides.
  @discardableResult
  static func check(
    _ purposes: [ConsentPurpose], opening compartments: [Compartment], of caseID: ID<Case>, override reason: String?,
    _ vault: OpenVault
  ) throws -> ID<Consent>? {
    guard !isOverridden(reason), let first = purposes.first, speaksOfPersons(compartments) else { return nil }
    let standing = try ConsentStanding(caseID, vault)
    for purpose in purposes {
      let missing = standing.persons.filter { !standing.permits(purpose, by: $0) }
      guard missing.isEmpty else {
        throw Failure(
          "\(missing.count) of \(standing.persons.count) persons have not consented to \(purpose.rawValue)",
          hint: (standing.knowsErasures ? "erased persons and consents count as not consented; " : "")
            + "record it with `casevault consent add`, or give --override-reason, which every member can read",
          .refused)
      }
    }
    return standing.consent(to: first)
  }

  /// Warns of cases that somebody opens in these roles without a consent that stands, because they were shared with the
  /// role, or with them as what they were before. Who cannot see the consents is told of all of them.
  static func warn(giving roles: [Role], to member: ID<Member>, _ vault: OpenVault) throws {
    for role in roles {
      guard let purposes = purposes(of: [role]), let purpose = purposes.first else { continue }
      let principals: [Principal] = [.member(member), .role(role)]
      let open = try vault.cases().map(\.id).filter { caseID in
        let opened = try vault.access(to: caseID)
          .filter { principals.contains(where: $0.audience.contains) }.map(\.compartment)
        do { try check(purposes, opening: opened, of: caseID, override: nil, vault) } catch is Failure { return true }
        return false
      }
      guard !open.isEmpty else { continue }
      let some = open.prefix(8).map(\.short).joined(separator: ", ") + (open.count > 8 ? ", …" : "")
      try Terminal.warn(
        "as \(role.rawValue) they open \(open.count) cases without a consent to \(purpose.rawValue) that you can see: "
          + some)
    }
  }

  /// Throws where erasing would leave a consent without the refusal or withdrawal that ended it. Who cannot open the
  /// case's identity cannot tell; there, an erased consent counts as one.
  static func check(erasing records: [RecordID], of caseID: ID<Case>, _ vault: OpenVault) throws {
    let isConsent = try vault.places(in: caseID).contains { $0.kind == .consent && records.contains($0.id) }
    guard isConsent, vault.holdsKey(.identity, of: caseID),
      let consent = try ConsentStanding(caseID, vault).bereft(byErasing: Set(records))
    else { return }
    throw Failure(
      "a refusal or withdrawal is not erased while the consent it ends stays",
      hint: "erase that one with it: --record \(consent.short)", .refused)
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
