import Records
import Vault

/// A case on the terminal or in JSON: what this member can open, and how much there is that they cannot.
struct CaseView {
  let vault: OpenVault
  let summary: CaseSummary
  let only: Compartment?

  func show(json: Bool) throws {
    if summary.readable.contains(.identity), only == nil || only == .identity {
      try vault.announceIdentity(of: [summary.id])
    }
    let places = try vault.places(in: summary.id).filter { only == nil || $0.kind.compartment == only }
    let closed = Dictionary(grouping: places.filter { !$0.readable && !$0.isErased }, by: \.kind.compartment)
      .map { (compartment: $0.key, count: $0.value.count) }.sorted { $0.compartment.wireCode < $1.compartment.wireCode }
    let erased = places.count(where: \.isErased)
    let readable = Set(places.filter(\.readable).map(\.kind))
    if json {
      var kinds: [String: Items] = [:]
      for kind in readable { kinds[kind.rawValue] = try items(kind.contentType) }
      return try Terminal.printJSON(
        Shown(
          case: CaseRow(summary, vault), records: kinds,
          closed: Dictionary(uniqueKeysWithValues: closed.map { ($0.compartment.rawValue, $0.count) }),
          erased: erased))
    }
    try Terminal.print(
      "case \(summary.id.short)\(summary.closed ? " [closed]" : ""), opened by \(vault.handle(of: summary.opener)), \(summary.openedAt)"
    )
    for kind in RecordKind.allCases where readable.contains(kind) { try list(kind.contentType) }
    if erased > 0 { try Terminal.print("\(erased) record\(erased == 1 ? "" : "s") erased") }
    for (compartment, count) in closed {
      try Terminal.print("\(compartment.rawValue): \(count) record\(count == 1 ? "" : "s") closed to you (no key)")
    }
  }

  private func list<Content: RecordContent>(_ type: Content.Type) throws {
    for record in try vault.records(type, in: summary.id) {
      try Terminal.print()
      try RecordView.print(record, vault)
    }
  }

  private func items<Content: RecordContent>(_ type: Content.Type) throws -> Items {
    let rows = try vault.records(type, in: summary.id).map { RecordRow($0, vault) }
    return Items { try $0.encode(contentsOf: rows) }
  }

  private struct Shown: Encodable {
    let `case`: CaseRow
    let records: [String: Items]
    let closed: [String: Int]
    let erased: Int
  }

  /// Rows whose type only the writer knows.
  private struct Items: Encodable {
    let write: (inout any UnkeyedEncodingContainer) throws -> Void

    func encode(to encoder: any Encoder) throws {
      var container: any UnkeyedEncodingContainer = encoder.unkeyedContainer()
      try write(&container)
    }
  }
}
