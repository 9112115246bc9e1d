/// Layer 1, addresses of known persons: the street's name in any form and script beside the same house number, whatever
/// words for street, house and flat stand between.
struct KnownAddresses {
  private struct Place {
    var house: [UInt32]
    var flat: [UInt32]?
    var value: KnownValues.Value
  }

  private var index = StemIndex()
  private var places: [Place] = []

  mutating func insert(_ address: NormalisedText, _ value: KnownValues.Value) {
    let atoms = address.atoms()
    let numbers = atoms.filter(\.isDigits).map { Array(address.scalars[$0.range]) }
    guard let house = numbers.first, places.count < Int(Int32.max) else { return }
    let place = Int32(places.count)
    var isEntered = false
    for (number, atom) in atoms.enumerated() where !atom.isDigits && atom.length > 2 {
      guard !Self.isDesignator(atom, address),
        number == 0 || !address.begins(atoms[number - 1], withAny: CueWords.townBefore)
      else { continue }
      // Russian names the street in the genitive: Сатпаева, of Сатпаев.
      let name = address.string(atom)
      let names = name.hasSuffix("ва") || name.hasSuffix("ина") ? [name, String(name.dropLast())] : [name]
      for form in names.flatMap({ NameForms.forms(of: $0, .surname, isKazakhName: true) }) {
        index.insert(form, person: place, part: .surname)
        isEntered = true
      }
    }
    if isEntered { places.append(Place(house: house, flat: numbers.dropFirst().first, value: value)) }
  }

  /// Call once after the last insertion.
  mutating func seal() { index.seal() }

  func findings(in text: NormalisedText, atoms: [Atom]) -> [Finding] {
    guard !index.isEmpty else { return [] }
    var findings: [Finding] = []
    var key: [UInt32] = []
    var hits: [StemIndex.Hit] = []
    for at in atoms.indices where !atoms[at].isDigits && atoms[at].length > 2 {
      let letters = text.scalars[atoms[at].range]
      NameKey.append(letters, isLatin: !atoms[at].kind.contains(.cyrillic), to: &key)
      index.lookUp(key, isKazakh: letters.contains(where: KazakhSpelling.isKazakh), into: &hits)
      for hit in hits {
        let place = places[Int(hit.person)]
        guard let range = range(of: place, at: at, text, atoms) else { continue }
        findings.append(place.value.finding(text.original(atoms: range, of: atoms)))
        break
      }
    }
    return findings
  }

  /// From the words for town and street before the name to the flat.
  private func range(of place: Place, at: Int, _ text: NormalisedText, _ atoms: [Atom]) -> Range<Int>? {
    func isNumber(_ index: Int, _ number: [UInt32]) -> Bool {
      atoms[index].isDigits && text.scalars[atoms[index].range].elementsEqual(number)
    }
    func isNear(_ left: Int, _ right: Int) -> Bool {
      let gap = text.gap(atoms[left], atoms[right])
      return gap.count <= 4 && !gap.contains(FoldTable.newline)
    }
    var start = at
    while start > 0, isNear(start - 1, start), Self.isDesignator(atoms[start - 1], text) { start -= 1 }
    // 15 Satpayev Street.
    if start > 0, isNumber(start - 1, place.house), isNear(start - 1, start) {
      var end = at + 1
      while end < atoms.count, isNear(end - 1, end), Self.isDesignator(atoms[end], text) { end += 1 }
      return (start - 1)..<end
    }
    var end = at + 1
    while end < atoms.count, isNear(end - 1, end), Self.isDesignator(atoms[end], text) { end += 1 }
    guard end < atoms.count, isNear(end - 1, end), isNumber(end, place.house) else { return nil }
    end += 1
    // A letter of the house, then the flat with its words.
    if end < atoms.count, atoms[end].length == 1, text.gap(atoms[end - 1], atoms[end]).isEmpty { end += 1 }
    var last = end
    while last < atoms.count, isNear(last - 1, last), Self.isDesignator(atoms[last], text) { last += 1 }
    if let flat = place.flat, last < atoms.count, isNear(last - 1, last), isNumber(last, flat) {
      end = last + 1
      if end < atoms.count, isNear(end - 1, end), text.begins(atoms[end], withAny: CueWords.flatAfter) { end += 1 }
    } else if last > end, text.begins(atoms[end], withAny: CueWords.flatAfter) {
      end += 1
    }
    return start..<end
  }

  private static func isDesignator(_ atom: Atom, _ text: NormalisedText) -> Bool {
    !atom.isDigits && text.begins(atom, withAny: CueWords.addressWords)
  }
}

extension CueWords {
  static let addressWords = list(
    "ул улиц пр просп проспект пер переул пл площад мкр микрорайон мкрн дом дома кв квартир корп корпус строен подъезд этаж г гор "
      + "город пос посел село аул ауыл бульвар бул шоссе д к р н көшесі даңғылы үй үйі пәтер шағын ауданы қаласы қ street str st avenue "
      + "ave road rd apt apartment flat house building bldg no")
  /// Before a town, which alone with a number says nothing.
  static let townBefore = list("г гор город обл област район р н қала облыс city")
  static let flatAfter = list("үй пәтер")
}

extension NormalisedText {
  func string(_ atom: Atom) -> String {
    String(String.UnicodeScalarView(scalars[atom.range].compactMap(Unicode.Scalar.init)))
  }
}
