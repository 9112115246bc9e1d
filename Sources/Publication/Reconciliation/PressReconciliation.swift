/// A press draft read beside the releases it speaks of: what does not add up, what no release shows, and what gives a
/// hidden number back.
public struct PressReconciliation: Sendable {
  /// One place of the draft.
  public struct Finding: Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// A stable code.
    public let code: Code
    /// One sentence.
    public let sentence: String
  }

  /// What can be wrong.
  public enum Code: String, Sendable, Codable {
    /// A count below the threshold.
    case smallNumber = "small-number"
    /// A total and a part of it: the rest follows.
    case ofWhich = "of-which"
    /// A share from which a count follows.
    case percentage
    /// Parts that do not make the total told beside them.
    case doesNotAddUp = "does-not-add-up"
    /// A number for a cell that is hidden.
    case hiddenCell = "hidden-cell"
    /// A number told beside the table, from which a hidden cell follows.
    case givesBack = "gives-back"
    /// A number no release shows.
    case notPublished = "not-published"
  }

  /// What was found, in the order of the draft.
  public let findings: [Finding]

  /// - Throws: ``PublicationError/tooLarge(cells:limit:)`` for a draft beyond 1 MiB.
  public init(_ text: String, with releases: [EarlierRelease]) throws(PublicationError) {
    guard text.utf8.count <= DraftText.sizeLimit else {
      throw .tooLarge(cells: text.utf8.count, limit: DraftText.sizeLimit)
    }
    let tables = releases.flatMap(\.tables)
    var findings: [Finding] = []
    for sentence in DraftText(text).sentences {
      findings += SentenceCheck(sentence, tables).findings
    }
    var seen: Set<Finding> = []
    self.findings = findings.filter { seen.insert($0).inserted }
  }
}

/// One sentence beside the tables.
private struct SentenceCheck {
  typealias Finding = PressReconciliation.Finding

  private let sentence: DraftText.Sentence
  private let tables: [PublishedTable]
  private let shown: Set<Int>
  private let threshold: Int
  private(set) var findings: [Finding] = []

  init(_ sentence: DraftText.Sentence, _ tables: [PublishedTable]) {
    self.sentence = sentence
    self.tables = tables
    shown = Set(tables.flatMap { $0.cells.compactMap(\.number) })
    threshold = tables.map(\.threshold).max() ?? TableSpec.defaultThreshold
    small()
    parts()
    percentages()
    totals()
    hidden()
    differences()
    unknown()
  }

  private mutating func add(_ number: DraftText.Number, _ code: PressReconciliation.Code, _ words: String) {
    findings.append(Finding(line: number.line, code: code, sentence: words))
  }

  private var counts: [(number: DraftText.Number, count: Int)] {
    sentence.numbers.compactMap { number in number.count.map { (number, $0) } }
  }

  private mutating func small() {
    for (number, count) in counts where count > 0 && count < threshold {
      add(number, .smallNumber, "\(count) is below the threshold of \(threshold)")
    }
  }

  private static let ofWhich: [PageLanguage: [String]] = [
    .english: ["of which", "of whom", "of them", "of these", "including", "among them", "out of them"],
    .russian: ["из них", "из которых", "в том числе", "среди них", "включая", "из этого числа"],
    .kazakh: ["оның ішінде", "олардың ішінде", "соның ішінде", "олардың", "оның"],
  ]

  /// "21, of which 18": the rest is told as well.
  private mutating func parts() {
    for (first, second) in zip(counts, counts.dropFirst()) {
      let isPart = sentence.contains(
        Self.ofWhich[sentence.language] ?? [], from: first.number.position, to: second.number.position + 1)
      guard isPart, second.count <= first.count else { continue }
      let rest = first.count - second.count
      if rest > 0, rest < threshold {
        add(second.number, .ofWhich, "\(first.count), of which \(second.count), tells that \(rest) are left")
      }
      if rest == 0 { add(second.number, .ofWhich, "\(second.count) of \(first.count): all of them") }
    }
  }

  /// For each published total with hidden parts, the numbers shown beside them.
  private static func openTotals(_ tables: [PublishedTable]) -> [Int: Set<Int>] {
    var totals: [Int: Set<Int>] = [:]
    for table in tables {
      for equation in table.shape.system.equations {
        guard let total = table.cells[equation.total].number, total > 0,
          equation.parts.contains(where: { table.cells[$0] == .suppressed })
        else { continue }
        totals[total, default: [total]].formUnion(equation.parts.compactMap { table.cells[$0].number })
      }
    }
    return totals
  }

