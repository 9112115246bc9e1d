/// A text broken into the lines of a screen of some width: at blanks where there are any, else anywhere.
///
/// Places count Unicode code points, as findings do. Line feeds end a line; control and invisible characters are shown
/// as a mark, so that what is masked can be seen.
struct TextLayout {
  /// The code points of each line on the screen, without the line feed that ended it.
  let lines: [Range<Int>]
  private let scalars: [Unicode.Scalar]

  init(_ scalars: [Unicode.Scalar], width: Int) {
    self.scalars = scalars
    let width = max(2, width)
    var lines: [Range<Int>] = []
    var start = 0
    var used = 0
    var blank: Int?
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\n" {
        lines.append(start..<index)
        (start, used, blank) = (index + 1, 0, nil)
      } else {
        let columns = Self.columns(scalars[index])
        if used + columns > width {
          // Words stay whole; a blank at the very edge goes with its line.
          let end = blank ?? index
          lines.append(start..<end)
          start = end
          used = scalars[start..<index].reduce(0) { $0 + Self.columns($1) }
          blank = nil
        }
        used += columns
        if scalars[index] == " " { blank = index + 1 }
      }
      index += 1
    }
    lines.append(start..<scalars.count)
    self.lines = lines
  }

  /// The line a place stands in.
  func line(of place: Int) -> Int {
    var (low, high) = (0, lines.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lines[middle].lowerBound <= place { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The place in another line nearest to the column of `place`.
  func place(_ place: Int, movedBy count: Int) -> Int {
    let from = line(of: place)
    let to = min(max(from + count, 0), lines.count - 1)
    let column = scalars[lines[from].lowerBound..<max(lines[from].lowerBound, min(place, scalars.count))]
      .reduce(0) { $0 + Self.columns($1) }
    var (result, passed) = (lines[to].lowerBound, 0)
    while result < lines[to].upperBound, passed + Self.columns(scalars[result]) <= column {
      passed += Self.columns(scalars[result])
      result += 1
    }
    return result
  }

  /// A line as it is shown, each code point in the style `style` gives it.
  func text(_ line: Int, style: (Int) -> Style) -> String {
    var result = ""
    var current = Style.plain
    for place in lines[line] {
      let wanted = style(place)
      if wanted != current {
        result += wanted.sequence
        current = wanted
      }
      result += Self.shown(scalars[place])
    }
    return current == .plain ? result : result + Style.plain.sequence
  }

  static func columns(_ scalar: Unicode.Scalar) -> Int {
    scalar == "\t" ? 4 : isHidden(scalar) ? 1 : Terminal.displayWidth(String(scalar))
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    scalar == "\t" ? "    " : isHidden(scalar) ? "\u{fffd}" : String(scalar)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
    default: false
    }
  }
}

/// How a code point is shown. Without colour the styles still differ.
enum Style: Equatable {
  case plain, undecided, accepted, rejected, current, selected

  var sequence: String {
    switch self {
    case .plain: "\u{1b}[0m"
    case .undecided: Terminal.hasColor(1) ? "\u{1b}[0;1;30;43m" : "\u{1b}[0;1;4m"
    case .accepted: Terminal.hasColor(1) ? "\u{1b}[0;30;42m" : "\u{1b}[0;7m"
    case .rejected: Terminal.hasColor(1) ? "\u{1b}[0;4;36m" : "\u{1b}[0;4m"
    case .current: Terminal.hasColor(1) ? "\u{1b}[0;1;37;45m" : "\u{1b}[0;1;4;7m"
    case .selected: Terminal.hasColor(1) ? "\u{1b}[0;30;46m" : "\u{1b}[0;7m"
    }
  }
}
