/// Named texts arranged the way a record nests them: `names.0.surname` lies in the first element of `names`.
///
/// Bounded: at most 400 fields, eight levels, and 1,000 elements to a list.
public struct FieldTree: Sendable {
  indirect enum Node: Sendable {
    case text(String)
    case list([Node])
    case object([String: Node])
  }

  var root = Node.object([:])
  private var count = 0

  /// An empty tree.
  public init() {}

  init(root: Node) { self.root = root }

  /// Sets one field. A path given twice becomes a list of both values.
  public mutating func set(_ path: String, to value: String) throws(RecordError) {
    count += 1
    guard count <= 400 else { throw .tooMany(field: "", limit: 400) }
    let keys = path.split(separator: ".", omittingEmptySubsequences: false)
    guard keys.count <= 8, !keys.contains(where: \.isEmpty) else { throw .malformed(field: path) }
    root = try Self.set(root, keys[...], value, path)
  }

  private static func set(_ node: Node?, _ keys: ArraySlice<Substring>, _ value: String, _ path: String)
    throws(RecordError) -> Node
  {
    guard let key = keys.first else {
      switch node {
      case nil: return .text(value)
      case .text(let earlier): return .list([.text(earlier), .text(value)])
      case .list(let earlier) where earlier.count < RecordLimit.list: return .list(earlier + [.text(value)])
      default: throw .malformed(field: path)
      }
    }
    if let index = Int(key) {
      var list: [Node] = []
      if case .list(let existing)? = node { list = existing } else if node != nil { throw .malformed(field: path) }
      guard index >= 0, index <= list.count, index < RecordLimit.list else {
        throw .outOfRange(field: path, lowest: 0, highest: list.count)
      }
      let inner = try set(index < list.count ? list[index] : nil, keys.dropFirst(), value, path)
      if index < list.count { list[index] = inner } else { list.append(inner) }
      return .list(list)
    }
    var object: [String: Node] = [:]
    if case .object(let existing)? = node { object = existing } else if node != nil { throw .malformed(field: path) }
    object[String(key)] = try set(object[String(key)], keys.dropFirst(), value, path)
    return .object(object)
  }

  /// The record these fields describe. A field no such record has is ``RecordError/unknownField(_:suggestions:)``.
  ///
  /// `resolve` turns what somebody typed for another record (the beginning of its identifier, a facility's code)
  /// into that record's identifier; `nil` leaves the text as it is.
  public func decode<Content: RecordContent>(
    _ type: Content.Type, resolve: (String) throws(RecordError) -> RecordID? = { _ in nil }
  ) throws(RecordError) -> Content {
    try withoutActuallyEscaping(resolve) { resolve throws(RecordError) -> Content in
      let usage = FieldUsage()
      do {
        let content = try Content(from: FieldDecoder(root, [], usage, resolve))
        guard var written = content as? any TextRecord else { return try usage.checked(content, root) }
        if case .object(let fields) = root, case .text(let text)? = fields["text"] { written.text = text }
        usage.ask("text", [])
        guard let complete = written as? Content else { throw RecordError.malformed(field: "text") }
        return try usage.checked(complete, root)
      } catch let error as RecordError { throw error } catch let error as DecodingError {
        throw RecordError(error)
      } catch { throw .malformed(field: "") }
    }
  }
}

/// Which fields a record's type asked for, so that one it never asks for is noticed.
final class FieldUsage {
  private var asked: Set<String> = []

  func ask(_ key: String, _ path: [any CodingKey]) { asked.insert(Self.name(path, key)) }

  func checked<Content>(_ content: Content, _ root: FieldTree.Node) throws(RecordError) -> Content {
    try check(root, [])
    return content
  }

  private func check(_ node: FieldTree.Node, _ path: [String]) throws(RecordError) {
    switch node {
    case .text: return
    case .list(let nodes): for node in nodes { try check(node, path + ["*"]) }
    case .object(let fields):
      for (key, inner) in fields.sorted(by: { $0.key < $1.key }) {
        let name = (path + [key]).joined(separator: ".")
        guard asked.contains(name) else {
          let siblings = asked.map { $0.split(separator: ".").map(String.init) }
            .filter { $0.count == path.count + 1 && Array($0.dropLast()) == path }.compactMap(\.last)
          throw .unknownField(name, suggestions: siblings.sorted())
        }
        try check(inner, path + [key])
      }
    }
  }

  private static func name(_ path: [any CodingKey], _ key: String) -> String {
    (path.map { $0.intValue == nil ? $0.stringValue : "*" } + [key]).joined(separator: ".")
  }
}
