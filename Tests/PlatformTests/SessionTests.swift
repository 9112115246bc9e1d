import Foundation
import Platform
import Sodium
import Testing

@Suite struct SessionTests {
  @Test(.enabled(if: Keyring.isAvailable, "the kernel refuses keyrings here"))
  func keyringKeepsReplacesAndRevokes() throws {
    let name = "casevault-test:" + UUID().uuidString
    defer { try? Keyring.revoke(description: name) }
    #expect(try Keyring.fetch(description: name) == nil)
    let (one, other) = (try GuardedKey.random(), try GuardedKey.random())
    try Keyring.store(one, description: name, timeoutSeconds: 3600)
    #expect(try Keyring.fetch(description: name)?.exposed() == one.exposed())
    try Keyring.store(other, description: name, timeoutSeconds: 3600)
    #expect(try Keyring.fetch(description: name)?.exposed() == other.exposed())
    try Keyring.revoke(description: name)
    #expect(try Keyring.fetch(description: name) == nil)
    try Keyring.revoke(description: name)
    try Keyring.store(one, description: name, timeoutSeconds: 3600)
    #expect(try Keyring.fetch(description: name)?.exposed() == one.exposed())
  }

  @Test(.enabled(if: Keyring.isAvailable, "the kernel refuses keyrings here"))
  func keyringForgetsAfterTheTimeout() throws {
    let name = "casevault-test:" + UUID().uuidString
    defer { try? Keyring.revoke(description: name) }
    try Keyring.store(.random(), description: name, timeoutSeconds: 1)
    Thread.sleep(forTimeInterval: 2.1)
    #expect(try Keyring.fetch(description: name) == nil)
    let key = try GuardedKey.random()
    try Keyring.store(key, description: name, timeoutSeconds: 3600)
    #expect(try Keyring.fetch(description: name)?.exposed() == key.exposed())
  }

  /// What `unlock` leaves must be found by the next command, which is another process.
  @Test(.enabled(if: Keyring.isAvailable, "the kernel refuses keyrings here"))
  func anotherProcessFindsTheKey() async throws {
    let name = "casevault-test:across"
    defer { try? Keyring.revoke(description: name) }
    await #expect(processExitsWith: .success) {
      try Keyring.store(
        GuardedKey(copying: [UInt8](repeating: 42, count: 32)), description: "casevault-test:across",
        timeoutSeconds: 3600
      )
    }
    #expect(try Keyring.fetch(description: name)?.exposed() == [UInt8](repeating: 42, count: 32))
  }

  @Test func descriptorHandsTheKeyOverUntilErased() throws {
    let key = try GuardedKey.random()
    let descriptor = try SessionDescriptor.make(key)
    defer { _ = PosixFile(adopting: descriptor) }
    #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0)
    #expect(try SessionDescriptor.read(descriptor).exposed() == key.exposed())
    #expect(try SessionDescriptor.read(descriptor).exposed() == key.exposed())
    try SessionDescriptor.erase(descriptor)
    #expect(throws: PlatformError.notFound) { try SessionDescriptor.read(descriptor) }
  }

  @Test func descriptorRefusesWhatIsNotASession() throws {
    let place = try Place()
    let file = try PosixFile.creating(place("a"))
    try file.write([UInt8](repeating: 1, count: 32), count: 32, at: 0)
    #expect(throws: PlatformError.notFound) { try SessionDescriptor.read(file.descriptor) }
    #expect(throws: PlatformError.notFound) { try SessionDescriptor.erase(file.descriptor) }
    #expect(try PosixFile.readAll(place("a"), limit: 32) == [UInt8](repeating: 1, count: 32))
    for number: Int32 in [-1, 9999] {
      #expect(throws: PlatformError.notFound) { try SessionDescriptor.read(number) }
    }
  }

  @Test func guardedProcessHidesItself() async {
    await #expect(processExitsWith: .exitCode(3)) {
      try ProcessGuard.apply()
      var limit = rlimit()
      _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
      let place = NSTemporaryDirectory() + UUID().uuidString
      _ = FileManager.default.createFile(atPath: place, contents: nil)
      let mode = try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions] as? Int
      try FileManager.default.removeItem(atPath: place)
      if limit.rlim_cur == 0, limit.rlim_max == 0, mode == 0o600 { exit(3) }
    }
  }
}
