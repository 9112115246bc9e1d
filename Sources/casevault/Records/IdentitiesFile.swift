import ArgumentParser
import Foundation
import Redaction

/// People to look for without a vault: a JSON list in the shape of `redact scan --jsonl`.
struct IdentitiesFile: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look for the people of this JSON list, and open no vault; - for standard input, /dev/fd/3 for a descriptor.",
      valueName: "file"))
  var identities: String?

  private static let limit = 64 << 20

  /// The list, or nil where none was named. One identity that cannot be read, or that says nothing to look for,
  /// refuses the whole list: it would go unprotected.
  func read() throws -> [KnownIdentity]? {
    guard let identities else { return nil }
    let bytes = try TextInput.read(identities, limit: Self.limit)
    guard let people = try? JSONDecoder().decode([KnownIdentity].self, from: Data(bytes)) else {
      throw Failure(
        "the identities cannot be read", hint: "a JSON list as docs/redaction.md describes it", .invalid)
    }
    for (index, person) in people.enumerated() {
      let names = (person.names + person.relatives.flatMap(\.names)).flatMap { [$0.surname, $0.given, $0.patronymic] }
      let values =
        [person.iin, person.birthDate] + names + person.phones + person.emails + person.documents + person.ibans
        + person.plates + person.addresses
      guard values.contains(where: { $0?.contains(where: { !$0.isWhitespace }) == true }) else {
        throw Failure(
          "identity \(index + 1) says nothing to look for", hint: "check the names of its fields", .invalid)
      }
    }
    return people
  }
}
