import Foundation
import Sodium
import Testing

@Suite struct SecretTests {
  struct Refusal: Error {}

  @Test func keepsWhatItWasGiven() throws {
    let bytes = SodiumRandom.bytes(100)
    let secret = try Secret(copying: bytes)
    let (count, kept) = (secret.count, secret.exposed())
    #expect(count == 100)
    #expect(kept == bytes)
  }

  @Test func startsAsZerosAndPassesTheFillersErrorOn() throws {
    let zeros = try Secret(count: 64) { (_: inout MutableRawSpan) throws(Refusal) in }.exposed()
    #expect(zeros == [UInt8](repeating: 0, count: 64))
    #expect(throws: Refusal.self) {
      _ = try Secret(count: 64) { (_: inout MutableRawSpan) throws(Refusal) in throw Refusal() }
    }
  }

  @Test(arguments: [0, -1, (1 << 26) + 1]) func refusesSizesOutsideItsBounds(_ count: Int) {
    #expect(throws: SodiumError.unavailable) { _ = try Secret.random(count: count) }
  }

  @Test func randomSecretsDiffer() throws {
    let one = try Secret.random(count: 32).exposed()
    let other = try Secret.random(count: 32).exposed()
    #expect(one != other)
  }

  @Test func isReadOnlyOnceFilled() async {
    await #expect(processExitsWith: .failure) {
      let secret = try Secret.random(count: 32)
      secret.withBytes { span in
        unsafe span.withUnsafeBytes { bytes in
          if let start = bytes.baseAddress {
            unsafe UnsafeMutableRawPointer(mutating: start).storeBytes(of: 1, as: UInt8.self)
          }
        }
      }
    }
  }

  @Test func isFencedByGuardPages() async {
    await #expect(processExitsWith: .failure) {
      let secret = try Secret.random(count: 32)
      let beyond = secret.withBytes { span in
        unsafe span.withUnsafeBytes { bytes in
          unsafe bytes.baseAddress.map { unsafe $0.load(fromByteOffset: 32, as: UInt8.self) } ?? 0
        }
      }
      // Reached only without a fence; the value keeps the read from being removed.
      if beyond == 0 { exit(0) } else { exit(0) }
    }
  }

  @Test func wipingEmpties() {
    var bytes = [UInt8](repeating: 0xA5, count: 4096)
    wipe(&bytes)
    #expect(bytes.isEmpty)
    wipe(&bytes)
  }
}
