import Records

/// How much one commit may decide. What decisions come to is asked again and again, so a member who signs very many at
/// once could keep every copy busy for ever. A commit beyond is refused by all alike, as damage.
enum CommitLimit {
  /// Most decisions in a commit.
  static let decisions = 1_000
  /// Most bytes of their JSON together, but for orders and acceptances that list records, each of which is looked at
  /// once.
  static let decidedBytes = 1 << 20
  /// Most keys one decision of ours names.
  static let keys = 1_000

  /// Whether a commit decides more than it may. Decisions that do not open count among them.
  static func isExceeded(by lines: [RecordLine]) -> Bool { lines.count { $0.kind == .control } > decisions }
}

extension ControlRecord {
  /// Whether its size grows with the number of records it is about.
  var listsRecords: Bool {
    switch self {
    case .erasure, .accepted: true
    default: false
    }
  }
}
