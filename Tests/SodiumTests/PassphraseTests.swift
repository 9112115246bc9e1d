import Sodium
import Testing

@Suite struct PassphraseTests {
  @Test(arguments: [
    Argon2Parameters(passes: 0, memory: 256 << 20), Argon2Parameters(passes: 17, memory: 256 << 20),
    Argon2Parameters(passes: 3, memory: 1 << 10), Argon2Parameters(passes: 3, memory: (2 << 30) + 1),
    Argon2Parameters(passes: Int.max, memory: Int.max), Argon2Parameters(passes: -1, memory: -1),
  ])
  func refusesParametersOutsideFloorAndCeiling(_ parameters: Argon2Parameters) throws {
    #expect(!parameters.isAcceptable)
    let word = try Secret(copying: Array("correct".utf8))
    #expect(throws: SodiumError.parametersRefused) {
      _ = try Passphrase.key(for: word, salt: [UInt8](repeating: 0, count: 16), parameters: parameters)
    }
  }

  @Test func refusesASaltOfAnotherLength() throws {
    let word = try Secret(copying: Array("correct".utf8))
    #expect(throws: SodiumError.wrongLength(expected: 16, actual: 15)) {
      _ = try Passphrase.key(for: word, salt: [UInt8](repeating: 0, count: 15), parameters: .standard)
    }
  }

  @Test func everyInputCounts() throws {
    let low = Argon2Parameters(passes: 1, memory: 64 << 20)
    let salt = [UInt8](repeating: 3, count: 16)
    let word = try Secret(copying: Array("correct".utf8))
    let key = try Passphrase.key(for: word, salt: salt, parameters: low).exposed()
    #expect(try Passphrase.key(for: word, salt: salt, parameters: low).exposed() == key)
    let other = try Secret(copying: Array("correcu".utf8))
    #expect(try Passphrase.key(for: other, salt: salt, parameters: low).exposed() != key)
    #expect(try Passphrase.key(for: word, salt: [UInt8](repeating: 4, count: 16), parameters: low).exposed() != key)
    let twice = Argon2Parameters(passes: 2, memory: 64 << 20)
    #expect(try Passphrase.key(for: word, salt: salt, parameters: twice).exposed() != key)
  }
}
