/// JPEG (ITU-T T.81) by its segments: which are needed to show the picture, and what else there is.
enum JPEGFile {
  struct Segment {
    var marker: UInt8
    var content: ArraySlice<UInt8>
  }

  /// The segments up to the end of the picture, and where that is.
  ///
  /// - Throws: `malformed`.
  static func segments(_ bytes: [UInt8]) throws(DocumentError) -> (segments: [Segment], end: Int) {
    let reader = ByteReader(bytes)
    guard bytes.starts(with: [0xff, 0xd8]) else { throw .malformed(.jpeg) }
    var segments: [Segment] = []
    var index = 2
    while true {
      guard index + 1 < bytes.count, bytes[index] == 0xff else { throw .malformed(.jpeg) }
      let marker = bytes[index + 1]
      if marker == 0xff {
        index += 1
        continue
      }
      if marker == 0xd9 { return (segments, index + 2) }
      guard let length = reader.big16(index + 2), length >= 2, let content = reader.span(index + 4, length - 2) else {
        throw .malformed(.jpeg)
      }
      segments.append(Segment(marker: marker, content: content))
      index += 2 + length
      guard marker == 0xda else { continue }
      // Picture data: 0xff is followed by 0 or a restart marker.
      while index + 1 < bytes.count,
        bytes[index] != 0xff || bytes[index + 1] == 0 || (0xd0...0xd7).contains(bytes[index + 1])
      {
        index += 1
      }
    }
  }

  /// What the file says beside its pixels.
  static func inspect(_ bytes: [UInt8], _ inspection: inout Inspection) {
    guard let (segments, end) = try? segments(bytes) else {
      inspection.add(.unreadable, "JPEG")
      return inspection.readLoosely(bytes, "JPEG")
    }
    for segment in segments {
      switch segment.marker {
      // Tables, frame, scan, restart interval.
      case 0xc0...0xc4, 0xc9...0xcc, 0xda...0xdd: break
      case 0xe0 where segment.content.starts(with: "JFIF\0".utf8):
        // A JFIF header of 14 bytes has no thumbnail.
        if segment.content.count != 14 { inspection.add(.thumbnail, "JFIF") }
      case 0xe0 where segment.content.starts(with: "JFXX\0".utf8): inspection.add(.thumbnail, "JFXX")
      // How the colours are coded.
      case 0xee where segment.content.starts(with: "Adobe".utf8) && segment.content.count == 12: break
      case 0xe1 where segment.content.starts(with: "Exif\0".utf8):
        Exif.inspect(Array(segment.content.dropFirst(6)), &inspection)
      case 0xe1 where segment.content.starts(with: "http".utf8): inspection.add(.metadata, "XMP")
      case 0xe2 where segment.content.starts(with: "MPF\0".utf8): inspection.add(.extraBytes, "further pictures (MPF)")
      case 0xe2 where segment.content.starts(with: "ICC_PROFILE\0".utf8): inspection.add(.metadata, "colour profile")
      case 0xed: inspection.add(.metadata, "IPTC")
      case 0xfe: inspection.add(.comment, "JPEG comment")
      default: inspection.add(.metadata, "JPEG segment")
      }
      if segment.marker >= 0xe0 { inspection.readLoosely(segment.content, "JPEG segment") }
    }
    if end < bytes.count {
      inspection.add(.extraBytes, "behind the picture", count: bytes.count - end)
      inspection.readLoosely(bytes[end...], "behind the picture")
    }
  }

  /// How the file asks to be turned: 1 to 8.
  static func orientation(_ bytes: [UInt8]) -> Int {
    guard let (segments, _) = try? segments(bytes),
      let exif = segments.first(where: { $0.marker == 0xe1 && $0.content.starts(with: "Exif\0".utf8) })
    else { return 1 }
    return Exif.orientation(Array(exif.content.dropFirst(6)))
  }
}
