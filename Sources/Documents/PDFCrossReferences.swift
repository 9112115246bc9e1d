/// Where a PDF's own tables say its objects are (ISO 32000-1, 7.5.4, 7.5.8). A viewer follows them and sees no other
/// object; this program reads the file from end to end. Both must have seen the same.
struct PDFCrossReferences {
  private enum Entry {
    case offset(Int)
    case packed(stream: Int)
    case free
  }

  /// Objects a viewer would find elsewhere than where they were read, or nowhere, and tables that could not be followed.
  private(set) var mismatches = 0
  /// References to objects that are not in the file.
  private(set) var danglingReferences = 0

  private static let mostSections = 1_000

  private var entries: [Int: Entry] = [:]
  private let file: PDFFile
  /// The objects by where they begin.
  private let starts: [Int: PDFFile.Object]

  init(_ file: PDFFile) {
    self.file = file
    starts = Dictionary(file.objects.compactMap { object in object.start.map { ($0, object) } }) { first, _ in first }
    read()
    compare()
    var absent: Set<Int> = []
    for value in file.objects.map(\.value) + file.trailers.map(PDFValue.dictionary) {
      value.visit { if let number = $0.reference, file.latest[number] == nil { absent.insert(number) } }
    }
    danglingReferences = absent.count
  }

  /// Follows the tables from the last back to the first; of several entries of a number the latest counts.
  private mutating func read() {
    guard let place = Pattern.findLast("startxref", in: file.bytes) else { return mismatches += 1 }
    var lexer = PDFLexer(file.bytes, at: place + 9)
    var waiting = [lexer.next()?.int ?? -1]
    var seen: Set<Int> = []
    while !waiting.isEmpty {
      let offset = waiting.removeFirst()
      guard seen.insert(offset).inserted else { continue }
      guard seen.count <= Self.mostSections, let trailer = file.tables.contains(offset) ? table(offset) : stream(offset)
      else { return mismatches += 1 }
      // A hybrid file's stream counts before what came earlier.
      waiting = [trailer["XRefStm"]?.int, trailer["Prev"]?.int].compactMap { $0 } + waiting
    }
  }

  private mutating func add(_ number: Int, _ entry: Entry) {
    if entries[number] == nil { entries[number] = entry }
  }

  /// `xref`, sections of entries, `trailer` and a dictionary; nil for anything else.
  private mutating func table(_ offset: Int) -> [String: PDFValue]? {
    var lexer = PDFLexer(file.bytes, at: offset + 4)
    while let token = lexer.next() {
      if case .keyword("trailer") = token { return lexer.next()?.dictionary }
      guard let first = token.int, let count = lexer.next()?.int, first >= 0, first <= PDFFile.mostObjects,
        (0...PDFFile.mostObjects).contains(count)
      else { return nil }
      for number in first..<first + count {
        guard let place = lexer.next()?.int, lexer.next()?.int != nil, case .keyword(let kind)? = lexer.next() else {
          return nil
        }
        add(number, kind == "n" ? .offset(place) : .free)
      }
    }
    return nil
  }

  private mutating func stream(_ offset: Int) -> [String: PDFValue]? {
    guard let object = starts[offset], let keys = object.value.dictionary,
      keys["Type"]?.name == "XRef", case .data(let bytes) = file.content(of: object)
    else { return nil }
    let widths = (keys["W"]?.array ?? []).compactMap(\.int)
    let sections = keys["Index"]?.array?.compactMap(\.int) ?? [0, keys["Size"]?.int ?? 0]
    let width = widths.count == 3 && widths.allSatisfy { (0...8).contains($0) } ? widths.reduce(0, +) : 0
    guard width > 0, sections.count % 2 == 0 else { return nil }
    var index = 0
    for section in stride(from: 0, to: sections.count, by: 2) {
      let (first, count) = (sections[section], sections[section + 1])
      guard (0...PDFFile.mostObjects).contains(first), count >= 0, count <= (bytes.count - index) / width else {
        return nil
      }
      for number in first..<first + count {
        let fields = widths.map { width -> Int in
          defer { index += width }
          return bytes[index..<index + width].reduce(0) { ($0 & 0x7f_ffff_ffff_ffff) << 8 | Int($1) }
        }
        switch widths[0] == 0 ? 1 : fields[0] {
        case 1: add(number, .offset(fields[1]))
        case 2: add(number, .packed(stream: fields[1]))
        default: add(number, .free)
        }
      }
    }
    return keys
  }

  private mutating func compare() {
    for (number, place) in file.latest {
      let object = file.objects[place]
      switch entries.removeValue(forKey: number) {
      case .offset(let offset)? where object.packedIn == nil && header(at: offset) == object.start: break
      case .packed(let stream)? where object.packedIn == stream: break
      // A table may leave itself out.
      case nil where object.value.dictionary?["Type"]?.name == "XRef": break
      default: mismatches += 1
      }
    }
    // What is left names objects nobody has read.
    for case .offset(let offset) in entries.values where offset > 0 { mismatches += 1 }
    for case .packed in entries.values { mismatches += 1 }
  }

  /// Some programs count from the line end before an object.
  private func header(at offset: Int) -> Int {
    var place = offset
    while file.bytes.indices.contains(place), PDFLexer.isBlank(file.bytes[place]) { place += 1 }
    return place
  }
}
