import Records
import Vault

/// What the persons of one case have consented to, whichever version of their record a consent names.
struct ConsentStanding: Sendable {
  /// The persons of the case, each by the first version of their record.
  let persons: [ID<Person>]
  private let firsts: [ID<Person>: ID<Person>]
  private let consents: [Consent]
  private let named: [ID<Consent>: Consent]

  /// Reads the case's identity compartment. Throws where its key is absent: nobody can say then who consented.
  init(_ caseID: ID<Case>, _ vault: OpenVault) throws {
    guard try vault.holdsKey(.identity, of: caseID) || !vault.hasRecords(.identity, in: caseID) else {
      throw Failure(
        "you cannot see whether the persons of this case consented",
        hint: "let somebody who opens its identity do it, or give a reason to do without", .refused)
    }
    let history = vault.holdsKey(.identity, of: caseID) ? try vault.history(Person.self, in: caseID) : []
    var firsts: [ID<Person>: ID<Person>] = [:]
    for record in history { firsts[record.id] = record.corrects.flatMap { firsts[$0] } ?? record.id }
    let recorded =
      vault.holdsKey(.identity, of: caseID) ? try vault.history(Consent.self, in: caseID) : []
    self.firsts = firsts
    persons = history.filter { $0.corrects == nil }.map(\.id)
    consents = recorded.filter(\.isCurrent).map { record in
      var consent = record.content
      consent.person = firsts[consent.person] ?? consent.person
      return consent
    }
    named = Dictionary(recorded.map { ($0.id, $0.content) }) { first, _ in first }
  }

  /// Whether the person's consent to a purpose stands.
  func permits(_ purpose: ConsentPurpose, by person: ID<Person>) -> Bool {
    Consent.permits(purpose, by: first(person), recorded: consents)
  }

  /// A consent to a purpose that stands; the one of the lowest identifier where there are several.
  func consent(to purpose: ConsentPurpose) -> ID<Consent>? {
    named.filter { $0.value.purpose == purpose && $0.value.decision == .given && permits(purpose, by: $0.value.person) }
      .keys.min()
  }

  /// Whether `referral` may leave on the consent it names: one to be referred, of the person it concerns, that stands.
  func permits(_ referral: Referral) -> Bool {
    guard let id = referral.consent, let consent = named[id], consent.purpose == .refer else { return false }
    guard referral.person.map({ first($0) == first(consent.person) }) ?? true else { return false }
    return permits(.refer, by: consent.person)
  }

  private func first(_ person: ID<Person>) -> ID<Person> { firsts[person] ?? person }
}
