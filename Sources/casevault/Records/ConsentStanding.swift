import Records
import Vault

/// What the persons of one case have consented to, whichever version of their record a consent names.
///
/// What was erased is not forgotten: a person whose record is gone is still one of the case, and an erased consent may have
/// been a refusal or withdrawal, so it ends what was consented to until the day it was recorded.
struct ConsentStanding: Sendable {
  /// The persons of the case, each by the first version of their record, erased or not.
  let persons: [ID<Person>]
  /// Whether a person or a consent of the case was erased.
  let knowsErasures: Bool
  private let firsts: [ID<Person>: ID<Person>]
  private let consents: [Consent]
  private let named: [ID<Consent>: Consent]

  /// Reads the case's identity compartment. Throws where its key is absent: nobody can say then who consented.
  init(_ caseID: ID<Case>, _ vault: OpenVault) throws {
    let isOpen = vault.holdsKey(.identity, of: caseID)
    guard try isOpen || !vault.hasRecords(.identity, in: caseID) else {
      throw Failure(
        "you cannot see whether the persons of this case consented",
        hint: "let somebody who opens its identity do it, or give a reason to do without", .refused)
    }
    let history = isOpen ? try vault.history(Person.self, in: caseID) : []
    let recorded = isOpen ? try vault.history(Consent.self, in: caseID) : []
    let places = try vault.places(in: caseID)
    let erased = places.filter { $0.isErased && [.person, .consent].contains($0.kind) }
    var firsts: [ID<Person>: ID<Person>] = [:]
    for record in history { firsts[record.id] = record.corrects.map { firsts[$0] ?? $0 } ?? record.id }
    var seen: Set<ID<Person>> = []
    let persons = (history.compactMap { firsts[$0.id] } + erased.filter { $0.kind == .person }.map { ID($0.id) })
      .filter { seen.insert($0).inserted }
    let current = Dictionary(recorded.filter(\.isCurrent).map { ($0.id.record, $0.content) }) { first, _ in first }
    consents = places.filter { $0.kind == .consent }.flatMap { place -> [Consent] in
      guard !place.isErased else { return Consent.objections(of: persons, recorded: place.recordedAt) }
      guard var consent = current[place.id] else { return [] }
      consent.person = firsts[consent.person] ?? consent.person
      return [consent]
    }
    self.persons = persons
    self.firsts = firsts
    knowsErasures = !erased.isEmpty
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

  /// A consent that would stay behind without the refusal or withdrawal of it, were these records erased.
  func bereft(byErasing records: Set<RecordID>) -> ID<Consent>? {
    let objections = named.filter { records.contains($0.key.record) && $0.value.decision != .given }.values
    return named.filter { id, consent in
      consent.decision == .given && !records.contains(id.record)
        && objections.contains { $0.purpose == consent.purpose && first($0.person) == first(consent.person) }
    }.keys.min()
  }

  private func first(_ person: ID<Person>) -> ID<Person> { firsts[person] ?? person }
}
