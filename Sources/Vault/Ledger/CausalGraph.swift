import Records

/// The commits of a ledger by hash, each with its depth and its past. What is added must follow its parents.
struct CausalGraph: Sendable {
  struct Node: Sendable {
    let coordinate: Coordinate
    let depth: Int
    /// Everything before it.
    let past: Clock
  }

  let foundingHash: [UInt8]
  private(set) var nodes: [[UInt8]: Node] = [:]
  private var byCoordinate: [Coordinate: [UInt8]] = [:]
  /// The lowest number at which each log has two commits.
  private(set) var forks: [LogID: Int] = [:]

  init(foundingHash: [UInt8]) { self.foundingHash = foundingHash }

  /// Why a commit cannot be placed.
  enum Misfit: Sendable {
    /// The very same commit is here already.
    case repeated
    /// Its log's commit before it is not here.
    case unchained
    /// Another log's commit that its author has seen is not here.
    case unseenHead
    /// It begins something of its own.
    case unfounded

    var words: String {
      switch self {
      case .repeated, .unchained: "it does not follow its log's last commit"
      case .unseenHead: "it has seen commits that are missing here"
      case .unfounded: "it is not this vault's founding"
      }
    }
  }

  /// Whether the commit could be placed now.
  func misfit(_ commit: OpenedCommit) -> Misfit? {
    guard nodes[commit.hash] == nil else { return .repeated }
    let text = commit.text
    if text.number == 0 {
      guard text.previous == LedgerFold.noHash else { return .unchained }
      guard commit.hash == foundingHash || !commit.lines.heads.isEmpty else { return .unfounded }
    } else {
      guard nodes[text.previous]?.coordinate == Coordinate(log: text.log, number: text.number - 1) else {
        return .unchained
      }
    }
    for seen in commit.lines.heads {
      guard seen.log != text.log,
        nodes[seen.head.hash]?.coordinate == Coordinate(log: seen.log, number: seen.head.number)
      else { return .unseenHead }
    }
    return nil
  }

  /// Places a commit; `nil` once it is placed.
  mutating func insert(_ commit: OpenedCommit) -> Misfit? {
    if let misfit = misfit(commit) { return misfit }
    var past = Clock()
    var depth = 0
    if let parent = nodes[commit.text.previous] {
      past = parent.past.following(parent.coordinate)
      depth = parent.depth
    }
    for entry in commit.lines.heads {
      guard let parent = nodes[entry.head.hash] else { continue }
      past.merge(parent.past)
      past.note(parent.coordinate)
      depth = max(depth, parent.depth)
    }
    let coordinate = commit.coordinate
    nodes[commit.hash] = Node(coordinate: coordinate, depth: depth + 1, past: past)
    if byCoordinate.updateValue(commit.hash, forKey: coordinate) != nil {
      forks[coordinate.log] = min(forks[coordinate.log] ?? .max, coordinate.number)
    }
    return nil
  }

  /// Everything before a commit that is here.
  func past(of coordinate: Coordinate) -> Clock? { byCoordinate[coordinate].flatMap { nodes[$0]?.past } }

  func key(_ commit: OpenedCommit) -> CausalKey {
    CausalKey(depth: nodes[commit.hash]?.depth ?? 0, log: commit.text.log, hash: commit.hash)
  }
}
