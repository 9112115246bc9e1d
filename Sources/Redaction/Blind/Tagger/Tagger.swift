/// Layer 4: a linear-chain conditional random field per language. What it alone finds is only suggested.
///
/// Forward-backward gives the probability of every label at every word; a word whose probability of being nothing is
/// low enough is reported, which misses less than the single best sequence would.
package struct Tagger: Sendable {
  private let weights: TaggerWeights

  /// A tagger with given weights.
  package init(_ weights: TaggerWeights) { self.weights = weights }

  /// The shipped tagger of a language.
  static func of(_ language: Language) throws(RedactionError) -> Tagger {
    switch language {
    case .english: try english.get()
    case .russian: try russian.get()
    case .kazakh: try kazakh.get()
    }
  }

  /// Whether it was taught a category.
  func finds(_ category: Category) -> Bool { weights.categories.contains(category) }

  private static let english = shipped(EnglishWeights.base64)
  private static let russian = shipped(RussianWeights.base64)
  private static let kazakh = shipped(KazakhWeights.base64)

  private static func shipped(_ text: String) -> Result<Tagger, RedactionError> {
    Result { () throws(RedactionError) in Tagger(try TaggerWeights(Base64.decoded(text))) }
  }

  /// Probability of each label at each atom, `labelCount` numbers an atom.
  package func probabilities(_ input: TaggerInput) -> [Float] {
    let labels = weights.labelCount
    var result = [Float](repeating: 0, count: input.count * labels)
    var lattice = Lattice(labels: labels, longest: TaggerInput.longestSegment)
    var features: [UInt32] = []
    var scores = [Float](repeating: 0, count: labels)
    var sums = [Int32](repeating: 0, count: labels)
    for segment in input.segments {
      for (place, index) in segment.enumerated() {
        features.removeAll(keepingCapacity: true)
        input.appendFeatures(at: index, in: segment, to: &features)
        weights.score(features, into: &scores, &sums)
        lattice.set(place, scores)
      }
      lattice.marginals(segment.count, weights.transitions) { place, label, probability in
        result[(segment.lowerBound + place) * labels + label] = probability
      }
    }
    return result
  }

  func findings(_ input: TaggerInput) -> [Finding] {
    let labels = weights.labelCount
    var probabilities = probabilities(input)
    spread(&probabilities, over: input)
    var found: [(category: Category, atoms: Range<Int>)] = []
    var open: (category: Category, atoms: Range<Int>)?
    func close() {
      if let open { found.append(open) }
      open = nil
    }
    for index in 0..<input.count {
      let row = probabilities[(index * labels)..<((index + 1) * labels)]
      guard let (category, begins) = label(row) else {
        close()
        continue
      }
      if let last = open, last.category == category, !begins, input.goesOn(at: index, category) {
        open = (category, last.atoms.lowerBound..<(index + 1))
      } else {
        close()
        open = (category, index..<(index + 1))
      }
    }
    close()
    return PersonSpans(input: input).mended(found).map { category, range in
      let span = input.text.nameSpan(range, of: input.atoms, input.marks)
      return Finding(
        start: span.lowerBound, end: span.upperBound, category: category,
        identifier: category == .person || category == .code ? .direct : .quasi, rule: .tagger(category))
    }
  }

  /// A word that is surely a person's name in one place is one wherever it is written with a capital and not plainly
  /// something else: "Образцов" after "Тимофей Образцов".
  private func spread(_ probabilities: inout [Float], over input: TaggerInput) {
    let labels = weights.labelCount
    let names = weights.categories.indices.filter { weights.categories[$0] == .person }.map { $0 + 1 }
    var surest: [UInt32: Float] = [:]
    func probability(_ index: Int) -> Float { names.reduce(0) { $0 + probabilities[index * labels + $1] } }
    for index in 0..<input.count where input.mayBeName(index) {
      let value = probability(index)
      if value > Self.sure { surest[input.key(index)] = value }
    }
    guard !surest.isEmpty else { return }
    for index in 0..<input.count where input.mayBeName(index) && surest[input.key(index)] != nil {
      let value = probability(index)
      guard value > Self.possible, value < Self.sure else { continue }
      for label in 0..<labels where !names.contains(label) { probabilities[index * labels + label] = 0 }
    }
  }

  private static let sure: Float = 0.9
  private static let possible: Float = 0.03

  /// The likeliest category, if anything is likely enough, and whether a new mention begins here.
  private func label(_ row: ArraySlice<Float>) -> (Category, begins: Bool)? {
    var best = 1
    for label in 1..<row.count where row[row.startIndex + label] > row[row.startIndex + best] { best = label }
    guard 1 - row[row.startIndex] >= weights.thresholds[best - 1] else { return nil }
    return (weights.categories[best - 1], weights.begins[best - 1])
  }
}

