/// A name in one script.
public struct KnownName: Codable, Equatable, Sendable {
  /// The script or orthography: `kk`, `ru` or `latin`.
  public var script: String?
  /// Family name.
  public var surname: String?
  /// Given name.
  public var given: String?
  /// Patronymic, in either tradition (-ович, -ұлы).
  public var patronymic: String?

  /// A name; every part may be missing.
  public init(script: String? = nil, surname: String? = nil, given: String? = nil, patronymic: String? = nil) {
    self.script = script
    self.surname = surname
    self.given = given
    self.patronymic = patronymic
  }
}

/// A relative known by name only.
public struct KnownRelative: Codable, Equatable, Sendable {
  /// Identifier of the person.
  public var id: String
  /// The person's names.
  public var names: [KnownName]

  /// A relative.
  public init(id: String, names: [KnownName]) {
    self.id = id
    self.names = names
  }

  private enum CodingKeys: String, CodingKey { case id, names }

  /// Reads the wire shape; every field may be missing.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    id = try object.decodeIfPresent(String.self, forKey: .id) ?? ""
    names = try object.decodeIfPresent([KnownName].self, forKey: .names) ?? []
  }
}

/// What the vault knows of one person and must not leave with a text. The wire shape of `redact scan --jsonl`.
public struct KnownIdentity: Codable, Equatable, Sendable {
  /// Identifier of the person, opaque.
  public var id: String
  /// How the person stands to the case; see `Role`.
  public var role: String?
  /// The person's names, one entry per script or spelling.
  public var names: [KnownName]
  /// Birth date, `YYYY-MM-DD`.
  public var birthDate: String?
  /// Individual identification number, 12 digits.
  public var iin: String?
  /// Telephone numbers in any notation.
  public var phones: [String]
  /// E-mail addresses.
  public var emails: [String]
  /// Numbers of passports, identity cards and the like.
  public var documents: [String]
  /// Account and card numbers.
  public var ibans: [String]
  /// Number plates.
  public var plates: [String]
  /// Addresses as written.
  public var addresses: [String]
  /// Relatives known by name.
  public var relatives: [KnownRelative]

  /// An identity; everything but the identifier may be missing.
  public init(
    id: String, role: String? = nil, names: [KnownName] = [], birthDate: String? = nil, iin: String? = nil,
    phones: [String] = [], emails: [String] = [], documents: [String] = [], ibans: [String] = [],
    plates: [String] = [], addresses: [String] = [], relatives: [KnownRelative] = []
  ) {
    self.id = id
    self.role = role
    self.names = names
    self.birthDate = birthDate
    self.iin = iin
    self.phones = phones
    self.emails = emails
    self.documents = documents
    self.ibans = ibans
    self.plates = plates
    self.addresses = addresses
    self.relatives = relatives
  }

  private enum CodingKeys: String, CodingKey {
    case id, role, names, iin, phones, emails, documents, ibans, plates, addresses, relatives
    case birthDate = "birth_date"
  }

  /// Reads the wire shape; every field may be missing.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    func list(_ key: CodingKeys) throws -> [String] { try object.decodeIfPresent([String].self, forKey: key) ?? [] }
    id = try object.decodeIfPresent(String.self, forKey: .id) ?? ""
    role = try object.decodeIfPresent(String.self, forKey: .role)
    names = try object.decodeIfPresent([KnownName].self, forKey: .names) ?? []
    birthDate = try object.decodeIfPresent(String.self, forKey: .birthDate)
    iin = try object.decodeIfPresent(String.self, forKey: .iin)
    phones = try list(.phones)
    emails = try list(.emails)
    documents = try list(.documents)
    ibans = try list(.ibans)
    plates = try list(.plates)
    addresses = try list(.addresses)
    relatives = try object.decodeIfPresent([KnownRelative].self, forKey: .relatives) ?? []
  }

  /// Longest value accepted, in bytes; a longer one is refused, since silently skipping it would leave it unmasked.
  static let longestValue = 512
  static let mostValues = 256

  var isWithinBounds: Bool {
    let lists = [phones, emails, documents, ibans, plates, addresses]
    let allNames = names + relatives.flatMap(\.names)
    guard allNames.count <= Self.mostValues, relatives.count <= Self.mostValues,
      lists.allSatisfy({ $0.count <= Self.mostValues })
    else { return false }
    let parts = allNames.flatMap { [$0.surname, $0.given, $0.patronymic] }.compactMap { $0 }
    let values = lists.flatMap { $0 } + parts + [iin, birthDate].compactMap { $0 }
    return values.allSatisfy { $0.utf8.count <= Self.longestValue }
  }
}
