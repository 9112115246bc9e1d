import Records
public import Vault

/// What one exchange did.
public struct SyncReport: Sendable {
  /// What came in, and what could not.
  public internal(set) var ledger: ExchangeReport
  /// Commits that were left in the remote.
  public internal(set) var sent = 0
  /// Commits that had been in the remote and were gone, or exchanged for something else: it was set back, or somebody
  /// altered it. They are put again.
  public internal(set) var lost = 0
  /// Files in the remote that held what was ordered destroyed, and were removed.
  public internal(set) var removed = 0
  /// Attached files that came in.
  public internal(set) var filesReceived = 0
  /// Attached files that were left in the remote.
  public internal(set) var filesSent = 0
  /// Attached files that records here name and that are neither here nor there: not held here.
  public internal(set) var filesMissing = 0
  /// Attached files that are there and are not what was attached; nothing was taken.
  public internal(set) var filesDamaged = 0
  /// Things in the remote that are no item of an exchange.
  public internal(set) var foreign = 0
}

/// Exchanges a vault with a remote: first what is there comes in, then what is not there goes out. It takes no lock and
/// may stop anywhere: what was put stays, and the next exchange goes on.
public struct Exchange<Place: Remote> {
  private let vault: OpenVault
  private let remote: Place

  /// Nothing is read yet.
  public init(_ vault: OpenVault, with remote: Place) {
    self.vault = vault
    self.remote = remote
  }

  /// Runs the exchange. `progress` hears what is done and how much there is.
  public func run(progress: ((Int, Int) -> Void)? = nil) throws -> SyncReport {
    let (items, foreign) = try remote.list()
    var report = SyncReport(ledger: try pull(items, progress))
    report.foreign = foreign
    guard vault.isFounded else { return report }
    try pullFiles(items, &report)
    try push(items, &report, progress)
    try vault.rememberPublished(in: remote.identifier)
    return report
  }

  private func pull(_ items: [RemoteItem: Int], _ progress: ((Int, Int) -> Void)?) throws -> ExchangeReport {
    let ledger = try LedgerExchange(vault)
    let (keys, packages) = Self.names(in: items)
    try ledger.take(keys: keys.compactMap { try remote.get(.key($0), limit: LedgerExchange.keyLimit) })
    let unknown = packages.subtracting(ledger.names).sorted()
    for (done, name) in unknown.enumerated() {
      try ledger.take(name) { try remote.get(.package(name, part: $0), limit: LedgerExchange.fileLimit) }
      progress?(done + 1, unknown.count)
    }
    return try ledger.finish()
  }

  /// The key files in their order, and the commits, of which each may lie there in several parts.
  static func names(in items: [RemoteItem: Int]) -> (keys: [PackageName], packages: Set<PackageName>) {
    var keys: [PackageName] = []
    var packages: Set<PackageName> = []
    for item in items.keys {
      switch item {
      case .key(let name): keys.append(name)
      case .package(let name, _): packages.insert(name)
      case .blob: break
      }
    }
    return (keys.sorted(), packages)
  }

  private func push(_ items: [RemoteItem: Int], _ report: inout SyncReport, _ progress: ((Int, Int) -> Void)?) throws {
    try vault.prepareToPublish()
    let ledger = try LedgerExchange(vault)
    for (name, bytes) in try ledger.keyFiles() where items[.key(name)] == nil { try remote.put(.key(name), bytes) }
    var missing = ledger.names.filter { items[.package($0, part: 0)] == nil }.sorted()
    // A commit some of whose records were destroyed is there under its earlier name.
    let renamed = Set(ledger.outdated.filter { items[.package($0.key, part: 0)] != nil }.values)
    report.lost = ledger.known(
      missing.filter { !renamed.contains($0) }, before: try vault.publishedHeads(in: remote.identifier))
    let exchanged = try exchanged(items, ledger)
    report.lost += exchanged.count
    missing += exchanged
    for (done, name) in missing.enumerated() {
      // The first part last: it tells how many there are.
      for (part, file) in try ledger.files(of: name).enumerated().reversed() {
        try remote.put(.package(name, part: part), file)
      }
      report.sent += 1
      progress?(done + 1, missing.count)
    }
    // What was ordered destroyed is not left lying there either, once what remains of its commit is.
    for (old, present) in ledger.outdated where ledger.names.contains(present) {
      for case .package(let name, let part) in items.keys where name == old {
        try remote.remove(.package(name, part: part))
        report.removed += 1
      }
    }
    let erased = try vault.erasedFiles()
    for id in erased where items[.blob(id)] != nil {
      try remote.remove(.blob(id))
      report.removed += 1
    }
    for (id, file) in try vault.storedFiles() where items[.blob(id)] == nil && !erased.contains(id) {
      if try remote.put(.blob(id), from: file()) { report.filesSent += 1 }
    }
  }

  /// Commits under whose name something else lies in the remote, which is taken away: of those that somebody may still
  /// wait for. Whoever has one took it when it was whole.
  private func exchanged(_ items: [RemoteItem: Int], _ ledger: LedgerExchange) throws -> [PackageName] {
    var budget = Self.readBack
    var found: [PackageName] = []
    for name in try ledger.unconfirmed(limit: 64) where items[.package(name, part: 0)] != nil {
      let parts = items.filter { if case .package(name, _) = $0.key { true } else { false } }
      let size = parts.values.reduce(0, +)
      // Nor is what is far too large read.
      let mayBeSound = size <= ledger.sizeLimit(of: name)
      if mayBeSound { budget -= size }
      guard budget >= 0 else { break }
      let isSound =
        try mayBeSound
        && ledger.isSound(name) {
          try remote.get(.package(name, part: $0), limit: LedgerExchange.fileLimit)
        }
      guard !isSound else { continue }
      for item in parts.keys { try remote.remove(item) }
      found.append(name)
    }
    return found
  }

  /// How many bytes of commits an exchange reads back.
  private static var readBack: Int { 32 << 20 }

  /// Takes the attached files that records name which this member can open: each is decrypted and compared with what
  /// was recorded before it gets its name.
  private func pullFiles(_ items: [RemoteItem: Int], _ report: inout SyncReport) throws {
    for missing in try vault.missingFiles() {
      guard items[.blob(missing.blob)] != nil else {
        report.filesMissing += 1
        continue
      }
      let arrival = try vault.receive(missing) { file, limit in
        try remote.copy(.blob(missing.blob), to: file, limit: limit)
      }
      switch arrival {
      case .taken: report.filesReceived += 1
      case .absent: report.filesMissing += 1
      case .damaged: report.filesDamaged += 1
      }
    }
  }
}
