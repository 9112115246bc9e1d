internal import CSodium
internal import Synchronization

/// Set once when the kernel refused to lock a secret's page (`RLIMIT_MEMLOCK`); such a page may reach swap.
let lockRefused = Atomic<Bool>(false)

/// Initialises libsodium once per process (`sodium_init` is idempotent and thread safe).
let sodiumReady: Bool = sodium_init() >= 0

/// Secret bytes in guarded memory (`sodium_malloc`): page-locked, fenced by guard pages, read-only once
/// filled, wiped when released. A secret cannot be copied, printed, compared or encoded.
@safe public struct Secret: ~Copyable, @unchecked Sendable {
  private let address: UnsafeMutableRawPointer
  /// Length in bytes.
  public let count: Int

  /// Allocates `count` bytes (1 to 64 MiB), lets `fill` write them, then makes the pages read-only.
  /// Throws ``SodiumError/unavailable`` when guarded memory cannot be had, or whatever `fill` throws.
  public init<E: Error>(count: Int, filling fill: (inout MutableRawSpan) throws(E) -> Void) throws {
    guard sodiumReady, count > 0, count <= 1 << 26, let address = unsafe sodium_malloc(count) else {
      throw SodiumError.unavailable
    }
    // sodium_malloc ignores a refused lock; asking again tells.
    if unsafe sodium_mlock(address, count) != 0 { lockRefused.store(true, ordering: .relaxed) }
    unsafe sodium_memzero(address, count)
    var span = unsafe MutableRawSpan(_unsafeStart: address, byteCount: count)
    do { try fill(&span) } catch {
      unsafe sodium_free(address)
      throw error
    }
    unsafe sodium_mprotect_readonly(address)
    unsafe self.address = unsafe address
    self.count = count
  }

  /// Random bytes from the system's generator.
  public static func random(count: Int) throws -> Secret {
    try Secret(count: count) { (span: inout MutableRawSpan) throws(SodiumError) in
      unsafe span.withUnsafeMutableBytes { buffer in
        if let start = buffer.baseAddress { unsafe randombytes_buf(start, buffer.count) }
      }
    }
  }

  /// A copy of `bytes`; the caller wipes the original with ``wipe(_:)``.
  public init(copying bytes: [UInt8]) throws {
    try self.init(count: bytes.count) { (span: inout MutableRawSpan) throws(SodiumError) in
      for index in bytes.indices { span.storeBytes(of: bytes[index], toByteOffset: index, as: UInt8.self) }
    }
  }

  /// Lends the bytes for the duration of `body`.
  public borrowing func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    try body(unsafe RawSpan(_unsafeStart: address, byteCount: count))
  }

  /// A plain copy, for handing to an algorithm outside libsodium. Keep its life short and wipe it.
  public borrowing func exposed() -> [UInt8] {
    withBytes { span in unsafe span.withUnsafeBytes { unsafe [UInt8]($0) } }
  }

  deinit { unsafe sodium_free(address) }

  /// Whether the kernel refused to lock any secret's page so far in this process.
  public static var someMemoryUnlocked: Bool { lockRefused.load(ordering: .relaxed) }
}

/// Overwrites `bytes` so that the compiler cannot elide it (`sodium_memzero`), then empties it.
public func wipe(_ bytes: inout [UInt8]) {
  unsafe bytes.withUnsafeMutableBytes { buffer in
    if let start = buffer.baseAddress { unsafe sodium_memzero(start, buffer.count) }
  }
  bytes.removeAll()
}
