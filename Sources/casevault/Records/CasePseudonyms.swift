import Foundation
import Records
import Redaction
import Vault

/// The pseudonyms of a case for one recipient, kept in the vault: the same person has the same token in every copy.
struct CasePseudonyms {
  private let caseID: ID<Case>
  private let recipient: String?
  private let earlier: StoredRecord<PseudonymMap>?
  /// With everyone of the list in it.
  let table: PseudonymTable

  init(_ people: [KnownIdentity], of caseID: ID<Case>, recipient: String?, _ vault: OpenVault) throws {
    self.caseID = caseID
    self.recipient = recipient
    let maps = vault.holdsKey(.identity, of: caseID) ? try vault.records(PseudonymMap.self, in: caseID) : []
    earlier = maps.last { $0.content.recipient == recipient }
    var table = try Self.table(earlier)
    try table.assign(people, keyedHash: try vault.pseudonymHash(of: caseID, recipient: recipient))
    self.table = table
  }

  private static func table(_ map: StoredRecord<PseudonymMap>?) throws -> PseudonymTable {
    try map.map { try JSONDecoder().decode(PseudonymTable.self, from: Data($0.content.table.utf8)) } ?? PseudonymTable()
  }

  /// Keeps the table, if there is anything new in it and its compartment can be written.
  func keep(in draft: CommitDraft, _ vault: OpenVault) throws {
    guard try table != Self.table(earlier), vault.holdsKey(.identity, of: caseID) else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let map = PseudonymMap(recipient: recipient, table: String(decoding: try encoder.encode(table), as: UTF8.self))
    try draft.add(map, to: caseID, corrects: earlier?.id)
  }
}
