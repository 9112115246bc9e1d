import Sodium
import Testing

@Suite struct DigestTests {
  /// FIPS 180-4 example: "abc".
  static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test func matchesThePublishedExampleHoweverItIsCut() {
    #expect(Digest256.hash(Array("abc".utf8)) == bytes(hex: Self.abc))
    var digest = Digest256()
    digest.update([0x61])
    digest.update([0, 0x62, 0x63, 0][1..<3])
    #expect(digest.finalize() == bytes(hex: Self.abc))
  }

  @Test func signaturesAreBoundToTheirMessage() throws {
    let key = try SigningKey.random()
    let signature = try key.sign([1, 2, 3])
    try key.verifyKey.verify(signature, of: [1, 2, 3])
    #expect(throws: SodiumError.authenticationFailed) { try key.verifyKey.verify(signature, of: [1, 2]) }
    #expect(throws: SodiumError.authenticationFailed) {
      try key.verifyKey.verify(Array(signature.dropLast()), of: [1, 2, 3])
    }
  }

  @Test func labelsSeparateKeys() throws {
    let key = try GuardedKey.random()
    let one = try Derivation.key(key, label: "one").exposed()
    #expect(try Derivation.key(key, label: "one").exposed() == one)
    #expect(try Derivation.key(key, label: "two").exposed() != one)
    #expect(try Derivation.key(key, salt: [1], label: "one").exposed() != one)
  }
}
