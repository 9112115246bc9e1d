import Foundation
import OpenFormats
import Sodium
import Testing

@Suite struct SignedNoteTests {
  let signer: NoteSigner
  let text = Array("casevault test\n\nүшінші жол\n".utf8)

  init() throws { signer = try NoteSigner(name: "log.example/1", key: .random()) }

  @Test func roundTrip() throws {
    let second = try NoteSigner(name: "log.example/2", key: .random())
    let note = try SignedNote.sign(text, with: [signer, second])
    let parsed = try UnverifiedNote(note.encoded)
    #expect(parsed.signatures.map(\.name) == ["log.example/1", "log.example/2"])
    let verified = try parsed.verified(by: [second.verifier])
    #expect(verified.text == text)
    #expect(verified.signers == [second.verifier])
    #expect(try parsed.verified(by: [second.verifier, signer.verifier]).signers.count == 2)
  }

  @Test func keyIdentifierIsTheSpecifiedHash() throws {
    let key = [UInt8](repeating: 5, count: 32)
    let verifier = try NoteVerifier(name: "a.example", key: VerifyKey(key))
    #expect(verifier.keyID == Array(Digest256.hash(Array("a.example\n\u{1}".utf8) + key).prefix(4)))
  }

  /// The example of the C2SP specification: parses, with that name and key identifier.
  @Test func readsTheExampleOfTheSpecification() throws {
    let example = """
      Ognuno sta solo sul cuor della terra
      trafitto da un raggio di sole:

      ed è subito sera.

      — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

      """
    let note = try UnverifiedNote(Array(example.utf8))
    #expect(note.signatures.map(\.name) == ["quasimodo.example/salvatore"])
    #expect(note.signatures.map(\.keyID) == [[0x36, 0x7B, 0xA0, 0x4B]])
    #expect(note.signatures.map(\.bytes.count) == [64])
    #expect(throws: SignedNoteError.unknownKey) { try note.verified(by: [signer.verifier]) }
  }

  @Test func noFlippedByteIsAccepted() throws {
    let note = try SignedNote.sign(text, with: [signer])
    for index in note.encoded.indices {
      for bit in 0..<8 {
        var altered = note.encoded
        altered[index] ^= 1 << bit
        let accepted = try? UnverifiedNote(altered).verified(by: [signer.verifier])
        #expect(accepted == nil, "byte \(index), bit \(bit)")
      }
      let shortened = try? UnverifiedNote(Array(note.encoded[..<index])).verified(by: [signer.verifier])
      #expect(shortened == nil)
    }
  }

  @Test func aWrongSignatureByAKnownKeyRefusesTheNote() throws {
    let note = try SignedNote.sign(text, with: [signer])
    let other = try SignedNote.sign(Array("other\n".utf8), with: [signer])
    let line = try #require(String(decoding: other.encoded, as: UTF8.self).split(separator: "\n").last)
    let both = note.encoded + Array("\(line)\n".utf8)
    #expect(throws: SignedNoteError.invalidSignature) { try UnverifiedNote(both).verified(by: [signer.verifier]) }
  }

  @Test(arguments: ["", "no line feed", "tab\there\n", "return\r\n", "nul\0\n"])
  func refusesToSignWhatNoNoteMayHold(_ text: String) throws {
    #expect(throws: SignedNoteError.malformedText) { try SignedNote.sign(Array(text.utf8), with: [signer]) }
    #expect(throws: SignedNoteError.malformedText) { try SignedNote.sign([0xFF, 0x0A], with: [signer]) }
  }

  @Test(arguments: ["", "two words", "plus+sign", "nbsp\u{A0}", "line\nfeed"])
  func refusesNames(_ name: String) throws {
    let key = try SigningKey.random()
    #expect(throws: SignedNoteError.malformedName) { try NoteSigner(name: name, key: key) }
  }

  @Test(arguments: [
    "— a QUJDREU", "— a QUJDREV=", "- a QUJDREU=", "— a  QUJDREU=", "— QUJDREU=", "— a QUJDREU= ", "— a+b QUJDREU=",
    "— a QUJDRA==", "— a QUJD REU=", "", "— a !!!!!!!!",
  ])
  func refusesSignatureLines(_ line: String) {
    #expect(throws: SignedNoteError.self) { try UnverifiedNote(Array("text\n\n— b QUJDREU=\n\(line)\n".utf8)) }
  }

  @Test func isBounded() throws {
    #expect(throws: SignedNoteError.tooLarge) {
      try UnverifiedNote([UInt8](repeating: 0x61, count: SignedNote.byteLimit + 1))
    }
    let line = "— a QUJDREU=\n"
    _ = try UnverifiedNote(Array(("text\n\n" + String(repeating: line, count: 100)).utf8))
    #expect(throws: SignedNoteError.tooLarge) {
      try UnverifiedNote(Array(("text\n\n" + String(repeating: line, count: 101)).utf8))
    }
    #expect(throws: SignedNoteError.malformedSignature(line: 4)) {
      try UnverifiedNote(Array("text\n\n— a QUJDREU=\nbroken\n".utf8))
    }
    #expect(throws: SignedNoteError.noSignature) { try UnverifiedNote(Array("text\n\n".utf8)) }
    #expect(throws: SignedNoteError.noSignature) { try UnverifiedNote(Array("text\n".utf8)) }
  }
}
