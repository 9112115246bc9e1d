import Testing

@testable import Publication

/// What is wrong with a specification is said with its line.
@Suite struct SpecificationTests {
  @Test(arguments: [
    ("{", 1), ("{\"a\": 1,\n}", 2), ("{\"a\": 1\n\n\"b\": 2}", 3), ("{\"a\": 1, \"a\": 2}", 1), ("[1,\n2", 2),
    ("\"\u{1}\"", 1), ("\"\\ud800\"", 1), ("01", 1), ("{}\nx", 2), ("nul", 1), ("\"a", 1), ("", 1),
    (String(repeating: "[", count: 100), 1),
  ])
  func `broken JSON is refused with its line`(text: String, line: Int) {
    do {
      _ = try LocatedJSON(Array(text.utf8))
      Issue.record("accepted")
    } catch {
      #expect(error.line == line)
    }
  }

  @Test func `values come back as they were written`() throws {
    let text = #"{"text": "қ\u043a\ud83d\ude00\n", "whole": -12, "part": 0.5e1, "list": [true, null], "empty": {}}"#
    var fields = try LocatedJSON(Array(text.utf8)).fields()
    #expect(try fields.required("text").text() == "қк😀\n")
    #expect(try fields.required("whole").integer() == -12)
    #expect(try fields.required("part").decimal() == 5)
    #expect(try fields.required("list").list().count == 2)
    #expect(throws: SpecificationProblem.self) { try fields.finish() }
    #expect(try fields.required("empty").fields().line == 1)
    try fields.finish()
  }

  @Test(arguments: [
    ("{\"title\": \"x\",\n\"quasiIdentifiers\": []}", 2), ("{\"title\": \"x\"}", 1),
    ("{\"title\": \"x\",\n\"quasiIdentifiers\": [\"a\"],\n\"threshhold\": 3}", 3),
    ("{\"title\": \"x\", \"quasiIdentifiers\": [\n\"a\",\n{\"column\": \"b\", \"hierarchy\": 3}]}", 3),
    ("{\"title\": \"x\", \"quasiIdentifiers\": [\"a\"],\n\"audience\": \"all\"}", 2),
  ])
  func `a microdata specification's faulty line is named`(text: String, line: Int) {
    #expect {
      try MicrodataSpecification(Array(text.utf8))
    } throws: {
      ($0 as? SpecificationProblem)?.line == line
    }
  }
}
