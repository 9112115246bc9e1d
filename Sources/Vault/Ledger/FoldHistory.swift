import Records

/// What folding a ledger came to at some places of its order. What arrives later lies near the end as a rule, and is
/// folded from the last place before it. It says nothing that folding from the founding commit would not.
struct FoldHistory: Sendable {
  /// The times through the ledger that the last fold took, each with the ends known then.
  var passes: [Pass] = []

  /// State and keys after so many commits.
  struct Place: Sendable {
    let count: Int
    let state: VaultState
    let ring: KeyRing
  }

  /// Where a pass can begin: after commits another pass has folded.
  struct Start: Sendable {
    let place: Place
    let folded: [VerifiedCommit]
    let places: [Place]
  }

  /// One time through the ledger.
  struct Pass: Sendable {
    let forks: Set<LogID>
    let ends: [LogID: Int]
    let settled: Set<SettledRemoval>
    let losses: SettledLosses
    var folded: [VerifiedCommit] = []
    private var places: [Place] = []

    init(forks: Set<LogID>, ends: [LogID: Int], settled: Set<SettledRemoval>, losses: SettledLosses) {
      self.forks = forks
      self.ends = ends
      self.settled = settled
      self.losses = losses
    }

    mutating func begin(with start: Start?) {
      folded = start?.folded ?? []
      // Those that lie close together have served their time.
      var kept: [Place] = []
      for place in (start?.places ?? []).reversed() {
        guard let nearer = kept.last else {
          kept.append(place)
          continue
        }
        let (far, near) = (folded.count - place.count, folded.count - nearer.count)
        if far >= max(16, 2 * near) { kept.append(place) }
      }
      places = kept.reversed()
    }

    mutating func keep(_ state: VaultState, _ ring: KeyRing) {
      places.append(Place(count: folded.count, state: state, ring: ring))
    }

    /// The best place among those that earlier passes kept.
    func start(_ ledger: CanonicalLedger, _ earlier: [Pass]) -> Start? {
      var best: (place: Place, pass: Pass)?
      for pass in earlier where pass.forks == forks {
        guard let last = pass.places.last, last.count > best?.place.count ?? 0 else { continue }
        let same = agreement(with: pass, ledger)
        guard let place = pass.places.last(where: { $0.count <= same }), place.count > best?.place.count ?? 0 else {
          continue
        }
        best = (place, pass)
      }
      return best.map { place, pass in
        Start(
          place: place, folded: Array(pass.folded.prefix(place.count)),
          places: pass.places.filter { $0.count <= place.count })
      }
    }

    /// How many of the first commits another pass has folded just as this one would: the same commits, each quarantined
    /// in both or in neither, none a removal that is settled in one of them only, and none undone by a loss in one only.
    private func agreement(with other: Pass, _ ledger: CanonicalLedger) -> Int {
      let limit = min(ledger.commits.count, other.folded.count)
      let disputed = Set(settled.symmetricDifference(other.settled).map(\.at))
      let moved = Set(ends.keys).union(other.ends.keys).filter { ends[$0] != other.ends[$0] }
      return (0..<limit).first { index in
        let commit = ledger.commits[index]
        let at = commit.coordinate
        guard commit.hash == other.folded[index].hash, !disputed.contains(at) else { return true }
        if let past = ledger.graph.nodes[commit.hash]?.past,
          losses.differ(from: other.losses, at: at, by: other.folded[index].author, past)
        {
          return true
        }
        guard moved.contains(at.log) else { return false }
        return (at.number > ends[at.log] ?? .max) != (at.number > other.ends[at.log] ?? .max)
      } ?? limit
    }
  }

  /// Whether a place is kept: the nearer the end, the more of them.
  static func isKept(_ count: Int, of total: Int) -> Bool {
    let left = total - count
    guard left > 0 else { return true }
    let step = max(16, left.nextPowerOfTwo / 2)
    return left.isMultiple(of: step)
  }
}

extension Int {
  /// The smallest power of two that is not less.
  fileprivate var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
