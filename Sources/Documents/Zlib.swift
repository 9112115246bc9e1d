internal import CZlib

/// Deflate (RFC 1951) with and without the zlib wrapping (RFC 1950); the only code that touches zlib.
enum Zlib {
  /// What was unpacked.
  struct Inflated {
    var bytes: [UInt8]
    /// Bytes of input the stream took.
    var consumed: Int
    /// Whether the stream came to its proper end, checksum included.
    var isWhole: Bool
  }

  /// Unpacks at most `limit` bytes. A damaged stream gives what came before the damage.
  ///
  /// - Throws: `tooLarge`.
  static func inflate(_ input: [UInt8], isRaw: Bool, limit: Int) throws(DocumentError) -> Inflated {
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(&stream, isRaw ? -15 : 15, ZLIB_VERSION, size) == Z_OK else {
      return Inflated(bytes: [], consumed: 0, isWhole: false)
    }
    defer { unsafe inflateEnd(&stream) }
    var source = input
    var output: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var consumed = 0
    while true {
      let (code, taken, made) = unsafe source.withUnsafeMutableBufferPointer { source in
        unsafe block.withUnsafeMutableBufferPointer { block in
          let available = min(source.count - consumed, 1 << 30)
          unsafe stream.next_in = source.baseAddress.map { unsafe $0 + consumed }
          unsafe stream.avail_in = UInt32(available)
          unsafe stream.next_out = block.baseAddress
          unsafe stream.avail_out = UInt32(block.count)
          let code = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
          return unsafe (code, available - Int(stream.avail_in), block.count - Int(stream.avail_out))
        }
      }
      consumed += taken
      guard made <= limit - output.count else { throw .tooLarge(limit: limit) }
      output += block[..<made]
      if code == Z_STREAM_END { return Inflated(bytes: output, consumed: consumed, isWhole: true) }
      guard code == Z_OK, taken > 0 || made > 0 else {
        return Inflated(bytes: output, consumed: consumed, isWhole: false)
      }
    }
  }

  /// Packs bytes, with the zlib wrapping unless `isRaw`.
  static func deflate(_ input: [UInt8], isRaw: Bool) throws(DocumentError) -> [UInt8] {
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    guard input.count < 1 << 31,
      unsafe deflateInit2_(&stream, 6, Z_DEFLATED, isRaw ? -15 : 15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { throw .tooLarge(limit: 1 << 31) }
    defer { unsafe deflateEnd(&stream) }
    var source = input
    var output = [UInt8](repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(input.count))) + 16)
    let (code, made) = unsafe source.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = source.baseAddress
        unsafe stream.avail_in = UInt32(source.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(output.count)
        let code = unsafe CZlib.deflate(&stream, Z_FINISH)
        return unsafe (code, output.count - Int(stream.avail_out))
      }
    }
    guard code == Z_STREAM_END else { throw .tooLarge(limit: 1 << 31) }
    return Array(output[..<made])
  }

  /// The checksum of zip entries and PNG chunks.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    guard !bytes.isEmpty else { return 0 }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      UInt32(truncatingIfNeeded: unsafe crc32_z(0, bytes.baseAddress, bytes.count))
    }
  }
}
