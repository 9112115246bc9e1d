internal import CSodium
private import Synchronization

/// A 32-byte key in guarded memory, shared by reference: copying the handle does not copy the bytes.
///
/// Keys lie side by side in slabs, because each guarded allocation costs four pages and a system call;
/// a vault of many cases holds tens of thousands of them.
public struct GuardedKey: Sendable {
  /// Length in bytes.
  public static let count = 32
  private let slab: Slab
  private let offset: Int

  /// A fresh random key.
  public static func random() throws(SodiumError) -> GuardedKey {
    try unsafe place { unsafe randombytes_buf($0, count) }
  }

  /// A copy of exactly 32 bytes; the caller wipes the original.
  public init(copying bytes: [UInt8]) throws(SodiumError) {
    guard bytes.count == Self.count else {
      throw .wrongLength(expected: Self.count, actual: bytes.count)
    }
    self = try unsafe Self.place { destination in
      unsafe bytes.withUnsafeBytes { source in
        if let start = source.baseAddress {
          unsafe destination.copyMemory(from: start, byteCount: Self.count)
        }
      }
    }
  }

  /// Lends the 32 bytes for the duration of `body`.
  public func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
    // The address alone does not keep the slab alive.
    defer { withExtendedLifetime(slab) {} }
    return try body(unsafe RawSpan(_unsafeStart: slab.address + offset, byteCount: Self.count))
  }

  /// Lends the address to a libsodium call.
  func withPointer<R>(_ body: (UnsafePointer<UInt8>) -> R) -> R {
    defer { withExtendedLifetime(slab) {} }
    return unsafe body(UnsafePointer((slab.address + offset).assumingMemoryBound(to: UInt8.self)))
  }

  /// A plain copy, for handing to an algorithm outside libsodium. Keep its life short and wipe it.
  public func exposed() -> [UInt8] {
    withBytes { span in unsafe span.withUnsafeBytes { unsafe [UInt8]($0) } }
  }

  /// Overwrites the key now, for every holder of this handle: the slab it lies in may live as long as the process.
  public func wipe() {
    Self.current.withLock { _ in
      unsafe sodium_mprotect_readwrite(slab.address)
      unsafe sodium_memzero(slab.address + offset, Self.count)
      unsafe sodium_mprotect_readonly(slab.address)
    }
  }

  private init(slab: Slab, offset: Int) {
    self.slab = slab
    self.offset = offset
  }

  /// Fills the next free place of the current slab, opening a new slab when it is full.
  private static func place(_ fill: (UnsafeMutableRawPointer) -> Void) throws(SodiumError) -> GuardedKey {
    let result: Result<GuardedKey, SodiumError> = current.withLock { slab in
      if slab.map({ $0.used == Slab.capacity }) ?? true {
        guard let fresh = Slab() else { return .failure(.unavailable) }
        slab = fresh
      }
      guard let slab else { return .failure(.unavailable) }
      let offset = slab.used * count
      unsafe sodium_mprotect_readwrite(slab.address)
      unsafe fill(slab.address + offset)
      unsafe sodium_mprotect_readonly(slab.address)
      slab.used += 1
      return .success(GuardedKey(slab: slab, offset: offset))
    }
    return try result.get()
  }

  private static let current = Mutex<Slab?>(nil)

  /// One guarded allocation for many keys; freed, and so wiped, with its last key.
  @safe private final class Slab: @unchecked Sendable {
    static let capacity = 500
    let address: UnsafeMutableRawPointer
    var used = 0
    init?() {
      guard sodiumReady, let address = unsafe sodium_malloc(Slab.capacity * GuardedKey.count) else { return nil }
      if unsafe sodium_mlock(address, Slab.capacity * GuardedKey.count) != 0 {
        lockRefused.store(true, ordering: .relaxed)
      }
      unsafe self.address = unsafe address
    }
    deinit { unsafe sodium_free(address) }
  }
}