extension TaggerInput {
  /// Whether the atom and the one before are parts of one mention, by what stands between.
  func goesOn(at index: Int, _ category: Category) -> Bool {
    let gap = text.gap(atoms[index - 1], atoms[index])
    guard !gap.contains(FoldTable.newline), gap.count <= 4 else { return false }
    let isNumber = atoms[index - 1].isDigits && atoms[index].isDigits
    return gap.allSatisfy { scalar in
      switch scalar {
      case FoldTable.space, FoldTable.hyphen, FoldTable.apostrophe: true
      case 0x2E: isNumber || atoms[index - 1].length <= 3
      case 0x2C: isNumber
      case 0x28, 0x29, 0x3B, 0x22, 0xAB, 0xBB, 0x201C, 0x201D: false
      default: category != .person
      }
    }
  }
}

/// Forward and backward sums over one segment, scaled at every step so that nothing runs out of range.
struct Lattice {
  private let labels: Int
  private var potentials: [Float]
  private var forward: [Float]
  private var backward: [Float]

  init(labels: Int, longest: Int) {
    self.labels = labels
    potentials = Array(repeating: 0, count: labels * longest)
    forward = potentials
    backward = potentials
  }

  mutating func set(_ place: Int, _ scores: [Float]) {
    let highest = scores.max() ?? 0
    for label in 0..<labels { potentials[place * labels + label] = Exponential.of(scores[label] - highest) }
  }

  mutating func marginals(_ count: Int, _ transitions: [Float], _ body: (Int, Int, Float) -> Void) {
    guard count > 0 else { return }
    for place in 0..<count {
      var total: Float = 0
      for to in 0..<labels {
        var sum: Float = place == 0 ? 1 : 0
        if place > 0 {
          for from in 0..<labels { sum += forward[(place - 1) * labels + from] * transitions[from * labels + to] }
        }
        let value = sum * potentials[place * labels + to]
        forward[place * labels + to] = value
        total += value
      }
      let scale = total > 0 ? 1 / total : 1
      for label in 0..<labels { forward[place * labels + label] *= scale }
    }
    for label in 0..<labels { backward[(count - 1) * labels + label] = 1 }
    for place in stride(from: count - 2, through: 0, by: -1) {
      var total: Float = 0
      for from in 0..<labels {
        var sum: Float = 0
        for to in 0..<labels {
          let next = (place + 1) * labels + to
          sum += transitions[from * labels + to] * potentials[next] * backward[next]
        }
        backward[place * labels + from] = sum
        total += sum
      }
      let scale = total > 0 ? 1 / total : 1
      for label in 0..<labels { backward[place * labels + label] *= scale }
    }
    for place in 0..<count {
      var total: Float = 0
      for label in 0..<labels { total += forward[place * labels + label] * backward[place * labels + label] }
      let scale = total > 0 ? 1 / total : 1
      for label in 0..<labels {
        body(place, label, forward[place * labels + label] * backward[place * labels + label] * scale)
      }
    }
  }
}
