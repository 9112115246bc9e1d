import FoundationEssentials
import Platform
import Records
import Sodium

/// A small secret sealed under a passphrase: identity files and the recovery file.
///
/// JSON: `{"casevault":"identity","checksum":…,"version":1,"vault":…,"salt":…,"passes":…,"memory":…,"sealed":…}`,
/// bytes in base64. Everything but `sealed` is authenticated with it, the Argon2id parameters included. The checksum
/// keeps a damaged file from being taken for a wrong passphrase; it protects against nobody.
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
    var stored = Stored(
      casevault: kind, checksum: "", memory: parameters.memory, passes: parameters.passes,
      salt: Data(salt).base64EncodedString(), sealed: Data(sealed).base64EncodedString(), vault: vault.hex, version: 1)
    stored.checksum = try stored.computedChecksum()
    try AtomicFile.write(try stored.bytes(), to: path, replacing: replacing)
  }

  /// Opens the file. Throws ``VaultError/wrongPassphrase`` only for a file that is as it was written.
  static func read(kind: String, from path: String, passphrase: borrowing Secret) throws -> [UInt8] {
    let form = try form(kind: kind, at: path)
    let key = try Passphrase.key(for: passphrase, salt: form.salt, parameters: form.parameters)
    do {
      return try AEAD.open(form.sealed, context: context(kind, form.vault, form.salt, form.parameters), key: key)
    } catch SodiumError.authenticationFailed { throw VaultError.wrongPassphrase }
  }

  /// What stands in a sealed file, as far as it can be known without the passphrase.
  struct Form: Sendable {
    let vault: ID<VaultTag>
    let salt: [UInt8]
    let parameters: Argon2Parameters
    let sealed: [UInt8]
  }

  /// Reads a file and checks that it is byte for byte what was written.
  static func form(kind: String, at path: String) throws -> Form {
    let damaged = VaultError.damaged(.file(kind))
    let bytes: [UInt8]
    do { bytes = try PosixFile.readRegular(path, limit: limit) } catch PlatformError.tooLarge { throw damaged }
    guard let stored = try? JSONDecoder().decode(Stored.self, from: Data(bytes)), stored.casevault == kind,
      let vault = ID<VaultTag>(hex: stored.vault), let salt = Data(base64Encoded: stored.salt),
      let sealed = Data(base64Encoded: stored.sealed), stored.version == 1
    else { throw damaged }
    // Bytes outside the fields must not be able to change unnoticed either.
    guard try stored.bytes() == bytes, try stored.computedChecksum() == stored.checksum else { throw damaged }
    let parameters = Argon2Parameters(passes: stored.passes, memory: stored.memory)
    guard parameters.isAcceptable, salt.count == Passphrase.saltCount else { throw damaged }
    return Form(vault: vault, salt: [UInt8](salt), parameters: parameters, sealed: [UInt8](sealed))
  }

  private struct Stored: Codable {
    let casevault: String
    var checksum: String
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

    /// SHA-256, in hexadecimal, over label and file with an empty checksum.
    func computedChecksum() throws -> String {
      var blank = self
      blank.checksum = ""
      return Digest256.hash(Label.context(Label.checksum, try blank.bytes())).hex
    }
  }
}
