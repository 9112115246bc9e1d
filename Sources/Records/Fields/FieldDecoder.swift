/// Identifiers, which people type by their beginning or by a code.
protocol Identifier {}
extension RecordID: Identifier {}
extension ID: Identifier {}

/// Decodes a record from named texts: numbers and truth values are written out, a list may be one text with `|`
/// between its elements.
struct FieldDecoder: Decoder {
  typealias Resolve = (String) throws(RecordError) -> RecordID?

  let node: FieldTree.Node
  let codingPath: [any CodingKey]
  let usage: FieldUsage
  let resolve: Resolve
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ node: FieldTree.Node, _ path: [any CodingKey], _ usage: FieldUsage, _ resolve: @escaping Resolve) {
    self.node = node
    codingPath = path
    self.usage = usage
    self.resolve = resolve
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let fields) = node else { throw RecordError.malformed(field: fieldPath) }
    return KeyedDecodingContainer(Keyed(fields: fields, decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    switch node {
    case .list(let nodes): return Unkeyed(nodes: nodes, decoder: self)
    case .text(let text):
      let parts = text.split(separator: "|").map { part in
        var part = part
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return FieldTree.Node.text(String(part))
      }
      return Unkeyed(nodes: parts, decoder: self)
    case .object: throw RecordError.malformed(field: fieldPath)
    }
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

  func text() throws -> String {
    guard case .text(let text) = node else { throw RecordError.malformed(field: fieldPath) }
    return text
  }

  func value<T: Decodable>(_ type: T.Type) throws -> T {
    if T.self == String.self, let value = try text() as? T { return value }
    if T.self == Int.self, let value = try integer(Int.self) as? T { return value }
    if T.self == Bool.self, let value = try truth() as? T { return value }
    if T.self == Double.self {
      guard let number = Double(try text()), let value = number as? T else {
        throw RecordError.malformed(field: fieldPath)
      }
      return value
    }
    if T.self is any Identifier.Type, let id = try resolve(try text()) {
      return try T(from: FieldDecoder(.text(id.hex), codingPath, usage, resolve))
    }
    return try T(from: self)
  }

  func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
    guard let value = T(try text()) else { throw RecordError.malformed(field: fieldPath) }
    return value
  }

  func truth() throws -> Bool {
    switch try text().lowercased() {
    case "yes", "true", "1", "да", "иә": true
    case "no", "false", "0", "нет", "жоқ": false
    default: throw RecordError.malformed(field: fieldPath)
    }
  }

  func inner(_ node: FieldTree.Node, _ key: any CodingKey) -> FieldDecoder {
    FieldDecoder(node, codingPath + [key], usage, resolve)
  }

  /// An element's place in a list.
  struct Index: CodingKey {
    let intValue: Int?
    var stringValue: String { String(intValue ?? 0) }
    init(intValue: Int) { self.intValue = intValue }
    init?(stringValue: String) { nil }
  }

  struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let fields: [String: FieldTree.Node]
    let decoder: FieldDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { fields.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool {
      decoder.usage.ask(key.stringValue, codingPath)
      return fields[key.stringValue] != nil
    }

    private func child(_ key: Key) throws -> FieldDecoder {
      decoder.usage.ask(key.stringValue, codingPath)
      guard let node = fields[key.stringValue] else {
        throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: ""))
      }
      return decoder.inner(node, key)
    }

    func decodeNil(forKey key: Key) throws -> Bool {
      // An empty cell of a table is a field nobody filled in.
      if case .text(let text)? = fields[key.stringValue] { return text.isEmpty }
      return !contains(key)
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
      // A list nobody filled in is empty.
      if !contains(key), T.self is any ExpressibleByArrayLiteral.Type {
        return try T(from: decoder.inner(.list([]), key))
      }
      return try child(key).value(type)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
      -> KeyedDecodingContainer<Nested>
    {
      try child(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try child(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { try child(key) }
  }

  struct Unkeyed: UnkeyedDecodingContainer {
    let nodes: [FieldTree.Node]
    let decoder: FieldDecoder
    var currentIndex = 0
    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { nodes.count }
    var isAtEnd: Bool { currentIndex >= nodes.count }

    private mutating func child() throws -> FieldDecoder {
      guard !isAtEnd else { throw RecordError.malformed(field: decoder.fieldPath) }
      defer { currentIndex += 1 }
      return decoder.inner(nodes[currentIndex], Index(intValue: currentIndex))
    }

    mutating func decodeNil() throws -> Bool { false }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try child().value(type) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws
      -> KeyedDecodingContainer<Nested>
    {
      try child().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try child().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try child() }
  }

  struct Single: SingleValueDecodingContainer {
    let decoder: FieldDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { if case .text("") = decoder.node { true } else { false } }
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
      // A type that reads itself from a single value of its own type would never end.
      if T.self is any Identifier.Type { return try T(from: decoder) }
      return try decoder.value(type)
    }
  }
}
