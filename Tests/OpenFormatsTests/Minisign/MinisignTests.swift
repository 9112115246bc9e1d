import Sodium
import Testing

@testable import OpenFormats

@Suite struct MinisignTests {
  let signer: MinisignSigner
  let content = Array("manifest\n".utf8)
  let digest: [UInt8]

  init() throws {
    signer = MinisignSigner(try SigningKey.random())
    digest = try Blake2b512.hash(content)
  }

  @Test func aSignatureIsReadBack() throws {
    let made = try MinisignSignature(of: digest, trustedComment: "for the prosecutor, 2026-11-26", by: signer)
    let read = try MinisignSignature(made.file)
    #expect(try read.verify(digest, by: signer.publicKey) == "for the prosecutor, 2026-11-26")
    #expect(try MinisignKey(signer.publicKey.file) == signer.publicKey)
    #expect(try MinisignKey(Array(signer.publicKey.text.utf8)) == signer.publicKey)
    let other = MinisignSigner(try SigningKey.random()).publicKey
    #expect(throws: MinisignError.unknownKey) { try read.verify(digest, by: other) }
    let another = try Blake2b512.hash(content + [0])
    #expect(throws: MinisignError.invalidSignature) { try read.verify(another, by: signer.publicKey) }
  }

  @Test func theOldModeIsRefused() throws {
    let signature = try signer.key.sign(content)
    let file =
      MinisignLines.untrusted + [0x0A] + Base64.encode(Array("Ed".utf8) + signer.publicKey.id + signature)
      + Array("\ntrusted comment: \n".utf8) + Base64.encode(try signer.key.sign(signature)) + [0x0A]
    #expect(throws: MinisignError.legacySignature) { try MinisignSignature(file) }
  }

  @Test func anAlteredCommentIsNoticed() throws {
    let made = try MinisignSignature(of: digest, trustedComment: "for A", by: signer)
    let text = String(decoding: made.file, as: UTF8.self).replacing("for A", with: "for B")
    let read = try MinisignSignature(Array(text.utf8))
    #expect(throws: MinisignError.invalidComment) { try read.verify(digest, by: signer.publicKey) }
  }

  @Test(arguments: ["two\nlines", "bell\u{7}", "escape\u{1b}[2J", String(repeating: "x", count: 9000)])
  func commentsThatDoNotFitAreRefused(_ comment: String) {
    #expect(throws: MinisignError.unfitComment) {
      try MinisignSignature(of: digest, trustedComment: comment, by: signer)
    }
  }

  @Test func noFlippedBitOfASignatureIsAccepted() throws {
    let file = try MinisignSignature(of: digest, trustedComment: "for A", by: signer).file
    let start = MinisignLines.untrusted.count
    for index in start..<file.count {
      // The untrusted comment is what its name says, and the line ends may be CR LF.
      if index < (file.firstIndex(of: 0x0A) ?? 0) { continue }
      for bit in 0..<8 {
        var altered = file
        altered[index] ^= 1 << bit
        let comment = try? MinisignSignature(altered).verify(digest, by: signer.publicKey)
        if comment != nil { #expect(altered.filter { $0 != 0x0A } == file.filter { $0 != 0x0A }) }
      }
    }
  }

  @Test(arguments: 0..<10) func damagedTextFailsWithoutTrapping(_ seed: Int) throws {
    var mutation = Mutation(seed: UInt64(seed) + 1)
    let file = try MinisignSignature(of: digest, trustedComment: "for A", by: signer).file
    for _ in 0..<200 {
      if let comment = try? MinisignSignature(mutation.damaged(file)).verify(digest, by: signer.publicKey) {
        #expect(comment == "for A")
      }
      if let key = try? MinisignKey(mutation.damaged(signer.publicKey.file)) { #expect(key.text.count == 56) }
    }
  }

  /// RFC 7693, appendix A: BLAKE2b-512 of "abc".
  @Test func blake2bIsTheStandardsOwn() throws {
    #expect(hex(try Blake2b512.hash(Array("abc".utf8))).hasPrefix("ba80a53f981c4d0d6a2797b69f12f6e9"))
    let digest = try Blake2b512()
    digest.update(Array("a".utf8)[...])
    #expect(digest.finalize() != (try Blake2b512.hash(Array("abc".utf8))))
    digest.update(Array("bc".utf8)[...])
    #expect(digest.finalize() == (try Blake2b512.hash(Array("abc".utf8))))
  }
}
