import Foundation
import Sodium
import Testing

@testable import OpenFormats

@Suite struct SDJWTTests {
  private let key: SigningKey
  private let disclosures: [Disclosure]
  private let claims: JSONValue

  init() throws {
    key = try SigningKey(seed: GuardedKey(copying: [UInt8](repeating: 7, count: 32)))
    disclosures = try ["Said first.", "Сказано потом.", "Кейін айтылды."].map { try .element(.string($0)) }
    claims = .object(["iss": .string("somebody"), "said": .array(disclosures.map(\.placeholder))])
  }

  private func token(_ shown: [Disclosure]? = nil) throws -> SDJWT {
    try SDJWT.issue(claims, disclosures: shown ?? disclosures, type: "example+sd-jwt", keyID: "k", key: key)
  }

  private func parts(_ token: SDJWT) -> [String] {
    String(decoding: token.encoded, as: UTF8.self).split(separator: "~", omittingEmptySubsequences: false).map(
      String.init)
  }

  private func verified(_ parts: [String], by other: VerifyKey? = nil) throws -> SDJWT {
    try UnverifiedSDJWT(Array(parts.joined(separator: "~").utf8)).verified(by: other ?? key.verifyKey)
  }

  @Test func whatIsDisclosedStandsInItsPlaceAndTheRestLeavesNoTrace() throws {
    let whole = try verified(parts(try token()))
    #expect(whole.claims["said"] == .array(disclosures.map(\.value)))
    #expect(whole.claims["_sd_alg"] == nil)
    let some = try verified(parts(try token([disclosures[2], disclosures[0]])))
    #expect(some.claims["said"] == .array([disclosures[0].value, disclosures[2].value]))
    let none = try verified([parts(try token())[0], ""])
    #expect(none.claims["said"] == .array([]))
  }

  @Test func aForgedOrForeignDisclosureRefusesTheWhole() throws {
    var forged = parts(try token())
    forged[2] = try Disclosure.element(.string("Never said.")).encoded
    #expect(throws: SDJWTError.foreignDisclosure(number: 2)) { try verified(forged) }
    var twice = parts(try token())
    twice.insert(twice[1], at: 1)
    #expect(throws: SDJWTError.repeatedDigest) { try verified(twice) }
    var named = parts(try token())
    named[1] = Base64URL.encode(Array(#"["salt","iss","nobody"]"#.utf8))
    #expect(throws: SDJWTError.foreignDisclosure(number: 1)) { try verified(named) }
  }

  @Test func anotherKeyAnotherPayloadAndKeyBindingAreRefused() throws {
    let parts = parts(try token())
    #expect(throws: SDJWTError.invalidSignature) { try verified(parts, by: SigningKey.random().verifyKey) }
    var pieces = parts[0].split(separator: ".").map(String.init)
    pieces[1] = Base64URL.encode(Array(#"{"_sd_alg":"sha-256","said":[]}"#.utf8))
    #expect(throws: SDJWTError.invalidSignature) { try verified([pieces.joined(separator: "."), ""]) }
    pieces = parts[0].split(separator: ".").map(String.init)
    pieces[0] = Base64URL.encode(Array(#"{"alg":"none","typ":"example+sd-jwt"}"#.utf8))
    #expect(throws: SDJWTError.unsupportedAlgorithm) { try verified([pieces.joined(separator: "."), ""]) }
    #expect(throws: SDJWTError.malformed) { try verified([parts[0], "eyJhbGciOiJFZERTQSJ9.e30.AA"]) }
  }

  @Test(arguments: ["", "~", "a~", "a.b.c~", "e30.e30.AA", "e30.e30.AA~", "....~", "e30=.e30.AA~", "\u{1F512}~"])
  func anythingElseIsMalformed(_ text: String) {
    #expect(throws: SDJWTError.self) { try UnverifiedSDJWT(Array(text.utf8)) }
  }

  /// Every truncation and every changed character is refused or shows less, never something else.
  @Test func noAlterationShowsWhatWasNotSigned() throws {
    let encoded = try token().encoded
    let said = Set(disclosures.map(\.value))
    for index in encoded.indices {
      var altered = encoded
      altered[index] ^= 1
      for bytes in [altered, Array(encoded[..<index])] {
        guard let shown = try? UnverifiedSDJWT(bytes).verified(by: key.verifyKey) else { continue }
        let elements = shown.claims["said"]?.elements ?? []
        #expect(said.isSuperset(of: elements))
      }
    }
  }

  /// Digests inside disclosed values, members of objects, and the ways they can clash.
  @Test func nestedDisclosuresResolve() throws {
    let inner = try Disclosure.element(.string("deep"))
    let outer = try Disclosure.element(.array([inner.placeholder]))
    var resolver = try DisclosureResolver([inner, outer])
    #expect(try resolver.resolve(.array([outer.placeholder])) == .array([.array([.string("deep")])]))
    resolver = try DisclosureResolver([inner])
    #expect(throws: SDJWTError.foreignDisclosure(number: 1)) { try resolver.resolve(.array([outer.placeholder])) }
    let text = Base64URL.encode(Array(#"["c2FsdA","iss","x"]"#.utf8))
    let member = try #require(Disclosure(encoded: Array(text.utf8)[...]))
    let sd = JSONValue.object(["_sd": .array([.string(member.digest)])])
    resolver = try DisclosureResolver([member])
    #expect(try resolver.resolve(sd) == .object(["iss": .string("x")]))
    resolver = try DisclosureResolver([member])
    #expect(throws: SDJWTError.conflictingName) {
      try resolver.resolve(.object(["_sd": .array([.string(member.digest)]), "iss": .null]))
    }
    resolver = try DisclosureResolver([member])
    #expect(throws: SDJWTError.malformedDisclosure(number: 1)) {
      try resolver.resolve(.array([.object(["...": .string(member.digest)])]))
    }
    resolver = try DisclosureResolver([])
    var deep = JSONValue.null
    for _ in 0..<100 { deep = .array([deep]) }
    #expect(throws: SDJWTError.malformedClaims) { try resolver.resolve(deep) }
  }

  /// The example of RFC 9901, section 4.2.1: the digest of a disclosure.
  @Test func theDigestIsThatOfTheSpecification() throws {
    let text = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
    let disclosure = try #require(Disclosure(encoded: Array(text.utf8)[...]))
    #expect(disclosure.name == "family_name")
    #expect(disclosure.value == .string("Möbius"))
    #expect(disclosure.digest == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0")
  }
}
