/// Decompression of zlib streams (RFC 1950, RFC 1951) for test vectors that are stored compressed.
struct Inflate {
  struct Malformed: Error {}

  private let input: [UInt8]
  private var position = 2
  private var bitBuffer = 0
  private var bitCount = 0
  private var output: [UInt8] = []

  static func zlib(_ input: [UInt8]) throws -> [UInt8] {
    guard input.count > 6, input[0] & 15 == 8 else { throw Malformed() }
    var inflate = Inflate(input)
    try inflate.run()
    return inflate.output
  }

  private init(_ input: [UInt8]) { self.input = input }

  private mutating func run() throws {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0: try stored()
      case 1:
        let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
        try codes(Huffman(lengths), Huffman([Int](repeating: 5, count: 30)))
      case 2:
        let (literals, distances) = try dynamicTables()
        try codes(literals, distances)
      default: throw Malformed()
      }
    }
  }

  private mutating func bits(_ count: Int) throws -> Int {
    while bitCount < count {
      guard position < input.count else { throw Malformed() }
      bitBuffer |= Int(input[position]) << bitCount
      position += 1
      bitCount += 8
    }
    defer {
      bitBuffer >>= count
      bitCount -= count
    }
    return bitBuffer & (1 << count - 1)
  }

  private mutating func stored() throws {
    bitBuffer = 0
    bitCount = 0
    let count = try bits(16)
    _ = try bits(16)
    for _ in 0..<count { output.append(UInt8(try bits(8))) }
  }

  private struct Huffman {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    init(_ lengths: [Int]) {
      for length in lengths where length > 0 { counts[length] += 1 }
      for length in 1...15 { symbols += lengths.indices.filter { lengths[$0] == length } }
    }
  }

  private mutating func symbol(_ table: Huffman) throws -> Int {
    var (code, first, index) = (0, 0, 0)
    for length in 1...15 {
      code |= try bits(1)
      let count = table.counts[length]
      if code - count < first { return table.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw Malformed()
  }

  private mutating func dynamicTables() throws -> (Huffman, Huffman) {
    let (literals, distances, count) = (try bits(5) + 257, try bits(5) + 1, try bits(4) + 4)
    var lengths = [Int](repeating: 0, count: 19)
    for index in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15][..<count] {
      lengths[index] = try bits(3)
    }
    let table = Huffman(lengths)
    var all: [Int] = []
    while all.count < literals + distances {
      let symbol = try symbol(table)
      switch symbol {
      case 16: all += [Int](repeating: all.last ?? 0, count: 3 + (try bits(2)))
      case 17: all += [Int](repeating: 0, count: 3 + (try bits(3)))
      case 18: all += [Int](repeating: 0, count: 11 + (try bits(7)))
      default: all.append(symbol)
      }
    }
    return (Huffman(Array(all[..<literals])), Huffman(Array(all[literals..<(literals + distances)])))
  }

  private mutating func codes(_ literals: Huffman, _ distances: Huffman) throws {
    while true {
      let value = try symbol(literals)
      if value < 256 {
        output.append(UInt8(value))
        continue
      }
      if value == 256 { return }
      let length = try extended(value - 257, direct: 8, step: 4, first: 3, last: 28)
      let distance = try extended(try symbol(distances), direct: 4, step: 2, first: 1, last: nil)
      guard distance <= output.count, output.count + length <= 1 << 27 else { throw Malformed() }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  /// Lengths and distances: groups of `step` codes with one more extra bit each.
  private mutating func extended(_ code: Int, direct: Int, step: Int, first: Int, last: Int?) throws -> Int {
    if code == last { return 258 }
    if code < direct { return first + code }
    let extra = code / step - 1
    return first + (step + code % step) << extra + (try bits(extra))
  }
}
