/// Layer 7: which person stands behind which neutral token. Kept in the vault, one table per case and recipient.
///
/// Numbers come from a keyed hash of the identifier over the whole range of the table's width, so that neither order of
/// entry nor gender nor the number of persons can be read from them. Once assigned a number never changes.
public struct PseudonymTable: Codable, Equatable, Sendable {
  private struct Entry: Codable, Equatable {
    var role: Role
    var number: Int
  }

  /// Digits of every number.
  public let width: Int
  private var entries: [String: Entry] = [:]
  /// By how much dates are moved where a reviewer wants that; none before anybody was assigned.
  public private(set) var dateShift: DateShift?

  /// An empty table for up to 99 persons a role, or 999 with a width of three. Widths outside 2…6 are clamped.
  public init(width: Int = 2) {
    self.width = min(max(width, 2), 6)
  }

  /// Reads a table back.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    width = try object.decode(Int.self, forKey: .width)
    entries = try object.decode([String: Entry].self, forKey: .entries)
    guard (2...6).contains(width) else { throw RedactionError.damagedPseudonymTable }
    if let days = try object.decodeIfPresent(Int.self, forKey: .dateShift) {
      guard let shift = DateShift(days: days) else { throw RedactionError.damagedPseudonymTable }
      dateShift = shift
    }
    var taken: Set<String> = []
    for entry in entries.values {
      // Two persons under one number would be told apart by nobody, or taken for each other.
      guard (1...capacity).contains(entry.number), taken.insert("\(entry.role.rawValue) \(entry.number)").inserted
      else {
        throw RedactionError.damagedPseudonymTable
      }
    }
  }

  private enum CodingKeys: String, CodingKey { case width, entries, dateShift }

  /// Writes a table to be kept.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(width, forKey: .width)
    try object.encode(entries, forKey: .entries)
    try object.encodeIfPresent(dateShift?.days, forKey: .dateShift)
  }

  private var capacity: Int { (0..<width).reduce(1) { product, _ in product * 10 } - 1 }

  /// Gives every person without a number one, and the table its shift of dates. Persons known already keep theirs, whatever role they are given now.
  ///
  /// - Parameter keyedHash: a keyed hash of at least eight bytes (BLAKE2b, HMAC) under a key of this case and recipient.
  /// - Throws: `pseudonymsExhausted`; the table is then unchanged.
  public mutating func assign(
    _ identities: [KnownIdentity], keyedHash: ([UInt8]) -> [UInt8]
  ) throws(RedactionError) {
    var roster = Roster()
    roster.enter(identities)
    var next = entries
    var taken: [Role: Set<Int>] = [:]
    for entry in entries.values { taken[entry.role, default: []].insert(entry.number) }
    let new = roster.persons.filter { entries[$0.id] == nil }.map { person in
      (person, Self.value(keyedHash, person, 0))
    }
    // In the order of their hashes: a collision must not tell who was entered first.
    for (person, _) in new.sorted(by: { ($0.1, $0.0.id) < ($1.1, $1.0.id) }) {
      var numbers = taken[person.role, default: []]
      guard numbers.count < capacity else { throw .pseudonymsExhausted(role: person.role) }
      var attempt: UInt64 = 0
      var number = 0
      repeat {
        let drawn = attempt < 4096 ? Self.value(keyedHash, person, attempt) : UInt64(number)
        number = Int(drawn % UInt64(capacity)) + 1
        attempt += 1
      } while numbers.contains(number)
      numbers.insert(number)
      taken[person.role] = numbers
      next[person.id] = Entry(role: person.role, number: number)
    }
    entries = next
    if dateShift == nil { dateShift = DateShift(drawnFrom: keyedHash(Array("casevault/date-shift/v1".utf8))) }
  }

  private static func value(_ keyedHash: ([UInt8]) -> [UInt8], _ person: Person, _ attempt: UInt64) -> UInt64 {
    var message = Array("casevault/pseudonym-number/v1".utf8) + [0] + Array(person.role.rawValue.utf8) + [0]
    message += Array(person.id.utf8) + [0]
    message += (0..<8).map { UInt8(truncatingIfNeeded: attempt >> (8 * $0)) }
    return keyedHash(message).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The token of a person, such as `[Detainee-03]`; none for a person never assigned.
  public func token(person: String, language: Language) -> String? {
    guard let entry = entries[person] else { return nil }
    let digits = String(entry.number)
    let padding = String(repeating: "0", count: max(0, width - digits.count))
    return "[\(Tokens.role(entry.role, language))-\(padding)\(digits)]"
  }
}

/// The words that stand in place of what was masked.
enum Tokens {
  static func token(for finding: Finding, _ pseudonyms: PseudonymTable?, _ language: Language) -> String {
    if finding.category == .person, let person = finding.person,
      let token = pseudonyms?.token(person: person, language: language)
    {
      return token
    }
    switch finding.rule {
    case .knownPhone, .phone, .phoneLocal: return pick(language, "[phone]", "[телефон]", "[телефон]")
    case .knownEmail, .email: return pick(language, "[e-mail]", "[эл. почта]", "[эл. пошта]")
    default: return category(finding.category, language)
    }
  }

  static func category(_ category: Category, _ language: Language) -> String {
    switch category {
    case .person: pick(language, "[person]", "[лицо]", "[тұлға]")
    case .code: pick(language, "[personal number]", "[личный номер]", "[жеке нөмір]")
    case .location: pick(language, "[place]", "[место]", "[орын]")
    case .organisation: pick(language, "[organisation]", "[организация]", "[ұйым]")
    case .demographic: pick(language, "[personal detail]", "[личные сведения]", "[жеке мәлімет]")
    case .datetime: pick(language, "[date]", "[дата]", "[күні]")
    case .quantity: pick(language, "[quantity]", "[количество]", "[мөлшері]")
    case .miscellaneous: pick(language, "[withheld]", "[скрыто]", "[жасырылды]")
    case .contact: pick(language, "[contact]", "[контакт]", "[байланыс]")
    case .document: pick(language, "[document]", "[документ]", "[құжат]")
    case .account: pick(language, "[account]", "[счёт]", "[шот]")
    case .vehicle: pick(language, "[vehicle]", "[машина]", "[көлік]")
    case .address: pick(language, "[address]", "[адрес]", "[мекенжай]")
    }
  }

  static func role(_ role: Role, _ language: Language) -> String {
    switch role {
    case .detainee: pick(language, "Detainee", "Задержанный", "Ұсталған")
    case .monitor: pick(language, "Monitor", "Наблюдатель", "Бақылаушы")
    case .relative: pick(language, "Relative", "Родственник", "Туыс")
    case .officer: pick(language, "Officer", "Сотрудник", "Қызметкер")
    case .staff: pick(language, "Staff", "Работник", "Жұмыскер")
    case .lawyer: pick(language, "Lawyer", "Адвокат", "Адвокат")
    case .doctor: pick(language, "Doctor", "Врач", "Дәрігер")
    case .judge: pick(language, "Judge", "Судья", "Судья")
    case .prosecutor: pick(language, "Prosecutor", "Прокурор", "Прокурор")
    case .witness: pick(language, "Witness", "Свидетель", "Куәгер")
    case .interpreter: pick(language, "Interpreter", "Переводчик", "Аудармашы")
    case .person: pick(language, "Person", "Лицо", "Тұлға")
    }
  }

  private static func pick(_ language: Language, _ english: String, _ russian: String, _ kazakh: String) -> String {
    switch language {
    case .english: english
    case .russian: russian
    case .kazakh: kazakh
    }
  }
}
