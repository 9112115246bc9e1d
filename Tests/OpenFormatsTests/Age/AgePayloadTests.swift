import Foundation
import Sodium
import Testing

@testable import OpenFormats

@Suite struct AgePayloadTests {
  static let chunk = 65_536
  /// Around every boundary of a chunk, and of the blocks the parallel code works in.
  static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 262_143, 262_144, 262_145, 1_048_576, 1_048_577]

  @Test(arguments: sizes) func roundTripAndSizes(_ size: Int) throws {
    let key = try AgeFileKey.random()
    let content = SodiumRandom.bytes(size)
    let sealed = try AgePayload.encrypt(content, key: key)
    #expect(sealed.count == AgePayload.sealedSize(of: size))
    #expect(sealed.count == 16 + size + 16 * max(1, (size + Self.chunk - 1) / Self.chunk))
    #expect(try AgePayload.plaintextSize(of: sealed.count) == size)
    #expect(try AgePayload.decrypt(sealed, key: key) == content)
  }

  /// The construction spelled out with the primitives: key derivation, counter and final flag.
  @Test func isTheConstructionOfTheSpecification() throws {
    let raw = [UInt8](0..<16)
    let content = SodiumRandom.bytes(2 * Self.chunk + 10)
    let sealed = try AgePayload.encrypt(content, key: AgeFileKey(copying: raw))
    let derived = try Derivation.derive(from: raw, salt: Array(sealed[..<16]), label: Array("payload".utf8), count: 32)
    let key = try GuardedKey(copying: derived)
    var opened: [UInt8] = []
    for (index, start) in stride(from: 16, to: sealed.count, by: Self.chunk + 16).enumerated() {
      let part = Array(sealed[start..<min(start + Self.chunk + 16, sealed.count)])
      var nonce = [UInt8](repeating: 0, count: 12)
      nonce[10] = UInt8(index)
      nonce[11] = index == 2 ? 1 : 0
      var plain = [UInt8](repeating: 0, count: part.count - 16)
      try ChunkCipher.open(part, at: 0, count: part.count, into: &plain, at: 0, nonce: nonce, key: key)
      opened += plain
    }
    #expect(opened == content)
  }

  @Test func everyFlippedByteFails() throws {
    let key = try AgeFileKey.random()
    let sealed = try AgePayload.encrypt(SodiumRandom.bytes(600), key: key)
    for index in sealed.indices {
      var altered = sealed
      altered[index] ^= 1
      #expect(throws: AgeError.damagedChunk(0)) { try AgePayload.decrypt(altered, key: key) }
    }
    let other = try AgeFileKey.random()
    #expect(throws: AgeError.damagedChunk(0)) { try AgePayload.decrypt(sealed, key: other) }
  }

  @Test func namesTheDamagedChunk() throws {
    let key = try AgeFileKey.random()
    var sealed = try AgePayload.encrypt(SodiumRandom.bytes(5 * Self.chunk), key: key)
    sealed[16 + 3 * (Self.chunk + 16) + 99] ^= 4
    #expect(throws: AgeError.damagedChunk(3)) { try AgePayload.decrypt(sealed, key: key) }
  }

  @Test func truncationAndAppendedBytesFail() throws {
    let key = try AgeFileKey.random()
    let sealed = try AgePayload.encrypt(SodiumRandom.bytes(3 * Self.chunk + 5), key: key)
    for count in 0...3 {
      let kept = Array(sealed[..<(16 + count * (Self.chunk + 16))])
      #expect(throws: AgeError.truncated) { try AgePayload.decrypt(kept, key: key) }
    }
    for count in [1, 8, 16, 20] {
      #expect(throws: AgeError.self) { try AgePayload.decrypt(Array(sealed.dropLast(count)), key: key) }
      #expect(throws: AgeError.self) { try AgePayload.decrypt(sealed + [UInt8](repeating: 0, count: count), key: key) }
    }
    let whole = try AgePayload.encrypt(SodiumRandom.bytes(2 * Self.chunk), key: key)
    #expect(throws: AgeError.trailingData) {
      try AgePayload.decrypt(whole + [UInt8](repeating: 0, count: Self.chunk), key: key)
    }
  }

  /// A final chunk without content may stand only alone: otherwise one file would have two payloads.
  @Test func refusesAnEmptyFinalChunkAfterOthers() throws {
    let raw = [UInt8](repeating: 3, count: 16)
    let nonce = [UInt8](repeating: 4, count: 16)
    let cipher = try PayloadCipher(fileKey: AgeFileKey(copying: raw), nonce: nonce)
    var sealed = nonce + [UInt8](repeating: 0, count: Self.chunk + 32)
    let content = [UInt8](repeating: 1, count: Self.chunk)
    try cipher.seal(content, at: 0, count: Self.chunk, into: &sealed, at: 16, chunk: 0, isFinal: false)
    try cipher.seal([], at: 0, count: 0, into: &sealed, at: 32 + Self.chunk, chunk: 1, isFinal: true)
    #expect(throws: AgeError.damagedChunk(1)) { try AgePayload.decrypt(sealed, key: AgeFileKey(copying: raw)) }
    #expect(throws: AgeError.truncated) { try AgePayload.plaintextSize(of: sealed.count) }
  }

  @Test func countersUseAllTheirBytes() throws {
    let cipher = try PayloadCipher(fileKey: .random(), nonce: [UInt8](repeating: 0, count: 16))
    var sealed = [UInt8](repeating: 0, count: 17)
    var plain: [UInt8] = [0]
    for chunk in [255, 256, 65_536, 1 << 40] {
      try cipher.seal([7], at: 0, count: 1, into: &sealed, at: 0, chunk: chunk, isFinal: true)
      #expect(throws: AgeError.damagedChunk(chunk - 1)) {
        try cipher.open(sealed, at: 0, count: 17, into: &plain, at: 0, chunk: chunk - 1, isFinal: true)
      }
      try cipher.open(sealed, at: 0, count: 17, into: &plain, at: 0, chunk: chunk, isFinal: true)
      #expect(plain == [7])
    }
  }

  @Test(arguments: [0, 15, 17, 32]) func refusesKeysOfAnotherLength(_ count: Int) {
    #expect(throws: AgeError.wrongKeyLength) { try AgeFileKey(copying: [UInt8](repeating: 1, count: count)) }
  }
}
