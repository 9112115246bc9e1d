internal import FoundationEssentials

extension FieldTree {
  /// The fields of a record's JSON, so that a correction can change some of them and keep the rest.
  public init(json: [UInt8]) throws(RecordError) {
    guard json.count <= RecordLimit.json, let value = try? JSONDecoder().decode(JSONNode.self, from: Data(json)) else {
      throw .malformed(field: "")
    }
    self.init(root: value.node)
  }

  /// Puts `value` in the place of whatever the field holds; an empty value removes it.
  public mutating func replace(_ path: String, with value: String) throws(RecordError) {
    remove(path)
    if !value.isEmpty { try set(path, to: value) }
  }

  /// Whether the field, or anything below it, is set.
  public func contains(_ path: String) -> Bool {
    var node = root
    for key in path.split(separator: ".") {
      switch node {
      case .object(let fields):
        guard let inner = fields[String(key)] else { return false }
        node = inner
      case .list(let list):
        guard let index = Int(key), list.indices.contains(index) else { return false }
        node = list[index]
      case .text: return false
      }
    }
    return true
  }

  /// Every field with its path and text, in alphabetical order.
  public var fields: [(path: String, text: String)] {
    var result: [(path: String, text: String)] = []
    func walk(_ node: Node, _ path: [String]) {
      switch node {
      case .text(let text): result.append((path.joined(separator: "."), text))
      case .list(let nodes):
        for (index, inner) in nodes.enumerated() { walk(inner, path + [String(index)]) }
      case .object(let fields):
        for (key, inner) in fields.sorted(by: { $0.key < $1.key }) { walk(inner, path + [key]) }
      }
    }
    walk(root, [])
    return result
  }

  private mutating func remove(_ path: String) {
    func removed(_ node: Node, _ keys: ArraySlice<Substring>) -> Node? {
      guard let key = keys.first else { return nil }
      switch node {
      case .object(var fields):
        guard let inner = fields[String(key)] else { return node }
        fields[String(key)] = removed(inner, keys.dropFirst())
        return .object(fields)
      case .list(var list):
        guard let index = Int(key), list.indices.contains(index) else { return node }
        if let inner = removed(list[index], keys.dropFirst()) { list[index] = inner } else { list.remove(at: index) }
        return .list(list)
      case .text: return node
      }
    }
    root = removed(root, path.split(separator: ".")[...]) ?? .object([:])
  }
}

/// JSON of any shape with every scalar as text. Depth is bounded by the decoder (512).
private struct JSONNode: Decodable {
  let node: FieldTree.Node

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: Key.self) {
      var fields: [String: FieldTree.Node] = [:]
      for key in object.allKeys where try !object.decodeNil(forKey: key) {
        fields[key.stringValue] = try object.decode(JSONNode.self, forKey: key).node
      }
      node = .object(fields)
    } else if var list = try? decoder.unkeyedContainer() {
      var nodes: [FieldTree.Node] = []
      while !list.isAtEnd { nodes.append(try list.decode(JSONNode.self).node) }
      node = .list(nodes)
    } else {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        node = .text(text)
      } else if let truth = try? value.decode(Bool.self) {
        node = .text(truth ? "yes" : "no")
      } else if let number = try? value.decode(Int.self) {
        node = .text(String(number))
      } else {
        node = .text(String(try value.decode(Double.self)))
      }
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int?
    init(stringValue: String) {
      self.stringValue = stringValue
      intValue = nil
    }
    init(intValue: Int) {
      stringValue = String(intValue)
      self.intValue = intValue
    }
  }
}
