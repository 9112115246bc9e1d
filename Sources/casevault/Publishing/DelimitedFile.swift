import Platform
import Publication
import Records

/// A delimited text file (RFC 4180; comma, semicolon or tab) read whole, column by column.
struct DelimitedFile {
  /// Larger files are refused.
  static let sizeLimit = 2 << 30

  let names: [String]
  private(set) var columns: [[String]]

  /// A file whose first line names the columns. Cells of the columns not `wanted` are not kept.
  init(_ path: String, keeping wanted: Set<String>? = nil, progress: (Int) -> Void = { _ in }) throws {
    let file = try PosixFile.reading(path)
    self = try Self(path, keeping: wanted, progress: progress) { buffer, start, count in
      try file.readNext(into: &buffer, from: start, count: count)
    }
  }

  /// A file without a header: columns are named by their numbers, from 0.
  init(headerless path: String) throws {
    let content = try PosixFile.readAll(path, limit: 64 << 20)
    let first = content.prefix { $0 != 0x0a }
    let separators = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")]
    let separator = separators.max { one, other in first.count { $0 == one } < first.count { $0 == other } } ?? 0x3b
    let width = first.count { $0 == separator } + 1
    var rest = Array((0..<width).map(String.init).joined(separator: String(Unicode.Scalar(separator))).utf8) + [0x0a]
    rest += content.starts(with: [0xef, 0xbb, 0xbf]) ? content.dropFirst(3) : content[...]
    var position = 0
    self = try Self(path, linesAdded: 1) { buffer, start, count in
      let count = min(count, rest.count - position)
      buffer.replaceSubrange(start..<(start + count), with: rest[position..<(position + count)])
      position += count
      return count
    }
  }

  private init(
    _ path: String, keeping wanted: Set<String>? = nil, linesAdded: Int = 0, progress: (Int) -> Void = { _ in },
    read: (inout [UInt8], Int, Int) throws -> Int
  ) throws {
    var reader = RowReader(.csv)
    var names: [String] = []
    var kept: [Int] = []
    var columns: [[String]] = []
    var size = 0
    func counted(_ buffer: inout [UInt8], _ start: Int, _ count: Int) throws -> Int {
      let got = try read(&buffer, start, count)
      size += got
      guard size <= Self.sizeLimit else { throw PlatformError.tooLarge(limit: Self.sizeLimit) }
      return got
    }
    do {
      while let batch = try reader.next(counted) {
        if names.isEmpty {
          names = batch.columnNames
          kept = names.indices.filter { wanted?.contains(names[$0]) ?? true }
          columns = [[String]](repeating: [], count: kept.count)
        }
        for row in 0..<batch.count {
          let texts = try batch.texts(row)
          for (place, column) in kept.enumerated() { columns[place].append(texts[column]) }
        }
        progress(columns.first?.count ?? 0)
      }
    } catch let problem as ImportProblem {
      throw Failure(
        "line \(problem.line - linesAdded) of \(path): \(problem.fault.summary)", hint: "correct the file", .invalid)
    }
    self.names = kept.map { names[$0] }
    self.columns = columns
  }

  /// The cells of one column.
  func column(_ name: String) -> [String]? { names.firstIndex(of: name).map { columns[$0] } }

  /// The rows, each as long as the header.
  var rows: [[String]] { (0..<(columns.first?.count ?? 0)).map { row in columns.map { $0[row] } } }
}
