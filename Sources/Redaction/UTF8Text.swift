/// Strict UTF-8: nothing is repaired, since a replacement character could hide a name from the search.
enum UTF8Text {
  static func decode(_ bytes: [UInt8]) throws(RedactionError) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    throw .notUTF8(offset: firstFault(bytes))
  }

  private static func firstFault(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    return offset
  }
}
