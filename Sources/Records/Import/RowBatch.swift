/// Some whole rows of a file, side by side in one buffer.
public struct RowBatch: Sendable {
  struct Cell: Sendable {
    let start: Int
    let end: Int
    /// Whether quotation marks are written twice inside.
    let isDoubled: Bool
  }

  let bytes: [UInt8]
  /// Names of the columns of a table; empty for JSON.
  let columns: [String]
  let firstLine: Int
  private(set) var cells: [Cell] = []
  /// Where each row's cells begin.
  private var starts: [Int] = []
  /// Length of the rows together, in bytes from the beginning of `bytes`.
  private(set) var end: Int
  /// Why reading cannot go on after these rows.
  var problem: ImportProblem?

  init(bytes: [UInt8], columns: [String], firstLine: Int, from start: Int = 0) {
    self.bytes = bytes
    self.columns = columns
    self.firstLine = firstLine
    end = start
    cells.reserveCapacity(bytes.count / 64)
  }

  /// How many rows there are.
  public var count: Int { starts.count }

  func row(_ index: Int) -> ArraySlice<Cell> {
    cells[starts[index]..<(index + 1 < starts.count ? starts[index + 1] : cells.count)]
  }

  /// The line a row begins on, from 1.
  func line(_ index: Int) -> Int { firstLine + lineEnds(before: row(index).first?.start ?? 0) }

  /// How many lines end before a position.
  func lineEnds(before position: Int) -> Int {
    var count = 0
    var start = 0
    while start < position {
      count += ByteScan.count(of: 0x0a, in: bytes.span.extracting(start..<min(start + ByteScan.part, position)))
      start += ByteScan.part
    }
    return count
  }

  /// The names of the columns, in order; none for JSON.
  public var columnNames: [String] { columns }

  /// The cells of one row as text.
  /// - Throws: ``ImportProblem`` when the row is not as long as the header, or is not UTF-8.
  public func texts(_ index: Int) throws(ImportProblem) -> [String] {
    let row = row(index)
    guard row.count == columns.count else {
      throw ImportProblem(line: line(index), fault: .columns(expected: columns.count, found: row.count))
    }
    var texts: [String] = []
    texts.reserveCapacity(row.count)
    for cell in row {
      guard let text = String(validating: content(cell), as: UTF8.self) else {
        throw ImportProblem(line: line(index), fault: .notUTF8)
      }
      texts.append(text)
    }
    return texts
  }

  /// The bytes a cell stands for.
  func content(_ cell: Cell) -> [UInt8] {
    guard cell.isDoubled else { return Array(bytes[cell.start..<cell.end]) }
    var content: [UInt8] = []
    content.reserveCapacity(cell.end - cell.start)
    var position = cell.start
    while position < cell.end {
      content.append(bytes[position])
      position += bytes[position] == UInt8(ascii: "\"") ? 2 : 1
    }
    return content
  }

  mutating func append(_ row: [Cell], endingAt end: Int) {
    starts.append(cells.count)
    cells += row
    self.end = end
  }

  /// Takes a blank line into account.
  mutating func skip(to end: Int) { self.end = end }
}
