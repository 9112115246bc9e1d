/// k, ℓ and t of rows as they are released.
public struct MicrodataMeasures: Sendable, Hashable, Codable {
  /// The fewest rows in a class.
  public let k: Int
  /// The fewest different values of a sensitive column in a class.
  public let l: Int?
  /// The greatest distance of a class from all released rows.
  public let t: Double?
}

/// What somebody who looks for a person in the rows can hope for.
public struct ReidentificationRisk: Sendable, Hashable, Codable {
  /// Rows that no other row shares all quasi-identifiers with.
  public let uniqueRows: Int
  /// Somebody who knows that the person is among the rows: the greatest chance to pick the right one.
  public let prosecutorHighest: Double
  /// Somebody who picks for every row at once: the share picked rightly.
  public let marketer: Double
  /// Somebody who only knows the population the rows come from; absent when no population was given.
  public let journalistHighest: Double?
}

extension ReidentificationRisk {
  /// - Parameters:
  ///   - classes: the rows of each class, counted.
  ///   - population: how many people of the population fit each class.
  init(_ classes: [Int], population: [Int]?) {
    let rows = classes.reduce(0, +)
    uniqueRows = classes.count { $0 == 1 }
    prosecutorHighest = classes.map { 1 / Double($0) }.max() ?? 0
    marketer = rows > 0 ? Double(classes.count) / Double(rows) : 0
    // A row outside the population given is at least one person.
    journalistHighest = population.map { counts in counts.map { 1 / Double(max(1, $0)) }.max() ?? 0 }
  }
}

extension MicrodataMeasures {
  /// Classes beyond this many are not compared pair by pair.
  static let wildcardLimit = 20_000

  /// The measures when `*` stands for any value: each class together with all that it might be the same as. Absent where
  /// there are too many classes; k and ℓ are then at least those of the plain reading, since no group loses a row.
  init?(wildcards classes: [(labels: [String], rows: [Int])], _ spread: SensitiveSpread) {
    guard classes.count <= Self.wildcardLimit else { return nil }
    // Labels as numbers, 0 for `*`: every class is compared with every other.
    var numbers: [String: Int32] = [ValueHierarchy.root: 0]
    let labels = classes.map { item in
      item.labels.map { label -> Int32 in
        if let known = numbers[label] { return known }
        let next = Int32(numbers.count)
        numbers[label] = next
        return next
      }
    }
    let hasOpen = labels.map { $0.contains(0) }
    let groups = classes.indices.map { one -> [Int] in
      var rows = classes[one].rows
      for other in classes.indices where other != one && (hasOpen[one] || hasOpen[other]) {
        let agrees = zip(labels[one], labels[other]).allSatisfy { $0 == $1 || $0 == 0 || $1 == 0 }
        if agrees { rows += classes[other].rows }
      }
      return rows
    }
    self.init(groups: groups, spread)
  }

  /// The measures as most readers take them: `*` is a value like any other.
  init(groups: [[Int]], _ spread: SensitiveSpread) {
    k = groups.map(\.count).min() ?? 0
    l = groups.compactMap { spread.diversity(of: $0) }.min()
    t = groups.compactMap { spread.distance(of: $0) }.max()
  }
}
