/// One release, its own files checked.
struct OpenedRelease {
  let name: String
  private let files: [String: [UInt8]]
  private let package: ReadPackage?
  private var tables: [PublishedTable] = []
  private var findings: [ReleaseFinding] = []
  private var remarks: [String] = []

  init(
    _ folder: ReleaseVerification.Folder, digest: ([UInt8]) -> [UInt8],
    signatureFault: (([UInt8], [UInt8]?) -> String?)?
  ) {
    name = folder.name
    files = folder.files
    guard let descriptor = files[DataPackage.descriptorName] else {
      package = nil
      findings = [.missingFile(DataPackage.descriptorName)]
      return
    }
    if signatureFault == nil { remarks.append("no key was given, and no signature looked at") }
    if let fault = signatureFault?(descriptor, files[ReleaseVerification.signatureName]) {
      findings.append(.signature(fault))
    }
    do {
      package = try ReadPackage(descriptor: descriptor, digest: digest)
    } catch {
      package = nil
      findings.append(.unreadable(file: DataPackage.descriptorName, line: error.line, reason: error.reason))
      return
    }
    if let package { look(at: package, digest) }
  }

  /// What later releases need of it.
  var release: EarlierRelease? {
    package.map { EarlierRelease(id: $0.id, title: $0.title, tables: tables, replaces: $0.replaces?.id) }
  }

  private mutating func look(at package: ReadPackage, _ digest: ([UInt8]) -> [UInt8]) {
    for listed in package.listed {
      guard let bytes = files[listed.path] else {
        findings.append(.missingFile(listed.path))
        continue
      }
      let hash = "sha256:" + DataPackage.hexadecimal(digest(bytes))
      if bytes.count != listed.bytes || hash != listed.hash { findings.append(.changedFile(listed.path)) }
    }
    let known = Set(package.listed.map(\.path) + [DataPackage.descriptorName, ReleaseVerification.signatureName])
    findings += files.keys.filter { !known.contains($0) }.sorted().map(ReleaseFinding.unlistedFile)
    switch package.method {
    case ReleaseContents.method: readTables(package)
    case MicrodataPackage.method:
      let check = MicrodataCheck(files, package)
      findings += check.findings.filter { !findings.contains($0) }
      remarks += check.remarks
    case _ where PerturbedTable.Method.codes.contains(package.method):
      let check = PerturbationCheck(files, package)
      findings += check.findings.filter { !findings.contains($0) }
      remarks += check.remarks
    default: findings.append(.notChecked("nothing is known of the method \(package.method)"))
    }
  }

  private mutating func readTables(_ package: ReadPackage) {
    guard let bytes = files[ReleaseContents.tablesName] else {
      let missing = ReleaseFinding.missingFile(ReleaseContents.tablesName)
      if !findings.contains(missing) { findings.append(missing) }
      return
    }
    do {
      tables = try ReadPackage.tables(bytes)
    } catch {
      findings.append(.unreadable(file: ReleaseContents.tablesName, line: error.line, reason: error.reason))
    }
  }

  /// What is wrong with it, alone and together with all it names as earlier.
  func report(beside all: [OpenedRelease], _ earlier: [EarlierRelease]) -> ReleaseVerification.Report {
    var report = self
    let (checked, together) = package.map { report.compare($0, all, earlier) } ?? (nil, 0)
    return .init(
      folder: name, id: package?.id ?? "", title: package?.title.english ?? "", findings: report.findings,
      checkedCells: checked, together: together, remarks: report.remarks)
  }

  private mutating func compare(
    _ package: ReadPackage, _ all: [OpenedRelease], _ earlier: [EarlierRelease]
  ) -> (checked: Int?, together: Int) {
    let given = all.compactMap(\.release) + earlier
    let before = package.earlier.compactMap { named in given.first { $0.id == named.id } }
    for named in package.earlier where !given.contains(where: { $0.id == named.id }) {
      findings.append(.missingEarlier(id: named.id, title: named.title))
    }
    for other in all {
      guard let beside = other.package, beside.id != package.id else { continue }
      let isCorrected = all.contains { $0.package.map { $0.replaces?.id == beside.id && package.names($0) } ?? false }
      let corrects = all.contains { $0.package.map { $0.replaces?.id == package.id && beside.names($0) } ?? false }
      if !beside.names(package), !package.names(beside), !isCorrected, !corrects {
        findings.append(.unrelated(other.name))
      }
    }
    if let replaced = package.replaces {
      remarks.append("not solved together with the release it corrects, \(replaced.id.prefix(12)) (\(replaced.title))")
    }
    if let corrected = given.first(where: { $0.id == package.replaces?.id }) {
      for table in tables {
        findings += corrected.shownAgain(in: table).map {
          .shownElsewhere(cell: "\(corrected.title.english): \(table.name(of: $0))", other: table.name(of: $0))
        }
      }
    }
    guard !tables.isEmpty else { return (nil, before.count) }
    /// As the release itself says it, where that is at hand.
    func name(_ named: ReleaseName) -> ReleaseName { given.first { $0.id == named.id }.map(ReleaseName.init) ?? named }
    let contents = ReleaseContents(
      tables: tables, earlier: package.earlier.map(name), replaces: package.replaces.map(name),
      licence: package.licence)
    do throws(PublicationError) {
      let family = try PublishedFamily(tables + before.flatMap(\.tables))
      let isWhole = before.count == package.earlier.count
      let check = FigureCheck(family, files, isWhole: isWhole)
      findings += check.findings
      // Without an earlier release, which is a finding, nobody can say what is claimed rightly.
      var audit: [UInt8]?
      if isWhole, let found = check.audit { audit = try ReleasePackage(contents, family, found).auditFile.file() }
      let made = try contents.package(
        audit: audit ?? files[ReleaseContents.auditName] ?? [], witnesses: files[ReleaseContents.witnessesName] ?? [])
      findings += try made.differences(from: files, listed: package.listed)
      return (check.audit?.suppressed.count, before.count)
    } catch {
      findings.append(.notChecked(error.hint))
      return (nil, before.count)
    }
  }
}

extension ReadPackage {
  fileprivate func names(_ other: ReadPackage) -> Bool { (earlier + [replaces]).contains { $0?.id == other.id } }
}

extension DataPackage {
  /// Where a folder is another package than this one: names first, then bytes, then the descriptor. Files are compared
  /// with their digests elsewhere.
  func differences(
    from files: [String: [UInt8]], listed: [ReadPackage.Listed]
  ) throws(PublicationError) -> [ReleaseFinding] {
    let own = Set(resources.map(\.path))
    let others = Dictionary(listed.map { ($0.path, $0) }) { first, _ in first }
    var findings = listed.map(\.path).filter { !own.contains($0) }.map(ReleaseFinding.unexpectedFile)
    for resource in resources {
      if others[resource.path] == nil { findings.append(.missingFile(resource.path)) }
      if let bytes = files[resource.path], bytes != resource.bytes { findings.append(.differs(resource.path)) }
    }
    guard own == Set(others.keys) else { return findings }
    let descriptor = try descriptor { resource in
      others[resource.path].map { ($0.bytes, $0.hash) } ?? (0, "")
    }
    if files[Self.descriptorName] != descriptor { findings.append(.differs(Self.descriptorName)) }
    return findings
  }
}
