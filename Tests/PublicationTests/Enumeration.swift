@testable import Publication

/// All tables of non-negative integers that agree with a published one, found by plain counting: no linear program, no
/// code of the program itself beyond the order of the cells.
struct Enumeration {
  let rows: Int
  let columns: Int
  let published: [Int?]
  let least: Int
  /// Inner cells are tried up to this.
  let limit: Int

  /// The values each cell takes over all of them, up to the limit.
  func feasible() -> [Set<Int>] {
    var seen = [Set<Int>](repeating: [], count: published.count)
    visit { table in
      for (cell, value) in table.enumerated() { seen[cell].insert(value) }
      return false
    }
    return seen
  }

  /// Whether one of them is as asked.
  func contains(_ condition: ([Int]) -> Bool) -> Bool {
    var found = false
    visit { table in
      found = condition(table)
      return found
    }
    return found
  }

  private func visit(_ stop: ([Int]) -> Bool) {
    var inner = [Int](repeating: 0, count: rows * columns)
    _ = fill(0, &inner, stop)
  }

  private func fill(_ cell: Int, _ inner: inout [Int], _ stop: ([Int]) -> Bool) -> Bool {
    guard cell < inner.count else { return complete(inner).map(stop) ?? false }
    let row = cell / columns
    let choices = published[cell].map { $0...$0 } ?? least...limit
    for value in choices {
      inner[cell] = value
      if cell % columns == columns - 1, let total = published[inner.count + row] {
        let sum = inner[(row * columns)...cell].reduce(0, +)
        if sum > total { break }
        if sum < total { continue }
      }
      if row == rows - 1, let total = published[inner.count + rows + cell % columns] {
        let sum = stride(from: cell % columns, through: cell, by: columns).reduce(0) { $0 + inner[$1] }
        if sum > total { break }
        if sum < total { continue }
      }
      if fill(cell + 1, &inner, stop) { return true }
    }
    inner[cell] = 0
    return false
  }

  private func complete(_ inner: [Int]) -> [Int]? {
    var table = inner
    for row in 0..<rows { table.append(inner[(row * columns)..<((row + 1) * columns)].reduce(0, +)) }
    for column in 0..<columns {
      table.append(stride(from: column, to: inner.count, by: columns).reduce(0) { $0 + inner[$1] })
    }
    table.append(inner.reduce(0, +))
    guard zip(published, table).allSatisfy({ $0 == nil || $0 == $1 }) else { return nil }
    return table
  }
}
