internal import Sodium

/// A manifest: which file has which digest (RFC 8493, section 2.1.3).
struct BagManifest {
  struct Entry {
    let line: Int
    let path: String
    let digest: [UInt8]
  }

  let name: String
  let algorithm: DigestAlgorithm
  let isOfTags: Bool
  private(set) var entries: [Entry] = []
  private(set) var problems: [BagProblem] = []

  /// The digest a file name speaks of; nil when it names no manifest.
  static func algorithm(named name: String) -> (text: String, isOfTags: Bool)? {
    for (prefix, isOfTags) in [("tagmanifest-", true), ("manifest-", false)] {
      if name.hasPrefix(prefix), name.hasSuffix(".txt"), name.utf8.count > prefix.utf8.count + 4 {
        return (String(name.dropFirst(prefix.count).dropLast(4)).lowercased(), isOfTags)
      }
    }
    return nil
  }

  init(name: String, algorithm: DigestAlgorithm, isOfTags: Bool, _ text: [UInt8]) {
    self.name = name
    self.algorithm = algorithm
    self.isOfTags = isOfTags
    var seen: Set<String> = []
    for (number, line) in BagText.lines(text) {
      let digits = line.prefix { $0 != 0x20 && $0 != 0x09 }
      var path = line.dropFirst(digits.count).drop { $0 == 0x20 || $0 == 0x09 }
      // md5sum marks binary files so; RFC 8493 tells readers to expect it.
      if path.first == UInt8(ascii: "*") { path.removeFirst() }
      guard let digest = BagText.bytes(hexadecimal: digits), digest.count == algorithm.count, !path.isEmpty else {
        problems.append(.malformedLine(file: name, line: number))
        continue
      }
      guard let checked = ArchivePath.checked(BagText.decoded(path)), mayList(checked) else {
        problems.append(.unsafePath(file: name, line: number))
        continue
      }
      guard seen.insert(checked).inserted else {
        problems.append(.repeatedPath(file: name, line: number))
        continue
      }
      entries.append(Entry(line: number, path: checked, digest: digest))
    }
  }

  private func mayList(_ path: String) -> Bool {
    guard isOfTags else { return path.hasPrefix("data/") }
    return !path.hasPrefix("data/") && Self.algorithm(named: path)?.isOfTags != true
  }

  /// The text of a manifest over files in order.
  static func text(_ files: [(path: String, digest: [UInt8])]) -> [UInt8] {
    files.flatMap { BagText.hexadecimal($0.digest) + [0x20, 0x20] + BagText.encoded($0.path) + [0x0A] }
  }
}

/// The small grammar that a bag's tag files share.
enum BagText {
  /// Lines with their numbers, without CR, LF or a byte order mark; empty ones left out.
  static func lines(_ text: [UInt8]) -> [(number: Int, text: ArraySlice<UInt8>)] {
    var lines: [(number: Int, text: ArraySlice<UInt8>)] = []
    var number = 1
    var start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var index = start
    while index <= text.count {
      if index == text.count || text[index] == 0x0A || text[index] == 0x0D {
        if index > start { lines.append((number, text[start..<index])) }
        // CR LF is one line end, CR alone another (RFC 8493 allows both).
        if index + 1 < text.count, text[index] == 0x0D, text[index + 1] == 0x0A { index += 1 }
        number += 1
        start = index + 1
      }
      index += 1
    }
    return lines
  }

  static func bytes(hexadecimal text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text {
      let digit: UInt8
      switch character {
      case 0x30...0x39: digit = character - 0x30
      case 0x41...0x46: digit = character - 0x37
      case 0x61...0x66: digit = character - 0x57
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return bytes
  }

  static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  /// Undoes `%0A`, `%0D` and `%25`, and nothing else.
  static func decoded(_ path: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = path
    while let first = rest.first {
      let code = String(decoding: rest.prefix(3), as: UTF8.self).uppercased()
      let plain: UInt8? = code == "%0A" ? 0x0A : code == "%0D" ? 0x0D : code == "%25" ? 0x25 : nil
      result.append(plain ?? first)
      rest = rest.dropFirst(plain == nil ? 1 : 3)
    }
    return result
  }

  /// Percent signs; line ends cannot occur in a checked path.
  static func encoded(_ path: String) -> [UInt8] {
    path.utf8.flatMap { $0 == 0x25 ? Array("%25".utf8) : [$0] }
  }
}
