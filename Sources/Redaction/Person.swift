/// A person as the detectors see one: who, in what role, and with which initials.
struct Person {
  var id: String
  var role: Role
  /// First letters of given names and patronymics, in the key alphabet of both scripts.
  var initials: Set<UInt32> = []
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

  mutating func addInitials(_ part: String, of place: Int32) {
    guard let first = part.unicodeScalars.first(where: { $0.properties.isAlphabetic }) else { return }
    let folded = FoldTable.entry(first, in: FoldTable.entries).folded
    let cyrillic = NameKey.key([folded])
    if let letter = cyrillic.first { persons[Int(place)].initials.insert(letter) }
    for scheme in Transliteration.allCases {
      if let letter = scheme.key(of: [folded]).first { persons[Int(place)].initials.insert(letter) }
    }
    // Е, Ю and Я are also written with Y and J; Ж with Z of Zh.
    switch Unicode.Scalar(folded) {
    case "е", "ю", "я": persons[Int(place)].initials.formUnion([0x79, 0x69, 0x6A])
    case "ж": persons[Int(place)].initials.formUnion([0x7A, 0x64])
    case "х": persons[Int(place)].initials.insert(0x6B)
    default: break
    }
  }
}
