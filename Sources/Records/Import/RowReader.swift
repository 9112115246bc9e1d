/// Reads rows from a stream of bytes, a batch at a time: bounded in memory, whatever the size of the file.
public struct RowReader: Sendable {
  /// Small enough that the allocator keeps the buffers instead of asking for fresh pages each time.
  private static let block = 64 << 10

  private let format: ImportFormat
  private var rest: [UInt8] = []
  private var line = 1
  private var table: TableSplitter?
  private var isEnded = false
  private var problem: ImportProblem?

  /// Begins at the beginning of a file.
  public init(_ format: ImportFormat) { self.format = format }

  /// The next rows, or `nil` at the end. `read` fills `count` bytes of the buffer from `start` on and answers how many it
  /// could; fewer mean the end. What is wrong with the file itself is thrown once the rows before it were handed out.
  public mutating func next(
    _ read: (_ buffer: inout [UInt8], _ start: Int, _ count: Int) throws -> Int
  ) throws -> RowBatch? {
    if let problem { throw problem }
    guard !isEnded || !rest.isEmpty else { return nil }
    var bytes = rest
    rest = []
    var wanted = Self.block
    while true {
      if !isEnded {
        let filled = bytes.count
        bytes += [UInt8](repeating: 0, count: max(0, wanted - filled))
        let got = try read(&bytes, filled, bytes.count - filled)
        isEnded = got < bytes.count - filled
        bytes.removeLast(bytes.count - filled - got)
      }
      if format == .csv, table == nil {
        table = try TableSplitter(header: bytes, isEnd: isEnded)
        guard table != nil || !isEnded else { throw ImportProblem(line: 1, fault: .noHeader) }
      }
      if let batch = split(bytes) {
        problem = batch.problem
        if let problem, batch.count == 0 { throw problem }
        guard batch.end > 0 else {
          guard !isEnded else { return nil }
          guard bytes.count <= ImportLimit.row else {
            throw ImportProblem(line: line, fault: .rowTooLong(limit: ImportLimit.row))
          }
          wanted = bytes.count * 2
          continue
        }
        rest = Array(bytes[batch.end...])
        line += batch.lineEnds(before: batch.end)
        return batch
      }
      wanted = max(Self.block, bytes.count * 2)
      guard bytes.count <= ImportLimit.row else {
        throw ImportProblem(line: line, fault: .rowTooLong(limit: ImportLimit.row))
      }
    }
  }

  /// `nil` while not even the header is complete.
  private mutating func split(_ bytes: [UInt8]) -> RowBatch? {
    switch format {
    case .csv: table?.rows(of: bytes, firstLine: line, isEnd: isEnded)
    case .jsonLines: Self.lines(of: bytes, firstLine: line, isEnd: isEnded)
    }
  }

  private static func lines(of bytes: [UInt8], firstLine: Int, isEnd: Bool) -> RowBatch {
    var batch = RowBatch(bytes: bytes, columns: [], firstLine: firstLine)
    var start = firstLine == 1 && bytes.starts(with: TableSplitter.mark) ? TableSplitter.mark.count : 0
    func add(upTo end: Int, next: Int) {
      let isBlank = bytes[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
      if isBlank {
        batch.skip(to: next)
      } else {
        batch.append([.init(start: start, end: end, isDoubled: false)], endingAt: next)
      }
      start = next
    }
    var position = start
    while position < bytes.count {
      if bytes[position] == 0x0a { add(upTo: position, next: position + 1) }
      position += 1
    }
    if isEnd, start < bytes.count { add(upTo: bytes.count, next: bytes.count) }
    return batch
  }
}
