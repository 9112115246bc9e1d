import Redaction
import Testing

/// Fictional people and helpers shared by the tests.
enum Samples {
  static let detainee = KnownIdentity(
    id: "p1", role: "detainee",
    names: [
      KnownName(script: "ru", surname: "Сериков", given: "Ержан", patronymic: "Болатович"),
      KnownName(script: "kk", surname: "Серіков", given: "Ержан", patronymic: "Болатұлы"),
    ],
    birthDate: "1987-01-12", iin: "870112300128", phones: ["+7 701 123 45 67"], emails: ["erzhan.s@example.kz"],
    documents: ["N12345678"], ibans: ["KZ86125KZT5004100100"], plates: ["123 ABC 02"],
    addresses: ["ул. Сатпаева, 15, кв. 3"], relatives: [KnownRelative(id: "p9", names: [KnownName(given: "Жанар")])])

  static let officer = KnownIdentity(
    id: "p2", role: "officer",
    names: [KnownName(script: "kk", surname: "Әбдірахманов", given: "Қайрат", patronymic: "Серікұлы")])

  static let lawyer = KnownIdentity(
    id: "p3", role: "lawyer",
    names: [KnownName(script: "ru", surname: "Толстая", given: "Мария", patronymic: "Андреевна")])

  static let short = KnownIdentity(
    id: "p4", role: "witness", names: [KnownName(script: "ru", surname: "Ли", given: "Вера")])

  static let english = KnownIdentity(
    id: "p5", role: "monitor", names: [KnownName(script: "latin", surname: "O'Malley", given: "Grace")])

  static let everyone = [detainee, officer, lawyer, short, english]

  /// Built once: preparing the forms of every name costs more than most texts here.
  private static let scanner = Result { try TextScanner(identities: everyone, scope: .certain) }
  private static let check = Result { try LeakCheck(identities: everyone) }

  static func leakCheck() throws -> LeakCheck { try check.get() }

  static func scan(_ text: String, _ identities: [KnownIdentity]? = nil) throws -> [Finding] {
    let findings = try (identities.map { try TextScanner(identities: $0, scope: .certain) } ?? scanner.get()).scan(text)
    let count = text.unicodeScalars.count
    var last = 0
    for finding in findings {
      #expect(finding.start >= last)
      #expect(finding.end > finding.start)
      #expect(finding.end <= count)
      last = finding.end
    }
    return findings
  }

  static func string(_ text: String, _ finding: Finding) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: Array(text.unicodeScalars)[finding.start..<finding.end])
    return String(view)
  }

  /// The strings decided `apply`.
  static func masked(_ text: String, _ identities: [KnownIdentity]? = nil) throws -> [String] {
    try scan(text, identities).filter { $0.decision == .apply }.map { string(text, $0) }
  }

  static func suggested(_ text: String, _ identities: [KnownIdentity]? = nil) throws -> [String] {
    try scan(text, identities).filter { $0.decision == .review }.map { string(text, $0) }
  }

  /// Not a keyed hash of any strength; different enough for the tests of numbering.
  static func keyedHash(_ key: UInt64) -> ([UInt8]) -> [UInt8] {
    { message in
      var state = key
      for byte in message {
        state = (state ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
        state ^= state >> 29
      }
      return (0..<8).map { UInt8(truncatingIfNeeded: state >> (8 * $0)) }
    }
  }
}
