/// Finds the cells of a table (RFC 4180).
struct TableSplitter: Sendable {
  /// The byte-order mark some programs put in front of UTF-8.
  static let mark: [UInt8] = [0xef, 0xbb, 0xbf]
  private static let quote = UInt8(ascii: "\"")

  private(set) var columns: [String] = []
  private let separator: UInt8
  /// Where the first row begins, as long as it was not handed out.
  private var start: Int

  /// Reads the header line from the beginning of a file. `nil` as long as more bytes are needed.
  init?(header bytes: [UInt8], isEnd: Bool) throws(ImportProblem) {
    start = bytes.starts(with: Self.mark) ? Self.mark.count : 0
    separator = Self.separator(of: bytes[start...])
    var names: [String] = []
    while true {
      switch row(of: bytes, from: start, isEnd: isEnd) {
      case .incomplete: return nil
      case .failed(let fault): throw ImportProblem(line: 1, fault: fault)
      case .blank(let end):
        start = end
        guard start < bytes.count else { return nil }
        continue
      case .row(let cells, let end):
        let batch = RowBatch(bytes: bytes, columns: [], firstLine: 1)
        for (index, cell) in cells.enumerated() {
          guard let name = String(validating: batch.content(cell), as: UTF8.self) else {
            throw ImportProblem(line: 1, fault: .notUTF8)
          }
          let trimmed = name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
          guard !trimmed.isEmpty, !names.contains(String(trimmed)) else {
            throw ImportProblem(line: 1, fault: .badColumn(index + 1))
          }
          names.append(String(trimmed))
        }
        start = end
        columns = names
        return
      }
    }
  }

  /// The one of comma, semicolon and tab that occurs most often outside quotation marks on the header line. A single
  /// column has no separator; then it is the one least likely to stand in a text.
  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [UInt8(ascii: ","): 0, UInt8(ascii: ";"): 0, 0x09: 0]
    var isQuoted = false
    for byte in bytes.drop(while: { $0 == 0x0a || $0 == 0x0d }) {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0a { break }
      if let count = counts[byte] { counts[byte] = count + 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? UInt8(ascii: ",")
  }

  /// All whole rows of `bytes`, which begin where the last batch ended.
  mutating func rows(of bytes: [UInt8], firstLine: Int, isEnd: Bool) -> RowBatch {
    var batch = RowBatch(bytes: bytes, columns: columns, firstLine: firstLine, from: start)
    var position = start
    while position < bytes.count {
      switch row(of: bytes, from: position, isEnd: isEnd) {
      case .incomplete:
        if batch.end > 0 { start = 0 }
        return batch
      case .blank(let end):
        batch.skip(to: end)
        position = end
      case .row(let cells, let end):
        batch.append(cells, endingAt: end)
        position = end
      case .failed(let fault):
        batch.problem = ImportProblem(line: firstLine + batch.lineEnds(before: position), fault: fault)
        batch.skip(to: bytes.count)
        return batch
      }
    }
    start = 0
    return batch
  }

  private enum Row {
    case row([RowBatch.Cell], end: Int)
    case blank(end: Int)
    case incomplete
    case failed(ImportFault)
  }

  private func row(of bytes: [UInt8], from start: Int, isEnd: Bool) -> Row {
    var cells: [RowBatch.Cell] = []
    cells.reserveCapacity(columns.count)
    var position = start
    while true {
      guard cells.count < ImportLimit.columns else { return .failed(.tooManyColumns(limit: ImportLimit.columns)) }
      if position < bytes.count, bytes[position] == Self.quote {
        position += 1
        let first = position
        var isDoubled = false
        while true {
          position = ByteScan.next(Self.quote, in: bytes, from: position)
          guard position < bytes.count else { return isEnd ? .failed(.openQuote) : .incomplete }
          guard position + 1 < bytes.count else {
            guard isEnd else { return .incomplete }
            break
          }
          guard bytes[position + 1] == Self.quote else { break }
          isDoubled = true
          position += 2
        }
        cells.append(.init(start: first, end: position, isDoubled: isDoubled))
        position += 1
      } else {
        let first = position
        while position < bytes.count, bytes[position] != separator, bytes[position] != 0x0a {
          if bytes[position] == Self.quote { return .failed(.strayQuote) }
          position += 1
        }
        guard position < bytes.count || isEnd else { return .incomplete }
        var end = position
        if end > first, bytes[end - 1] == 0x0d, position == bytes.count || bytes[position] == 0x0a { end -= 1 }
        cells.append(.init(start: first, end: end, isDoubled: false))
      }
      // Behind a cell: the next one, or the end of the row.
      guard position < bytes.count else { return isEnd ? ended(cells, position) : .incomplete }
      if bytes[position] == separator {
        position += 1
        continue
      }
      if bytes[position] == 0x0d {
        guard position + 1 < bytes.count else { return isEnd ? ended(cells, position + 1) : .incomplete }
        position += 1
      }
      guard bytes[position] == 0x0a else { return .failed(.strayQuote) }
      return ended(cells, position + 1)
    }
  }

  private func ended(_ cells: [RowBatch.Cell], _ end: Int) -> Row {
    if cells.count == 1, cells[0].start == cells[0].end, columns.count != 1 { return .blank(end: end) }
    return .row(cells, end: end)
  }
}
