/// A picture as pixels, nothing else: 8 bits a channel, grey or red-green-blue, rows from the top.
struct Raster: Equatable {
  let width: Int
  let height: Int
  /// 1 or 3.
  let channels: Int
  var pixels: [UInt8]

  static let mostPixels = 200_000_000

  init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// Reads one picture after another from portable any-maps (Netpbm: P4, P5, P6), as the helpers write them.
  ///
  /// - Throws: `malformed` with the format asked for, `tooLarge`.
  static func readAll(_ bytes: [UInt8], of format: DocumentFormat) throws(DocumentError) -> [Raster] {
    var rasters: [Raster] = []
    var index = 0
    while index < bytes.count { rasters.append(try read(bytes, &index, format)) }
    return rasters
  }

  private static func read(
    _ bytes: [UInt8], _ index: inout Int, _ format: DocumentFormat
  ) throws(DocumentError) -> Raster {
    guard index + 2 < bytes.count, bytes[index] == UInt8(ascii: "P") else { throw .malformed(format) }
    let kind = bytes[index + 1]
    index += 2
    guard let width = number(bytes, &index), let height = number(bytes, &index), width > 0, height > 0,
      width <= 1 << 20, height <= 1 << 20
    else { throw .malformed(format) }
    guard width * height <= mostPixels else { throw .tooLarge(limit: mostPixels) }
    if kind == UInt8(ascii: "4") {
      index += 1
      let stride = (width + 7) / 8
      guard index <= bytes.count - stride * height else { throw .malformed(format) }
      var pixels: [UInt8] = []
      pixels.reserveCapacity(width * height)
      for row in 0..<height {
        for column in 0..<width {
          let bit = bytes[index + row * stride + column / 8] >> UInt8(7 - column % 8) & 1
          pixels.append(bit == 1 ? 0 : 255)
        }
      }
      index += stride * height
      return Raster(width: width, height: height, channels: 1, pixels: pixels)
    }
    guard kind == UInt8(ascii: "5") || kind == UInt8(ascii: "6"), let highest = number(bytes, &index),
      highest == 255 || highest == 65_535
    else { throw .malformed(format) }
    index += 1
    let channels = kind == UInt8(ascii: "5") ? 1 : 3
    let count = width * height * channels
    let depth = highest == 255 ? 1 : 2
    guard index <= bytes.count - count * depth else { throw .malformed(format) }
    let samples = bytes[index..<index + count * depth]
    index += count * depth
    let pixels =
      depth == 1 ? Array(samples) : stride(from: samples.startIndex, to: samples.endIndex, by: 2).map { samples[$0] }
    return Raster(width: width, height: height, channels: channels, pixels: pixels)
  }

  private static func number(_ bytes: [UInt8], _ index: inout Int) -> Int? {
    while index < bytes.count, " \t\r\n".utf8.contains(bytes[index]) || bytes[index] == UInt8(ascii: "#") {
      if bytes[index] == UInt8(ascii: "#") {
        while index < bytes.count, bytes[index] != 10 { index += 1 }
      } else {
        index += 1
      }
    }
    var value: Int?
    while index < bytes.count, (0x30...0x39).contains(bytes[index]), (value ?? 0) < 1 << 24 {
      value = (value ?? 0) * 10 + Int(bytes[index] & 15)
      index += 1
    }
    return value
  }

  /// As a portable any-map, for the helpers.
  var portable: [UInt8] { Array("P\(channels == 1 ? 5 : 6) \(width) \(height) 255\n".utf8) + pixels }

  /// Fills an area with black; what lies outside the picture is cut off.
  mutating func fill(_ area: Area) {
    let columns = max(0, area.x)..<max(0, min(width, area.x + area.width))
    for row in max(0, area.y)..<max(0, min(height, area.y + area.height)) where !columns.isEmpty {
      let start = (row * width + columns.lowerBound) * channels
      for index in start..<start + columns.count * channels { pixels[index] = 0 }
    }
  }

