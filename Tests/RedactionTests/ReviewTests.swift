import Redaction
import Testing

@Suite struct ReviewTests {
  static let text = """
    Сериков Ержан жил на улице Серикова. Вера важна.\tТел. 8 701 123 45 67, другой: 747 555 11 22.
    Сериков "сказал": \\ Вера важна снова. И Шанырак. Вера нужна.
    """
  static let digest: [UInt8] = [0xAB, 0x01]

  private func review(_ text: String = text) throws -> Review {
    try Review(text: text, findings: Samples.scan(text), documentDigest: Self.digest)
  }

  private func read(_ file: String, digest: [UInt8] = digest) throws -> Review {
    let fresh = try Review(text: Self.text, findings: Samples.scan(Self.text), documentDigest: digest)
    return try ReviewFile.read(Array(file.utf8), into: fresh)
  }

  /// Every suggestion decided: the street stays, the rest is masked.
  static func decide(_ review: inout Review) {
    for index in review.entries.indices where review.entries[index].verdict == nil {
      if review.entries[index].rule == .knownPlace {
        review.decide(index, .reject, reason: .notIdentifying)
      } else {
        review.decide(index, .accept)
      }
    }
  }

  @Test func suggestionsBeginUndecidedAndBlock() throws {
    var review = try review()
    #expect(review.undecidedCount == 3)
    #expect(throws: RedactionError.undecided(count: 3)) { try review.decided() }
    let withoutReason = review.decide(0, .reject)
    let outside = review.decide(99, .accept)
    #expect(!withoutReason && !outside)
    Self.decide(&review)
    #expect(throws: Never.self) { try review.decided() }
  }

  @Test func occurrencesOfOneStringShareAnEntry() throws {
    let review = try review()
    #expect(review.entries.first { $0.text == "Вера" }?.occurrences.count == 2)
  }

  @Test func theFileRoundTrips() throws {
    var review = try review()
    Self.decide(&review)
    review.decide(0, .reject, reason: .publicOfficial, category: .organisation)
    let isAdded = review.add(.init(text: "Шаны\"рак\\\u{200B}\n", category: .location, reason: .safety))
    let isEmptyAdded = review.add(.init(text: " . ", category: .location))
    #expect(isAdded && !isEmptyAdded)
    let file = ReviewFile.write(review)
    let back = try read(file)
    #expect(back.entries == review.entries)
    #expect(back.additions == review.additions)
    #expect(ReviewFile.write(back) == file)
    #expect(try read(file.replacing("\n", with: "\r\n")).entries == review.entries)
  }

  @Test func hiddenCharactersAreShown() throws {
    let text = "видел Се\u{AD}риков\u{202E}а там"
    let review = try Review(text: text, findings: Samples.scan(text), documentDigest: [])
    let file = ReviewFile.write(review)
    #expect(!file.unicodeScalars.contains("\u{AD}"))
    #expect(!file.unicodeScalars.contains("\u{202E}"))
    #expect(file.contains("\\u{ad}"))
    #expect(try ReviewFile.read(Array(file.utf8), into: review).entries == review.entries)
  }

  @Test func anUndecidedOrDeletedLineIsUndecided() throws {
    let file = ReviewFile.write(try review())
    #expect(try read(file).undecidedCount == 3)
    let without = file.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("accept") }
    #expect(try read(without.joined(separator: "\n")).undecidedCount > 3)
  }

  @Test func aFileOfAnotherTextIsRefused() throws {
    let file = ReviewFile.write(try review())
    #expect(throws: RedactionError.reviewForAnotherDocument) { try read(file, digest: [0xAB, 0x02]) }
    #expect(throws: RedactionError.reviewForAnotherDocument) {
      try Review(text: "short", findings: Samples.scan(Self.text), documentDigest: [])
    }
  }

  @Test(arguments: [
    ("", 1, ReviewProblem.header), ("x", 1, .header), ("casevault-review 1\nnothing", 2, .header),
    ("+yes known.name \"Вера\" person", 3, .decision), ("+accept nothing \"Вера\" person", 3, .rule),
    ("+accept known.name.common-word Вера person", 3, .quoting),
    ("+accept known.name.common-word \"Вера person", 3, .quoting),
    ("+accept known.name.common-word \"Вера\"person", 3, .quoting),
    ("+accept known.name.common-word \"Ве\\xра\" person", 3, .quoting),
    ("+accept known.name.common-word \"\\u{110000}\" person", 3, .quoting),
    ("+accept known.name.common-word \"\\u{}\" person", 3, .quoting),
    ("+accept known.name.common-word \"\" person", 3, .quoting),
    ("+accept known.name.common-word \"Вера\"", 3, .category),
    ("+accept known.name.common-word \"Вера\" human", 3, .category),
    ("+accept known.name.common-word \"Вера\" person because", 3, .reason),
    ("+accept known.name.common-word \"Вера\" person safety safety", 3, .reason),
    ("+\n#\nreject known.name.common-word \"Вера\" person", 5, .reasonMissing),
    ("+accept known.name.common-word \"Надежда\" person", 3, .unknownEntry),
    ("+accept known.phone \"Вера\" person", 3, .unknownEntry),
    ("+? known.name.common-word \"Вера\" person\n? known.name.common-word \"Вера\" person", 4, .duplicate),
    ("+add \"?!\" person", 3, .emptyText), ("+add \"x\" person\nadd \"x\" person", 4, .duplicate),
  ])
  func aFaultyLineIsNamed(_ file: String, _ line: Int, _ problem: ReviewProblem) throws {
    let whole = file.hasPrefix("+") ? "casevault-review 1\ndocument ab01\n" + file.dropFirst() : file
    #expect(throws: RedactionError.reviewSyntax(line: line, problem: problem)) { try read(whole) }
  }

  @Test func bytesThatAreNoTextAreRefused() throws {
    let fresh = try review()
    #expect(throws: RedactionError.notUTF8(offset: 2)) { try ReviewFile.read([0x61, 0x62, 0xFF], into: fresh) }
    let long = "casevault-review 1\ndocument ab01\n" + String(repeating: "a", count: 70_000)
    #expect(throws: RedactionError.reviewSyntax(line: 3, problem: .tooLong)) { try read(long) }
  }

  @Test func cuttingTheFileAnywhereNeverTraps() throws {
    let bytes = Array(ReviewFile.write(try review()).utf8)
    let fresh = try review()
    for length in 0..<bytes.count { _ = try? ReviewFile.read(Array(bytes[..<length]), into: fresh) }
  }
}
