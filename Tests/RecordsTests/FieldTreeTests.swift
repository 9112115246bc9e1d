import Records
import Testing

/// What people type as fields becomes a record, or says which field is wrong.
@Suite struct FieldTreeTests {
  private func tree(_ fields: [(String, String)]) throws -> FieldTree {
    var tree = FieldTree()
    for (path, value) in fields { try tree.set(path, to: value) }
    return tree
  }

  @Test func nestedFieldsListsNumbersAndTruth() throws {
    let facility = try tree([
      ("code", "SPR-1"), ("type", "SPR"), ("names.en", "Centre"), ("regions.0.region", "shymkent"), ("capacity", "150"),
    ]).decode(Facility.self)
    #expect(facility.capacity == 150)
    #expect(facility.regions.map(\.region.text) == ["shymkent"])
    let interview = try tree([
      ("start", "2022-01-17T11:20"), ("isPrivate", "yes"), ("thirdParties", "guard"), ("thirdParties", "clerk"),
      ("reprisalRisk", "low"),
    ]).decode(Interview.self)
    #expect(interview.isPrivate == true)
    #expect(interview.thirdParties == ["guard", "clerk"])
    #expect(
      try tree([("start", "2022"), ("reprisalRisk", "low"), ("thirdParties", "a | b")])
        .decode(Interview.self).thirdParties == ["a", "b"])
  }

  @Test func aFieldNoRecordHasIsNamedWithThoseThereAre() throws {
    let fields = try tree([("start", "2022-01-17"), ("begin", "2022-01-17"), ("reprisalRisk", "low")])
    #expect {
      try fields.decode(Interview.self)
    } throws: { error in
      guard case .unknownField("begin", let suggestions)? = error as? RecordError else { return false }
      return suggestions.contains("start")
    }
    let nested = try tree([("code", "x"), ("type", "SPR"), ("names.eng", "Centre")])
    #expect {
      try nested.decode(Facility.self)
    } throws: { error in
      if case .unknownField("names.eng", _)? = error as? RecordError { true } else { false }
    }
  }

  @Test func whatCannotBeReadNamesItsField() throws {
    #expect(throws: RecordError.malformed(field: "capacity")) {
      try tree([("code", "x"), ("type", "SPR"), ("names.en", "C"), ("capacity", "many")]).decode(Facility.self)
    }
    #expect(throws: RecordError.missingField("start")) { try tree([("reprisalRisk", "low")]).decode(Interview.self) }
  }

  @Test func referencesAreResolved() throws {
    let id = try #require(RecordID(hex: String(repeating: "ab", count: 16)))
    let interview = try tree([("start", "2022"), ("person", "abab"), ("reprisalRisk", "low")])
      .decode(Interview.self) { text in text == "abab" ? id : nil }
    #expect(interview.person?.record == id)
  }

  @Test func aCorrectionKeepsWhatIsNotNamed() throws {
    let before = Person(names: [PersonName(script: .latin, surname: "Sample", given: "Emma")], sex: .female)
    var fields = try FieldTree(json: before.json())
    try fields.replace("names.0.given", with: "Emily")
    try fields.replace("sex", with: "")
    let after = try fields.decode(Person.self)
    #expect(after.names == [PersonName(script: .latin, surname: "Sample", given: "Emily")])
    #expect(after.sex == nil)
  }

  @Test func pathsAreBounded() throws {
    var tree = FieldTree()
    #expect(throws: RecordError.self) { try tree.set("a.b.c.d.e.f.g.h.i", to: "x") }
    #expect(throws: RecordError.self) { try tree.set("a..b", to: "x") }
    #expect(throws: RecordError.self) { try tree.set("a.1000000", to: "x") }
    #expect(throws: RecordError.self) { for _ in 0..<500 { try tree.set("list", to: "x") } }
  }
}
