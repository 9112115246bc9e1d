import Foundation

/// JSON as it is written into a package: keys sorted, so that the same content has the same bytes.
public indirect enum JSONValue: Encodable, Sendable, Hashable {
  /// An object; a member that is `nil` is left out.
  case object([String: JSONValue?])
  /// A list.
  case list([JSONValue])
  /// A text.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A number; written as the shortest decimal that gives it back.
  case decimal(Double)
  /// True or false.
  case truth(Bool)
  /// Nothing, told as such.
  case null

  /// Writes the value itself.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: Key.self)
      for case (let key, let value?) in members { try container.encode(value, forKey: Key(key)) }
    case .list(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .integer(let number):
      var container = encoder.singleValueContainer()
      try container.encode(number)
    case .decimal(let number):
      var container = encoder.singleValueContainer()
      try container.encode(number)
    case .truth(let truth):
      var container = encoder.singleValueContainer()
      try container.encode(truth)
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }

  /// The bytes of a file that holds this value; `compact` where it is long and for machines.
  public func file(compact: Bool = false) throws(PublicationError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if !compact { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      return Array(try encoder.encode(self)) + [0x0a]
    } catch {
      throw .renderingFailed
    }
  }

  /// A text in each of its languages.
  static func localized(_ text: LocalizedText) -> JSONValue {
    .object(["en": .text(text.english), "ru": text.russian.map { .text($0) }, "kk": text.kazakh.map { .text($0) }])
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ key: String) { stringValue = key }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
