public import Records

/// Whoever key material can be sealed to.
public enum Principal: Hashable, Sendable, Comparable {
  /// One person.
  case member(ID<Member>)
  /// Everyone who holds the role's key.
  case role(Role)
  /// The trustees of last resort.
  case recovery

  /// `member:<hex>`, `role:<name>` or `recovery`.
  public var text: String {
    switch self {
    case .member(let id): "member:" + id.hex
    case .role(let role): "role:" + role.rawValue
    case .recovery: "recovery"
    }
  }

  /// `nil` for anything ``text`` does not produce.
  public init?(text: String) {
    if text == "recovery" {
      self = .recovery
    } else if text.hasPrefix("role:"), let role = Role(rawValue: String(text.dropFirst(5))) {
      self = .role(role)
    } else if text.hasPrefix("member:"), let id = ID<Member>(hex: String(text.dropFirst(7))) {
      self = .member(id)
    } else {
      return nil
    }
  }

  /// Order of the text forms.
  public static func < (left: Principal, right: Principal) -> Bool { left.text < right.text }
}

extension Principal: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let principal = Principal(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a principal")
    }
    self = principal
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
