import Sodium
import Testing

@Suite struct HybridSealingTests {
  @Test func opensWhatWasSealedToIt() throws {
    let key = try SealingKey.random()
    let again = try SealingKey(seed: key.seed)
    #expect(again.publicKey == key.publicKey)
    let message = SodiumRandom.bytes(333)
    let sealed = try HybridSealing.seal(message, to: key.publicKey, info: [1])
    #expect(sealed.count == message.count + HybridSealing.overhead)
    #expect(try HybridSealing.open(sealed, with: again, info: [1]) == message)
  }

  @Test func refusesAlterationOtherKeysAndOtherInfo() throws {
    let key = try SealingKey.random()
    let sealed = try HybridSealing.seal(Array("grant".utf8), to: key.publicKey, info: [1])
    for index in stride(from: 0, to: sealed.count, by: 13) {
      var altered = sealed
      altered[index] ^= 1
      #expect(throws: SodiumError.authenticationFailed) { try HybridSealing.open(altered, with: key, info: [1]) }
    }
    for count in [0, 16, HybridSealing.encapsulationCount, HybridSealing.overhead - 1, sealed.count - 1] {
      #expect(throws: SodiumError.authenticationFailed) {
        try HybridSealing.open(Array(sealed[..<count]), with: key, info: [1])
      }
    }
    #expect(throws: SodiumError.authenticationFailed) { try HybridSealing.open(sealed, with: key, info: [2]) }
    let other = try SealingKey.random()
    #expect(throws: SodiumError.authenticationFailed) { try HybridSealing.open(sealed, with: other, info: [1]) }
    #expect(other.publicKey.id != key.publicKey.id)
  }

  @Test func refusesKeysOfAnotherLength() {
    #expect(throws: SodiumError.wrongLength(expected: 1216, actual: 32)) {
      try SealingPublicKey([UInt8](repeating: 1, count: 32))
    }
  }
}
