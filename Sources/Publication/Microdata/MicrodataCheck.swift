/// Claim M1 counted anew from the published files of rows about persons.
enum MicrodataCheck {
  static let rowsName = "microdata.csv"

  /// What is wrong; nothing when the classes are as large and as mixed as the release says.
  static func findings(rows: [UInt8]?, audit: [UInt8]?) -> [ReleaseFinding] {
    guard let rows else { return [.missingFile(rowsName)] }
    guard let audit else { return [.missingFile(ReleasePackage.auditName)] }
    do throws(SpecificationProblem) {
      return try findings(rows, Claim(audit))
    } catch {
      return [.unreadable(file: ReleasePackage.auditName, line: error.line, reason: error.reason)]
    }
  }

  private struct Claim {
    let k: Int
    let l: Int?
    let t: Double?
    let identifiers: [String]
    let sensitive: [String]

    init(_ audit: [UInt8]) throws(SpecificationProblem) {
      var fields = try LocatedJSON(audit).fields()
      func names(_ json: LocatedJSON) throws(SpecificationProblem) -> [String] {
        var names: [String] = []
        for name in try json.list() { names.append(try name.text()) }
        return names
      }
      identifiers = try names(try fields.required("quasiIdentifiers"))
      sensitive = try names(try fields.required("sensitive"))
      let claims = try fields.required("claims")
      for json in try claims.list() {
        var claim = try json.fields()
        guard try claim.required("claim").text() == "M1" else { continue }
        k = try claim.required("k").integer()
        l = try claim.optional("l")?.integer()
        t = try claim.optional("t")?.decimal()
        return
      }
      throw claims.problem("claim M1 is missing")
    }
  }

  private static func findings(_ bytes: [UInt8], _ claim: Claim) -> [ReleaseFinding] {
    guard let text = String(validating: bytes, as: UTF8.self), let lines = CSVLine.rows(text), let header = lines.first
    else { return [.unreadable(file: rowsName, line: 1, reason: "not CSV")] }
    let places = claim.identifiers.map { header.firstIndex(of: $0) }
    let secrets = claim.sensitive.map { header.firstIndex(of: $0) }
    guard !places.contains(nil), !secrets.contains(nil), !places.isEmpty else {
      return [.unreadable(file: rowsName, line: 1, reason: "a column the audit names is missing")]
    }
    let rows = lines.dropFirst().map { $0 }
    if let short = rows.firstIndex(where: { $0.count != header.count }) {
      return [.unreadable(file: rowsName, line: short + 2, reason: "another number of fields than the header")]
    }
    let known = places.compactMap { $0 }
    let classes = Dictionary(grouping: rows.indices) { row in known.map { rows[row][$0] } }.values
    var found: [ReleaseFinding] = []
    let smallest = classes.map(\.count).min() ?? 0
    if smallest < claim.k { found.append(.microdata("a class has \(smallest) rows, and \(claim.k) are claimed")) }
    let attributes = zip(claim.sensitive, secrets.compactMap { $0 }).map { name, place in
      Microdata.SensitiveAttribute(name: name, values: rows.map { $0[place] })
    }
    let spread = SensitiveSpread(attributes, rows: rows.indices)
    if let l = claim.l, let least = classes.compactMap({ spread.diversity(of: $0) }).min(), least < l {
      found.append(.microdata("a class has \(least) different sensitive values, and \(l) are claimed"))
    }
    if let t = claim.t, let farthest = classes.compactMap({ spread.distance(of: $0) }).max(), farthest > t + 1e-9 {
      found.append(.microdata("a class is farther from all rows than the claimed t"))
    }
    return found
  }
}
