/// Writes a tar archive (POSIX.1-2017 `ustar`) piece by piece, with nothing in it that tells of this machine: no owner, a
/// time that is given, fixed permissions.
public struct TarWriter: ~Copyable {
  private let sink: ([UInt8]) throws -> Void
  private let time: Int
  private var expected = 0
  private var written = 0
  static let block = 512
  /// Largest file an entry can announce, in bytes: 11 octal digits.
  static let sizeLimit = 1 << 33 - 1

  /// Hands the archive to `sink` as it grows. Every entry gets the time `seconds` after 1970.
  public init(seconds: Int, to sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
    time = max(0, min(seconds, Self.sizeLimit))
  }

  /// A whole file. Its name is at most 100 bytes.
  public mutating func file(_ path: String, _ content: [UInt8]) throws {
    try begin(path, size: content.count)
    try write(content)
    try end()
  }

  /// Begins a file whose content follows by ``write(_:)``; ``end()`` closes it.
  public mutating func begin(_ path: String, size: Int) throws {
    let name = Array(path.utf8)
    guard name.count <= 100, ArchivePath.checked(name) == path, (0...Self.sizeLimit).contains(size) else {
      throw TarError.tooLarge
    }
    var header = [UInt8](repeating: 0, count: Self.block)
    func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in bytes.enumerated() { header[offset + index] = byte }
    }
    func octal(_ value: Int, digits: Int) -> [UInt8] {
      let text = String(value, radix: 8)
      return Array(String(repeating: "0", count: max(0, digits - text.count)).utf8) + Array(text.utf8)
    }
    put(name, at: 0)
    put(octal(0o644, digits: 7), at: 100)
    put(octal(0, digits: 7), at: 108)
    put(octal(0, digits: 7), at: 116)
    put(octal(size, digits: 11), at: 124)
    put(octal(time, digits: 11), at: 136)
    put([UInt8](repeating: 0x20, count: 8), at: 148)
    put("0".utf8, at: 156)
    put("ustar".utf8, at: 257)
    put("00".utf8, at: 263)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(octal(sum, digits: 6) + [0, 0x20], at: 148)
    (expected, written) = (size, 0)
    try sink(header)
  }

  /// The next bytes of the file that was begun.
  public mutating func write(_ bytes: [UInt8]) throws {
    guard bytes.count <= expected - written else { throw TarError.wrongSize }
    written += bytes.count
    try sink(bytes)
  }

  /// Ends the file; its size must be the announced one.
  public mutating func end() throws {
    guard written == expected else { throw TarError.wrongSize }
    let rest = written % Self.block
    if rest > 0 { try sink([UInt8](repeating: 0, count: Self.block - rest)) }
  }

  /// Ends the archive.
  public consuming func finish() throws {
    try sink([UInt8](repeating: 0, count: 2 * Self.block))
  }
}
