import FoundationEssentials
import Records
import Sodium

/// What an entry's body says besides its bytes. For a note the text stands beside it, for a file its key: both come and
/// go as bytes that are wiped, never as strings.
struct TripContent: Codable {
  enum Kind: String, Codable { case note, file }
  struct File: Codable {
    let blob: ID<Blob>
    let mediaType: String
    let name: String
    let sha256: ContentDigest
    let size: Int
  }

  let alias: String
  /// The number of the entry this one corrects.
  let corrects: Int?
  let file: File?
  let kind: Kind
  let language: String?

  func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(self))
  }

  /// A body: length of the JSON (4) ‖ length of the secret part (4) ‖ JSON ‖ secret part. Wipes `secret`.
  func body(_ secret: inout [UInt8]) throws -> [UInt8] {
    let json = try json()
    var writer = ByteWriter()
    writer.append(UInt32(json.count))
    writer.append(UInt32(secret.count))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + json.count + secret.count)
    bytes += writer.bytes
    bytes += json
    bytes += secret
    wipe(&secret)
    return bytes
  }

  /// Reads a body, padding aside; nil for anything else.
  static func read(_ bytes: [UInt8]) -> (content: TripContent, secret: [UInt8], body: ArraySlice<UInt8>)? {
    var reader = ByteReader(bytes)
    guard let jsonCount = reader.uint32(), let secretCount = reader.uint32(), jsonCount <= 1 << 16,
      secretCount <= RecordLimit.note, let json = reader.take(Int(jsonCount)),
      let secret = reader.take(Int(secretCount)),
      let content = try? JSONDecoder().decode(TripContent.self, from: Data(json)), (try? content.json()) == json
    else { return nil }
    return (content, secret, bytes[..<(8 + Int(jsonCount) + Int(secretCount))])
  }
}
