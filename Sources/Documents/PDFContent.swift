/// What the operators of a content stream (ISO 32000-1, Annex A) do that a reader does not see.
struct PDFContent {
  private(set) var hasText = false
  private(set) var hasInvisibleText = false
  /// Texts that begin outside the page.
  private(set) var textsOutside = 0
  private(set) var coveredPictures = 0
  /// Whether something was drawn over a text that stood there.
  private(set) var coversText = false
  private(set) var hasPicture = false
  private(set) var hasAlternativeText = false
  /// The strings that are shown, as bytes; a simple font's are text.
  private(set) var strings: [[UInt8]] = []
  private(set) var comments: [UInt8] = []

  private struct Box {
    var left = Double.infinity
    var bottom = Double.infinity
    var right = -Double.infinity
    var top = -Double.infinity

    mutating func add(_ x: Double, _ y: Double) {
      (left, right) = (min(left, x), max(right, x))
      (bottom, top) = (min(bottom, y), max(top, y))
    }

    func holds(_ x: Double, _ y: Double) -> Bool {
      x >= left - 1 && x <= right + 1 && y >= bottom - 1 && y <= top + 1
    }

    func overlaps(_ other: Box) -> Bool {
      min(right, other.right) - max(left, other.left) > 1 && min(top, other.top) - max(bottom, other.bottom) > 1
    }
  }

  /// - Parameters:
  ///   - pictures: names under which pictures are drawn.
  ///   - page: the page's left, lower, right and upper edge, where the stream is a page's own.
  init(_ bytes: [UInt8], pictures: Set<String>, page: [Double]? = nil) {
    var lexer = PDFLexer(bytes)
    var operands: [PDFValue] = []
    var matrix: [Double] = [1, 0, 0, 1, 0, 0]
    var stack: [[Double]] = []
    var path = Box()
    var drawn: [Box] = []
    var curves = 0
    var texts: [(x: Double, y: Double)] = []
    // Where the line of text begins (9.4.2), and how far the next one lies below.
    var line: [Double] = [1, 0, 0, 1, 0, 0]
    var leading = 0.0
    func moveLine(_ x: Double, _ y: Double) {
      line[4] += line[0] * x + line[2] * y
      line[5] += line[1] * x + line[3] * y
    }
    func placed(_ x: Double, _ y: Double) -> (Double, Double) {
      (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])
    }
    func unitSquare() -> Box {
      var box = Box()
      for (x, y) in [(0.0, 0.0), (1, 0), (0, 1), (1, 1)] {
        let point = placed(x, y)
        box.add(point.0, point.1)
      }
      return box
    }
    while true {
      guard let token = lexer.next() else {
        lexer.skipBlanks()
        guard lexer.index < bytes.count else { break }
        // A stray delimiter.
        lexer.index += 1
        continue
      }
      guard case .keyword(let word) = token else {
        if operands.count < 1000 { operands.append(token) }
        continue
      }
      let numbers = operands.compactMap(\.number)
      switch word {
      case "q": if stack.count < 1000 { stack.append(matrix) }
      case "Q": matrix = stack.popLast() ?? matrix
      case "cm" where numbers.count == 6:
        let (a, b) = (numbers, matrix)
        matrix = [
          a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
          a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
        ]
      case "re" where numbers.count == 4:
        for (x, y) in [(0.0, 0.0), (numbers[2], 0), (0, numbers[3]), (numbers[2], numbers[3])] {
          let point = placed(numbers[0] + x, numbers[1] + y)
          path.add(point.0, point.1)
        }
      case "m", "l", "c", "v", "y":
        if word == "c" { curves += 1 }
        for index in stride(from: 0, to: numbers.count - 1, by: 2) {
          let point = placed(numbers[index], numbers[index + 1])
          path.add(point.0, point.1)
        }
      case "f", "F", "f*", "B", "B*", "b", "b*":
        coveredPictures += drawn.count { $0.overlaps(path) }
        if texts.contains(where: { path.holds($0.x, $0.y) }) { coversText = true }
        path = Box()
      case "n", "S", "s": path = Box()
      case "Do":
        if let name = operands.last?.name, pictures.contains(name) {
          hasPicture = true
          // One picture upon another hides it as a rectangle does.
          coveredPictures += drawn.count { $0.overlaps(unitSquare()) }
          if texts.contains(where: { unitSquare().holds($0.x, $0.y) }) { coversText = true }
          if drawn.count < Self.mostPlaces { drawn.append(unitSquare()) }
        }
      case "BI":
        hasPicture = true
        if texts.contains(where: { unitSquare().holds($0.x, $0.y) }) { coversText = true }
        if drawn.count < Self.mostPlaces { drawn.append(unitSquare()) }
        lexer.index = Self.endOfInlinePicture(bytes, lexer.index)
      case "Tr": if let mode = numbers.last, mode == 3 || mode == 7 { hasInvisibleText = true }
      case "BT": line = [1, 0, 0, 1, 0, 0]
      case "Td" where numbers.count == 2: moveLine(numbers[0], numbers[1])
      case "TD" where numbers.count == 2:
        leading = -numbers[1]
        moveLine(numbers[0], numbers[1])
      case "Tm" where numbers.count == 6: line = numbers
      case "TL": leading = numbers.last ?? leading
      case "T*": moveLine(0, -leading)
      case "Tj", "TJ", "'", "\"":
        hasText = true
        if word == "'" || word == "\"" { moveLine(0, -leading) }
        let (x, y) = placed(line[4], line[5])
        if texts.count < Self.mostPlaces { texts.append((x, y)) }
        if let page, page.count == 4 {
          let isInside =
            x >= min(page[0], page[2]) - 2 && x <= max(page[0], page[2]) + 2 && y >= min(page[1], page[3]) - 2
            && y <= max(page[1], page[3]) + 2
          if !isInside { textsOutside += 1 }
        }
        for operand in operands {
          operand.visit { if case .string(let string) = $0, strings.count < 1_000_000 { strings.append(string) } }
        }
      case "BDC", "DP":
        for operand in operands {
          operand.visit { value in
            if let keys = value.dictionary, keys["ActualText"] != nil || keys["Alt"] != nil || keys["E"] != nil {
              hasAlternativeText = true
            }
            if case .string(let string) = value, strings.count < 1_000_000 { strings.append(string) }
          }
        }
      default: break
      }
      operands = []
    }
    comments = lexer.comments
    // So many curves may be letters drawn as shapes.
    if curves >= Self.mostCurves { hasPicture = true }
  }

  private static let mostCurves = 100
  private static let mostPlaces = 5000

  private static func endOfInlinePicture(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while let place = Pattern.find("EI", in: bytes, from: index) {
      let isEnd =
        place > 0 && PDFLexer.isBlank(bytes[place - 1])
        && (place + 2 >= bytes.count || PDFLexer.isBlank(bytes[place + 2]))
      if isEnd { return place + 2 }
      index = place + 2
    }
    return bytes.count
  }
}