  /// A share of a total gives the count back when only few counts round to it: a total of the same sentence, or else any
  /// that has hidden parts.
  private mutating func percentages() {
    guard sentence.numbers.contains(where: \.isPercentage) else { return }
    let open = Self.openTotals(tables)
    let told = Set(counts.map(\.count)).filter { $0 > 0 && shown.contains($0) || $0 >= threshold }
    for number in sentence.numbers where number.isPercentage {
      for base in told.isEmpty ? open.keys.sorted() : told.sorted() {
        let digits = number.value == number.value.rounded() ? 0.5 : 0.05
        let least = (Double(base) * max(0, number.value - digits) / 100).rounded(.up)
        let most = (Double(base) * min(100, number.value + digits) / 100).rounded(.down)
        guard least <= most else {
          if !told.isEmpty { add(number, .doesNotAddUp, "no whole number is \(Self.text(number.value)) % of \(base)") }
          continue
        }
        let (low, high) = (Int(least), Int(most))
        // Another cell's number that happens to be the same explains nothing.
        guard high - low < threshold, !(low...high).contains(where: (open[base] ?? shown).contains) else { continue }
        let range = low == high ? "\(low)" : "\(low) to \(high)"
        add(
          number, .percentage,
          "\(Self.text(number.value)) % of \(base) gives a count of \(range), which no release shows")
      }
    }
  }

  private static let totalWords: [PageLanguage: [String]] = [
    .english: ["total", "in all", "altogether", "in total", "overall"],
    .russian: ["всего", "итого", "в общей сложности", "общее число", "в сумме"],
    .kazakh: ["барлығы", "жалпы", "барлық", "жиыны"],
  ]

  /// Three or more counts with a word for a total: the largest should be the sum of the others.
  private mutating func totals() {
    let counts = counts
    guard counts.count >= 3, let total = counts.max(by: { $0.count < $1.count }) else { return }
    guard sentence.contains(Self.totalWords[sentence.language] ?? [], from: 0, to: sentence.words.count) else { return }
    let rest = counts.filter { $0.number != total.number }.reduce(0) { $0 + $1.count }
    if rest != total.count {
      add(total.number, .doesNotAddUp, "the parts make \(rest), not \(total.count)")
    }
  }

  /// A number beside a cell's words, and what follows from it.
  private mutating func hidden() {
    for table in tables {
      for (number, count) in counts where !isExplained(count) {
        for equation in table.shape.system.equations {
          let open = equation.parts.filter { table.cells[$0] == .suppressed }
          guard let total = table.cells[equation.total].number, !open.isEmpty else { continue }
          let known = equation.parts.reduce(0) { $0 + (table.cells[$1].number ?? 0) }
          let left = total - known
          guard count <= left else { continue }
          let named = open.filter { isNamed($0, in: table) }
          if named.isEmpty, shown.contains(count) { continue }
          for cell in named {
            add(number, .hiddenCell, "\(count) would tell \(table.name(of: cell)), which the release hides")
          }
          let rest = left - count
          // The part told leaves one other hidden cell, or a rest below the threshold.
          if !named.isEmpty || isTold(total), open.count >= 2, open.count == 2 || (rest > 0 && rest < threshold) {
            let others = open.count == 2 ? "the other hidden part" : "the other hidden parts together"
            add(number, .givesBack, "of \(total) with \(count) told, \(others) would be \(rest)")
          }
        }
      }
    }
  }

  private static let comparing: [PageLanguage: [String]] = [
    .english: ["fewer", "less", "more"], .russian: ["меньше", "больше", "менее", "более"],
    .kazakh: ["аз", "көп", "кем", "артық"],
  ]

  /// "26 fewer than of the other kind": with one of the two shown, the hidden one follows.
  private mutating func differences() {
    guard sentence.contains(Self.comparing[sentence.language] ?? [], from: 0, to: sentence.words.count) else { return }
    for table in tables {
      for cell in table.cells.indices where table.cells[cell] == .suppressed && isNamed(cell, in: table) {
        for (number, count) in counts {
          add(
            number, .givesBack, "\(count) as a difference would tell \(table.name(of: cell)), which the release hides")
        }
      }
    }
  }

  /// Whether a cell that shows this number is the one the sentence speaks of.
  private func isExplained(_ count: Int) -> Bool {
    shown.contains(count)
      && tables.contains { table in
        table.cells.indices.contains { table.cells[$0].number == count && isNamed($0, in: table) }
      }
  }

  private func isTold(_ total: Int) -> Bool { counts.contains { $0.count == total } }

  /// Whether the sentence has the words of the cell's label in its own language: most of the longer ones, by their stems.
  private func isNamed(_ cell: Int, in table: PublishedTable) -> Bool {
    let nodes = zip(table.shape.position(of: cell), table.shape.nodes).map { $1[$0].category }
    return nodes.filter { $0.code != TableSpec.totalCode }.allSatisfy { category in
      let label = category.label.resolved(in: sentence.language).text.lowercased()
      let words = label.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
      let stems = words.filter { $0.count >= 3 }.map { $0.prefix(max(3, min(5, $0.count - 1))) }
      // A label such as "A" or "III" is met as it stands.
      guard !stems.isEmpty else { return !words.isEmpty && words.allSatisfy { sentence.words.contains(String($0)) } }
      let met = stems.count { stem in sentence.words.contains { $0.hasPrefix(String(stem)) } }
      return 2 * met >= stems.count && met > 0
    }
  }

  private mutating func unknown() {
    for (number, count) in counts where count >= threshold && !shown.contains(count) {
      add(number, .notPublished, "\(count) is in none of the releases")
    }
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String((value * 10).rounded() / 10)
  }
}
