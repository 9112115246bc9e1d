import Redaction

/// A review while somebody decides: where they are, what they have selected, and how it was before each step.
struct ReviewSession {
  /// What one screen of the review is about: an entry, or something the reviewer added.
  enum Item: Equatable {
    case entry(Int)
    case addition(Int)
  }

  private(set) var review: Review
  /// The place among ``items``.
  private(set) var position = 0
  /// Which occurrence of the item is shown.
  private(set) var occurrence = 0
  private var earlier: [(review: Review, position: Int)] = []
  private let scalars: [Unicode.Scalar]

  init(_ review: Review) {
    self.review = review
    scalars = Array(review.text.unicodeScalars)
    if let first = items.firstIndex(where: isUndecided) { position = first }
  }

  var items: [Item] { review.entries.indices.map(Item.entry) + review.additions.indices.map(Item.addition) }
  var item: Item? { items.indices.contains(position) ? items[position] : nil }
  var canUndo: Bool { !earlier.isEmpty }

  /// Where an item stands in the text.
  func places(of item: Item) -> [Range<Int>] {
    switch item {
    case .entry(let index):
      review.entries[index].occurrences.map { review.findings[$0].start..<review.findings[$0].end }
    case .addition(let index): places(of: Array(review.additions[index].text.unicodeScalars))
    }
  }

  private func places(of sought: [Unicode.Scalar]) -> [Range<Int>] {
    guard let first = sought.first, scalars.count >= sought.count else { return [] }
    var found: [Range<Int>] = []
    var start = 0
    while start <= scalars.count - sought.count {
      if scalars[start] == first, scalars[start..<start + sought.count].elementsEqual(sought) {
        found.append(start..<start + sought.count)
        start += sought.count
      } else {
        start += 1
      }
    }
    return found
  }

  /// The occurrence shown, if the item has any.
  var shown: Range<Int>? {
    guard let item else { return nil }
    let places = places(of: item)
    return places.isEmpty ? nil : places[min(occurrence, places.count - 1)]
  }

  // MARK: Going about

  mutating func move(by count: Int) {
    guard !items.isEmpty else { return }
    position = (position + count % items.count + items.count) % items.count
    occurrence = 0
  }

  mutating func nextOccurrence() {
    guard let item else { return }
    occurrence = (occurrence + 1) % max(1, places(of: item).count)
  }

  /// The next one after this that is undecided; false when none is left.
  @discardableResult
  mutating func nextUndecided() -> Bool {
    let order = items.indices.map { (position + 1 + $0) % items.count }
    guard let next = order.first(where: { isUndecided(items[$0]) }) else { return false }
    position = next
    occurrence = 0
    return true
  }

  private func isUndecided(_ item: Item) -> Bool {
    if case .entry(let index) = item { review.entries[index].verdict == nil } else { false }
  }

  // MARK: Deciding

  /// Decides on the item shown and goes to the next undecided one. A rejection needs a reason. Returns false where the
  /// item does not take the verdict.
  @discardableResult
  mutating func decide(_ verdict: Verdict, _ reason: ReasonCode?) -> Bool {
    guard case .entry(let index)? = item, review.entries[index].takes(verdict) else { return false }
    keep()
    review.decide(index, verdict, reason: reason)
    nextUndecided()
    return true
  }

  /// Decides on everything the same rule has found. Returns how many.
  @discardableResult
  mutating func decideAll(_ verdict: Verdict, _ reason: ReasonCode?) -> Int {
    guard case .entry(let index)? = item else { return 0 }
    keep()
    let rule = review.entries[index].rule
    let alike = review.entries.indices.filter { review.entries[$0].rule == rule }
    for index in alike { review.decide(index, verdict, reason: reason) }
    nextUndecided()
    return alike.count
  }

  /// Takes a decision back without undoing what was done since.
  mutating func reopen() {
    guard case .entry(let index)? = item else { return }
    keep()
    review.decide(index, nil)
  }

  mutating func setCategory(_ category: Redaction.Category) {
    switch item {
    case .entry(let index)?:
      keep()
      let entry = review.entries[index]
      review.decide(index, entry.verdict, reason: entry.reason, category: category)
    case .addition(let index)?:
      keep()
      let addition = review.additions[index]
      review.removeAddition(index)
      review.add(.init(text: addition.text, category: category, reason: addition.reason))
      position = items.count - 1
    case nil: break
    }
  }

  /// Says why something is masked or left.
  mutating func setReason(_ reason: ReasonCode) {
    switch item {
    case .entry(let index)?:
      keep()
      let entry = review.entries[index]
      review.decide(index, entry.verdict ?? .accept, reason: reason)
    case .addition(let index)?:
      keep()
      let addition = review.additions[index]
      review.removeAddition(index)
      review.add(.init(text: addition.text, category: addition.category, reason: reason))
      position = items.count - 1
    case nil: break
    }
  }

  /// Adds what stands in these places of the text. Nothing when it has no letter or digit.
  @discardableResult
  mutating func add(_ range: Range<Int>, _ category: Redaction.Category) -> Bool {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
    let before = review
    guard review.add(.init(text: String(text), category: category)) else { return false }
    earlier.append((before, position))
    position = items.count - 1
    occurrence = 0
    return true
  }

  /// Takes an addition out again.
  mutating func removeAddition() {
    guard case .addition(let index)? = item else { return }
    keep()
    review.removeAddition(index)
    position = max(0, min(position, items.count - 1))
  }

  mutating func undo() {
    guard let last = earlier.popLast() else { return }
    review = last.review
    position = last.position
    occurrence = 0
  }

  /// As many steps as anybody takes back; each holds what was decided, and shares the text.
  private mutating func keep() {
    if earlier.count == 100 { earlier.removeFirst() }
    earlier.append((review, position))
  }
}
