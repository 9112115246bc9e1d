/// A word and where it stands, in pixels or points from the upper left corner.
struct PlacedWord: Equatable {
  var text: String
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double
  /// Of recognition, in hundredths.
  var confidence = 100.0

  /// The box in another scale, widened to whole pixels and by a margin.
  func area(scale: Double, margin: Int, page: Int) -> Area {
    func bound(_ value: Double) -> Int { Int(max(-1e6, min(1e6, value))) }
    let (x, y) = (bound((left * scale).rounded(.down)) - margin, bound((top * scale).rounded(.down)) - margin)
    let (endX, endY) = (bound((right * scale).rounded(.up)) + margin, bound((bottom * scale).rounded(.up)) + margin)
    return Area(x: x, y: y, width: max(0, endX - x), height: max(0, endY - y), page: page)
  }
}

/// Words in reading order, line by line.
struct PlacedLines: Equatable {
  var lines: [[PlacedWord]] = []

  var text: String { lines.map { $0.map(\.text).joined(separator: " ") }.joined(separator: "\n") }
  var words: [PlacedWord] { lines.flatMap(\.self) }

  /// Words long enough and sure enough to say that they were read the right way up.
  var tellingWords: Int { words.count { $0.confidence >= 60 && $0.text.count { $0.isLetter } >= 4 } }
}
