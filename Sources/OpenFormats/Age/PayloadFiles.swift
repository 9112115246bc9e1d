public import Platform
internal import Sodium

extension AgePayload {
  /// What was read while encrypting.
  public struct Content: Equatable, Sendable {
    /// Length of the plaintext in bytes.
    public let size: Int
    /// SHA-256 of the plaintext.
    public let digest: [UInt8]
  }

  /// Encrypts everything left in `input` (a file, pipe or device) into `output` from `offset` on, on all cores,
  /// and hashes the same bytes in the same pass. The result is not synced. `progress` hears the bytes done, one
  /// call at a time. On an error the caller discards the output.
  public static func encrypt(
    from input: PosixFile, to output: PosixFile, at offset: Int = 0, key: AgeFileKey,
    progress: (@Sendable (Int) -> Void)? = nil
  ) throws(AgeError) -> Content {
    let nonce = SodiumRandom.bytes(PayloadCipher.nonceCount)
    let target = PayloadTarget(file: output, start: offset + nonce.count)
    try target.begin(with: nonce, at: offset)
    let cipher = try PayloadCipher(fileKey: key, nonce: nonce)
    defer { cipher.discard() }
    let pipeline = PayloadPipeline(
      .seal, cipher: cipher, source: PayloadSource(file: input, start: nil),
      target: target, digesting: true, progress: progress)
    try pipeline.run()
    return Content(size: pipeline.size, digest: pipeline.finalDigest())
  }

  /// Decrypts the payload that begins at `offset` of `input` (for a pipe: at its next byte) into `output`, on all
  /// cores; with no output it only checks. A block is written only when every chunk up to its end is
  /// authentic, and the call returns only after the final one, and after the content proved to have the
  /// SHA-256 `digest` where one is given. On an error the caller discards the output. Returns the content's size.
  @discardableResult
  public static func decrypt(
    from input: PosixFile, at offset: Int = 0, to output: PosixFile?, key: AgeFileKey, expecting digest: [UInt8]? = nil,
    progress: (@Sendable (Int) -> Void)? = nil
  ) throws(AgeError) -> Int {
    let head = PayloadSource(file: input, start: input.isRegular ? offset : nil)
    var nonce = [UInt8](repeating: 0, count: PayloadCipher.nonceCount)
    guard try head.read(into: &nonce, count: nonce.count, after: 0) == nonce.count else { throw .truncated }
    let pipeline = PayloadPipeline(
      .open, cipher: try PayloadCipher(fileKey: key, nonce: nonce),
      source: PayloadSource(file: input, start: head.start.map { $0 + nonce.count }),
      target: PayloadTarget(file: output, start: 0), digesting: digest != nil, progress: progress)
    try pipeline.run()
    if let digest, pipeline.finalDigest() != digest { throw .digestMismatch }
    return pipeline.size
  }
}

/// Where blocks come from, in order: at an offset, or the next bytes of a pipe.
struct PayloadSource: Sendable {
  let file: PosixFile
  let start: Int?

  func read(into buffer: inout [UInt8], count: Int, after position: Int) throws(AgeError) -> Int {
    do throws(PlatformError) {
      guard let start else { return try file.readNext(into: &buffer, count: count) }
      return try file.read(into: &buffer, count: count, at: start + position)
    } catch { throw .input(error) }
  }
}

/// Where blocks go: to their place in a file, one after the other into a pipe, or nowhere.
struct PayloadTarget: Sendable {
  let file: PosixFile?
  let start: Int
  let isSequential: Bool

  init(file: PosixFile?, start: Int) {
    self.file = file
    self.start = start
    isSequential = file.map { !$0.isRegular } ?? false
  }

  func begin(with head: [UInt8], at offset: Int) throws(AgeError) {
    try put(head, count: head.count, at: offset)
  }

  func write(_ bytes: [UInt8], count: Int, after position: Int) throws(AgeError) {
    try put(bytes, count: count, at: start + position)
  }

  private func put(_ bytes: [UInt8], count: Int, at offset: Int) throws(AgeError) {
    guard let file else { return }
    do throws(PlatformError) {
      if isSequential {
        try file.writeNext(bytes, count: count)
      } else {
        try file.write(bytes, count: count, at: offset)
      }
    } catch { throw .output(error) }
  }
}
