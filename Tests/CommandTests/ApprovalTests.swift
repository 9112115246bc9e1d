import Foundation
import Records
import Sodium
import Testing

@testable import Vault
@testable import casevault

/// A draft is somebody else's word; approving it opens nothing beside the folder that is approved.
@Suite struct ApprovalTests {
  @Test func aNameThatLeadsOutOfTheFolderIsNotFollowed() throws {
    let root = NSTemporaryDirectory() + "casevault-approval-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root + "/release", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    let outside = Array("beside it".utf8)
    try Data(outside).write(to: URL(filePath: root + "/outside"))
    let cheap = Argon2Parameters(passes: 1, memory: 8 << 10)
    let plan = FoundingPlan(handle: "founder", roles: [.custodian, .analyst], alias: "founder", parameters: cheap)
    let (vault, _) = try OpenVault.found(
      in: VaultFolder(root + "/vault"), plan: plan, passphrase: try Secret(copying: Array("founder's".utf8)),
      recoveryFile: root + "/recovery.json", recoveryPassphrase: try Secret(copying: Array("recovery's".utf8)))
    try vault.admit(
      handle: "analyst", roles: [.analyst], alias: "analyst", passphrase: try Secret(copying: Array("analyst's".utf8)),
      parameters: cheap)
    let draft = Release(
      title: "Figures", audience: "all", date: try PartialDate("2022-01-17"),
      files: [
        ReleasedFile(name: "../outside", sha256: try #require(ContentDigest(bytes: Digest256.hash(outside))))
      ], drafter: vault.member)
    try vault.write { _ = try $0.add(draft, to: try vault.register) }
    try vault.close()
    let identity = try IdentityFiles(VaultFolder(root + "/vault"))
      .open("analyst", passphrase: try Secret(copying: Array("analyst's".utf8)))
    let approver = try VaultAccess(VaultFolder(root + "/vault")).open(identity)
    let register = try ReleaseRegister(approver)
    let entry = try #require(register.entries.first)
    #expect(throws: Failure.self) { try register.approve(entry, folder: root + "/release") }
    #expect(try ReleaseRegister(approver).entries.first?.state == .draft)
  }
}
