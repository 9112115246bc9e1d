/// The filters of PDF streams (ISO 32000-1, 7.4).
enum PDFFilters {
  /// What is left when no more can be unpacked here.
  enum Outcome {
    case data([UInt8])
    /// A picture in a format of its own: DCT, JPX, JBIG2 or CCITT.
    case picture(String, [UInt8])
    case unreadable
  }

  private static let limit = 256 << 20
  private static let fullNames = [
    "Fl": "FlateDecode", "LZW": "LZWDecode", "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "RL": "RunLengthDecode",
  ]

  /// - Parameter budget: how many bytes may still be unpacked, of all streams of the file together; what is used is taken
  ///   off it.
  static func decode(_ bytes: [UInt8], _ stream: [String: PDFValue], budget: inout Int) -> Outcome {
    guard !repeats(stream) else { return .unreadable }
    let filters = names(stream)
    let parameters = list(stream["DecodeParms"] ?? stream["DP"])
    var data = bytes
    for (index, filter) in filters.enumerated() {
      defer { budget -= data.count }
      let limit = min(limit, budget)
      guard limit > 0 else { return .unreadable }
      let options = (index < parameters.count ? parameters[index].dictionary : nil) ?? [:]
      switch filter {
      case "FlateDecode", "Fl":
        guard let inflated = try? Zlib.inflate(data, isRaw: false, limit: limit),
          inflated.isWhole || !inflated.bytes.isEmpty, inflated.bytes.count < limit,
          let plain = unpredicted(inflated.bytes, options)
        else { return .unreadable }
        data = plain
      case "LZWDecode", "LZW":
        guard let unpacked = lzw(data, early: options["EarlyChange"]?.int ?? 1, limit),
          let plain = unpredicted(unpacked, options)
        else { return .unreadable }
        data = plain
      case "ASCIIHexDecode", "AHx": data = hexadecimal(data)
      case "ASCII85Decode", "A85":
        guard let plain = ascii85(data) else { return .unreadable }
        data = plain
      case "RunLengthDecode", "RL":
        guard let plain = runs(data, limit) else { return .unreadable }
        data = plain
      case "DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF":
        return index == filters.count - 1 ? .picture(filter, data) : .unreadable
      default: return .unreadable
      }
    }
    return .data(data)
  }

  /// Whether a stream names a filter twice: that packs nothing better, and unpacks a few bytes into very many.
  static func repeats(_ stream: [String: PDFValue]) -> Bool {
    let filters = names(stream).map { fullNames[$0] ?? $0 }
    return Set(filters).count < filters.count
  }

  private static func names(_ stream: [String: PDFValue]) -> [String] {
    list(stream["Filter"] ?? stream["F"]).compactMap(\.name)
  }

  private static func list(_ value: PDFValue?) -> [PDFValue] {
    guard let value else { return [] }
    return value.array ?? [value]
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    var digits: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: ">") { break }
      if let digit = PDFLexer.digit(byte) { digits.append(digit) }
    }
    if digits.count % 2 == 1 { digits.append(0) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func ascii85(_ bytes: [UInt8]) -> [UInt8]? {
    var output: [UInt8] = []
    var group: [UInt8] = []
    func flush(_ count: Int) -> Bool {
      var value: UInt64 = 0
      for digit in group { value = value * 85 + UInt64(digit) }
      guard value <= UInt64(UInt32.max) else { return false }
      output += (0..<count).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt64($0))) }
      group = []
      return true
    }
    loop: for byte in bytes {
      switch byte {
      case UInt8(ascii: "~"): break loop
      case UInt8(ascii: "z") where group.isEmpty: output += [0, 0, 0, 0]
      case 0x21...0x75:
        group.append(byte - 0x21)
        if group.count == 5, !flush(4) { return nil }
      case _ where PDFLexer.isBlank(byte): break
      default: return nil
      }
    }
    guard group.count != 1 else { return nil }
    if !group.isEmpty {
      let count = group.count - 1
      while group.count < 5 { group.append(84) }
      guard flush(count) else { return nil }
    }
    return output
  }

  private static func runs(_ bytes: [UInt8], _ limit: Int) -> [UInt8]? {
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count, bytes[index] != 128 {
      guard output.count < limit else { return nil }
      let length = Int(bytes[index])
      if length < 128 {
        output += bytes[min(index + 1, bytes.count)..<min(index + 2 + length, bytes.count)]
        index += length + 2
      } else {
        guard index + 1 < bytes.count else { break }
        output += [UInt8](repeating: bytes[index + 1], count: 257 - length)
        index += 2
      }
    }
    return output
  }

  private static func lzw(_ bytes: [UInt8], early: Int, _ limit: Int) -> [UInt8]? {
    var table: [[UInt8]] = []
    func reset() { table = (0..<258).map { $0 < 256 ? [UInt8($0)] : [] } }
    reset()
    var output: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    var width = 9
    var previous: [UInt8] = []
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      guard count >= width else { continue }
      count -= width
      let code = Int(bits >> UInt32(count))
      bits &= (1 << UInt32(count)) - 1
      if code == 257 { return output }
      if code == 256 {
        reset()
        width = 9
        previous = []
        continue
      }
      let entry: [UInt8]
      if code < table.count {
        entry = table[code]
      } else if code == table.count, let first = previous.first {
        entry = previous + [first]
      } else {
        return nil
      }
      guard output.count + entry.count <= limit, !entry.isEmpty else { return nil }
      output += entry
      if !previous.isEmpty, table.count < 4096 { table.append(previous + [entry[0]]) }
      previous = entry
      if table.count + early >= 1 << width, width < 12 { width += 1 }
    }
    return output
  }

  /// Undoes PNG prediction; TIFF prediction and unknown ones are not read.
  private static func unpredicted(_ bytes: [UInt8], _ options: [String: PDFValue]) -> [UInt8]? {
    let predictor = options["Predictor"]?.int ?? 1
    guard predictor > 1 else { return bytes }
    guard predictor >= 10, let columns = Optional(options["Columns"]?.int ?? 1), (1...1 << 20).contains(columns),
      let colors = Optional(options["Colors"]?.int ?? 1), (1...32).contains(colors),
      let depth = Optional(options["BitsPerComponent"]?.int ?? 8), [1, 2, 4, 8, 16].contains(depth)
    else { return nil }
    let row = (columns * colors * depth + 7) / 8
    let step = max(1, colors * depth / 8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var above = [UInt8](repeating: 0, count: row)
    var index = 0
    while index < bytes.count {
      let filter = bytes[index]
      var line = Array(bytes[index + 1..<min(index + 1 + row, bytes.count)])
      for place in line.indices {
        let left = place >= step ? Int(line[place - step]) : 0
        let up = Int(above[place])
        let corner = place >= step ? Int(above[place - step]) : 0
        let guess: Int
        switch filter {
        case 0: guess = 0
        case 1: guess = left
        case 2: guess = up
        case 3: guess = (left + up) / 2
        case 4:
          let sum = left + up - corner
          let (a, b, c) = (abs(sum - left), abs(sum - up), abs(sum - corner))
          guess = a <= b && a <= c ? left : b <= c ? up : corner
        default: return nil
        }
        line[place] = UInt8(truncatingIfNeeded: Int(line[place]) + guess)
      }
      output += line
      above = line + [UInt8](repeating: 0, count: row - line.count)
      index += row + 1
    }
    return output
  }
}
