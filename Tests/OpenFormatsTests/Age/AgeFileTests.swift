import Foundation
import Platform
import Sodium
import Testing

@testable import OpenFormats

@Suite struct AgeFileTests {
  let content = Array("Мысалов. Үлгі.\n".utf8)

  @Test func whatIsEncryptedToSeveralOpensForEach() throws {
    let identities = try (0..<3).map { _ in try AgeX25519Identity(key: .random()) }
    let file = try AgeFile.encrypt(content, to: identities.map(\.recipient))
    for identity in identities { #expect(try AgeFile.decrypt(file, with: [identity]) == content) }
    let stranger = try AgeX25519Identity(key: .random())
    #expect(throws: AgeError.noMatch) { try AgeFile.decrypt(file, with: [stranger]) }
    #expect(try AgeFile.decrypt(file, with: [stranger, identities[2]]) == content)
    #expect(try AgeFile.decrypt(AgeArmor.encode(file), with: [identities[0]]) == content)
  }

  @Test func hybridKeysRoundTripAsText() throws {
    let identity = try AgeHybridIdentity(seed: .random())
    let recipient = try AgeKeyText.recipient(identity.recipient.text)
    #expect(recipient.company == .postQuantum)
    let file = try AgeFile.encrypt(content, to: [recipient])
    #expect(try AgeFile.decrypt(file, with: [identity]) == content)
    #expect(throws: AgeError.noMatch) {
      try AgeFile.decrypt(file, with: [try AgeHybridIdentity(seed: .random())])
    }
  }

  @Test func aPassphraseOpensItsFileOnly() throws {
    let right = AgePassphrase(try Secret(copying: Array("correct horse".utf8)))
    let wrong = AgePassphrase(try Secret(copying: Array("correct horsf".utf8)))
    let key = try AgeFileKey.random()
    let stanza = try right.wrap(key, workFactor: 10)
    #expect(try right.unwrap([stanza])?.exposed() == key.exposed())
    #expect(try wrong.unwrap([stanza]) == nil)
  }

  @Test func recipientsOfDifferentStrengthDoNotShareAFile() throws {
    let classical = try AgeX25519Identity(key: .random()).recipient
    let hybrid = try AgeHybridIdentity(seed: .random()).recipient
    let passphrase = AgePassphrase(try Secret(copying: Array("correct horse".utf8)))
    for recipients in [[classical, hybrid], [classical, passphrase], [passphrase, passphrase], []]
      as [[any AgeRecipient]]
    {
      #expect(throws: AgeError.recipientsDoNotMix) { try AgeFile.encrypt(content, to: recipients) }
    }
  }

  @Test(arguments: [
    "age1", "age1pq1", "", "AGE1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQS", "age1qqqqqqqqqqqqqqqq",
    "age1бббб",
    "age1" + String(repeating: "q", count: 5000),
  ]) func malformedRecipientsAreRefused(_ text: String) {
    #expect(throws: AgeError.malformedKey) { try AgeKeyText.recipient(text) }
  }

  /// age's specification: recipients in lower case, identities in upper case.
  @Test func caseIsPartOfAKey() throws {
    let recipient = try AgeX25519Identity(key: .random()).recipient
    #expect(try AgeX25519Recipient(recipient.text) == recipient)
    #expect(throws: AgeError.malformedKey) { try AgeX25519Recipient(recipient.text.uppercased()) }
    var key = [UInt8](repeating: 7, count: 32)
    let text = Bech32.encode(prefix: "age-secret-key-", key)
    #expect(throws: AgeError.malformedKey) { try AgeX25519Identity(text: text) }
    _ = try AgeX25519Identity(text: Array(String(decoding: text, as: UTF8.self).uppercased().utf8))
    wipe(&key)
  }

  @Test func identityFilesMayHaveCommentsAndEmptyLines() throws {
    let key = [UInt8](repeating: 9, count: 32)
    let line = String(decoding: Bech32.encode(prefix: "age-secret-key-", key), as: UTF8.self).uppercased()
    let file = Array("# created: 2026\n\n# public key: age1…\r\n\(line)\r\n".utf8)
    #expect(try AgeKeyText.identities(file).count == 1)
    #expect(throws: AgeError.malformedKey) { try AgeKeyText.identities(Array("# nothing\n".utf8)) }
    #expect(throws: AgeError.malformedKey) { try AgeKeyText.identities(Array("password\n".utf8)) }
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]) func writtenInPiecesItIsTheSameFile(_ size: Int)
    throws
  {
    let identity = try AgeX25519Identity(key: .random())
    let content = SodiumRandom.bytes(size)
    let path = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try PosixFile.creating(path)
    let writer = try AgeWriter(to: file, recipients: [identity.recipient])
    for start in stride(from: 0, to: size, by: 30_011) {
      try writer.write(Array(content[start..<min(start + 30_011, size)]))
    }
    try writer.finish()
    #expect(throws: AgeError.trailingData) { try writer.write([1]) }
    #expect(try AgeFile.decrypt(Array(Data(contentsOf: URL(fileURLWithPath: path))), with: [identity]) == content)
    let reader = try AgeFile.open(file, with: [identity])
    #expect(reader.size == size)
  }

  @Test func noFlippedBitIsAccepted() throws {
    let identity = try AgeX25519Identity(key: .random())
    let file = try AgeFile.encrypt(content, to: [identity.recipient])
    for index in file.indices {
      for bit in 0..<8 {
        var altered = file
        altered[index] ^= 1 << bit
        #expect((try? AgeFile.decrypt(altered, with: [identity])) == nil, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test(arguments: 0..<20) func damagedFilesFailWithoutTrapping(_ seed: Int) throws {
    var mutation = Mutation(seed: UInt64(seed) + 1)
    let identity = try AgeX25519Identity(key: .random())
    let hybrid = try AgeHybridIdentity(seed: .random())
    let files = [
      try AgeFile.encrypt(content, to: [identity.recipient]), try AgeFile.encrypt(content, to: [hybrid.recipient]),
    ]
    for file in files + files.map(AgeArmor.encode) {
      for _ in 0..<100 {
        let damaged = mutation.damaged(file)
        if let opened = try? AgeFile.decrypt(damaged, with: [identity, hybrid]) { #expect(opened == content) }
      }
    }
  }
}
