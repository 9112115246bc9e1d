/// Reads the strings of JSON without building anything of it. Made for JSON this program wrote; of any other bytes it
/// finds what it finds and never fails.
enum JSONText {
  /// Calls `body` with each string that is a value: the key it stands under (in a list, the list's key), where the
  /// string lies without its quotation marks, and whether it holds escapes.
  static func eachValue(
    of json: [UInt8], in range: Range<Int>, _ body: (_ key: Range<Int>, _ value: Range<Int>, _ isEscaped: Bool) -> Void
  ) {
    var key = range.lowerBound..<range.lowerBound
    var position = range.lowerBound
    while position < range.upperBound {
      defer { position += 1 }
      guard json[position] == UInt8(ascii: "\"") else { continue }
      let start = position + 1
      var isEscaped = false
      position = start
      while position < range.upperBound, json[position] != UInt8(ascii: "\"") {
        if json[position] == UInt8(ascii: "\\") {
          isEscaped = true
          position += 1
        }
        position += 1
      }
      guard position < range.upperBound else { return }
      if position + 1 < range.upperBound, json[position + 1] == UInt8(ascii: ":") {
        key = start..<position
      } else {
        body(key, start..<position, isEscaped)
      }
    }
  }

  /// The bytes a string with escapes stands for (RFC 8259, section 7). An escape there is no such of is left out.
  static func unescaped(_ json: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    var units: [UInt16] = []
    func flush() {
      guard !units.isEmpty else { return }
      bytes += Array(String(decoding: units, as: UTF16.self).utf8)
      units = []
    }
    var position = range.lowerBound
    while position < range.upperBound {
      guard json[position] == UInt8(ascii: "\\"), position + 1 < range.upperBound else {
        flush()
        bytes.append(json[position])
        position += 1
        continue
      }
      let escape = json[position + 1]
      position += 2
      if escape == UInt8(ascii: "u") {
        let end = min(position + 4, range.upperBound)
        if let unit = UInt16(String(decoding: json[position..<end], as: UTF8.self), radix: 16) { units.append(unit) }
        position = end
        continue
      }
      flush()
      switch escape {
      case UInt8(ascii: "n"): bytes.append(0x0a)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "r"): bytes.append(0x0d)
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0c)
      default: bytes.append(escape)
      }
    }
    flush()
    return bytes
  }
}
