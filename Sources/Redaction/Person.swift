/// A person as the detectors see one: who, in what role, and with which initials.
struct Person {
  var id: String
  var role: Role
  /// First letters of given names and patronymics, in the key alphabet of both scripts.
  var initials: Set<UInt32> = []
  /// How given names begin, three letters of a key.
  var givenBeginnings: Set<[UInt32]> = []
  /// The same as `initials` of surnames, for a given name with a letter after it.
  var surnameInitials: Set<UInt32> = []
  /// Keys of surnames as they were entered.
  var surnames: Set<[UInt32]> = []
}

/// The persons of an identity list, relatives after their own identity, each id once.
struct Roster {
  private(set) var persons: [Person] = []
  private var places: [String: Int32] = [:]

  /// The place of a person; entered when new.
  private mutating func place(id: String, role: Role) -> Int32 {
    if let place = places[id] { return place }
    let place = Int32(persons.count)
    places[id] = place
    persons.append(Person(id: id, role: role))
    return place
  }

  /// Enters everybody of a list; the caller's own persons first, so that a relative who is also one of them keeps
  /// that role. The calls tell where each name belongs.
  mutating func enter(_ identities: [KnownIdentity], name: ((KnownName, Int32) -> Void)? = nil) {
    for (index, identity) in identities.enumerated() {
      // Without an identifier nobody may be taken for somebody else who has none either.
      let place = place(id: identity.id.isEmpty ? "#\(index)" : identity.id, role: Role(wire: identity.role))
      for known in identity.names { name?(known, place) }
    }
    for (index, identity) in identities.enumerated() {
      for (second, relative) in identity.relatives.enumerated() {
        let place = place(id: relative.id.isEmpty ? "#\(index).\(second)" : relative.id, role: .relative)
        for known in relative.names { name?(known, place) }
      }
    }
  }

  mutating func addBeginning(ofGiven key: [UInt32], of place: Int32) {
    if key.count > 3 { persons[Int(place)].givenBeginnings.insert(Array(key.prefix(3))) }
  }

  mutating func addSurname(_ key: [UInt32], of place: Int32) {
    if key.count >= Likeness.shortest { persons[Int(place)].surnames.insert(key) }
  }

  mutating func addInitials(_ part: String, of place: Int32, _ kind: NamePart) {
    guard let first = part.unicodeScalars.first(where: { $0.properties.isAlphabetic }) else { return }
    let folded = FoldTable.entry(first, in: FoldTable.entries).folded
    var letters = Set(NameKey.key([folded]).prefix(1))
    for scheme in Transliteration.frequent + Transliteration.rare {
      letters.formUnion(scheme.key(of: [folded]).prefix(1))
    }
    for spelling in KazakhSpelling.russian([folded]) + KazakhSpelling.kazakh([folded])
      + LatinSpelling.cyrillic([folded, 0x62])
    {
      letters.formUnion(NameKey.key(spelling).prefix(1))
    }
    // Û. for Iuliia.
    let second = part.unicodeScalars.dropFirst().first
    if folded == 0x69 || folded == 0x79, second == "u" { letters.insert(0x75) }
    if folded == 0x69 || folded == 0x79, second == "a" { letters.insert(0x61) }
    // What several schemes write with other first letters, and what those stand for.
    switch Unicode.Scalar(folded) {
    case "е", "э", "ю", "я", "й": letters.formUnion([0x79, 0x69, 0x6A, 0x65, 0x75, 0x61])
    case "ж": letters.formUnion([0x7A, 0x64, 0x6A])
    case "х": letters.formUnion([0x6B, 0x68, 0x78])
    case "y", "j", "i": letters.formUnion([0x79, 0x69, 0x6A, 0x435, 0x44E, 0x44F, 0x436, 0x438])
    case "u", "у", "ө", "o", "о": letters.formUnion([0x6F, 0x75, 0x443, 0x43E])
    case "z": letters.insert(0x436)
    case "k": letters.insert(0x445)
    case "s": letters.formUnion([0x448, 0x449])
    case "c": letters.formUnion([0x447, 0x446])
    case "t": letters.insert(0x446)
    case "ч", "ш": letters.formUnion([0x447, 0x448, 0x73, 0x63])
    default: break
    }
    if kind == .surname {
      persons[Int(place)].surnameInitials.formUnion(letters)
    } else {
      persons[Int(place)].initials.formUnion(letters)
    }
  }
}
