import Foundation
import Redaction

/// Trains a linear-chain conditional random field by stochastic gradient with adaptive steps (AdaGrad; Duchi, Hazan and
/// Singer, 2011). Features are left out at random in each step, so that no single word is relied on.
struct FieldTrainer {
  struct Settings {
    var epochs: Int
    var step: Float
    /// Share of the weights lost after each epoch.
    var decay: Float
    /// Share of the features left out in each step.
    var dropout: Float
    /// Features seen less often are not learned.
    var rarest: Int
    /// Rows kept, those with the largest weights.
    var rows = 75_000
    var seed: UInt64 = 2026
  }

  private struct Sequence {
    var features: [Int32] = []
    var ends: [Int] = []
    var labels: [UInt8] = []
  }

  private let settings: Settings
  let labels: Int
  private var hashes: [UInt32] = []
  private var sequences: [Sequence] = []
  private var weights: [Float] = []
  private var squares: [Float] = []
  private var transitions: [Float]
  private var transitionSquares: [Float]
  private var random: SplitMix

  init(labels: Int, settings: Settings) {
    self.labels = labels
    self.settings = settings
    transitions = Array(repeating: 0, count: labels * labels)
    transitionSquares = transitions
    random = SplitMix(state: settings.seed)
  }

  /// Takes the labelled texts in; `label` gives the label of an atom from the spans.
  mutating func load(_ texts: [(TaggerInput, [UInt8])]) {
    var counts: [UInt32: Int] = [:]
    var features: [UInt32] = []
    for (input, _) in texts {
      for segment in input.segments {
        for index in segment {
          features.removeAll(keepingCapacity: true)
          input.appendFeatures(at: index, in: segment, to: &features)
          for feature in features { counts[feature, default: 0] += 1 }
        }
      }
    }
    hashes = counts.filter { $0.value >= settings.rarest }.map(\.key).sorted()
    let places = Dictionary(uniqueKeysWithValues: hashes.enumerated().map { ($1, Int32($0)) })
    for (input, gold) in texts {
      for segment in input.segments {
        var sequence = Sequence()
        for index in segment {
          features.removeAll(keepingCapacity: true)
          input.appendFeatures(at: index, in: segment, to: &features)
          for feature in features { if let place = places[feature] { sequence.features.append(place) } }
          sequence.ends.append(sequence.features.count)
          sequence.labels.append(gold[index])
        }
        sequences.append(sequence)
      }
    }
    weights = Array(repeating: 0, count: hashes.count * labels)
    squares = weights
  }

  /// The weights are the mean of those after each epoch of the second half, which depends less on the order of the texts.
  mutating func train(progress: (Int) -> Void) {
    var order = Array(sequences.indices)
    var sums = [Float](repeating: 0, count: weights.count)
    var transitionSums = [Float](repeating: 0, count: transitions.count)
    var counted: Float = 0
    for epoch in 0..<settings.epochs {
      order.shuffle(using: &random)
      for index in order { step(sequences[index]) }
      for index in weights.indices { weights[index] *= 1 - settings.decay }
      for index in transitions.indices { transitions[index] *= 1 - settings.decay }
      if epoch >= settings.epochs / 2 {
        for index in weights.indices { sums[index] += weights[index] }
        for index in transitions.indices { transitionSums[index] += transitions[index] }
        counted += 1
      }
      progress(epoch + 1)
    }
    weights = sums.map { $0 / max(counted, 1) }
    transitions = transitionSums.map { $0 / max(counted, 1) }
  }

  private mutating func step(_ sequence: Sequence) {
    let count = sequence.labels.count
    guard count > 0 else { return }
    var kept: [Int32] = []
    var ends: [Int] = []
    kept.reserveCapacity(sequence.features.count)
    var at = 0
    let limit = UInt64(settings.dropout * 65536)
    for end in sequence.ends {
      while at < end {
        if random.next() & 0xFFFF >= limit { kept.append(sequence.features[at]) }
        at += 1
      }
      ends.append(kept.count)
    }
    var scores = [Float](repeating: 0, count: count * labels)
    let scale = 1 / (1 - settings.dropout)
    var start = 0
    for place in 0..<count {
      for feature in kept[start..<ends[place]] {
        let base = Int(feature) * labels
        for label in 0..<labels { scores[place * labels + label] += weights[base + label] }
      }
      for label in 0..<labels { scores[place * labels + label] *= scale }
      start = ends[place]
    }
    let (unary, pairs) = expectations(scores, count)
    start = 0
    for place in 0..<count {
      let gold = Int(sequence.labels[place])
      var gradient = [Float](repeating: 0, count: labels)
      var largest: Float = 0
      for label in 0..<labels {
        gradient[label] = (label == gold ? 1 : 0) - unary[place * labels + label]
        largest = max(largest, abs(gradient[label]))
      }
      if largest > 0.001 {
        for feature in kept[start..<ends[place]] {
          let base = Int(feature) * labels
          for label in 0..<labels {
            let value = gradient[label]
            squares[base + label] += value * value
            weights[base + label] += settings.step * value / (squares[base + label] + 1).squareRoot()
          }
        }
      }
      start = ends[place]
    }
    var observed = [Float](repeating: 0, count: labels * labels)
    for place in 1..<max(count, 1) where count > 1 {
      observed[Int(sequence.labels[place - 1]) * labels + Int(sequence.labels[place])] += 1
    }
    for index in transitions.indices {
      let value = observed[index] - pairs[index]
      transitionSquares[index] += value * value
      transitions[index] += settings.step * value / (transitionSquares[index] + 1).squareRoot()
    }
  }

