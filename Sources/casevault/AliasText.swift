import Platform
import Sodium
import Vault

/// Names of identity files, which whoever sees the folder can read.
enum AliasText {
  /// The handle where it can be a file name, else a random one.
  static func alias(_ handle: String) -> String {
    let folded = handle.lowercased().replacing(" ", with: "-")
    return IdentityFiles.isAlias(folded) ? folded : "member-\(UInt32.random(in: .min ... .max))"
  }

  /// The cost of guessing a passphrase. Builds for testing can ask for a cheap one; release builds have no such door.
  static var parameters: Argon2Parameters {
    #if DEBUG
      if RuntimeFolder.environment("CASEVAULT_CHEAP_PASSPHRASES") != nil {
        return Argon2Parameters(passes: 1, memory: 8 << 10)
      }
    #endif
    return .standard
  }
}
