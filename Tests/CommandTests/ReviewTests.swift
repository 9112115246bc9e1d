import Redaction
import Testing

@testable import casevault

@Suite struct TextLayoutTests {
  private func lines(_ text: String, _ width: Int) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return TextLayout(scalars, width: width).lines.map { range in
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }
  }

  @Test func wordsStayWholeAndLongOnesAreCut() {
    #expect(lines("eins zwei drei", 9) == ["eins ", "zwei drei"])
    #expect(lines("abcdefgh ij", 4) == ["abcd", "efgh", " ij"])
    #expect(lines("", 10) == [""])
    #expect(lines("a\n\nb\n", 10) == ["a", "", "b", ""])
  }

  @Test func wideCharactersTakeTwoColumnsAndCombiningMarksNone() {
    #expect(lines("漢字漢字", 4) == ["漢字", "漢字"])
    #expect(lines("漢字漢", 5) == ["漢字", "漢"])
    #expect(lines("e\u{301}e\u{301}e\u{301}", 3) == ["e\u{301}e\u{301}e\u{301}"])
  }

  /// Every place belongs to exactly one line, or is the line feed that ends one; no line is wider than the screen.
  @Test(arguments: [2, 3, 7, 80]) func nothingIsLost(_ width: Int) {
    let scalars = Array("Сериков А. — 漢字, а\u{301}  \t longestwordofall\n\n  end \u{200d}\u{7}".unicodeScalars)
    let layout = TextLayout(scalars, width: width)
    var next = 0
    for line in layout.lines {
      if line.lowerBound != next { #expect(line.lowerBound == next + 1 && scalars[next] == "\n") }
      #expect(scalars[line].reduce(0) { $0 + TextLayout.columns($1) } <= max(width, 4))
      next = line.upperBound
    }
    #expect(next == scalars.count)
    for place in scalars.indices where scalars[place] != "\n" {
      #expect(layout.lines[layout.line(of: place)].contains(place))
    }
  }

  @Test func controlsReachTheScreenAsMarks() {
    let layout = TextLayout(Array("a\u{1b}[2J\u{202e}b\tc".unicodeScalars), width: 80)
    #expect(layout.text(0) { _ in .plain } == "a\u{fffd}[2J\u{fffd}b    c")
  }

  @Test func movingByLinesKeepsTheColumn() {
    let layout = TextLayout(Array("abcdef\nxy\nuvwxyz".unicodeScalars), width: 10)
    #expect(layout.place(4, movedBy: 1) == 9)
    #expect(layout.place(4, movedBy: 2) == 14)
    #expect(layout.place(4, movedBy: -3) == 4)
    #expect(layout.place(4, movedBy: 99) == 14)
  }
}

@Suite struct ReviewSessionTests {
  private func session(_ text: String = "Образцов знает 701 123 45 67 и 701 765 43 21, видел Образцов.") throws
    -> ReviewSession
  {
    let person = KnownIdentity(id: "p", names: [KnownName(surname: "Образцов", given: "Тимофей")])
    let findings = try TextScanner(identities: [person]).scan(text)
    return ReviewSession(try Review(text: text, findings: findings, documentDigest: [1]))
  }

  @Test func aReviewBeginsAtTheFirstOpenEntry() throws {
    let session = try session()
    #expect(session.review.entries.count == 3)
    #expect(session.position == 1)
    #expect(session.shown == 15..<28)
  }

  @Test func decidingGoesOnAndUndoGoesBack() throws {
    var session = try session()
    session.decide(.reject, .publicOfficial)
    #expect(session.review.undecidedCount == 1)
    #expect(session.position == 2)
    session.decide(.reject, nil)
    #expect(session.review.undecidedCount == 1, "a rejection without a reason is none")
    session.decide(.accept, nil)
    #expect(session.review.undecidedCount == 0)
    for _ in 0..<3 { session.undo() }
    #expect(!session.canUndo)
    #expect(session.review.undecidedCount == 2)
    #expect(session.position == 1)
  }

  @Test func allOfOneRuleAtOnce() throws {
    var session = try session()
    let count = session.decideAll(.accept, nil)
    #expect(count == 2)
    #expect(session.review.undecidedCount == 0)
    session.undo()
    #expect(session.review.undecidedCount == 2)
  }

  @Test func whatIsMarkedIsMaskedWhereverItStands() throws {
    var session = ReviewSession(
      try Review(text: "Он видел Шанырак. Шанырак далеко.", findings: [], documentDigest: [1]))
    #expect(session.item == nil)
    let blank = session.add(2..<3, .location)
    #expect(!blank, "a blank is nothing to search for")
    let word = session.add(9..<16, .person)
    #expect(word)
    session.setCategory(.location)
    session.setReason(.safety)
    #expect(session.review.additions == [.init(text: "Шанырак", category: .location, reason: .safety)])
    #expect(session.places(of: .addition(0)) == [9..<16, 18..<25])
    let redacted = try Redactor.redact(session.review.decided(), pseudonyms: nil, language: .russian).text
    #expect(!redacted.contains("Шанырак"))
    session.removeAddition()
    #expect(session.review.additions.isEmpty)
    session.undo()
    #expect(session.review.additions.count == 1)
  }

  @Test func whatIsKeptIsReadBack() throws {
    var session = try session()
    session.decide(.reject, .publicOfficial)
    session.add(0..<8, .person)
    let again = try ReviewFile.read(Array(ReviewFile.write(session.review).utf8), into: try self.session().review)
    #expect(again.entries == session.review.entries)
    #expect(again.additions == session.review.additions)
  }

  @Test(arguments: [(80, 24), (20, 10), (200, 60), (1, 1)]) func theScreenFitsItsWindow(_ columns: Int, _ rows: Int)
    throws
  {
    let session = try session(String(repeating: "Образцов видел 漢字 и 701 123 45 67. ", count: 50))
    let screen = ReviewScreen(text: session.review.text, columns: columns, rows: rows)
    let panels: [ReviewScreen.Panel] = [.item, .categories, .reasons, .help, .selecting(anchor: 3, cursor: 1700)]
    for panel in panels {
      let lines = screen.lines(session, top: screen.top(0, showing: 900), panel: panel, title: "t", message: "m")
      #expect(lines.count <= screen.rows)
      for line in lines { #expect(Terminal.displayWidth(Self.plain(line)) <= screen.columns) }
    }
  }

  private static func plain(_ line: String) -> String {
    line.replacing(#/\u{1b}\[[0-9;]*m/#, with: "")
  }
}
