import Records
import Testing
import Vault

@testable import casevault

@Suite struct ExitCodeTests {
  @Test func failuresMapToTheirDocumentedCodes() {
    let cases: [(any Error, casevault.ExitStatus)] = [
      (VaultError.noVaultHere, .notFound), (VaultError.wrongPassphrase, .locked),
      (VaultError.damaged(.cache), .damaged), (VaultError.diskFull, .system),
      (RecordError.missingField("start"), .invalid), (VaultError.notEntitled(action: "x"), .notEntitled),
    ]
    for (error, status) in cases {
      let failure = Failure(error)
      #expect(failure.status == status)
      #expect(failure.hint?.isEmpty == false)
    }
  }
}
