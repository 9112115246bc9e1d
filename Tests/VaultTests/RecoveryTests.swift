import OpenFormats
import Sodium
import Testing

@testable import Vault

@Suite struct RecoveryTests {
  private func split(_ test: TestVault) throws -> [SLIP39Share] {
    try test.open(test.founder).splitRecovery(
      file: test.root + "/recovery.json", passphrase: try TestVault.passphrase("recovery"), threshold: 2, shares: 3)
  }

  @Test func enoughTrusteesProveThatTheyHoldTheSecret() throws {
    let test = try TestVault()
    let shares = try split(test)
    let vault = try test.open(test.founder)
    for pair in [[0, 1], [0, 2], [1, 2], [2, 0, 1]] {
      let words = try pair.map { try SLIP39Share(words: shares[$0].words()) }
      #expect(words.allSatisfy { $0.words().split(separator: 0x20).count == 33 })
      try vault.drillRecovery(words)
    }
    #expect(throws: SLIP39Error.tooFew(given: 1, needed: 2)) { try vault.drillRecovery([shares[0]]) }
  }

  @Test func theWordsOfAnotherVaultAreRefused() throws {
    let one = try TestVault()
    let other = try TestVault()
    let shares = try split(other)
    #expect(throws: VaultError.self) { try one.open(one.founder).drillRecovery(shares) }
    #expect(throws: VaultError.self) {
      try one.open(one.founder).splitRecovery(
        file: other.root + "/recovery.json", passphrase: try TestVault.passphrase("recovery"), threshold: 2, shares: 3)
    }
  }
}
