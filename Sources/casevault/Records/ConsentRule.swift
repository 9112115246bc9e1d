import Records
import Vault

/// Consent is per purpose and can be withdrawn: sharing checks it, an override takes a reason and is recorded.
enum ConsentRule {
  /// Throws unless every person of the case has consented to what sharing with these roles means.
  static func check(
    sharing compartments: [Compartment], of caseID: ID<Case>, with roles: [Role], override reason: String?,
    _ vault: OpenVault
  ) throws {
    guard reason == nil, compartments.contains(where: { [.identity, .testimony, .medical].contains($0) }) else {
      return
    }
    var purposes: [ConsentPurpose] = []
    if roles.contains(.lawyer) { purposes.append(.shareWithLawyer) }
    if roles.contains(.doctor) { purposes.append(.shareWithDoctor) }
    guard !purposes.isEmpty else { return }
    guard vault.holdsKey(.identity, of: caseID) else {
      guard try vault.hasRecords(.identity, in: caseID) else { return }
      throw Failure(
        "you cannot see whether the persons of this case consented",
        hint: "let somebody who opens its identity share it, or give --override-reason", .refused)
    }
    let persons = try vault.records(Person.self, in: caseID)
    let recorded = try vault.records(Consent.self, in: caseID).map(\.content)
    for purpose in purposes {
      let missing = try persons.filter { person in
        // A consent names the version of the person there was when it was given.
        let versions = Set(try vault.versions(leadingTo: person.id, in: caseID).map(\.id))
        let own = recorded.filter { versions.contains($0.person) }.map { consent in
          var consent = consent
          consent.person = person.id
          return consent
        }
        return !Consent.permits(purpose, by: person.id, recorded: own)
      }
      guard missing.isEmpty else {
        throw Failure(
          "\(missing.count) of \(persons.count) persons have not consented to \(purpose.rawValue)",
          hint: "record it with `casevault consent add`, or give --override-reason, which every member can read",
          .refused)
      }
    }
  }
}
