internal import Foundation

/// A JSON value of which no shape is expected yet (RFC 8259).
public enum JSONValue: Hashable, Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A whole number of at most 64 bits.
  case integer(Int64)
  /// Any other number.
  case number(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object; of a name that stands twice one value is kept.
  case object([String: JSONValue])

  /// The members of an object.
  public var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
  /// The elements of an array.
  public var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  /// The text of a string.
  public var text: String? { if case .string(let text) = self { text } else { nil } }
  /// A whole number.
  public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

  /// The member of an object; nil for anything else.
  public subscript(name: String) -> JSONValue? { members?[name] }

  /// Parses strict UTF-8 JSON. Nesting is bounded by the parser (512 levels).
  init?(json: [UInt8]) {
    guard String(validating: json, as: UTF8.self) != nil,
      let value = try? JSONDecoder().decode(JSONValue.self, from: Data(json))
    else { return nil }
    self = value
  }

  /// Names sorted, no white space.
  var json: [UInt8] {
    get throws(SDJWTError) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      do { return [UInt8](try encoder.encode(self)) } catch { throw .malformedClaims }
    }
  }
}

extension JSONValue: Codable {
  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Takes whatever stands there.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Name.self) {
      var members: [String: JSONValue] = [:]
      for name in container.allKeys { members[name.stringValue] = try container.decode(JSONValue.self, forKey: name) }
      self = .object(members)
    } else if var container = try? decoder.unkeyedContainer() {
      var elements: [JSONValue] = []
      while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
      self = .array(elements)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(Bool.self) {
        self = .bool(value)
      } else if let value = try? container.decode(Int64.self) {
        self = .integer(value)
      } else if let value = try? container.decode(Double.self) {
        self = .number(value)
      } else {
        self = .string(try container.decode(String.self))
      }
    }
  }

  /// Writes the plain value.
  public func encode(to encoder: any Encoder) throws {
    var single = encoder.singleValueContainer()
    switch self {
    case .null: try single.encodeNil()
    case .bool(let value): try single.encode(value)
    case .integer(let value): try single.encode(value)
    case .number(let value): try single.encode(value)
    case .string(let value): try single.encode(value)
    case .array(let value): try single.encode(value)
    case .object(let value): try single.encode(value)
    }
  }
}
