import Foundation
import Sodium
import Testing

@testable import OpenFormats

/// Shares handed to and fro with another program, in the folder `CASEVAULT_SLIP39_EXCHANGE`: `theirs.json` holds secrets
/// and shares of its making, `ours.json` is written for it to combine. scripts/checks/shares runs it.
@Suite struct SLIP39ExchangeTests {
  static let folder = ProcessInfo.processInfo.environment["CASEVAULT_SLIP39_EXCHANGE"].map { URL(fileURLWithPath: $0) }

  private struct Split: Codable {
    let secret: String
    let passphrase: String
    let shares: [String]
  }

  @Test(.enabled(if: folder != nil, "only together with another program (CASEVAULT_SLIP39_EXCHANGE)"))
  func bothWays() throws {
    let folder = try #require(Self.folder)
    let theirs = try JSONDecoder().decode(
      [Split].self, from: Data(contentsOf: folder.appendingPathComponent("theirs.json")))
    #expect(theirs.count > 2)
    for split in theirs {
      let shares = try split.shares.map { try SLIP39Share(words: Array($0.utf8)) }
      #expect(try hex(SLIP39.combine(shares, passphrase: Array(split.passphrase.utf8)).exposed()) == split.secret)
    }
    var ours: [Split] = []
    for (threshold, count) in [(1, 1), (2, 3), (3, 5), (7, 16)] {
      let secret = try Secret.random(count: 32)
      let shares = try SLIP39.split(secret, threshold: threshold, shares: count)
      ours.append(
        Split(
          secret: hex(secret.exposed()), passphrase: "",
          shares: shares.suffix(threshold).map { String(decoding: $0.words(), as: UTF8.self) }))
    }
    try JSONEncoder().encode(ours).write(to: folder.appendingPathComponent("ours.json"))
  }
}
