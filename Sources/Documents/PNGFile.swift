/// PNG (W3C PNG, third edition) by its chunks.
enum PNGFile {
  private static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  /// What is needed to show the picture, and how light and colours are coded.
  private static let plain: Set<String> = [
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "sRGB", "cHRM", "sBIT", "bKGD", "pHYs", "cICP",
  ]

  struct Chunk {
    var type: String
    var content: ArraySlice<UInt8>
  }

  /// The chunks up to the last, and where it ends.
  ///
  /// - Throws: `malformed` for a checksum that is wrong, too.
  static func chunks(_ bytes: [UInt8]) throws(DocumentError) -> (chunks: [Chunk], end: Int) {
    guard bytes.starts(with: signature) else { throw .malformed(.png) }
    let reader = ByteReader(bytes)
    var chunks: [Chunk] = []
    var index = signature.count
    while true {
      guard let length = reader.big32(index), let body = reader.span(index + 4, length + 4),
        let checksum = reader.big32(index + 8 + length), Int(Zlib.crc32(Array(body))) == checksum
      else { throw .malformed(.png) }
      let type = String(decoding: body.prefix(4), as: UTF8.self)
      chunks.append(Chunk(type: type, content: body.dropFirst(4)))
      index += 12 + length
      if type == "IEND" { return (chunks, index) }
    }
  }

  /// What the file says beside its pixels.
  static func inspect(_ bytes: [UInt8], _ inspection: inout Inspection) {
    guard let (chunks, end) = try? chunks(bytes), let header = chunks.first, header.type == "IHDR",
      header.content.count == 13
    else {
      inspection.add(.unreadable, "PNG")
      return inspection.readLoosely(bytes, "PNG")
    }
    for chunk in chunks where !plain.contains(chunk.type) {
      switch chunk.type {
      case "eXIf": Exif.inspect(Array(chunk.content), &inspection)
      case "tEXt", "iTXt", "zTXt": inspection.add(.metadata, "PNG text")
      case "tIME": inspection.add(.metadata, "PNG time")
      case "iCCP": inspection.add(.metadata, "colour profile")
      case "acTL", "fcTL", "fdAT": inspection.add(.extraBytes, "further pictures (APNG)")
      default: inspection.add(.metadata, "PNG chunk")
      }
      inspection.readLoosely(chunk.content, "PNG chunk")
      // zTXt, iTXt and iCCP pack their content behind a keyword.
      if let zero = chunk.content.firstIndex(of: 0) {
        for start in zero..<min(zero + 70, chunk.content.endIndex) where chunk.content[start] == 0x78 {
          guard let content = try? Zlib.inflate(Array(chunk.content[start...]), isRaw: false, limit: 16 << 20),
            !content.bytes.isEmpty
          else { continue }
          inspection.readLoosely(content.bytes, "PNG chunk")
          break
        }
      }
    }
    checkPixels(header, chunks, &inspection)
    if end < bytes.count {
      inspection.add(.extraBytes, "behind the picture", count: bytes.count - end)
      inspection.readLoosely(bytes[end...], "behind the picture")
    }
  }

  /// The packed pixels must be exactly as many as the header announces: more would be an older, larger picture.
  private static func checkPixels(_ header: Chunk, _ chunks: [Chunk], _ inspection: inout Inspection) {
    let fields = ByteReader(Array(header.content))
    guard let width = fields.big32(0), let height = fields.big32(4), (1...1 << 20).contains(width),
      (1...1 << 20).contains(height), let channels = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][Int(fields.bytes[9])]
    else { return inspection.add(.unreadable, "PNG") }
    if fields.bytes[9] & 4 != 0 || chunks.contains(where: { $0.type == "tRNS" }) {
      inspection.add(.layer, "transparency")
    }
    let packed = chunks.filter { $0.type == "IDAT" }.flatMap(\.content)
    guard let inflated = try? Zlib.inflate(packed, isRaw: false, limit: 1 << 30), inflated.isWhole else {
      return inspection.add(.unreadable, "PNG pixels")
    }
    if inflated.consumed < packed.count { inspection.add(.extraBytes, "behind the pixels") }
    // Interlaced pictures have more filter bytes; their sum is checked by the decoder.
    let row = 1 + (width * channels * Int(fields.bytes[8]) + 7) / 8
    if fields.bytes[12] == 0, inflated.bytes.count != row * height { inspection.add(.extraBytes, "behind the pixels") }
  }

  /// A file of the pixels and nothing else.
  static func write(_ raster: Raster) throws(DocumentError) -> [UInt8] {
    let row = raster.width * raster.channels
    var lines: [UInt8] = []
    lines.reserveCapacity((row + 1) * raster.height)
    for index in 0..<raster.height {
      lines.append(0)
      lines += raster.pixels[index * row..<(index + 1) * row]
    }
    var header: [UInt8] = []
    header.appendBig(raster.width, 4)
    header.appendBig(raster.height, 4)
    header += [8, raster.channels == 1 ? 0 : 2, 0, 0, 0]
    return try signature + chunk("IHDR", header) + chunk("IDAT", Zlib.deflate(lines, isRaw: false)) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + content
    var chunk: [UInt8] = []
    chunk.appendBig(content.count, 4)
    chunk += body
    chunk.appendBig(Int(Zlib.crc32(body)), 4)
    return chunk
  }
}
