/// Checks one release, or a whole series, from its published files alone.
public struct ReleaseVerification {
  /// A folder as it was read: names and bytes.
  public struct Folder: Sendable {
    let name: String
    let files: [String: [UInt8]]

    /// A folder.
    public init(name: String, files: [String: [UInt8]]) {
      self.name = name
      self.files = files
    }
  }

  /// What was found in one release.
  public struct Report: Sendable {
    /// The folder.
    public let folder: String
    /// The release's id; empty when not even that could be read.
    public let id: String
    /// The title in English.
    public let title: String
    /// What is wrong.
    public let findings: [ReleaseFinding]
    /// Suppressed cells that were solved for.
    public let checkedCells: Int
    /// Releases it was checked together with.
    public let together: Int
  }

  /// The name of the signature beside the descriptor.
  public static let signatureName = DataPackage.descriptorName + ".minisig"

  /// Each folder's report, in the order given.
  public let reports: [Report]

  /// Whether nothing is wrong.
  public var isSound: Bool { reports.allSatisfy(\.findings.isEmpty) }

  /// - Parameters:
  ///   - signatureFault: what is wrong with the signature of a descriptor, `nil` for nothing; absent, signatures are not
  ///     looked at.
  public init(
    _ folders: [Folder], digest: ([UInt8]) -> [UInt8],
    signatureFault: ((_ descriptor: [UInt8], _ signature: [UInt8]?) -> String?)? = nil,
    progress: (_ done: Int, _ folders: Int) -> Void = { _, _ in }
  ) {
    let opened = folders.map { Opened($0, digest: digest, signatureFault: signatureFault) }
    reports = opened.enumerated().map { number, release in
      progress(number, folders.count)
      return release.report(beside: opened)
    }
  }
}

/// One release, its own files checked.
private struct Opened {
  let name: String
  let package: ReadPackage?
  let tables: [PublishedTable]
  private let audit: [UInt8]?
  private let witnesses: [UInt8]?
  private var findings: [ReleaseFinding] = []

  init(
    _ folder: ReleaseVerification.Folder, digest: ([UInt8]) -> [UInt8],
    signatureFault: (([UInt8], [UInt8]?) -> String?)?
  ) {
    name = folder.name
    audit = folder.files[ReleasePackage.auditName]
    witnesses = folder.files[ReleasePackage.witnessesName]
    guard let descriptor = folder.files[DataPackage.descriptorName] else {
      package = nil
      tables = []
      findings = [.missingFile(DataPackage.descriptorName)]
      return
    }
    var found: [ReleaseFinding] = []
    if let fault = signatureFault?(descriptor, folder.files[ReleaseVerification.signatureName]) {
      found.append(.signature(fault))
    }
    do {
      let package = try ReadPackage(descriptor: descriptor, digest: digest)
      self.package = package
      for listed in package.listed {
        guard let bytes = folder.files[listed.path] else {
          found.append(.missingFile(listed.path))
          continue
        }
        let hash = "sha256:" + DataPackage.hexadecimal(digest(bytes))
        if bytes.count != listed.bytes || hash != listed.hash { found.append(.changedFile(listed.path)) }
      }
      let known = Set(package.listed.map(\.path) + [DataPackage.descriptorName, ReleaseVerification.signatureName])
      found += folder.files.keys.filter { !known.contains($0) }.sorted().map(ReleaseFinding.unlistedFile)
      if package.method == ProtectedMicrodata.method {
        tables = []
        findings = found + MicrodataCheck.findings(rows: folder.files[MicrodataCheck.rowsName], audit: audit)
        return
      }
      // Of rounded and noised numbers the files can be checked, and nothing of the numbers.
      guard package.method == ReleasePackage.method else {
        tables = []
        findings = found
        return
      }
      for name in [ReleasePackage.tablesName, ReleasePackage.auditName, ReleasePackage.witnessesName]
      where !package.listed.contains(where: { $0.path == name }) {
        found.append(.missingFile(name))
      }
    } catch {
      package = nil
      found.append(.unreadable(file: DataPackage.descriptorName, line: error.line, reason: error.reason))
    }
    var tables: [PublishedTable] = []
    if let bytes = folder.files[ReleasePackage.tablesName] {
      do {
        tables = try ReadPackage.tables(bytes)
      } catch {
        found.append(.unreadable(file: ReleasePackage.tablesName, line: error.line, reason: error.reason))
      }
    }
    for (number, table) in tables.enumerated() {
      let base = tables.count > 1 ? "table-\(number + 1)" : "table"
      for language in PageLanguage.allCases {
        let path = "\(base).\(language.rawValue).csv"
        if let bytes = folder.files[path], bytes != Array(table.csv(in: language).utf8) { found.append(.differs(path)) }
      }
    }
    self.tables = tables
    findings = found
  }

