import Platform
import Redaction

/// The review at the terminal: a key, a step, a new screen. Every step is kept before the next key is read, so that a
/// lost connection loses nothing.
struct ReviewDialogue {
  private var session: ReviewSession
  private var panel = ReviewScreen.Panel.item
  private var top = 0
  /// Whether the view was scrolled away from the item shown.
  private var isScrolled = false
  private var message = "? help"
  /// What a chosen reason is for.
  private var asking: Asking?
  private let title: String
  private let save: (Review) throws -> Void

  private enum Asking { case reject, rejectAll, change }

  init(_ review: Review, title: String, save: @escaping (Review) throws -> Void) {
    session = ReviewSession(review)
    self.title = title
    self.save = save
  }

  /// Runs until the reviewer leaves; returns the review as it is then.
  mutating func run() throws -> Review {
    let screen = try FullScreen(ControllingTerminal())
    defer { screen.close() }
    var view = Self.view(session, screen)
    while true {
      if !isScrolled { top = view.top(top, showing: focus) } else { top = view.top(top, showing: nil) }
      try screen.draw(view.lines(session, top: top, panel: panel, title: title, message: message))
      let key = try screen.nextKey()
      message = ""
      if key == .resized {
        view = Self.view(session, screen)
        continue
      }
      let before = session.review
      guard take(key, view) else { return session.review }
      if before.entries != session.review.entries || before.additions != session.review.additions {
        try save(session.review)
        isScrolled = false
      }
    }
  }

  private static func view(_ session: ReviewSession, _ screen: FullScreen) -> ReviewScreen {
    let size = screen.size
    return ReviewScreen(text: session.review.text, columns: size.columns, rows: size.rows)
  }

  private var focus: Int? {
    if case .selecting(_, let cursor) = panel { cursor } else { session.shown?.lowerBound }
  }

  /// Returns false when the reviewer leaves.
  private mutating func take(_ key: Key, _ view: ReviewScreen) -> Bool {
    switch panel {
    case .item: return takeAtItem(key, view)
    case .help: panel = .item
    case .categories, .reasons: choose(key)
    case .selecting(let anchor, let cursor): select(key, anchor, cursor, view)
    }
    return true
  }

  private mutating func takeAtItem(_ key: Key, _ view: ReviewScreen) -> Bool {
    switch key {
    case .character("q"), .control("c"), .control("d"): return false
    case .character("a"): session.decide(.accept, nil)
    case .character("A"): message = "\(session.decideAll(.accept, nil)) masked"
    case .character("g"): offer(.generalise, "nothing coarser is known for it")
    case .character("s"): offer(.shift, "only a date with day, month and year can be moved")
    case .character("r"): ask(.reject)
    case .character("R"): ask(.rejectAll)
    case .character("-"): session.reopen()
    case .character("w"): ask(.change)
    case .character("c"): if session.item != nil { panel = .categories }
    case .character("x"): session.removeAddition()
    case .character("u"): if session.canUndo { session.undo() } else { message = "nothing to undo" }
    case .character("m"):
      isScrolled = false
      panel = .selecting(anchor: nil, cursor: session.shown?.lowerBound ?? view.layout.lines[top].lowerBound)
    case .character("n"), .right, .tab: go { $0.move(by: 1) }
    case .character("p"), .left: go { $0.move(by: -1) }
    case .character("o"): go { $0.nextOccurrence() }
    case .character(" "): if !session.nextUndecided() { message = "nothing is open" } else { isScrolled = false }
    case .character("?"): panel = .help
    case .down: scroll(1)
    case .up: scroll(-1)
    case .pageDown: scroll(view.textRows - 1)
    case .pageUp: scroll(1 - view.textRows)
    case .home: scroll(-top)
    case .end: scroll(view.layout.lines.count)
    default: message = "? help"
    }
    return true
  }

  private mutating func offer(_ verdict: Verdict, _ otherwise: String) {
    if !session.decide(verdict, nil) { message = otherwise }
  }

  private mutating func go(_ step: (inout ReviewSession) -> Void) {
    step(&session)
    isScrolled = false
  }

  private mutating func scroll(_ count: Int) {
    top += count
    isScrolled = true
  }

  private mutating func ask(_ asking: Asking) {
    guard session.item != nil else { return }
    if asking != .change, case .addition? = session.item {
      message = "x takes an addition out again"
      return
    }
    self.asking = asking
    panel = .reasons
  }

  private mutating func choose(_ key: Key) {
    guard case .character(let letter) = key, letter.value >= 0x61 else {
      if key == .escape || key == .control("c") { panel = .item }
      return
    }
    let index = Int(letter.value) - 0x61
    if case .categories = panel, Category.allCases.indices.contains(index) {
      session.setCategory(Category.allCases[index])
      panel = .item
    } else if case .reasons = panel, ReasonCode.allCases.indices.contains(index) {
      let reason = ReasonCode.allCases[index]
      switch asking {
      case .reject?: session.decide(.reject, reason)
      case .rejectAll?: message = "\(session.decideAll(.reject, reason)) left"
      case .change?, nil: session.setReason(reason)
      }
      panel = .item
    }
  }

  private mutating func select(_ key: Key, _ anchor: Int?, _ cursor: Int, _ view: ReviewScreen) {
    let scalars = Array(session.review.text.unicodeScalars)
    let last = max(0, scalars.count - 1)
    func isLetter(_ place: Int) -> Bool {
      scalars[place].properties.isAlphabetic || scalars[place].properties.numericType != nil
    }
    var place = cursor
    switch key {
    case .escape, .control("c"), .character("q"):
      panel = .item
      return
    case .right: place += 1
    case .left: place -= 1
    case .down: place = view.layout.place(cursor, movedBy: 1)
    case .up: place = view.layout.place(cursor, movedBy: -1)
    case .pageDown: place = view.layout.place(cursor, movedBy: view.textRows - 1)
    case .pageUp: place = view.layout.place(cursor, movedBy: 1 - view.textRows)
    case .home: place = view.layout.lines[view.layout.line(of: cursor)].lowerBound
    case .end: place = max(0, view.layout.lines[view.layout.line(of: cursor)].upperBound - 1)
    case .character("w"):
      // Before the mark, to the beginning of the next word; after it, to the end of one.
      if anchor == nil {
        while place < last, isLetter(place) { place += 1 }
        while place < last, !isLetter(place) { place += 1 }
      } else {
        place += 1
        while place < last, !isLetter(place) { place += 1 }
        while place < last, isLetter(place + 1) { place += 1 }
      }
    case .character("b"):
      place -= 1
      while place > 0, !isLetter(place) { place -= 1 }
      while place > 0, isLetter(place - 1) { place -= 1 }
    case .character(" "):
      panel = .selecting(anchor: cursor, cursor: cursor)
      return
    case .enter:
      let range = ReviewScreen.selection(anchor, cursor, scalars.count)
      if session.add(range, .person) {
        panel = .categories
        message = "masked wherever it stands; as what?"
      } else {
        panel = .item
        message = "there is no letter or digit in it"
      }
      return
    default: return
    }
    panel = .selecting(anchor: anchor, cursor: min(max(0, place), last))
  }
}
