import Sodium
import Testing

@Suite struct AEADTests {
  @Test(arguments: [0, 1, 200]) func opensWhatItSealed(_ count: Int) throws {
    let key = try GuardedKey.random()
    let message = SodiumRandom.bytes(count)
    let sealed = try AEAD.seal(message, context: [1, 2], key: key)
    #expect(sealed.count == count + AEAD.overhead)
    #expect(try AEAD.open(sealed, context: [1, 2], key: key) == message)
    #expect(try AEAD.seal(message, context: [1, 2], key: key) != sealed)
  }

  @Test func refusesEveryFlippedByteEveryLengthAndOtherContextsAndKeys() throws {
    let key = try GuardedKey.random()
    let sealed = try AEAD.seal(Array("statement".utf8), context: [7], key: key)
    for index in sealed.indices {
      var altered = sealed
      altered[index] ^= 0x80
      #expect(throws: SodiumError.authenticationFailed) { try AEAD.open(altered, context: [7], key: key) }
      #expect(throws: SodiumError.authenticationFailed) {
        try AEAD.open(Array(sealed[..<index]), context: [7], key: key)
      }
    }
    #expect(throws: SodiumError.authenticationFailed) { try AEAD.open(sealed, context: [], key: key) }
    let other = try GuardedKey.random()
    #expect(throws: SodiumError.authenticationFailed) { try AEAD.open(sealed, context: [7], key: other) }
  }

  @Test func chunksNeverLeaveTheirBuffers() throws {
    let key = try GuardedKey.random()
    let nonce = [UInt8](repeating: 0, count: 12)
    var output = [UInt8](repeating: 0, count: 26)
    for (start, count, target) in [
      (-1, 1, 0), (0, 11, 0), (10, 1, 0), (0, 10, 1), (0, -1, 0), (0, 1, -1), (Int.max, 1, 0),
    ] {
      #expect(throws: SodiumError.self) {
        try ChunkCipher.seal(
          [UInt8](repeating: 0, count: 10), at: start, count: count, into: &output, at: target, nonce: nonce, key: key)
      }
    }
    #expect(throws: SodiumError.wrongLength(expected: 12, actual: 11)) {
      try ChunkCipher.seal([0], at: 0, count: 1, into: &output, at: 0, nonce: Array(nonce.dropLast()), key: key)
    }
  }
}
