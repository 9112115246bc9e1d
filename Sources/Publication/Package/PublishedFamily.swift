/// Tables of one release, or of a whole series, as an outsider sees them together: cells that count the same things are one
/// unknown, and where tables cut the world differently the pieces of all cuts are unknowns too.
///
/// Codes of dimensions of the same name mean the same in all tables. A table that lacks a dimension counts all its codes,
/// unless its scope says which. Tables of different counting units are not tied together.
struct PublishedFamily {
  /// A cell of one of the tables.
  struct Place: Hashable {
    let table: Int
    let cell: Int
  }

  /// More unknown pieces than this are refused.
  static let pieceLimit = 150_000

  let tables: [PublishedTable]
  let published: PublishedSystem
  /// For each table and cell, the cell of the system.
  let cells: [[Int]]
  /// For each cell of the system, where it is shown; none for a piece no table shows.
  let places: [[Place]]
  /// For a cell no table shows: where it was added to what a table showed before.
  let increases: [Int: Place]
  /// Places of one cell that show different numbers.
  let contradictions: [(Place, Place)]
  /// Places where a number is hidden that another place shows.
  let shownElsewhere: [(hidden: Place, shown: Place)]

  /// - Throws: ``PublicationError/tooLarge(cells:limit:)``.
  init(_ tables: [PublishedTable]) throws(PublicationError) {
    var cells: [[Int]] = []
    var places: [[Place]] = []
    var equations: [AdditiveSystem.Equation] = []
    var leaves: [[Int]] = []
    // What one unit can be several of does not add up to what other tables count: such a table stands alone.
    let units = tables.enumerated().map { position, table in
      table.shape.dimensions.contains(where: \.isMultiResponse) ? "\(table.unit.code) \(position)" : table.unit.code
    }
    var increases: [Int: Place] = [:]
    var cellsByTable = [[Int]](repeating: [], count: tables.count)
    for unit in Set(units).sorted() {
      let members = tables.indices.filter { units[$0] == unit }
      let cut = try Cut(members.map { tables[$0] })
      // Pieces come first, in their own order; whole cells follow as they are met.
      let base = places.count
      places += [[Place]](repeating: [], count: cut.pieces)
      leaves += (0..<cut.pieces).map { [base + $0] }
      var known: [[Int]: Int] = [:]
      for (position, member) in members.enumerated() {
        let table = tables[member]
        var own: [Int] = []
        for cell in 0..<table.shape.cells {
          let pieces = cut.pieces(of: cell, in: position)
          let index: Int
          if pieces.count == 1 {
            index = base + pieces[0]
          } else if let same = known[pieces] {
            index = same
          } else {
            index = places.count
            known[pieces] = index
            places.append([])
            leaves.append(pieces.map { base + $0 })
            if table.shape.isLeaf(cell) {
              equations.append(.init(total: index, parts: pieces.map { base + $0 }))
            }
          }
          places[index].append(Place(table: member, cell: cell))
          own.append(index)
        }
        for equation in table.shape.system.equations {
          let total = own[equation.total]
          let parts = equation.parts.map { own[$0] }
          if parts != [total] { equations.append(.init(total: total, parts: parts)) }
        }
        cellsByTable[member] = own
      }
      // Who takes one table from a longer one of the same layout reads what was added, in every cell and every total.
      for (position, later) in members.enumerated() {
        for (before, first) in members.enumerated() where tables[first].shape == tables[later].shape {
          for cell in 0..<tables[later].shape.cells {
            let counted = Set(cut.pieces(of: cell, in: before))
            let pieces = cut.pieces(of: cell, in: position)
            let added = pieces.filter { !counted.contains($0) }
            guard !added.isEmpty, added.count + counted.count == pieces.count else { continue }
            let index = added.count == 1 ? base + added[0] : known[added] ?? places.count
            if index == places.count {
              known[added] = index
              places.append([])
              leaves.append(added.map { base + $0 })
              equations.append(.init(total: index, parts: leaves[index]))
            }
            let whole = cellsByTable[later][cell]
            equations.append(.init(total: whole, parts: [cellsByTable[first][cell], index]))
            increases[index] = increases[index] ?? Place(table: later, cell: cell)
          }
        }
      }
    }
    cells = cellsByTable
    var numbers = [Int?](repeating: nil, count: places.count)
    var contradictions: [(Place, Place)] = []
    var shownElsewhere: [(hidden: Place, shown: Place)] = []
    for (cell, places) in places.enumerated() {
      let shown = places.filter { tables[$0.table].cells[$0.cell].number != nil }
      guard let first = shown.first else { continue }
      numbers[cell] = tables[first.table].cells[first.cell].number
      for place in shown.dropFirst() where tables[place.table].cells[place.cell].number != numbers[cell] {
        contradictions.append((first, place))
      }
      for place in places where tables[place.table].cells[place.cell] == .suppressed {
        shownElsewhere.append((hidden: place, shown: first))
      }
    }
    let policies = Set(tables.map(\.zeroPolicy))
    self.tables = tables
    self.cells = cells
    self.places = places
    self.increases = increases
    self.contradictions = contradictions
    self.shownElsewhere = shownElsewhere
    let system = AdditiveSystem(cells: places.count, equations: equations, leaves: leaves)
    published = PublishedSystem(
      system: system, numbers: numbers,
      // Where only some tables show all zeros, the weaker statement is what is said of the release.
      zeroPolicy: policies == [.alwaysPublish] ? .alwaysPublish : .maySuppress,
      threshold: tables.map(\.threshold).max() ?? TableSpec.defaultThreshold,
      floors: Self.floors(of: system, tables, places))
  }

