/// All stems of all known names, looked up by every prefix of a word in one pass over its letters.
struct StemIndex {
  struct Posting {
    var person: Int32
    var part: NamePart
    var ending: EndingClass
    var traits: FormTraits
    var length: UInt8
    var next: Int32
  }

  struct Hit: Equatable {
    var person: Int32
    var part: NamePart
    var traits: FormTraits
    var isKazakh: Bool
    /// Inflected by a Kazakh possessive.
    var isPossessed: Bool
    var stemLength: UInt8

    var isInflected: Bool { traits.contains(.inflected) }
    var isCommon: Bool { traits.contains(.common) }
    var isFragment: Bool { traits.contains(.fragment) }
  }

  private static let mostHits = 64

  private var heads: [UInt64: Int32] = [:]
  private var postings: [Posting] = []
  /// A bit per hash prefix: most prefixes of most words are no stem, and a bit is cheaper than the dictionary.
  private var filter: [UInt64] = []
  private var filterShift: UInt64 = 64
  private let endings = EndingClass.hashes

  var isEmpty: Bool { postings.isEmpty }

  mutating func insert(_ form: NameForm, person: Int32, part: NamePart) {
    guard !form.stem.isEmpty, form.stem.count <= NameKey.longest, postings.count < Int32.max else { return }
    let hash = NameKey.hash(form.stem)
    postings.append(
      Posting(
        person: person, part: part, ending: form.ending, traits: form.traits, length: UInt8(form.stem.count),
        next: heads[hash] ?? -1))
    heads[hash] = Int32(postings.count - 1)
  }

  /// Call once after the last insertion.
  mutating func seal() {
    var bits: UInt64 = 12
    while bits < 26, (1 << bits) < heads.count * 16 { bits += 1 }
    filterShift = 64 - bits
    filter = [UInt64](repeating: 0, count: 1 << Int(bits - 6))
    for hash in heads.keys {
      let slot = Self.spread(hash) >> filterShift
      filter[Int(slot >> 6)] |= 1 << (slot & 63)
    }
  }

  @inline(__always)
  private static func spread(_ hash: UInt64) -> UInt64 { hash &* 0x9E37_79B9_7F4A_7C15 }

  /// Who may be meant by a word of the key alphabet. Longer stems replace shorter ones for the same person and part.
  ///
  /// - Parameter isKazakh: whether the word shows a letter only Kazakh has.
  func lookUp(_ key: [UInt32], isKazakh: Bool, into hits: inout [Hit]) {
    hits.removeAll(keepingCapacity: true)
    guard !postings.isEmpty else { return }
    var hash = NameKey.seed
    for index in key.indices {
      hash = NameKey.extend(hash, key[index])
      let slot = Self.spread(hash) >> filterShift
      guard filter[Int(slot >> 6)] & (1 << (slot & 63)) != 0, var at = heads[hash] else { continue }
      let rest = NameKey.hash(key[(index + 1)...])
      let isWhole = index + 1 == key.count
      // Past this many namesakes nobody is singled out any more, and a vault of them must not make a word slow.
      while at >= 0, hits.count < Self.mostHits {
        let posting = postings[Int(at)]
        if Int(posting.length) == index + 1, isKazakh || !posting.traits.contains(.needsKazakh),
          endings[Int(posting.ending.rawValue)].contains(rest)
        {
          add(
            Hit(
              person: posting.person, part: posting.part,
              traits: isWhole ? posting.traits : posting.traits.union(.inflected),
              isKazakh: posting.ending.isKazakh && !isWhole,
              isPossessed: posting.ending == .kazakhPossessed || posting.ending == .kazakhAfterVoicing,
              stemLength: posting.length), to: &hits)
        }
        at = posting.next
      }
    }
  }

  /// A stem found inside a longer key.
  struct Place {
    var range: Range<Int>
    var person: Int32
    var part: NamePart
  }

  /// Stems standing anywhere inside the key, at most `mostHits`.
  func places(in key: [UInt32]) -> [Place] {
    guard !postings.isEmpty else { return [] }
    var places: [Place] = []
    for start in key.indices {
      var hash = NameKey.seed
      for index in start..<key.count {
        hash = NameKey.extend(hash, key[index])
        let slot = Self.spread(hash) >> filterShift
        guard filter[Int(slot >> 6)] & (1 << (slot & 63)) != 0, var at = heads[hash] else { continue }
        while at >= 0, places.count < Self.mostHits {
          let posting = postings[Int(at)]
          if Int(posting.length) == index + 1 - start {
            places.append(Place(range: start..<(index + 1), person: posting.person, part: posting.part))
          }
          at = posting.next
        }
      }
    }
    return places
  }

  private func add(_ hit: Hit, to hits: inout [Hit]) {
    if let known = hits.firstIndex(where: { $0.person == hit.person && $0.part == hit.part }) {
      if hits[known].isInflected, !hit.isInflected { hits[known] = hit }
      if hits[known].isInflected, hits[known].isKazakh, !hit.isKazakh { hits[known] = hit }
    } else {
      hits.append(hit)
    }
  }
}
