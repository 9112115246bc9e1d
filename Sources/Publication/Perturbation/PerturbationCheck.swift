/// A release of rounded or noised figures made again from its table and its claim. Whether the noise was drawn as claimed
/// cannot be seen from numbers; what rounding and sums leave behind can.
struct PerturbationCheck {
  private(set) var findings: [ReleaseFinding] = []
  /// What nobody can check.
  let remarks = ["whether the noise was drawn as claimed cannot be seen from the numbers"]

  init(_ files: [String: [UInt8]], _ package: ReadPackage) {
    guard let tables = files[ReleaseContents.tablesName], let audit = files[ReleaseContents.auditName] else {
      let needed = [ReleaseContents.tablesName, ReleaseContents.auditName]
      findings = needed.filter { files[$0] == nil }.map(ReleaseFinding.missingFile)
      return
    }
    do {
      let read = try ReadPackage.tables(tables, numbers: PublishedTable.noisedCounts)
      guard read.count == 1, read[0].cells.allSatisfy({ $0.number != nil }) else {
        findings = [.unreadable(file: ReleaseContents.tablesName, line: 1, reason: "one table of numbers is expected")]
        return
      }
      let (method, budget) = try Self.claim(audit)
      let made = try method.package(of: read[0], licence: package.licence, budget: budget)
      findings = try made.differences(from: files, listed: package.listed)
      if let fault = method.fault(in: read[0]) { findings.append(.perturbation(fault)) }
    } catch let error as SpecificationProblem {
      findings = [.unreadable(file: ReleaseContents.tablesName, line: error.line, reason: error.reason)]
    } catch {
      findings = [.unreadable(file: ReleaseContents.auditName, line: 1, reason: "no claim that can be made")]
    }
  }

  private static func claim(_ audit: [UInt8]) throws -> (PerturbedTable.Method, PrivacyBudget?) {
    var fields = try LocatedJSON(audit).fields()
    let claims = try fields.required("claims").list()
    guard claims.count == 1 else { throw PerturbationProblem.parameters }
    return (try PerturbedTable.Method(claims[0]), try fields.optional("budget").map { try PrivacyBudget($0) })
  }
}

extension PerturbedTable.Method {
  /// Reads a claim; parameters below what is allowed are refused.
  init(_ claim: LocatedJSON) throws {
    var fields = try claim.fields()
    switch try fields.required("method").text() {
    case "random-rounding":
      self = .randomRounding(try RandomRounding(base: try fields.required("base").integer()))
    case "small-count-rounding":
      self = .smallCountRounding(try SmallCountRounding(base: try fields.required("base").integer()))
    case "cell-key":
      self = .cellKey(
        try CellKeyNoise(
          bound: try fields.required("bound").integer(), variance: try fields.required("variance").decimal()))
    case "differential-privacy":
      let parts = try fields.required("cost").text().split(separator: " = ").map(String.init)
      guard parts.count == 2, let amount = Rational(parts[1]), ["epsilon", "rho"].contains(parts[0]) else {
        throw PerturbationProblem.parameters
      }
      let cost = parts[0] == "rho" ? DifferentialPrivacy.Cost.rho(amount) : .epsilon(amount)
      self = .differentialPrivacy(
        try DifferentialPrivacy(cost, incidents: try fields.required("incidents").integer()))
    default: throw PerturbationProblem.parameters
    }
  }

  /// What the numbers cannot be if they came about like this.
  func fault(in table: PublishedTable) -> String? {
    let numbers = table.cells.map { $0.number ?? 0 }
    let system = table.shape.system
    func addsUp() -> Bool {
      system.equations.allSatisfy { equation in
        equation.parts.reduce(0) { $0 + numbers[$1] } == numbers[equation.total]
      }
    }
    if case .differentialPrivacy = self { return addsUp() ? nil : "totals are not the sums of the noised numbers" }
    if numbers.contains(where: { $0 < 0 }) { return "a number is negative" }
    switch self {
    case .randomRounding(let rounding):
      return numbers.contains { $0 % rounding.base != 0 } ? "a number is no multiple of \(rounding.base)" : nil
    case .smallCountRounding(let rounding):
      let isSmall = numbers.indices.contains { system.isLeaf($0) && (1..<rounding.base).contains(numbers[$0]) }
      return isSmall ? "an inner number below \(rounding.base) is shown" : addsUp() ? nil : "totals do not add up"
    case .cellKey, .differentialPrivacy: return nil
    }
  }
}
