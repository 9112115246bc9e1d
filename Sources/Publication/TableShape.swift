/// Where the cells of a table of any number of dimensions lie, and the sums between them.
///
/// Each dimension has nodes: its categories, then the groups of its hierarchies, then the total. A cell is one node of
/// every dimension; cells are numbered in row-major order of the nodes, the last dimension fastest.
public struct TableShape: Sendable, Hashable {
  /// One place on a dimension: a category, a group of them, or the total.
  public struct Node: Sendable, Hashable {
    /// Code and label; `_T` is the total's code.
    public let category: TableCategory
    /// Positions of the categories it counts, ascending.
    public let leaves: [Int]
  }

  /// Along one dimension, the node `total` is the sum of the nodes `parts`.
  struct Sum: Sendable, Hashable {
    let total: Int
    let parts: [Int]
  }

  /// The most cells a table can have, totals included.
  public static let cellLimit = 60_000

  /// The dimensions, in the order given.
  public let dimensions: [TableDimension]
  /// The nodes of each dimension.
  public let nodes: [[Node]]
  /// The number of cells, totals included.
  public let cells: Int
  let sums: [[Sum]]
  private let strides: [Int]
  private let indexOfCode: [[String: Int]]

  /// - Throws: ``PublicationError`` when codes repeat, a group names what is not there or counts a category twice, or
  ///   the table has more than ``cellLimit`` cells.
  public init(_ dimensions: [TableDimension]) throws(PublicationError) {
    var nodes: [[Node]] = []
    var sums: [[Sum]] = []
    var names: Set<String> = []
    guard !dimensions.isEmpty else { throw .noCategories(dimension: "") }
    for dimension in dimensions {
      guard names.insert(dimension.name).inserted else { throw .repeatedDimension(dimension.name) }
      let (own, ownSums) = try Self.nodes(of: dimension)
      nodes.append(own)
      sums.append(ownSums)
    }
    var strides = [Int](repeating: 1, count: nodes.count)
    var cells = 1
    for position in nodes.indices.reversed() {
      strides[position] = cells
      let (product, overflow) = cells.multipliedReportingOverflow(by: nodes[position].count)
      guard !overflow, product <= Self.cellLimit else { throw .tooLarge(cells: product, limit: Self.cellLimit) }
      cells = product
    }
    self.dimensions = dimensions
    self.nodes = nodes
    self.sums = sums
    self.strides = strides
    self.cells = cells
    indexOfCode = nodes.map { list in
      Dictionary(list.enumerated().map { ($1.category.code, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// The cell at one node of every dimension.
  public func cell(at position: [Int]) -> Int {
    zip(position, strides).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The node of every dimension a cell stands at.
  public func position(of cell: Int) -> [Int] {
    zip(strides, nodes).map { cell / $0 % $1.count }
  }

  /// The codes of a cell, one a dimension.
  public func codes(of cell: Int) -> [String] {
    zip(position(of: cell), nodes).map { $1[$0].category.code }
  }

  /// The cell of these codes, one a dimension; `nil` where a code is not there.
  public func cell(codes: [String]) -> Int? {
    guard codes.count == nodes.count else { return nil }
    var cell = 0
    for (position, code) in codes.enumerated() {
      guard let node = indexOfCode[position][code] else { return nil }
      cell += node * strides[position]
    }
    return cell
  }

  /// Whether every node of the cell is a category.
  public func isLeaf(_ cell: Int) -> Bool {
    zip(position(of: cell), dimensions).allSatisfy { $0 < $1.categories.count }
  }

  /// The number of inner cells.
  public var leafCount: Int { dimensions.reduce(1) { $0 * $1.categories.count } }

  /// The cell of an inner cell, by its categories' positions.
  func leafCell(_ categories: some Sequence<Int>) -> Int {
    zip(categories, strides).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Along one dimension, the cells of every sum: its total and its parts. Without sums, the categories of each line.
  func lines(along dimension: Int) -> [(total: Int?, parts: [Int])] {
    var lines: [(total: Int?, parts: [Int])] = []
    for cell in 0..<cells where cell / strides[dimension] % nodes[dimension].count == 0 {
      func at(_ node: Int) -> Int { cell + node * strides[dimension] }
      for sum in sums[dimension] { lines.append((at(sum.total), sum.parts.map(at))) }
      if sums[dimension].isEmpty { lines.append((nil, dimensions[dimension].categories.indices.map(at))) }
    }
    return lines
  }

  /// All sums between the cells.
  public var system: AdditiveSystem {
    var equations: [AdditiveSystem.Equation] = []
    var leaves: [[Int]] = []
    leaves.reserveCapacity(cells)
    for cell in 0..<cells {
      let place = position(of: cell)
      var covered = [0]
      for (dimension, node) in place.enumerated() {
        covered = covered.flatMap { base in nodes[dimension][node].leaves.map { base + $0 * strides[dimension] } }
      }
      leaves.append(covered)
      for (dimension, node) in place.enumerated() {
        for sum in sums[dimension] where sum.total == node {
          let origin = cell - node * strides[dimension]
          equations.append(.init(total: cell, parts: sum.parts.map { origin + $0 * strides[dimension] }))
        }
      }
    }
    return AdditiveSystem(cells: cells, equations: equations, leaves: leaves)
  }

  private static func nodes(of dimension: TableDimension) throws(PublicationError) -> ([Node], [Sum]) {
    guard !dimension.categories.isEmpty else { throw .noCategories(dimension: dimension.name) }
    var nodes: [Node] = []
    var index: [String: Int] = [:]
    for (position, category) in dimension.categories.enumerated() {
      guard !category.code.isEmpty, category.code != TableSpec.totalCode, index[category.code] == nil else {
        throw .invalidCategory(dimension: dimension.name, position: position)
      }
      index[category.code] = position
      nodes.append(Node(category: category, leaves: [position]))
    }
    // One thing counted can stand in several categories: nothing along this dimension adds up.
    guard !dimension.isMultiResponse else {
      guard dimension.hierarchies.isEmpty else { throw .invalidGroup(dimension: dimension.name, group: "") }
      return (nodes, [])
    }
    let all = Array(nodes.indices)
    var sums: [Sum] = []
    var tops: [[Int]] = []
    for hierarchy in dimension.hierarchies {
      var top = Set(all)
      for group in hierarchy.groups {
        let code = group.category.code
        guard !code.isEmpty, code != TableSpec.totalCode, index[code] == nil, !group.members.isEmpty else {
          throw .invalidGroup(dimension: dimension.name, group: code)
        }
        var parts: [Int] = []
        for member in group.members {
          // Each node has one parent in a tree; what an earlier group took is no longer on top.
          guard let part = index[member], top.remove(part) != nil else {
            throw .invalidGroup(dimension: dimension.name, group: code)
          }
          parts.append(part)
        }
        index[code] = nodes.count
        top.insert(nodes.count)
        sums.append(Sum(total: nodes.count, parts: parts))
        nodes.append(Node(category: group.category, leaves: parts.flatMap { nodes[$0].leaves }.sorted()))
      }
      tops.append(top.sorted())
    }
    if dimension.hasTotal {
      for top in tops.isEmpty ? [all] : tops { sums.append(Sum(total: nodes.count, parts: top)) }
      nodes.append(Node(category: .total, leaves: all))
    }
    return (nodes, sums)
  }
}

extension TableCategory {
  /// The total of a dimension, as SDMX codes it.
  static var total: TableCategory {
    TableCategory(
      code: TableSpec.totalCode,
      label: LocalizedText(
        Wording.of(.english).total, russian: Wording.of(.russian).total, kazakh: Wording.of(.kazakh).total))
  }
}
