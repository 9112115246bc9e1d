import Records

/// Names one commit: its log and its number there. Two commits of one coordinate are a fork, and neither counts.
struct Coordinate: Hashable, Sendable, Comparable {
  let log: LogID
  let number: Int

  static func < (left: Coordinate, right: Coordinate) -> Bool {
    left.log == right.log ? left.number < right.number : left.log < right.log
  }
}

extension Coordinate: Codable {
  /// `<log>/<number>`.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let parts = try container.decode(String.self).split(separator: "/")
    guard parts.count == 2, let log = [UInt8](hex: String(parts[0])).flatMap({ LogID(bytes: $0) }),
      let number = Int(parts[1]), number >= 0
    else { throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a coordinate") }
    self.init(log: log, number: number)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode("\(log.hex)/\(number)")
  }
}

/// Everything that is in the past of a commit: a vector clock, the last number seen of each log.
struct Clock: Hashable, Sendable {
  /// The author's own log; kept apart, so that commits in a row share the rest.
  private var own: Coordinate?
  private var others: [LogID: Int] = [:]

  func includes(_ coordinate: Coordinate) -> Bool {
    if coordinate.log == own?.log { return coordinate.number <= own?.number ?? -1 }
    return others[coordinate.log].map { $0 >= coordinate.number } ?? false
  }

  /// The past of the commit that follows one with this past.
  func following(_ coordinate: Coordinate) -> Clock {
    var next = self
    if let own, own.log != coordinate.log { next.note(own) }
    next.others[coordinate.log] = nil
    next.own = coordinate
    return next
  }

  mutating func merge(_ other: Clock) {
    if let own = other.own { note(own) }
    for (log, number) in other.others { note(Coordinate(log: log, number: number)) }
  }

  mutating func note(_ coordinate: Coordinate) {
    guard !includes(coordinate) else { return }
    if coordinate.log == own?.log { own = coordinate } else { others[coordinate.log] = coordinate.number }
  }
}

/// What a commit's author had seen: everything folded so far, or the past that a clock describes.
enum Sight: Sendable {
  case everything
  case past(Clock)

  func includes(_ coordinate: Coordinate) -> Bool {
    switch self {
    case .everything: true
    case .past(let clock): clock.includes(coordinate)
    }
  }
}

/// The order commits are folded in: a parent lies less deep than its child, so it is topological, and it depends on
/// nothing but the commits. Every replica that holds the same commits folds them alike, whatever order they came in.
struct CausalKey: Hashable, Sendable, Comparable {
  /// Length of the longest chain of commits that ends here; 1 for the founding.
  let depth: Int
  let log: LogID
  /// SHA-256 of the note, which orders the two sides of a fork.
  let hash: [UInt8]

  static func < (left: CausalKey, right: CausalKey) -> Bool {
    if left.depth != right.depth { return left.depth < right.depth }
    if left.log != right.log { return left.log < right.log }
    return left.hash.lexicographicallyPrecedes(right.hash)
  }
}

/// A decision that puts some elements into a set and takes others out, with its place in the causal order.
struct Change<Element: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  let at: Coordinate
  let by: ID<Member>
  /// The author's clock, as shown.
  let time: String
  let add: [Element]
  let remove: [Element]
  /// Why a rule of the field was overridden.
  var reason: String?
  /// A day to look at it again.
  var until: Day?
  /// Which departures its author knew of; for changes of audiences.
  var made: Generation?
  /// Earlier entries of the list that its author had not seen.
  var missed: [Coordinate]?
}

/// Changes of one set in the order of the fold. An element is in the set if somebody put it there who had seen every
/// removal of it: what is added and removed at the same time, by two people who did not know of each other, is out.
struct ChangeSet<Element: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  private(set) var changes: [Change<Element>] = []

  mutating func append(_ change: Change<Element>, seeing sight: Sight) {
    var change = change
    var missed: [Coordinate] = []
    // Changes of one commit stand beside each other.
    for earlier in changes where earlier.at != missed.last && !sight.includes(earlier.at) { missed.append(earlier.at) }
    change.missed = missed.isEmpty ? nil : missed
    changes.append(change)
  }

  func present(in sight: Sight) -> Set<Element> {
    let seen = changes.indices.filter { sight.includes(changes[$0].at) }
    var removals: [Element: [Int]] = [:]
    for index in seen.reversed() {
      for element in changes[index].remove { removals[element, default: []].append(index) }
    }
    var present: Set<Element> = []
    // The latest first: they decide, and it is asked again with every change.
    for index in seen.reversed() {
      for element in changes[index].add where !present.contains(element) {
        let isOut = removals[element]?.contains { beats($0, index) } ?? false
        if !isOut { present.insert(element) }
      }
    }
    return present
  }

  /// The same as if some changes had not been made.
  func without(_ isLeftOut: (Change<Element>) -> Bool) -> ChangeSet {
    var left = self
    left.changes.removeAll(where: isLeftOut)
    return left
  }

  /// Who put the element there, the latest in the order of the fold.
  func addition(of element: Element) -> Change<Element>? { changes.last { $0.add.contains(element) } }

  /// Elements that somebody added while somebody else removed them, each without having seen the other.
  var contested: Set<Element> {
    guard changes.contains(where: { $0.missed != nil }) else { return [] }
    var decided: [Coordinate: (added: Set<Element>, removed: Set<Element>)] = [:]
    for change in changes {
      decided[change.at, default: ([], [])].added.formUnion(change.add)
      decided[change.at, default: ([], [])].removed.formUnion(change.remove)
    }
    var found: Set<Element> = []
    for change in changes {
      for missed in change.missed ?? [] {
        guard let other = decided[missed] else { continue }
        found.formUnion(change.add.filter(other.removed.contains))
        found.formUnion(change.remove.filter(other.added.contains))
      }
    }
    return found
  }

  /// Whether a removal of an element undoes its addition.
  private func beats(_ removal: Int, _ addition: Int) -> Bool {
    let isKnown = removal < addition && changes[addition].missed?.contains(changes[removal].at) != true
    return !isKnown
  }
}
