import Publication
import Records
import Sodium
import Vault

/// Tables counted in a vault, protected, audited together with everything before, and drafted as one release.
struct DraftedRelease: Encodable {
  let release: String
  let folder: String
  let cells: Int
  let suppressed: Int
  let scope: String
  let files: [String]
  /// Numbers that differ from the replaced release's by less than the threshold.
  let smallChanges: Int
  /// Cases whose records could not be counted.
  let closedCases: Int
  /// Titles of tables in which every number would have been hidden.
  let leftOut: [String]

  init(
    _ plans: [TablePlan], audience: String, replaces: String?, licence: String?, out: String, _ vault: OpenVault
  ) throws {
    let place = try PackageFolder(out)
    let progress = Terminal.progress("protecting")
    let register = try ReleaseRegister(vault)
    let replaced = try replaces.map { try register.entry($0) }
    let replacedRelease = try replaced.flatMap(register.published)
    let earlier = try register.earlier()
    let before = earlier.standing.filter { $0.id != replacedRelease?.id }.flatMap(\.tables)
    var tables: [PublishedTable] = []
    var leftOut: [String] = []
    for plan in plans {
      do throws(PublicationError) {
        let table = try FrequencyTable(plan.spec, counting: plan.observations())
          .protected(beside: before + tables, correcting: replacedRelease, scope: plan.scope)
        tables.append(try table.published(scope: plan.scope))
      } catch {
        // One table of several of which nothing can be shown must not keep the others back.
        guard case .nothingToPublish = error, plans.count > 1 else { throw error }
        leftOut.append(plan.spec.title.english)
      }
    }
    guard !tables.isEmpty else { throw PublicationError.nothingToPublish(.everythingSuppressed) }
    let package = try ReleasePackage(
      tables, earlier: earlier, replacing: replacedRelease, licence: licence)
    let written = try package.files(digest: Digest256.hash)
    progress.finish()
    let id = try register.draft(
      written, title: tables[0].title.english, audience: audience, rules: plans.first?.rules ?? [],
      supersedes: replaced?.release.id, in: place)
    release = id.hex
    folder = out
    cells = package.cells.all
    suppressed = package.cells.suppressed
    scope = package.reach
    files = written.map(\.name)
    smallChanges = package.smallChanges
    self.leftOut = leftOut
    closedCases = plans.map(\.closedCases).max() ?? 0
  }

  /// Says what was drafted and what is left to do.
  func show() throws {
    let short = String(release.prefix(8))
    try Terminal.print(
      "release \(short) in \(folder): \(cells) numbers, \(suppressed) of them hidden; \(scope.lowercased())")
    if smallChanges > 0 {
      try Terminal.warn(
        "numbers changed by less than the threshold: \(smallChanges); who reads both releases learns how few records "
          + "changed")
    }
    for title in leftOut { try Terminal.note("left out, since every number would be hidden: \(title)") }
    if closedCases > 0 { try Terminal.warn("cases closed to you, and not counted: \(closedCases)") }
    try Terminal.note("A draft: another member approves it with `casevault publish approve \(short) \(folder)`.")
  }
}
