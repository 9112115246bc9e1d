/// A release as a Frictionless Data Package, version 2 (datapackage.org): the files, and `datapackage.json`, which names
/// each with its digest, its schema and what its missing values mean. It holds no date and no random part: the same
/// content gives the same bytes.
public struct DataPackage {
  /// One file.
  public struct File: Sendable, Equatable {
    /// Its name; no folders.
    public let name: String
    /// Its bytes.
    public let bytes: [UInt8]
  }

  /// A file and how it is described.
  struct Resource {
    let name: String
    let path: String
    let format: String
    let mediaType: String
    let bytes: [UInt8]
    /// Only what can be read as a table has one.
    let schema: JSONValue?
  }

  /// The name of the descriptor.
  public static let descriptorName = "datapackage.json"

  let name: String
  let title: LocalizedText
  let methods: LocalizedText?
  let licence: String?
  /// How the figures were protected, as a code.
  let method: String
  /// What the marks in the files mean, and what is claimed.
  let legend: [LocalizedText]
  /// What each method adds.
  let details: [String: JSONValue]
  let resources: [Resource]

  /// The files and their descriptor. `digest` is SHA-256.
  func files(digest: ([UInt8]) -> [UInt8]) throws(PublicationError) -> [File] {
    let descriptor = try descriptor { ($0.bytes.count, "sha256:" + Self.hexadecimal(digest($0.bytes))) }
    return resources.map { File(name: $0.path, bytes: $0.bytes) }
      + [File(name: Self.descriptorName, bytes: descriptor)]
  }

  /// The descriptor's bytes, with the size and hash each resource is listed with.
  func descriptor(_ listed: (Resource) -> (bytes: Int, hash: String)) throws(PublicationError) -> [UInt8] {
    let described = resources.map { resource in
      let (bytes, hash) = listed(resource)
      return JSONValue.object([
        "name": .text(resource.name), "path": .text(resource.path), "format": .text(resource.format),
        "mediatype": .text(resource.mediaType), "encoding": .text("utf-8"), "bytes": .integer(bytes),
        "hash": .text(hash), "type": resource.schema == nil ? nil : .text("table"), "schema": resource.schema,
      ])
    }
    var members: [String: JSONValue?] = [
      "$schema": .text("https://datapackage.org/profiles/2.0/datapackage.json"), "name": .text(name),
      "title": .text(title.english), "titles": .localized(title), "description": methods.map { .text($0.english) },
      "descriptions": methods.map(JSONValue.localized),
      "licenses": licence.map { .list([.object(["name": .text($0)])]) },
      "method": .text(method), "legend": .list(legend.map(JSONValue.localized)), "resources": .list(described),
    ]
    for (key, value) in details { members[key] = value }
    return try JSONValue.object(members).file()
  }

  /// Bytes as lower-case hexadecimal digits.
  public static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// One column of a table's schema.
  static func field(_ name: String, _ type: String, title: LocalizedText? = nil) -> JSONValue {
    .object(["name": .text(name), "type": .text(type), "title": title.map { .text($0.english) }])
  }
}
