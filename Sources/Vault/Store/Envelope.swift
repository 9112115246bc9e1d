import Records

/// The JSON around a record's content: `{"content":{…}}`, or `{"content":{…},"corrects":"<id>"}`.
enum Envelope {
  private static let opening = Array("{\"content\":".utf8)
  private static let correction = Array(",\"corrects\":\"".utf8)

  static func wrap(_ content: [UInt8], corrects: RecordID?) -> [UInt8] {
    guard let corrects else { return opening + content + [0x7d] }
    return opening + content + correction + Array(corrects.hex.utf8) + [0x22, 0x7d]
  }

  /// The record that is corrected by the envelope at `range` of `bytes`, without copying anything else.
  static func corrects(_ bytes: [UInt8], in range: Range<Int>) -> RecordID? {
    let start = range.upperBound - correction.count - 32 - 2
    guard start > range.lowerBound, bytes[start..<range.upperBound].starts(with: correction) else { return nil }
    let hex = bytes[start + correction.count..<range.upperBound - 2]
    return RecordID(hex: String(decoding: hex, as: UTF8.self))
  }

  /// Content and the record it corrects. `nil` unless the bytes are what ``wrap(_:corrects:)`` produces.
  static func unwrap(_ json: [UInt8]) -> (content: [UInt8], corrects: RecordID?)? {
    guard json.starts(with: opening), json.last == 0x7d else { return nil }
    let tail = correction.count + 32 + 2
    if json.count > opening.count + tail, json[(json.count - tail)...].starts(with: correction) {
      let start = json.count - tail + correction.count
      if let id = RecordID(hex: String(decoding: json[start..<start + 32], as: UTF8.self)) {
        return (Array(json[opening.count..<json.count - tail]), id)
      }
    }
    return (Array(json[opening.count..<json.count - 1]), nil)
  }
}
