import Foundation
import Sodium
import Testing

@Suite(.enabled(if: Vectors.exist("wycheproof"), "the folder of test vectors is not here (CASEVAULT_VECTORS)"))
struct WycheproofTests {
  struct File<Group: Decodable>: Decodable {
    let numberOfTests: Int
    let testGroups: [Group]
  }

  static func read<Group: Decodable>(_ name: String, as: Group.Type) throws -> File<Group> {
    let data = try Data(contentsOf: Vectors.folder("wycheproof").appendingPathComponent(name))
    return try JSONDecoder().decode(File<Group>.self, from: data)
  }

  struct AEADGroup: Decodable {
    struct Case: Decodable { let tcId: Int, key, iv, aad, msg, ct, tag, result: String }
    let tests: [Case]
  }

  @Test func xChaCha20Poly1305() throws {
    let file = try Self.read("xchacha20_poly1305_test.json", as: AEADGroup.self)
    var count = 0
    for test in file.testGroups.flatMap(\.tests) {
      count += 1
      let key = try GuardedKey(copying: #require(bytes(hex: test.key)))
      let sealed = try #require(bytes(hex: test.iv + test.ct + test.tag))
      let context = try #require(bytes(hex: test.aad))
      let opened = try? AEAD.open(sealed, context: context, key: key)
      // A nonce of another length cannot even be expressed: nonce and ciphertext then do not match.
      #expect(opened == (test.result == "valid" ? bytes(hex: test.msg) : nil), "case \(test.tcId)")
    }
    #expect(count == file.numberOfTests)
  }

  struct SignatureGroup: Decodable {
    struct Key: Decodable { let pk: String }
    struct Case: Decodable { let tcId: Int, msg, sig, result: String }
    let publicKey: Key
    let tests: [Case]
  }

  @Test func ed25519() throws {
    let file = try Self.read("ed25519_test.json", as: SignatureGroup.self)
    var count = 0
    for group in file.testGroups {
      let key = try VerifyKey(#require(bytes(hex: group.publicKey.pk)))
      for test in group.tests {
        count += 1
        let signature = try #require(bytes(hex: test.sig))
        let message = try #require(bytes(hex: test.msg))
        let isAccepted = (try? key.verify(signature, of: message)) != nil
        #expect(isAccepted == (test.result == "valid"), "case \(test.tcId)")
      }
    }
    #expect(count == file.numberOfTests)
  }

  struct DerivationGroup: Decodable {
    struct Case: Decodable { let tcId: Int, ikm, salt, info: String, size: Int, okm, result: String }
    let tests: [Case]
  }

  @Test func hkdf() throws {
    let file = try Self.read("hkdf_sha256_test.json", as: DerivationGroup.self)
    var count = 0
    for test in file.testGroups.flatMap(\.tests) {
      count += 1
      let derived = try? Derivation.derive(
        from: #require(bytes(hex: test.ikm)), salt: #require(bytes(hex: test.salt)),
        label: #require(bytes(hex: test.info)), count: test.size)
      #expect(derived == (test.result == "valid" ? bytes(hex: test.okm) : nil), "case \(test.tcId)")
    }
    #expect(count == file.numberOfTests)
  }
}