  /// A cell is at least what the table that hides it says of zeros, and at least what its parts are.
  private static func floors(of system: AdditiveSystem, _ tables: [PublishedTable], _ places: [[Place]]) -> [Int] {
    let own = tables.map { table in
      let alone = table.published
      return table.cells.indices.map { table.cells[$0] == .suppressed ? alone.floor(of: $0) : 0 }
    }
    var floors = places.map { places in places.map { own[$0.table][$0.cell] }.max() ?? 0 }
    guard floors.contains(where: { $0 > 0 }) else { return floors }
    // A total counts more inner cells than any of its parts: parts come first.
    for equation in system.equations.sorted(by: { system.leaves[$0.total].count < system.leaves[$1.total].count }) {
      floors[equation.total] = max(floors[equation.total], equation.parts.reduce(0) { $0 + floors[$1] })
    }
    return floors
  }

  /// A cell in words: the table and the codes, of the first place that has it.
  func name(of cell: Int) -> String {
    if let place = places[cell].first { return name(of: place) }
    if let place = increases[cell] { return "what was added to " + name(of: place) }
    return "a part that no table shows"
  }

  func name(of place: Place) -> String {
    let table = tables[place.table]
    return (tables.count > 1 ? "\(table.title.english): " : "") + table.name(of: place.cell)
  }

  /// How the tables cut every dimension into pieces.
  private struct Cut {
    let pieces: Int
    /// For each table, dimension of the cut and node of the table: the parts of that dimension it covers.
    private var covered: [[[[Int]]]] = []
    private let strides: [Int]
    private let tables: [PublishedTable]
    private let names: [String]

    init(_ tables: [PublishedTable]) throws(PublicationError) {
      let names = Set(tables.flatMap { $0.shape.dimensions.map(\.base) + $0.scope.keys }).sorted()
      var sizes: [Int] = []
      var partsByName: [[String: Int]] = []
      for name in names {
        var universe: Set<String> = []
        var sets: [Set<String>] = []
        for table in tables {
          if let position = table.shape.dimensions.firstIndex(where: { $0.base == name }) {
            let codes = table.shape.dimensions[position].baseCodes
            universe.formUnion(codes.joined())
            sets += table.shape.nodes[position].map { Set($0.leaves.flatMap { codes[$0] }) }
          } else if let scope = table.scope[name] {
            universe.formUnion(scope)
            sets.append(Set(scope))
          }
        }
        var signatures: [[Bool]: Int] = [:]
        var parts: [String: Int] = [:]
        let distinct = Array(Set(sets))
        for code in universe.sorted() {
          let signature = distinct.map { $0.contains(code) }
          parts[code] = signatures[signature] ?? signatures.count
          signatures[signature] = parts[code]
        }
        sizes.append(max(1, signatures.count))
        partsByName.append(parts)
      }
      var strides = [Int](repeating: 1, count: sizes.count)
      var pieces = 1
      for position in sizes.indices.reversed() {
        strides[position] = pieces
        let (product, overflow) = pieces.multipliedReportingOverflow(by: sizes[position])
        guard !overflow, product <= PublishedFamily.pieceLimit else {
          throw .tooLarge(cells: product, limit: PublishedFamily.pieceLimit)
        }
        pieces = product
      }
      self.pieces = pieces
      self.strides = strides
      self.tables = tables
      self.names = names
      covered = tables.map { table in
        names.enumerated().map { position, name in
          let parts = partsByName[position]
          if let own = table.shape.dimensions.firstIndex(where: { $0.base == name }) {
            let codes = table.shape.dimensions[own].baseCodes
            return table.shape.nodes[own].map { node in
              Set(node.leaves.flatMap { codes[$0] }.compactMap { parts[$0] }).sorted()
            }
          }
          if let scope = table.scope[name] { return [Set(scope.compactMap { parts[$0] }).sorted()] }
          return [Array(0..<sizes[position])]
        }
      }
    }

    /// The pieces a cell of a table is made of, ascending.
    func pieces(of cell: Int, in table: Int) -> [Int] {
      let shape = tables[table].shape
      let place = shape.position(of: cell)
      var found = [0]
      for (position, name) in names.enumerated() {
        let node = shape.dimensions.firstIndex { $0.base == name }.map { place[$0] } ?? 0
        let parts = covered[table][position][node]
        found = found.flatMap { base in parts.map { base + $0 * strides[position] } }
      }
      return found
    }
  }
}
