/// EXIF (CIPA DC-008): the directories of a small TIFF file inside a picture.
enum Exif {
  private static let mostEntries = 2000
  private static let serials: Set<Int> = [0xa431, 0xa435, 0xc62f]

  static func inspect(_ bytes: [UInt8], _ inspection: inout Inspection) {
    inspection.add(.metadata, "EXIF")
    for (directory, tag, _) in entries(bytes) {
      switch tag {
      case 0x8825: inspection.add(.position, "EXIF")
      case 0x0201 where directory == 1, 0x0111 where directory == 1: inspection.add(.thumbnail, "EXIF")
      case _ where serials.contains(tag): inspection.add(.metadata, "EXIF serial number")
      default: break
      }
    }
  }

  static func orientation(_ bytes: [UInt8]) -> Int {
    entries(bytes).first { $0.directory == 0 && $0.tag == 0x0112 }?.value ?? 1
  }

  /// All entries of the chained directories (0 the picture's, 1 the thumbnail's) and of those they point to.
  private static func entries(_ bytes: [UInt8]) -> [(directory: Int, tag: Int, value: Int)] {
    let reader = ByteReader(bytes)
    let isLittle = bytes.starts(with: [0x49, 0x49])
    guard isLittle || bytes.starts(with: [0x4d, 0x4d]), let first = reader.number(4, 4, isLittle: isLittle) else {
      return []
    }
    var found: [(directory: Int, tag: Int, value: Int)] = []
    var waiting = [(first, 0)]
    var visited: Set<Int> = []
    while let (place, directory) = waiting.popLast() {
      guard visited.insert(place).inserted, let count = reader.number(place, 2, isLittle: isLittle) else { continue }
      for index in 0..<count {
        let entry = place + 2 + 12 * index
        guard found.count < mostEntries, let tag = reader.number(entry, 2, isLittle: isLittle),
          let type = reader.number(entry + 2, 2, isLittle: isLittle),
          let value = reader.number(entry + 8, type == 3 ? 2 : 4, isLittle: isLittle)
        else { break }
        found.append((directory, tag, value))
        if [0x8769, 0x8825, 0xa005, 0x014a].contains(tag) { waiting.append((value, 2)) }
      }
      if directory < 2, let next = reader.number(place + 2 + 12 * count, 4, isLittle: isLittle), next != 0 {
        waiting.append((next, 1))
      }
    }
    return found
  }
}
