import Foundation
import Testing

@testable import Publication

/// A release is checked from its files alone, and what was done to it is found and named.
@Suite struct ReleaseTests {
  /// Not SHA-256, but different for different files.
  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var state: (UInt64, UInt64) = (14_695_981_039_346_656_037, 99)
    for byte in bytes {
      state.0 = (state.0 ^ UInt64(byte)) &* 0x100_0000_01b3
      state.1 = (state.1 &+ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
    }
    return [state.0, state.1].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  static func files(_ tables: [PublishedTable], earlier: [EarlierRelease] = []) throws -> [String: [UInt8]] {
    let files = try ReleasePackage(tables, earlier: earlier, licence: "CC-BY-4.0").files(digest: digest)
    return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) })
  }

  static func verify(_ folders: [String: [String: [UInt8]]]) -> [String: [ReleaseFinding]] {
    let ordered = folders.sorted { $0.key < $1.key }
    let verification = ReleaseVerification(
      ordered.map { .init(name: $0.key, files: $0.value) }, digest: digest)
    return Dictionary(uniqueKeysWithValues: verification.reports.map { ($0.folder, $0.findings) })
  }

  /// The files with one of them changed, and listed as changed: whoever does it can compute digests.
  static func forged(
    _ files: [String: [UInt8]], _ name: String, _ change: (String) -> String
  ) throws -> [String: [UInt8]] {
    var files = files
    let old = try #require(files[name])
    let new = Array(change(String(decoding: old, as: UTF8.self)).utf8)
    #expect(new != old, "the forgery changes something")
    files[name] = new
    var descriptor = String(decoding: try #require(files["datapackage.json"]), as: UTF8.self)
    descriptor = descriptor.replacing(DataPackage.hexadecimal(digest(old)), with: DataPackage.hexadecimal(digest(new)))
    descriptor = descriptor.replacing("\"bytes\" : \(old.count),", with: "\"bytes\" : \(new.count),")
    files["datapackage.json"] = Array(descriptor.utf8)
    return files
  }

  /// The statements of the briefing in one month and in two, counted cumulatively.
  static func cumulative(_ counts: [Int], until month: Int) throws -> PublishedTable {
    let months = (1...month).map { "2022-0\($0)" }
    return try Briefing.statements(counts).protected().published(scope: ["month": months])
  }

  @Test func `what was published as it was made is sound, and the same table gives the same bytes`() throws {
    for table in [try Briefing.oneWay(), try Briefing.twoWay()] {
      let published = try table.published()
      let files = try Self.files([published])
      #expect(Self.verify(["a": files]) == ["a": []])
      #expect(try Self.files([published]) == files)
    }
    let other = try Briefing.statements([17, 4, 0, 0, 0, 0, 0]).protected().published()
    #expect(try Self.files([other]) == Self.files([Briefing.oneWay().published()]))
  }

  @Test func `a release without complementary suppression is refused, and found where somebody made it`() throws {
    let table = try Briefing.oneWay().published()
    var cells = table.cells
    cells[0] = .value(18)
    let careless = try #require(
      PublishedTable(
        title: table.title, unit: table.unit, shape: table.shape, cells: cells, zeroPolicy: table.zeroPolicy,
        threshold: table.threshold))
    #expect(throws: ReleaseProblem.givesAway(["ombudsman"])) { try ReleasePackage([careless]) }
    let files = try Self.files([table])
    let forged = try Self.forged(files, "tables.json") { _ in
      String(decoding: (try? JSONValue.object(["tables": .list([careless.json])]).file()) ?? [], as: UTF8.self)
    }
    let findings = Self.verify(["a": forged])["a"] ?? []
    #expect(findings.contains(.givesAway(cell: "ombudsman", lowest: 3, highest: 3)))
    #expect(findings.contains(.differs("table.en.csv")))
  }

  @Test func `a changed number is found in whichever file`() throws {
    let files = try Self.files([Briefing.twoWay().published()])
    var changed = files
    changed["table.ru.csv"] = Array(
      String(decoding: try #require(files["table.ru.csv"]), as: UTF8.self).replacing(",42,", with: ",43,").utf8)
    #expect(Self.verify(["a": changed])["a"]?.contains(.changedFile("table.ru.csv")) == true)
    let csv = try Self.forged(files, "table.en.csv") { $0.replacing(",42,", with: ",43,") }
    #expect(Self.verify(["a": csv])["a"] == [.differs("table.en.csv")])
    let numbers = try Self.forged(files, "tables.json") { $0.replacing("\"value\" : 42", with: "\"value\" : 43") }
    let findings = Self.verify(["a": numbers])["a"] ?? []
    #expect(findings.contains { $0.code == "differs" })
    #expect(findings.contains { $0.code == "sum" || $0.code == "witness" || $0.code == "not-checked" })
  }

  @Test func `an altered witness is found by adding up`() throws {
    let files = try Self.files([Briefing.oneWay().published()])
    let witnesses = String(decoding: try #require(files["witnesses.json"]), as: UTF8.self)
    let tables = try #require(witnesses.range(of: "\"tables\":[["))
    let forged = try Self.forged(files, "witnesses.json") { text in
      let digit = text[tables.upperBound]
      var changed = text
      changed.replaceSubrange(tables.upperBound...tables.upperBound, with: digit == "7" ? "8" : "7")
      return changed
    }
    #expect(Self.verify(["a": forged])["a"]?.contains(.witness(0)) == true)
    let uncovered = try Self.forged(files, "witnesses.json") {
      $0.replacing(/"low":\[[0-9]+/, with: "\"low\":[null")
    }
    #expect(Self.verify(["a": uncovered])["a"]?.contains { $0.code == "uncovered" } == true)
  }

  @Test func `two cumulative releases that give cells away together are refused, and found where they were made`()
    throws
  {
    let first = try Self.cumulative([18, 9, 7, 0, 0, 0, 0], until: 1)
    let second = try Self.cumulative([18, 11, 7, 0, 0, 0, 0], until: 2)
    let january = try Self.files([first])
    let earlier = EarlierRelease(
      id: DataPackage.hexadecimal(Self.digest(try #require(january["datapackage.json"]))), title: first.title,
      tables: [first])
    #expect {
      try ReleasePackage([second], earlier: [earlier])
    } throws: {
      if case ReleaseProblem.givesAway(let cells) = $0 { !cells.isEmpty } else { false }
    }
    // Enough new statements of each kind are no harm, and a series that is sound is found so.
    let third = try Self.cumulative([24, 15, 7, 0, 0, 0, 0], until: 2)
    let february = try Self.files([third], earlier: [earlier])
    #expect(Self.verify(["1": january, "2": february]) == ["1": [], "2": []])
    let alone = ReleaseVerification(
      [.init(name: "2", files: february)], earlier: [earlier], digest: Self.digest)
    #expect(alone.isSound && alone.reports[0].together == 1)
    #expect(
      Self.verify(["2": february])["2"] == [.missingEarlier(id: earlier.id, title: "Statements received, by channel")])
  }

  @Test func `what would give cells away beside an earlier release is published in a form that does not`() throws {
    let months = ["2022-01", "2022-02"]
    let first = try Self.cumulative([18, 9, 7, 0, 0, 0, 0], until: 1)
    let earlier = EarlierRelease(id: "january", title: first.title, tables: [first])
    let counted = try Briefing.statements([18, 11, 7, 0, 0, 0, 0])
    #expect(throws: ReleaseProblem.self) {
      try ReleasePackage(counted.protected(), scope: ["month": months], earlier: [earlier])
    }
    let second = try counted.protected(beside: [first], scope: ["month": months])
    let package = try ReleasePackage(second, scope: ["month": months], earlier: [earlier])
    #expect(package.cells.suppressed < package.cells.all - 1)
    // Two new statements are hidden in their cell and in the total.
    #expect(second.shown[1] == .suppressed && second.shown[7] == .suppressed)
    // With the total alone shown, a reader would know of two.
    let numbers = second.shown.enumerated().map { $0 == 7 ? PublishedCell.value(36) : $1 }
    let careless = try #require(
      PublishedTable(
        title: first.title, unit: first.unit, shape: first.shape, cells: numbers, zeroPolicy: .maySuppress,
        threshold: first.threshold, scope: ["month": months]))
    let added = ["ombudsman", "_T"].map { "what was added to Statements received, by channel: " + $0 }
    #expect(throws: ReleaseProblem.givesAway(added)) { try ReleasePackage([careless], earlier: [earlier]) }
  }

  @Test(arguments: 0..<24)
  func `a series of months is published together where each month alone would be refused`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed) &+ 77)
    var counts = (0..<7).map { _ in Int.random(in: 0...25, using: &generator) }
    var earlier: [EarlierRelease] = []
    for month in 1...3 {
      let scope = ["month": (1...month).map { "2022-0\($0)" }]
      let counted = try Briefing.statements(counts)
      let before = earlier.flatMap(\.tables)
      guard let table = try Self.protectedWherePossible(counted, beside: before, scope: scope) else { return }
      do {
        _ = try ReleasePackage(table, scope: scope, earlier: earlier)
      } catch ReleaseProblem.givesAway(let cells) {
        // Refused only where every number hidden would not help: the totals' own increment is too small.
        #expect(!cells.isEmpty)
        return
      }
      let published = try table.published(scope: scope)
      for places in try PublishedFamily([published] + before).places where places.count > 1 {
        let cells = places.map { ([published] + before)[$0.table].cells[$0.cell] }
        #expect(Set(cells.map { $0 == .suppressed }).count == 1, "once suppressed, a cell stays so")
      }
      earlier.append(EarlierRelease(id: "\(month)", title: published.title, tables: [published]))
      for kind in counts.indices { counts[kind] += Int.random(in: 0...9, using: &generator) }
    }
    #expect(earlier.count == 3)
  }

  @Test func `a number hidden in one table and shown in another is refused`() throws {
    let table = try Briefing.oneWay().published()
    let shown = try #require(
      PublishedTable(
        title: LocalizedText("again"), unit: table.unit, shape: table.shape,
        cells: table.cells.enumerated().map { $0 == 0 ? .value(18) : $1 }, zeroPolicy: table.zeroPolicy, threshold: 5))
    #expect {
      try ReleasePackage([table, shown])
    } throws: {
      if case ReleaseProblem.givesAway = $0 { true } else { false }
    }
  }

  @Test func `quarters are known to be made of months`() throws {
    var month = Tables.dimension("month", 4)
    month.label = LocalizedText("Month")
    let quarter = TableDimension(
      name: "quarter", label: LocalizedText("Quarter"),
      categories: [.init(code: "q1", label: LocalizedText("q1")), .init(code: "q2", label: LocalizedText("q2"))],
      counting: BaseCodes(dimension: "month", codes: ["q1": ["month0", "month1"], "q2": ["month2", "month3"]]))
    func table(_ dimension: TableDimension, _ numbers: [Int?]) throws -> PublishedTable {
      try #require(
        PublishedTable(
          title: LocalizedText(dimension.name), unit: Tables.statements, shape: TableShape([dimension]),
          cells: numbers.map { $0.map(PublishedCell.value) ?? .suppressed }, zeroPolicy: .maySuppress, threshold: 5))
    }
    let months = try table(month, [nil, nil, 20, 9, 50])
    _ = try ReleasePackage([months])
    // 21 in the two hidden months together: still open. But a month told by the half year's other table is not.
    _ = try ReleasePackage([months, table(quarter, [21, 29, 50])])
    let half = try table(
      TableDimension(
        name: "part", label: LocalizedText("Part"), categories: [.init(code: "first", label: LocalizedText("first"))],
        hasTotal: false, counting: BaseCodes(dimension: "month", codes: ["first": ["month0", "month2"]])), [23])
    #expect(throws: ReleaseProblem.self) { try ReleasePackage([months, half]) }
  }

  @Test func `a cell that an earlier number narrows is refused, though it may still be large`() throws {
    func table(_ dimension: TableDimension, _ numbers: [Int?]) throws -> PublishedTable {
      try #require(
        PublishedTable(
          title: LocalizedText(dimension.name), unit: Tables.statements, shape: TableShape([dimension]),
          cells: numbers.map { $0.map(PublishedCell.value) ?? .suppressed }, zeroPolicy: .maySuppress, threshold: 10))
    }
    // Of 21 in two hidden months at most 15 lie in the second one, hence at least 6 in the first.
    let months = try table(Tables.dimension("month", 4), [nil, nil, 20, 29, 70])
    let category = TableCategory(code: "both", label: LocalizedText("both"))
    let other = try table(
      TableDimension(
        name: "season", label: LocalizedText("Season"), categories: [category], hasTotal: false,
        counting: BaseCodes(dimension: "month", codes: ["both": ["month1", "month9"]])), [15])
    _ = try ReleasePackage([months])
    #expect(throws: ReleaseProblem.givesAway(["month: month0"])) {
      try ReleasePackage([months, other])
    }
  }

  @Test func `where tables show all zeros, their hidden totals are at least their hidden parts`() throws {
    func table(_ dimension: TableDimension, _ numbers: [Int?]) throws -> PublishedTable {
      try #require(
        PublishedTable(
          title: LocalizedText(dimension.name), unit: Tables.statements, shape: TableShape([dimension]),
          cells: numbers.map { $0.map(PublishedCell.value) ?? .suppressed }, zeroPolicy: .alwaysPublish, threshold: 5))
    }
    let months = try table(Tables.dimension("month", 4), [nil, nil, 20, 0, 32])
    let categories = ["q1", "q2"].map { TableCategory(code: $0, label: LocalizedText($0)) }
    let quarters = try table(
      TableDimension(
        name: "quarter", label: LocalizedText("Quarter"), categories: categories,
        counting: BaseCodes(dimension: "month", codes: ["q1": ["month0", "month1"], "q2": ["month2", "month3"]])),
      [nil, nil, 32])
    let family = try PublishedFamily([months, quarters])
    #expect(family.cells[1].prefix(2).map(family.published.floor) == [2, 1])
    let single = try PublishedFamily([quarters])
    #expect(single.cells[0].prefix(2).map(single.published.floor) == [1, 1])
  }

  /// Nothing where the table is refused for what it counts.
  static func protectedWherePossible(
    _ table: FrequencyTable, beside earlier: [PublishedTable] = [], scope: [String: [String]] = [:]
  ) throws -> ProtectedTable? {
    do {
      return try table.protected(beside: earlier, scope: scope)
    } catch {
      switch error {
      case .nothingToPublish, .cannotProtect(.zeroPolicy, _), .cannotProtect(.groupDisclosure, _): return nil
      default: throw error
      }
    }
  }

  @Test(arguments: 0..<60)
  func `groups of one member are hidden or shown like the member, and the release is not refused`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    func group(_ code: String, _ members: [String]) -> CategoryGroup {
      CategoryGroup(TableCategory(code: code, label: LocalizedText(code)), members: members)
    }
    var rows = Tables.dimension("r", 4)
    rows.hierarchies = [TableHierarchy([group("g0", ["r0"]), group("g1", ["r1", "r2", "r3"])])]
    var columns = Tables.dimension("c", 3, sensitive: seed.isMultiple(of: 3))
    columns.hierarchies = [TableHierarchy([group("h0", ["c1"])])]
    let spec = TableSpec(
      title: LocalizedText("Groups"), dimensions: [rows, columns, Tables.dimension("s", 2)], unit: Tables.statements,
      threshold: 3 + seed % 3, zeroPolicy: seed.isMultiple(of: 2) ? .alwaysPublish : .maySuppress)
    var tally = try Tally(spec)
    for row in 0..<4 {
      for column in 0..<3 {
        for side in 0..<2 {
          let count = Bool.random(using: &generator) ? Int.random(in: 0...14, using: &generator) : 0
          try tally.add(
            ["r\(row)", "c\(column)", "s\(side)"], person: Int?.none, unit: Int?.none, weight: count)
        }
      }
    }
    guard let protected = try Self.protectedWherePossible(tally.table()) else { return }
    for cell in 0..<protected.shape.cells {
      let codes = protected.shape.codes(of: cell)
      let twin = try #require(
        protected.shape.cell(codes: codes.map { $0 == "g0" ? "r0" : $0 == "h0" ? "c1" : $0 }))
      #expect(protected.shown[cell] == protected.shown[twin])
    }
    let package = try ReleasePackage(protected)
    // The audit made when it was protected is the one made from the published table alone.
    let again = try ReleasePackage([protected.published()])
    #expect(try package.files(digest: Self.digest).map(\.bytes) == again.files(digest: Self.digest).map(\.bytes))
  }

  @Test(arguments: ["{}", "{\"tables\": []}", "[", "{\"tables\": [{\"title\": \"x\"}]}"])
  func `a file that is not what it should be is named, and nothing is believed of it`(text: String) throws {
    var files = try Self.files([Briefing.oneWay().published()])
    files["tables.json"] = Array(text.utf8)
    let codes = Set((Self.verify(["a": files])["a"] ?? []).map(\.code))
    #expect(codes.contains("unreadable") && codes.contains("changed-file"))
  }

  @Test func `missing and added files are named`() throws {
    var files = try Self.files([Briefing.oneWay().published()])
    files["table.kk.html"] = nil
    files["raw.csv"] = [1]
    #expect(Set(Self.verify(["a": files])["a"] ?? []) == [.missingFile("table.kk.html"), .unlistedFile("raw.csv")])
    #expect(Self.verify(["a": [:]])["a"] == [.missingFile("datapackage.json")])
  }

  /// The descriptor with the size and digest of every file it lists, as whoever forges files would write it.
  static func relisted(_ files: [String: [UInt8]], _ change: (String) -> String) throws -> [String: [UInt8]] {
    var files = files
    var descriptor = change(String(decoding: try #require(files["datapackage.json"]), as: UTF8.self))
    for (name, bytes) in files where name != "datapackage.json" {
      descriptor = descriptor.replacing("DIGEST \(name)", with: "sha256:" + DataPackage.hexadecimal(digest(bytes)))
      descriptor = descriptor.replacing("\"BYTES \(name)\"", with: "\(bytes.count)")
    }
    files["datapackage.json"] = Array(descriptor.utf8)
    return files
  }

  @Test func `another page, or another claim, is found though its digest is listed`() throws {
    let files = try Self.files([Briefing.oneWay().published()])
    let page = try Self.forged(files, "table.en.html") {
      $0.replacing("default-src 'none'", with: "default-src *").replacing("<main>", with: "<main><h1>ombudsman: 3</h1>")
    }
    #expect(Self.verify(["a": page]) == ["a": [.differs("table.en.html")]])
    let audit = try Self.forged(files, "audit.json") { $0.replacing("\"T1\"", with: "\"anonymous for ever\"") }
    #expect(Self.verify(["a": audit]) == ["a": [.differs("audit.json")]])
    let legend = try Self.relisted(files) { $0.replacing("\"name\" : \"release\"", with: "\"name\" : \"better\"") }
    #expect(Self.verify(["a": legend]) == ["a": [.differs("datapackage.json")]])
  }

  @Test func `a file more, or one under another name, is no part of a release`() throws {
    var files = try Self.files([Briefing.oneWay().published()])
    files["raw.csv"] = Array("channel,value\r\nombudsman,3\r\n".utf8)
    let more = try Self.relisted(files) {
      $0.replacing(
        "\"resources\" : [",
        with:
          "\"resources\" : [{\"name\": \"raw\", \"path\": \"raw.csv\", \"bytes\": \"BYTES raw.csv\", \"hash\": \"DIGEST raw.csv\"},"
      )
    }
    #expect(Self.verify(["a": more]) == ["a": [.unexpectedFile("raw.csv")]])
    var renamed = try Self.files([Briefing.oneWay().published()])
    renamed["numbers.en.csv"] = renamed.removeValue(forKey: "table.en.csv")
    renamed = try Self.relisted(renamed) { $0.replacing("table.en.csv", with: "numbers.en.csv") }
    #expect(
      Set(Self.verify(["a": renamed])["a"] ?? []) == [.unexpectedFile("numbers.en.csv"), .missingFile("table.en.csv")])
  }

  @Test func `what is said to be made otherwise is not believed, and neither is an empty package`() throws {
    let files = try Self.files([Briefing.oneWay().published()])
    let renamed = try Self.relisted(files) { $0.replacing("\"suppression\"", with: "\"trust me\"") }
    #expect(Self.verify(["a": renamed])["a"]?.map(\.code) == ["not-checked"])
    let perturbed = try Self.relisted(files) { $0.replacing("\"suppression\"", with: "\"cell-key\"") }
    #expect(Self.verify(["a": perturbed])["a"]?.isEmpty == false)
    for method in ["suppression", "cell-key", "local-recoding"] {
      let empty = Array("{\"titles\": {\"en\": \"x\"}, \"method\": \"\(method)\", \"resources\": []}".utf8)
      #expect(Self.verify(["a": ["datapackage.json": empty]])["a"]?.map(\.code).contains("missing-file") == true)
    }
  }

  @Test func `a corrected release is left out of what comes later, and what it hid stays hidden`() throws {
    func named(_ files: [String: [UInt8]]) throws -> EarlierRelease {
      try EarlierRelease(files: files, digest: Self.digest)
    }
    let january = try Self.files([try Self.cumulative([18, 9, 7, 3, 6, 8, 9], until: 1)])
    let first = try named(january)
    let scope = ["month": ["2022-01"]]
    // Ten of one kind were counted twice, and what was hidden for being three is now nine.
    let recounted = try Briefing.statements([28, 9, 7, 9, 6, 8, 9])
    let careless = try recounted.protected(scope: scope).published(scope: scope)
    #expect(throws: ReleaseProblem.givesAway(first.shownAgain(in: careless).map(careless.name(of:)))) {
      try ReleasePackage([careless], earlier: [first], replacing: first)
    }
    let table = try recounted.protected(correcting: first, scope: scope).published(scope: scope)
    #expect(
      first.tables[0].cells.indices.allSatisfy {
        first.tables[0].cells[$0] != .suppressed || table.cells[$0] == .suppressed
      })
    let package = try ReleasePackage([table], earlier: [first], replacing: first)
    let corrected = Dictionary(uniqueKeysWithValues: try package.files(digest: Self.digest).map { ($0.name, $0.bytes) })
    let correction = try named(corrected)
    #expect(correction.replaces == first.id && [first, correction].standing == [correction])
    // Beside both, a later release is audited with the correction alone, and names it alone.
    let later = try Self.cumulative([48, 29, 27, 29, 26, 28, 29], until: 2)
    let february = try Self.files([later], earlier: [first, correction])
    #expect(Self.verify(["1": january, "2": corrected, "3": february]) == ["1": [], "2": [], "3": []])
    // Without the first being corrected, their numbers contradict each other.
    let unrelated = EarlierRelease(id: correction.id, title: correction.title, tables: correction.tables)
    #expect(throws: ReleaseProblem.self) { try ReleasePackage([later], earlier: [first, unrelated]) }
  }

  @Test func `what was not looked at is said`() throws {
    let first = try Self.cumulative([18, 9, 7, 0, 0, 0, 0], until: 1)
    let wrong = EarlierRelease(id: "00ff", title: LocalizedText("wrong"), tables: [first])
    let files = try ReleasePackage([first], replacing: wrong).files(digest: Self.digest)
    let folder = ReleaseVerification.Folder(
      name: "a", files: Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) }))
    let unsigned = ReleaseVerification([folder], digest: Self.digest)
    #expect(unsigned.isSound && unsigned.reports[0].remarks.count == 2)
    let signed = ReleaseVerification([folder], digest: Self.digest, signatureFault: { _, _ in nil })
    #expect(signed.reports[0].remarks == ["not solved together with the release it corrects, 00ff (wrong)"])
  }
}
