import Redaction

/// What a review looks like: a title, the text with every finding marked, a line, and what can be done about the one
/// shown. Draws nothing itself.
struct ReviewScreen {
  /// What the lowest lines ask for.
  enum Panel: Equatable {
    case item
    case categories
    case reasons
    case selecting(anchor: Int?, cursor: Int)
    case help
  }

  static let panelRows = 6
  let columns: Int
  let rows: Int
  let layout: TextLayout
  private let scalarCount: Int
  private let language: Language

  init(text: String, columns: Int, rows: Int) {
    self.columns = max(20, columns)
    self.rows = max(Self.panelRows + 4, rows)
    let scalars = Array(text.unicodeScalars)
    scalarCount = scalars.count
    language = .likely(in: text)
    layout = TextLayout(scalars, width: self.columns)
  }

  /// Lines of text that fit.
  var textRows: Int { rows - 2 - Self.panelRows }

  /// The first line to show so that `place` is in view, moving `top` as little as possible.
  func top(_ top: Int, showing place: Int?) -> Int {
    let last = max(0, layout.lines.count - textRows)
    guard let place else { return min(max(0, top), last) }
    let line = layout.line(of: place)
    if line < top + 1 { return max(0, min(line - 1, last)) }
    if line > top + textRows - 2 { return min(max(0, line - textRows / 2), last) }
    return min(max(0, top), last)
  }

  func lines(_ session: ReviewSession, top: Int, panel: Panel, title: String, message: String) -> [String] {
    let styles = styles(session, panel)
    let decided = session.review.entries.count - session.review.undecidedCount
    let count = session.items.isEmpty ? "nothing found" : "\(session.position + 1) of \(session.items.count)"
    let head = " \(title) · \(count) · \(decided) decided, \(session.review.undecidedCount) open"
    var result = [reversed(head)]
    for row in 0..<textRows {
      let line = top + row
      result.append(layout.lines.indices.contains(line) ? layout.text(line) { styles[$0] } : "~")
    }
    let seen = min(100, 100 * min(layout.lines.count, top + textRows) / max(1, layout.lines.count))
    result.append(reversed(" \(seen) %  \(message)"))
    result += panelLines(session, panel)
    return Array(result.prefix(rows))
  }

  private func styles(_ session: ReviewSession, _ panel: Panel) -> [Style] {
    var styles = [Style](repeating: .plain, count: scalarCount)
    for item in session.items {
      let style: Style
      switch item {
      case .entry(let index):
        style =
          switch session.review.entries[index].verdict {
          case nil: .undecided
          case .accept, .generalise, .shift: .accepted
          case .reject: .rejected
          }
      case .addition: style = .accepted
      }
      for range in session.places(of: item) { for place in range { styles[place] = style } }
    }
    if case .selecting(let anchor, let cursor) = panel {
      for place in Self.selection(anchor, cursor, scalarCount) { styles[place] = .selected }
    } else if let shown = session.shown {
      for place in shown { styles[place] = .current }
    }
    return styles
  }

  /// The places between anchor and cursor, the cursor's own included.
  static func selection(_ anchor: Int?, _ cursor: Int, _ count: Int) -> Range<Int> {
    (min(anchor ?? cursor, cursor)..<max(anchor ?? cursor, cursor) + 1).clamped(to: 0..<count)
  }

  private func panelLines(_ session: ReviewSession, _ panel: Panel) -> [String] {
    let lines: [String]
    switch panel {
    case .item: lines = itemLines(session)
    case .categories:
      lines = ["What is it?"] + menu(Category.allCases.map(\.rawValue)) + ["Esc: back"]
    case .reasons:
      lines = ["Why?"] + menu(ReasonCode.allCases.map(\.rawValue)) + ["Esc: back"]
    case .selecting(let anchor, _):
      lines = [
        anchor == nil
          ? "Mark what was missed: go to its first letter, then Space." : "Go to its last letter, then Enter.",
        "←→↑↓ letter and line   w b word forward and back   PgUp PgDn",
        "Space begins here   Enter masks what is marked   Esc: back",
      ]
    case .help:
      lines = [
        "yellow: open   green: will be masked   underlined: stays   magenta: shown here",
        "a mask it   r leave it and say why   A R the same for all this rule found",
        "g s something coarser, or the date moved, where it is offered",
        "n p ← → go   Space next open one   o another place of it   ↑ ↓ scroll",
        "c category   w reason   - open again   m mark what was missed   x unmark it",
        "u undo   q leave; everything is kept   any key: back",
      ]
    }
    return lines.prefix(Self.panelRows).map { Terminal.shortened($0, to: columns) }
  }

  private func itemLines(_ session: ReviewSession) -> [String] {
    let keys = [
      "a mask  r leave  A/R all by this rule  c category  w reason  m mark missed text",
      "n/p go  Space next open  o next place  ↑↓ scroll  u undo  ? help  q leave",
    ]
    switch session.item {
    case nil: return ["Nothing was found in this text.", "", ""] + keys
    case .addition(let index)?:
      let addition = session.review.additions[index]
      return [
        "\(quoted(addition.text))  \(places(session))",
        "MASK  \(addition.category.rawValue)  \(addition.reason.rawValue)",
        "added by you; x takes it out again", "",
      ] + keys
    case .entry(let index)?:
      let entry = session.review.entries[index]
      let verdict =
        switch entry.verdict {
        case nil: "OPEN"
        case .accept: "MASK"
        case .reject: "LEAVE"
        case .generalise: "COARSER"
        case .shift: "MOVE"
        }
      let offers =
        (entry.coarser.map { ["g instead \($0.written(in: language))"] } ?? [])
        + (entry.takes(.shift) ? ["s instead the date moved by the copy's secret number of days"] : [])
      return [
        "\(quoted(entry.text))  \(places(session))",
        "\(verdict)  \(entry.category.rawValue)  \(entry.reason?.rawValue ?? "")",
        "\(entry.rule.explanation) (\(entry.rule.rawValue), \(Int(entry.rule.confidence * 100)) %)",
        offers.joined(separator: "   "),
      ] + keys
    }
  }

  private func places(_ session: ReviewSession) -> String {
    let count = session.item.map { session.places(of: $0).count } ?? 0
    return count > 1 ? "place \(min(session.occurrence, count - 1) + 1) of \(count)" : ""
  }

  private func quoted(_ text: String) -> String { "“" + Terminal.harmless(text, keepingLines: false) + "”" }

  /// Letters for a list, in as many lines as it takes.
  private func menu(_ names: [String]) -> [String] {
    var lines = [""]
    for (letter, name) in zip("abcdefghijklmnopqrstuvwxyz", names) {
      let word = "\(letter) \(name)"
      if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + word.count + 3 > columns { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : "   ") + word
    }
    return lines
  }

  private func reversed(_ text: String) -> String {
    let short = Terminal.shortened(text, to: columns)
    return "\u{1b}[7m" + short + String(repeating: " ", count: columns - Terminal.displayWidth(short)) + "\u{1b}[0m"
  }
}
