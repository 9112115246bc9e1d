/// Open cells of a table that can only move together, found before any program is solved.
///
/// Where a sum leaves two cells open, one follows from the other; where it leaves one, it is known. Most sums of a protected table
/// are of this kind, so programs over classes of linked cells have half the columns and a third of the rows, and give the
/// same answers.
struct LinkedCells {
  /// How a cell follows from its class: `sign · class + offset`.
  struct Link {
    let group: Int
    let sign: Int
    let offset: Int
  }

  /// One sum over classes: the terms add up to `right`.
  struct Row {
    var terms: [(group: Int, factor: Int)]
    var right: Int
  }

  /// What becomes of an open cell.
  private enum Root {
    case open
    case known(Int)
    case follows(cell: Int, sign: Int, offset: Int)
  }

  /// By cell; `nil` for a cell that is known, from the start or by the sums.
  let links: [Link?]
  /// The cells of each class; the first is the class itself.
  let members: [[Int]]
  /// Sums that remain, none of which follows from the others as far as was looked.
  let rows: [Row]
  /// Values of open cells that the sums tell.
  let told: [Int: Int]
  /// Whether the sums contradict each other.
  let isContradictory: Bool

  /// Links the cells for which `known` gives no value.
  /// - Parameter sums: positions of the sums to look at, where all cells of the others are known and add up; `nil` for all.
  init(_ system: AdditiveSystem, in sums: [Int]? = nil, known: (Int) -> Int?) {
    let sums = sums ?? Array(system.equations.indices)
    var roots = [Root](repeating: .open, count: system.cells)
    for cell in 0..<system.cells { if let value = known(cell) { roots[cell] = .known(value) } }
    var contradictory = false
    var rows = sums.map { Self.row(system.equations[$0]) }
    var changed = true
    while changed, !contradictory {
      changed = false
      var rest: [Row] = []
      for row in rows {
        guard let row = Self.row(row, &roots) else {
          contradictory = true
          continue
        }
        guard let first = row.terms.first else {
          if row.right != 0 { contradictory = true }
          continue
        }
        let divides = row.right.isMultiple(of: first.factor)
        if row.terms.count == 1 {
          if !divides { contradictory = true }
          roots[first.group] = .known(row.right / first.factor)
          changed = true
        } else if row.terms.count == 2, abs(row.terms[1].factor) == abs(first.factor) {
          if !divides { contradictory = true }
          roots[first.group] = .follows(
            cell: row.terms[1].group, sign: row.terms[1].factor == first.factor ? -1 : 1,
            offset: row.right / first.factor)
          changed = true
        } else {
          rest.append(row)
        }
      }
      rows = rest
    }
    var links = [Link?](repeating: nil, count: system.cells)
    var members: [[Int]] = []
    var told: [Int: Int] = [:]
    var groupOf: [Int: Int] = [:]
    for cell in 0..<system.cells {
      if case .open = roots[cell] {
        groupOf[cell] = members.count
        members.append([cell])
      }
    }
    for cell in 0..<system.cells {
      let (root, sign, offset) = Self.resolve(cell, &roots)
      guard let root else {
        if known(cell) == nil { told[cell] = offset }
        continue
      }
      guard let group = groupOf[root] else { continue }
      links[cell] = Link(group: group, sign: sign, offset: offset)
      if cell != root { members[group].append(cell) }
    }
    self.links = links
    self.members = members
    self.told = told
    let kept = sums.filter { system.isShortest[$0] }.compactMap { Self.row(Self.row(system.equations[$0]), &roots) }
      .filter { !$0.terms.isEmpty }
      .map { row in
        Row(terms: row.terms.compactMap { term in groupOf[term.group].map { ($0, term.factor) } }, right: row.right)
      }
    let elimination = IntegerElimination(kept, columns: members.count)
    isContradictory = contradictory || elimination.isContradictory
    self.rows = elimination.independent.map { kept[$0] }
  }

  private static func row(_ equation: AdditiveSystem.Equation) -> Row {
    Row(terms: equation.parts.map { ($0, 1) } + [(equation.total, -1)], right: 0)
  }

  /// The row over cells that still stand for themselves, each once, ascending; `nil` where its numbers are beyond any count.
  private static func row(_ row: Row, _ roots: inout [Root]) -> Row? {
    var right = row.right
    var terms: [(group: Int, factor: Int)] = []
    terms.reserveCapacity(row.terms.count)
    for term in row.terms {
      let (root, sign, offset) = resolve(term.group, &roots)
      guard let rest = IntegerElimination.difference(right, term.factor, offset) else { return nil }
      right = rest
      if let root { terms.append((root, term.factor * sign)) }
    }
    terms.sort { $0.group < $1.group }
    var merged: [(group: Int, factor: Int)] = []
    for term in terms {
      if let last = merged.last, last.group == term.group {
        merged[merged.count - 1].factor += term.factor
      } else {
        merged.append(term)
      }
    }
    merged.removeAll { $0.factor == 0 }
    return Row(terms: merged, right: right)
  }

  /// The cell it follows from, none where it is known, and how; shortens the way for the next time.
  private static func resolve(_ cell: Int, _ roots: inout [Root]) -> (root: Int?, sign: Int, offset: Int) {
    var path: [Int] = []
    var end = cell
    while case .follows(let next, _, _) = roots[end] {
      path.append(end)
      end = next
    }
    var answer: (root: Int?, sign: Int, offset: Int) = (end, 1, 0)
    if case .known(let value) = roots[end] { answer = (nil, 1, value) }
    for step in path.reversed() {
      guard case .follows(_, let sign, let offset) = roots[step] else { continue }
      answer = (answer.root, answer.sign * sign, sign * answer.offset + offset)
      if let root = answer.root {
        roots[step] = .follows(cell: root, sign: answer.sign, offset: answer.offset)
      } else {
        roots[step] = .known(answer.offset)
      }
    }
    return answer
  }
}
