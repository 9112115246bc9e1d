public import Platform

/// Whole age files: a header and its payload.
public enum AgeFile {
  /// Encrypts content in memory.
  public static func encrypt(_ plaintext: [UInt8], to recipients: [any AgeRecipient]) throws(AgeError) -> [UInt8] {
    let key = try AgeFileKey.random()
    return try AgeHeader.encode(key, to: recipients) + AgePayload.encrypt(plaintext, key: key)
  }

  /// Decrypts a file in memory, armored or not; all of it or nothing.
  public static func decrypt(_ file: [UInt8], with identities: [any AgeIdentity]) throws(AgeError) -> [UInt8] {
    let file = AgeArmor.isArmored(file) ? try AgeArmor.decode(file) : file
    let header = try AgeHeader(file)
    let key = try header.fileKey(for: identities)
    let payload = file[header.count...]
    guard payload.count >= PayloadCipher.nonceCount else { throw .noPayload }
    return try AgePayload.decrypt(Array(payload), key: key)
  }

  /// Opens a regular file that is not armored, so that its chunks can be read one by one.
  public static func open(_ file: PosixFile, with identities: [any AgeIdentity]) throws(AgeError) -> PayloadReader {
    var start = [UInt8](repeating: 0, count: AgeHeader.limit)
    let (count, size): (Int, Int)
    do { (count, size) = (try file.read(into: &start, count: start.count, at: 0), try file.size()) } catch {
      throw .input(error)
    }
    let header = try AgeHeader(Array(start[..<count]))
    let key = try header.fileKey(for: identities)
    guard size - header.count >= PayloadCipher.nonceCount else { throw .noPayload }
    return try PayloadReader(file: file, at: header.count, key: key)
  }
}
