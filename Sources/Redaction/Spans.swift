/// Sorted spans without overlaps that answer whether another one overlaps any of them.
struct Spans {
  private let fixed: [Range<Int>]
  private var added: Set<Range<Int>> = []

  /// - Parameter spans: without overlaps among them, in any order.
  init(_ spans: [Range<Int>]) { fixed = spans.sorted { $0.lowerBound < $1.lowerBound } }

  func overlaps(_ span: Range<Int>) -> Bool {
    var low = 0
    var high = fixed.count
    while low < high {
      let middle = (low + high) / 2
      if fixed[middle].upperBound <= span.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < fixed.count && fixed[low].lowerBound < span.upperBound
  }

  /// Whether the span was free and not given before.
  mutating func insertIfFree(_ span: Range<Int>) -> Bool { !overlaps(span) && added.insert(span).inserted }
}
