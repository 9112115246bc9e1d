import FoundationEssentials
import Platform
import Records
import Sodium

/// A small secret sealed under a passphrase: identity files and the recovery file.
///
/// JSON: `{"casevault":"identity","version":1,"vault":…,"salt":…,"passes":…,"memory":…,"sealed":…}`, bytes in
/// base64. Everything but `sealed` is authenticated with it, the Argon2id parameters included.
enum SealedFile {
  private static let limit = 64 << 10

  private static func context(
    _ kind: String, _ vault: ID<VaultTag>, _ salt: [UInt8], _ parameters: Argon2Parameters
  ) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(UInt64(parameters.passes))
    writer.append(UInt64(parameters.memory))
    return Label.context(Label.identity, vault.bytes, salt, writer.bytes, Array(kind.utf8))
  }

  /// Seals `secret` and writes the file; never over an existing one.
  static func write(
    _ secret: [UInt8], kind: String, vault: ID<VaultTag>, to path: String, passphrase: borrowing Secret,
    parameters: Argon2Parameters, replacing: Bool = false
  ) throws {
    let salt = SodiumRandom.bytes(Passphrase.saltCount)
    let key = try Passphrase.key(for: passphrase, salt: salt, parameters: parameters)
    let sealed = try AEAD.seal(secret, context: context(kind, vault, salt, parameters), key: key)
    let stored = Stored(
      casevault: kind, memory: parameters.memory, passes: parameters.passes, salt: Data(salt).base64EncodedString(),
      sealed: Data(sealed).base64EncodedString(), vault: vault.hex, version: 1)
    try AtomicFile.write(try stored.bytes(), to: path, replacing: replacing)
  }

  /// Opens the file. A wrong passphrase and a damaged file cannot be told apart, nor should they be.
  static func read(kind: String, from path: String, passphrase: borrowing Secret) throws -> [UInt8] {
    let bytes = try PosixFile.readAll(path, limit: limit)
    guard let stored = try? JSONDecoder().decode(Stored.self, from: Data(bytes)), stored.casevault == kind,
      let vault = ID<VaultTag>(hex: stored.vault), let salt = Data(base64Encoded: stored.salt),
      let sealed = Data(base64Encoded: stored.sealed), stored.version == 1
    else { throw VaultError.damaged(.file(kind)) }
    // Bytes outside the fields must not be able to change unnoticed either.
    guard try stored.bytes() == bytes else { throw VaultError.damaged(.file(kind)) }
    let parameters = Argon2Parameters(passes: stored.passes, memory: stored.memory)
    guard parameters.isAcceptable, salt.count == Passphrase.saltCount else { throw VaultError.damaged(.file(kind)) }
    let key = try Passphrase.key(for: passphrase, salt: [UInt8](salt), parameters: parameters)
    do {
      return try AEAD.open([UInt8](sealed), context: context(kind, vault, [UInt8](salt), parameters), key: key)
    } catch SodiumError.authenticationFailed { throw VaultError.wrongPassphrase }
  }

  private struct Stored: Codable {
    let casevault: String
    let memory: Int
    let passes: Int
    let salt: String
    let sealed: String
    let vault: String
    let version: Int

    func bytes() throws -> [UInt8] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return [UInt8](try encoder.encode(self)) + [0x0a]
    }
  }
}