  /// The lightest less the darkest value in an area; 0 means one even colour.
  func contrast(_ area: Area) -> Int? {
    let rows = max(0, area.y)..<max(0, min(height, area.y + area.height))
    let columns = max(0, area.x)..<max(0, min(width, area.x + area.width))
    guard !rows.isEmpty, !columns.isEmpty else { return nil }
    var range = 0
    for channel in 0..<channels {
      var lowest = UInt8.max
      var highest = UInt8.min
      for row in rows {
        for column in columns {
          let value = pixels[(row * width + column) * channels + channel]
          lowest = min(lowest, value)
          highest = max(highest, value)
        }
      }
      range = max(range, Int(highest) - Int(lowest))
    }
    return range
  }

  /// Turned as an EXIF orientation (1 to 8) asks, so that it lies as a viewer shows it.
  func oriented(_ orientation: Int) -> Raster {
    guard (2...8).contains(orientation) else { return self }
    let swaps = orientation >= 5
    let (newWidth, newHeight) = swaps ? (height, width) : (width, height)
    var turned = [UInt8](repeating: 0, count: pixels.count)
    for row in 0..<newHeight {
      for column in 0..<newWidth {
        let (x, y): (Int, Int) =
          switch orientation {
          case 2: (width - 1 - column, row)
          case 3: (width - 1 - column, height - 1 - row)
          case 4: (column, height - 1 - row)
          case 5: (row, column)
          case 6: (row, height - 1 - column)
          case 7: (width - 1 - row, height - 1 - column)
          default: (width - 1 - row, column)
          }
        for channel in 0..<channels {
          turned[(row * newWidth + column) * channels + channel] = pixels[(y * width + x) * channels + channel]
        }
      }
    }
    return Raster(width: newWidth, height: newHeight, channels: channels, pixels: turned)
  }

  /// One channel where all three say the same.
  var reduced: Raster {
    guard channels == 3 else { return self }
    var grey: [UInt8] = []
    grey.reserveCapacity(width * height)
    for index in stride(from: 0, to: pixels.count, by: 3) {
      guard pixels[index] == pixels[index + 1], pixels[index] == pixels[index + 2] else { return self }
      grey.append(pixels[index])
    }
    return Raster(width: width, height: height, channels: 1, pixels: grey)
  }
}

/// A rectangle in pixels from the upper left corner.
public struct Area: Equatable, Sendable {
  /// Left edge.
  public var x: Int
  /// Upper edge.
  public var y: Int
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int
  /// The page it is on, from 1.
  public var page: Int

  /// A rectangle.
  public init(x: Int, y: Int, width: Int, height: Int, page: Int = 1) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
    self.page = page
  }

  /// `x,y,width,height` or `x,y,width,height@page`, or nil.
  public init?(_ text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let numbers = parts[0].split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 4, parts.count <= 2, let x = numbers[0], let y = numbers[1], let width = numbers[2],
      let height = numbers[3], (0...1 << 20).contains(x), (0...1 << 20).contains(y), (1...1 << 20).contains(width),
      (1...1 << 20).contains(height)
    else { return nil }
    let page = parts.count == 2 ? Int(parts[1]) : 1
    guard let page, page > 0 else { return nil }
    self.init(x: x, y: y, width: width, height: height, page: page)
  }

  /// Both areas and what lies between them, where they stand side by side; nil where they do not.
  func joined(_ next: Area) -> Area? {
    let overlap = min(y + height, next.y + next.height) - max(y, next.y)
    let gap = next.x - (x + width)
    guard page == next.page, overlap * 2 > min(height, next.height), gap < max(height, next.height), next.x >= x else {
      return nil
    }
    let top = min(y, next.y)
    return Area(
      x: x, y: top, width: max(x + width, next.x + next.width) - x,
      height: max(y + height, next.y + next.height) - top, page: page)
  }
}
