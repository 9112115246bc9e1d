/// Claim M1 counted anew from the published files of rows about persons, and the package made again around them.
struct MicrodataCheck {
  private(set) var findings: [ReleaseFinding] = []
  /// What holds, and under which assumption.
  private(set) var remarks: [String] = []

  init(_ files: [String: [UInt8]], _ package: ReadPackage) {
    guard let rows = files[MicrodataPackage.rowsName], let bytes = files[ReleaseContents.auditName] else {
      let needed = [MicrodataPackage.rowsName, ReleaseContents.auditName]
      findings = needed.filter { files[$0] == nil }.map(ReleaseFinding.missingFile)
      return
    }
    let audit: MicrodataAudit
    do {
      audit = try MicrodataAudit(bytes)
    } catch {
      findings = [.unreadable(file: ReleaseContents.auditName, line: error.line, reason: error.reason)]
      return
    }
    do {
      let made = MicrodataPackage(
        title: package.title, methods: package.methods, licence: package.licence, rules: audit.rules,
        columns: audit.quasiIdentifiers + audit.sensitive)
      findings = try made.package(rows: rows, audit: audit).differences(from: files, listed: package.listed)
    } catch {
      findings = [.notChecked(error.hint)]
    }
    count(rows, audit)
    let rules = audit.rules
    let mixed = [rules.l.map { "l \($0)" }, rules.t.map { "t \($0)" }].compactMap { $0 }
    remarks = [
      "holds for an outsider who knows no more than \(audit.quasiIdentifiers.joined(separator: ", ")): "
        + (["k \(rules.k)"] + mixed).joined(separator: ", ")
    ]
  }

  private mutating func count(_ bytes: [UInt8], _ audit: MicrodataAudit) {
    func unreadable(_ line: Int, _ reason: String) -> ReleaseFinding {
      .unreadable(file: MicrodataPackage.rowsName, line: line, reason: reason)
    }
    guard let text = String(validating: bytes, as: UTF8.self), let lines = CSVLine.rows(text), let header = lines.first
    else { return findings.append(unreadable(1, "not CSV")) }
    // A column the audit does not name could tell anything.
    let named = CSVLine.rows(CSVLine.text(["id"] + audit.quasiIdentifiers + audit.sensitive))
    guard header == named?.first, header.count > 1, Set(header).count == header.count else {
      return findings.append(unreadable(1, "other columns than the audit names"))
    }
    let rows = lines.dropFirst().map { $0 }
    var ids: Set<String> = []
    for (number, row) in rows.enumerated() {
      guard row.count == header.count else {
        return findings.append(unreadable(number + 2, "another number of fields than the header"))
      }
      guard row[0].wholeMatch(of: /[0-9a-f]{32}/) != nil, ids.insert(row[0]).inserted else {
        return findings.append(unreadable(number + 2, "an id that is not random, or stands twice"))
      }
    }
    let known = audit.quasiIdentifiers.count
    let classes = Dictionary(grouping: rows.indices) { row in Array(rows[row][1...known]) }
    let attributes = audit.sensitive.enumerated().map { place, name in
      Microdata.SensitiveAttribute(name: name, values: rows.map { $0[known + 1 + place] })
    }
    let spread = SensitiveSpread(attributes, rows: rows.indices)
    let measured = MicrodataMeasures(groups: Array(classes.values), spread)
    let labels = classes.map { (labels: $0.key, rows: $0.value) }
    let stars = rows.reduce(0) { $0 + $1[1...known].count { $0 == ValueHierarchy.root } }
    if audit.released != rows.count || audit.suppressedCells != stars {
      findings.append(.microdata("other numbers of rows or hidden values are told than there are"))
    }
    let wildcards = MicrodataMeasures(wildcards: labels, spread)
    let floor = MicrodataMeasures(k: audit.rules.k, l: audit.rules.l, t: audit.rules.t)
    for (claimed, found) in [(floor, measured), (audit.asValue, measured)]
      + (audit.asWildcard.map { [($0, wildcards ?? measured)] } ?? [])
    {
      findings += Self.shortfalls(of: found, below: claimed)
    }
    let risk = ReidentificationRisk(classes.values.map(\.count), population: nil)
    if audit.risk.uniqueRows < risk.uniqueRows || audit.risk.prosecutorHighest < risk.prosecutorHighest - Self.rounding
      || audit.risk.marketer < risk.marketer - Self.rounding
    {
      findings.append(.microdata("the risk is greater than it is said to be"))
    }
  }

  /// Sums of shares depend on the order of the rows.
  private static let rounding = 1e-9

  private static func shortfalls(of found: MicrodataMeasures, below claimed: MicrodataMeasures) -> [ReleaseFinding] {
    var shortfalls: [ReleaseFinding] = []
    if found.k < claimed.k {
      shortfalls.append(.microdata("a class has \(found.k) rows, and \(claimed.k) are claimed"))
    }
    if let l = claimed.l, let least = found.l, least < l {
      shortfalls.append(.microdata("a class has \(least) different sensitive values, and \(l) are claimed"))
    }
    if let t = claimed.t, let farthest = found.t, farthest > t + rounding {
      shortfalls.append(.microdata("a class is farther from all rows than the claimed t"))
    }
    return shortfalls
  }
}