  /// Expected labels at every place, and expected numbers of transitions.
  private func expectations(_ scores: [Float], _ count: Int) -> (unary: [Float], pairs: [Float]) {
    let exponentials = transitions.map(Exponential.of)
    var potentials = scores
    for place in 0..<count {
      let row = (place * labels)..<((place + 1) * labels)
      let highest = scores[row].max() ?? 0
      for index in row { potentials[index] = Exponential.of(scores[index] - highest) }
    }
    var forward = potentials
    var backward = [Float](repeating: 1, count: count * labels)
    for place in 0..<count {
      var total: Float = 0
      for to in 0..<labels {
        var sum: Float = place == 0 ? 1 : 0
        if place > 0 {
          for from in 0..<labels { sum += forward[(place - 1) * labels + from] * exponentials[from * labels + to] }
        }
        forward[place * labels + to] = sum * potentials[place * labels + to]
        total += forward[place * labels + to]
      }
      for label in 0..<labels { forward[place * labels + label] /= max(total, 1e-30) }
    }
    var pairs = [Float](repeating: 0, count: labels * labels)
    for place in stride(from: count - 2, through: 0, by: -1) {
      var total: Float = 0
      var joint = [Float](repeating: 0, count: labels * labels)
      var mass: Float = 0
      for from in 0..<labels {
        var sum: Float = 0
        for to in 0..<labels {
          let next = (place + 1) * labels + to
          let value = exponentials[from * labels + to] * potentials[next] * backward[next]
          sum += value
          joint[from * labels + to] = value * forward[place * labels + from]
          mass += joint[from * labels + to]
        }
        backward[place * labels + from] = sum
        total += sum
      }
      for label in 0..<labels { backward[place * labels + label] /= max(total, 1e-30) }
      for index in pairs.indices { pairs[index] += joint[index] / max(mass, 1e-30) }
    }
    var unary = forward
    for place in 0..<count {
      var total: Float = 0
      for label in 0..<labels {
        unary[place * labels + label] *= backward[place * labels + label]
        total += unary[place * labels + label]
      }
      for label in 0..<labels { unary[place * labels + label] /= max(total, 1e-30) }
    }
    return (unary, pairs)
  }

  /// The weights in the form `TaggerWeights` reads.
  func encoded(_ categories: [Redaction.Category], thresholds: [Float]) -> [UInt8] {
    func largest(_ row: Int) -> Float { (0..<labels).reduce(0) { max($0, abs(weights[row * labels + $1])) } }
    let kept = hashes.indices.map { ($0, largest($0)) }.filter { $0.1 > 0.01 }
      .sorted { ($0.1, $1.0) > ($1.1, $0.0) }.prefix(settings.rows).map(\.0).sorted()
    let unit = (kept.map(largest).max() ?? 1) / 127
    var bytes = Array("CVT1".utf8) + [UInt8(labels)]
    for (category, threshold) in zip(categories, thresholds) {
      bytes.append(UInt8(Redaction.Category.allCases.firstIndex(of: category) ?? 0))
      bytes.append(UInt8((threshold * 255).rounded()))
    }
    func append(_ value: UInt32) { for shift in [0, 8, 16, 24] { bytes.append(UInt8(value >> UInt32(shift) & 255)) } }
    append(unit.bitPattern)
    for value in transitions {
      let scaled = UInt16(bitPattern: Int16(min(max(value / unit, -32000), 32000).rounded()))
      bytes.append(UInt8(scaled & 255))
      bytes.append(UInt8(scaled >> 8))
    }
    append(UInt32(kept.count))
    for row in kept { append(hashes[row]) }
    for row in kept {
      for label in 0..<labels {
        bytes.append(UInt8(bitPattern: Int8(min(max(weights[row * labels + label] / unit, -127), 127).rounded())))
      }
    }
    return bytes
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
