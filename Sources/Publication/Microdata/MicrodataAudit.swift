/// What a release of rows about persons says of itself: `audit.json`. Nothing in it is about the rows as they were, not
/// even how many of them were unique.
struct MicrodataAudit {
  let rules: MicrodataRules
  let quasiIdentifiers: [String]
  let sensitive: [String]
  let classes: Int
  let released: Int
  let informationLoss: Double
  let suppressedCells: Int
  let suppressedRows: Int
  /// With `*` as a value of its own.
  let asValue: MicrodataMeasures
  /// With `*` as any value.
  let asWildcard: MicrodataMeasures?
  let risk: ReidentificationRisk

  var json: JSONValue {
    .object([
      "claims": .list([
        .object([
          "claim": .text("M1"), "k": .integer(rules.k), "l": rules.l.map { .integer($0) },
          "t": rules.t.map { .decimal($0) },
          "statement": .text(
            "Every released row shares all its quasi-identifiers with at least k rows, itself included; with a sensitive "
              + "column each such class meets the stated l or t. Recompute it from the file."),
        ])
      ]),
      "quasiIdentifiers": .list(quasiIdentifiers.map { .text($0) }), "sensitive": .list(sensitive.map { .text($0) }),
      "audience": .text(rules.audience.rawValue), "classes": .integer(classes), "released": .integer(released),
      "informationLoss": .decimal(informationLoss), "suppressedCells": .integer(suppressedCells),
      "suppressedRows": .integer(suppressedRows), "asValue": Self.json(asValue),
      "asWildcard": asWildcard.map(Self.json),
      "risk": .object([
        "uniqueRows": .integer(risk.uniqueRows), "prosecutorHighest": .decimal(risk.prosecutorHighest),
        "marketer": .decimal(risk.marketer), "journalistHighest": risk.journalistHighest.map { .decimal($0) },
      ]), "limits": .list(MicrodataPackage.limits.map(JSONValue.localized)),
    ])
  }

  private static func json(_ measures: MicrodataMeasures) -> JSONValue {
    .object(["k": .integer(measures.k), "l": measures.l.map { .integer($0) }, "t": measures.t.map { .decimal($0) }])
  }
}

extension MicrodataAudit {
  /// Reads what somebody says of rows. Rules weaker than their audience asks for are refused.
  init(_ bytes: [UInt8]) throws(SpecificationProblem) {
    var fields = try LocatedJSON(bytes).fields()
    quasiIdentifiers = try Self.names(try fields.required("quasiIdentifiers"))
    sensitive = try Self.names(try fields.required("sensitive"))
    let audience = try fields.required("audience")
    let claims = try fields.required("claims")
    guard let claimed = try claims.list().first else { throw claims.problem("claim M1 is missing") }
    var claim = try claimed.fields()
    let k = try claim.required("k").integer()
    let l = try claim.optional("l")?.integer()
    let t = try claim.optional("t")?.decimal()
    guard let named = MicrodataRules.Audience(rawValue: try audience.text()),
      let rules = try? MicrodataRules(audience: named, k: k, l: l, t: t, hasSensitive: !sensitive.isEmpty)
    else { throw claimed.problem("weaker than this audience asks for") }
    self.rules = rules
    classes = try fields.required("classes").integer()
    released = try fields.required("released").integer()
    informationLoss = try fields.required("informationLoss").decimal()
    suppressedCells = try fields.required("suppressedCells").integer()
    suppressedRows = try fields.required("suppressedRows").integer()
    asValue = try Self.measures(try fields.required("asValue"))
    if let json = fields.optional("asWildcard") { asWildcard = try Self.measures(json) } else { asWildcard = nil }
    var risk = try fields.required("risk").fields()
    self.risk = ReidentificationRisk(
      uniqueRows: try risk.required("uniqueRows").integer(),
      prosecutorHighest: try risk.required("prosecutorHighest").decimal(),
      marketer: try risk.required("marketer").decimal(),
      journalistHighest: try risk.optional("journalistHighest")?.decimal())
  }

  private static func names(_ json: LocatedJSON) throws(SpecificationProblem) -> [String] {
    var names: [String] = []
    for name in try json.list() { names.append(try name.text()) }
    return names
  }

  private static func measures(_ json: LocatedJSON) throws(SpecificationProblem) -> MicrodataMeasures {
    var fields = try json.fields()
    return MicrodataMeasures(
      k: try fields.required("k").integer(), l: try fields.optional("l")?.integer(),
      t: try fields.optional("t")?.decimal())
  }
}
