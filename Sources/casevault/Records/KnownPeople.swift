import Records
import Redaction
import Vault

/// The people a redaction must find: everyone whose identity this case holds, and the members who use their own name.
enum KnownPeople {
  /// Throws where the case's identity is closed to this member: a redaction that does not know whom to look for would
  /// be a false promise.
  static func of(_ caseID: ID<Case>, _ vault: OpenVault) throws -> [KnownIdentity] {
    let isEmpty = try !vault.hasRecords(.identity, in: caseID)
    guard isEmpty || vault.holdsKey(.identity, of: caseID) else {
      throw VaultError.noKey(case: caseID, compartment: .identity)
    }
    var people: [KnownIdentity] = []
    if vault.holdsKey(.identity, of: caseID) {
      for person in try vault.records(Person.self, in: caseID) {
        people.append(
          KnownIdentity(
            id: person.id.hex, role: "detainee",
            names: person.content.names.map(name) + person.content.aliases.map { KnownName(given: $0) },
            birthDate: person.content.birthDate?.description, iin: person.content.iin?.digits))
      }
      for contact in try vault.records(Contact.self, in: caseID) {
        people.append(
          KnownIdentity(
            id: contact.id.hex, role: "relative", names: contact.content.names.map(name),
            phones: contact.content.phones, emails: contact.content.emails, addresses: contact.content.addresses))
      }
    }
    let register = try vault.register
    if vault.holdsKey(.reference, of: register) {
      for profile in try vault.records(MemberProfile.self, in: register) where !profile.content.isPseudonym {
        let parts = profile.content.name.split(separator: " ").map(String.init)
        people.append(
          KnownIdentity(
            id: profile.id.hex, role: "monitor",
            names: [KnownName(surname: parts.last, given: parts.count > 1 ? parts.first : nil)]))
      }
    }
    return people
  }

  private static func name(_ name: PersonName) -> KnownName {
    KnownName(script: name.script.rawValue, surname: name.surname, given: name.given, patronymic: name.patronymic)
  }
}
