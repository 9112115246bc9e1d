/// How the values of one quasi-identifier are made coarser, step by step: level 0 holds the values themselves, the last
/// level a single node, written `*`, that says nothing.
public struct ValueHierarchy: Sendable {
  /// What a released cell that says nothing shows.
  public static let root = "*"
  /// More values or levels than this are refused.
  static let valueLimit = 100_000
  static let levelLimit = 20

  /// The labels of the nodes, by level.
  let labels: [[String]]
  /// For each level, the node above each value.
  let nodeOfValue: [[Int32]]
  /// For each level and node, how many values lie below it.
  let valuesBelow: [[Int]]
  private let valueIndex: [String: Int32]

  var levels: Int { labels.count }
  var values: Int { labels[0].count }

  /// Reads lines of a value and its ever coarser groups, all of one length. A `*` on top is added where it is missing.
  /// - Throws: the line, from 1, that is empty, of another length, repeats a value, or puts a group under two others.
  public init(lines: [[String]]) throws(MicrodataProblem) {
    guard let depth = lines.first?.count, depth > 0 else { throw .emptyHierarchy }
    guard lines.count <= Self.valueLimit, depth <= Self.levelLimit else { throw .hierarchyTooLarge }
    var labels = [[String]](repeating: [], count: depth)
    var nodeOfValue = [[Int32]](repeating: [], count: depth)
    var known = [[String: Int32]](repeating: [:], count: depth)
    var parents = [[Int32]](repeating: [], count: depth)
    for (number, line) in lines.enumerated() {
      guard line.count == depth, !line.contains("") else { throw .hierarchyLine(number + 1) }
      guard known[0][line[0]] == nil else { throw .hierarchyLine(number + 1) }
      var below: Int32?
      for (level, label) in line.enumerated() {
        let isNew = known[level][label] == nil
        let node = known[level][label] ?? Int32(labels[level].count)
        if isNew {
          known[level][label] = node
          labels[level].append(label)
        }
        nodeOfValue[level].append(node)
        if let below {
          // A group belongs to one coarser group: otherwise two files could not be compared level by level.
          if Int(below) < parents[level - 1].count {
            guard parents[level - 1][Int(below)] == node else { throw .hierarchyLine(number + 1) }
          } else {
            parents[level - 1].append(node)
          }
        }
        below = node
      }
    }
    if labels[depth - 1].count > 1 {
      labels.append([Self.root])
      nodeOfValue.append([Int32](repeating: 0, count: lines.count))
    } else {
      labels[depth - 1] = [Self.root]
    }
    self.labels = labels
    self.nodeOfValue = nodeOfValue
    valuesBelow = nodeOfValue.enumerated().map { level, nodes in
      var counts = [Int](repeating: 0, count: labels[level].count)
      for node in nodes { counts[Int(node)] += 1 }
      return counts
    }
    valueIndex = known[0]
  }

  /// A hierarchy of values that are either told or not.
  public init(flat values: [String]) throws(MicrodataProblem) {
    try self.init(lines: values.map { [$0, Self.root] })
  }

  func index(of value: String) -> Int32? { valueIndex[value] }

  /// The normalised certainty penalty of one cell: how much of the attribute's range its node leaves open, 0 for a value
  /// and 1 for `*` (Xu et al. 2006).
  func penalty(level: Int, node: Int32) -> Double {
    values > 1 ? Double(valuesBelow[level][Int(node)] - 1) / Double(values - 1) : 0
  }
}
