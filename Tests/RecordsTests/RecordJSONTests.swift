import Records
import Testing

struct RecordJSONTests {
  @Test(arguments: RecordKind.allCases) func everyKindSurvivesStorage(kind: RecordKind) throws {
    let sample = try #require(try Samples.all().first { type(of: $0).kind == kind })
    try survives(sample)
  }

  private func survives<Content: RecordContent>(_ content: Content) throws {
    try content.validate(.standard)
    let json = try content.json()
    #expect(try Content.decode(json: json) == content)
    #expect(try Content.decode(json: json).json() == json)
  }

  @Test func absentOptionalsAreLeftOut() throws {
    let text = String(decoding: try Note().json(), as: UTF8.self)
    #expect(text == "{}")
    let title = String(decoding: try CaseTitle(title: "a/б").json(), as: UTF8.self)
    #expect(title == #"{"related":[],"title":"a/б"}"#)
  }

  @Test func textStaysBesideTheJSON() throws {
    var note = Note(language: "ru", text: "сказано так")
    let json = try note.json()
    #expect(!String(decoding: json, as: UTF8.self).contains("сказано"))
    var read = try Note.decode(json: json)
    #expect(read.text.isEmpty)
    read.text = note.text
    #expect(read == note)
    note.text = String(repeating: "a", count: RecordLimit.note + 1)
    #expect(throws: RecordError.textTooLong(field: "text", limit: RecordLimit.note)) { try note.validate(.standard) }
  }

  @Test func unknownKeysAreSkipped() throws {
    let json = Array(#"{"title":"a","related":[],"later":{"x":[1]}}"#.utf8)
    #expect(try CaseTitle.decode(json: json) == CaseTitle(title: "a"))
  }

  @Test func unknownCodesOfClosedListsAreRefusedWithoutQuotingThem() throws {
    let json = Array(#"{"isAnnounced":true,"type":"secret-word","start":"2022"}"#.utf8)
    #expect(throws: RecordError.malformed(field: "type")) { try Visit.decode(json: json) }
  }

  @Test func theFieldIsNamed() {
    #expect(throws: RecordError.missingField("related")) { try CaseTitle.decode(json: Array(#"{"title":"a"}"#.utf8)) }
    #expect(throws: RecordError.malformed(field: "related.0")) {
      try CaseTitle.decode(json: Array(#"{"title":"a","related":["00"]}"#.utf8))
    }
    #expect(throws: RecordError.impossibleDate(.day)) {
      try CaseTitle.decode(json: Array(#"{"title":"a","related":[],"opened":"2022-02-30"}"#.utf8))
    }
  }

  @Test(arguments: [
    "", "{", "[]", "null", "\"\"", "{\"names\":", "{\"names\":null}", "{\"names\":[[[[]]]]}", "{\"iin\":1e999}",
    "{\"names\":[{\"script\":\"kk\",\"surname\":\"\\ud800\"}]}", "\u{0}\u{1}",
    "{\"languages\":[\"\(String(repeating: "k", count: 10_000))\"]}",
    String(repeating: "[", count: 100_000), String(repeating: "{\"names\":", count: 20_000),
  ])
  func hostileJSONIsRefused(text: String) {
    for kind in RecordKind.allCases {
      refuses(kind.contentType, Array(text.utf8))
    }
  }

  /// A note requires no field and so reads any object; every other kind must refuse.
  private func refuses<Content: RecordContent>(_ type: Content.Type, _ json: [UInt8]) {
    guard Content.kind != .note else { return touch(Content.self, json) }
    #expect(throws: RecordError.self) { try Content.decode(json: json) }
  }

  @Test func brokenTextIsRefused() {
    #expect(throws: RecordError.self) { try CaseTitle.decode(json: [0x7b, 0xff, 0xfe, 0x7d]) }
    #expect(throws: RecordError.textTooLong(field: "", limit: RecordLimit.json)) {
      try CaseTitle.decode(json: Array(repeating: 0x20, count: RecordLimit.json + 1))
    }
  }

  @Test func anyByteChangedNeverTraps() throws {
    for sample in try Samples.all() where type(of: sample).kind != .codebook { try changeEveryByte(sample) }
  }

  private func changeEveryByte<Content: RecordContent>(_ content: Content) throws {
    let json = try content.json()
    for index in json.indices {
      for byte: UInt8 in [0x00, 0x22, 0x2d, 0x39, 0x7d, 0xff] {
        var changed = json
        changed[index] = byte
        touch(Content.self, changed)
      }
    }
  }

  /// Reads and checks; a trap is the failure looked for.
  private func touch<Content: RecordContent>(_ type: Content.Type, _ json: [UInt8]) {
    do throws(RecordError) {
      try Content.decode(json: json).validate(.standard)
    } catch {
      #expect(!error.hint.isEmpty)
    }
  }
}