  /// What is wrong with it, alone and together with all it names as earlier.
  func report(beside all: [Opened]) -> ReleaseVerification.Report {
    var findings = findings
    let id = package?.id ?? ""
    var before: [Opened] = []
    for named in package?.earlier ?? [] {
      if let given = all.first(where: { $0.package?.id == named.id }) {
        before.append(given)
      } else {
        findings.append(.missingEarlier(id: named.id, title: named.title))
      }
    }
    for other in all where other.name != name && !id.isEmpty {
      let names = (other.package?.earlier.map(\.id) ?? []) + [other.package?.replaces].compactMap { $0 }
      let own = (package?.earlier.map(\.id) ?? []) + [package?.replaces].compactMap { $0 }
      let isNamed = own.contains { $0 == other.package?.id }
      if !names.contains(id), !isNamed, other.package?.id != id { findings.append(.unrelated(other.name)) }
    }
    var checked = 0
    if !tables.isEmpty {
      do {
        let family = try PublishedFamily(tables + before.flatMap(\.tables))
        checked = check(family, isWhole: before.count == package?.earlier.count, &findings)
      } catch {
        findings.append(.notChecked(error.hint))
      }
    }
    return .init(
      folder: name, id: id, title: package?.title.english ?? "", findings: findings, checkedCells: checked,
      together: before.count)
  }

  private func check(_ family: PublishedFamily, isWhole: Bool, _ findings: inout [ReleaseFinding]) -> Int {
    let place = { (cell: Int) in family.name(of: cell) }
    findings += family.contradictions.map { .contradicts(cell: family.name(of: $0.1), other: family.name(of: $0.0)) }
    findings += family.shownElsewhere.map {
      .shownElsewhere(cell: family.name(of: $0.hidden), other: family.name(of: $0.shown))
    }
    let published = family.published
    for equation in published.system.equations {
      guard let total = published.numbers[equation.total] else { continue }
      let parts = equation.parts.map { published.numbers[$0] }
      let sum = parts.reduce(0) { $0 + ($1 ?? 0) }
      if parts.contains(nil) ? sum > total : sum != total { findings.append(.sum(cell: place(equation.total))) }
    }
    let complementary = self.complementary(family, &findings)
    if isWhole { addUp(family, complementary, &findings) }
    do {
      let audit = try ReleaseAudit(family)
      let threshold = published.threshold
      for narrow in audit.disclosures(in: family) {
        findings.append(
          .givesAway(cell: place(narrow.cell), lowest: narrow.lowest, highest: narrow.highest ?? narrow.lowest))
      }
      for narrow in audit.narrow where !complementary.contains(narrow.cell) && narrow.highest ?? .max >= threshold {
        // What cannot be small gives nobody away, said or not.
        if narrow.lowest >= threshold { continue }
        findings.append(.narrow(cell: place(narrow.cell), lowest: narrow.lowest, highest: narrow.highest))
      }
      return audit.suppressed.count
    } catch {
      findings.append(.notChecked("the published numbers contradict each other"))
      return 0
    }
  }

  /// The cells the release names as hidden for others' sake.
  private func complementary(_ family: PublishedFamily, _ findings: inout [ReleaseFinding]) -> Set<Int> {
    guard let audit else { return [] }
    do throws(SpecificationProblem) {
      var fields = try LocatedJSON(audit).fields()
      var cells: Set<Int> = []
      for json in try fields.required("complementary").list() {
        var named = try json.fields()
        let place = try named.required("cell")
        guard let cell = try ReadWitnesses.cell(place), family.tables.indices.contains(cell.table),
          let own = family.tables[cell.table].shape.cell(codes: cell.codes)
        else { throw place.problem("there is no such cell") }
        cells.insert(family.cells[cell.table][own])
      }
      return cells
    } catch {
      findings.append(.unreadable(file: ReleasePackage.auditName, line: error.line, reason: error.reason))
      return []
    }
  }

  /// The witnesses: comparing and adding only.
  private func addUp(
    _ family: PublishedFamily, _ complementary: Set<Int>, _ findings: inout [ReleaseFinding]
  ) {
    guard let witnesses else { return }
    let published = family.published
    let open = (0..<published.system.cells).filter { published.numbers[$0] == nil }
    do throws(SpecificationProblem) {
      let read = try ReadWitnesses(witnesses)
      let expected = open.map { cell -> ReadWitnesses.Cell? in
        guard let place = family.places[cell].first else { return nil }
        return .init(table: place.table, codes: family.tables[place.table].shape.codes(of: place.cell))
      }
      guard read.cells == expected else { return findings.append(.witnessCells) }
      var faulty: Set<Int> = []
      let shown = published.numbers.map { $0 ?? 0 }
      let tables = read.tables.map { values in
        var table = shown
        for (cell, value) in zip(open, values) { table[cell] = value }
        return table
      }
      for (number, table) in tables.enumerated() where !published.admits(table) { faulty.insert(number) }
      for (position, cell) in open.enumerated() where !family.places[cell].isEmpty {
        let requirement = published.requirement(for: cell)
        var isCovered = true
        for (index, holds) in [
          (read.low[position], { (value: Int) in value <= requirement.floor }),
          (read.high[position], { (value: Int) in value >= requirement.target }),
        ] {
          guard let index else {
            isCovered = false
            continue
          }
          guard tables.indices.contains(index), holds(tables[index][cell]) else {
            faulty.insert(index)
            continue
          }
        }
        if !isCovered, !complementary.contains(cell) { findings.append(.uncovered(cell: family.name(of: cell))) }
      }
      findings += faulty.sorted().map(ReleaseFinding.witness)
    } catch {
      findings.append(.unreadable(file: ReleasePackage.witnessesName, line: error.line, reason: error.reason))
    }
  }
}
