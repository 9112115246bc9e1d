/// The spelling under which names are compared, so that habits of writing do not matter.
///
/// Cyrillic: Kazakh letters become the Russian ones usually written for them (Қайрат, Кайрат). Latin: digraphs and
/// letters that schemes of transliteration disagree on become one (Zhanbyrbayev, Jambyrbaev, Žanbyrbaev).
enum NameKey {
  static let longest = 96

  /// 64-bit FNV-1a over scalars.
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func extend(_ hash: UInt64, _ scalar: UInt32) -> UInt64 { (hash ^ UInt64(scalar)) &* 0x100_0000_01b3 }

  static func hash(_ key: some Sequence<UInt32>) -> UInt64 { key.reduce(seed, extend) }

  /// The key of one folded word; letters only. Empty for a word over `longest` letters.
  static func append(_ word: ArraySlice<UInt32>, isLatin: Bool, to key: inout [UInt32]) {
    key.removeAll(keepingCapacity: true)
    guard word.count <= longest else { return }
    if isLatin {
      appendLatin(word, to: &key)
    } else {
      for scalar in word where scalar != FoldTable.apostrophe && !isSign(scalar) { key.append(russian(scalar)) }
    }
  }

  static func key(_ word: [UInt32]) -> [UInt32] {
    var key: [UInt32] = []
    let isLatin = word.contains { (0x61...0x7A).contains($0) || (0xDF...0x24F).contains($0) }
    append(word[...], isLatin: isLatin, to: &key)
    return key
  }

  /// Signs come and go between the languages: Айгүл, Айгуль.
  @inline(__always)
  private static func isSign(_ scalar: UInt32) -> Bool { scalar == 0x44A || scalar == 0x44C }

  @inline(__always)
  private static func russian(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x4D9: 0x430  // ә а
    case 0x493: 0x433  // ғ г
    case 0x49B: 0x43A  // қ к
    case 0x4A3: 0x43D  // ң н
    case 0x4E9: 0x43E  // ө о
    case 0x4B1, 0x4AF: 0x443  // ұ ү у
    case 0x4BB: 0x445  // һ х
    case 0x456: 0x438  // і и
    case 0x44D: 0x435  // э е
    case 0x45E: 0x443  // ў у
    default: scalar
    }
  }

  private static func appendLatin(_ word: ArraySlice<UInt32>, to key: inout [UInt32]) {
    @inline(__always) func push(_ letter: Unicode.Scalar) {
      if key.last != letter.value { key.append(letter.value) }
    }
    var index = word.startIndex
    // An apostrophe stands for a soft sign and separates nothing.
    @inline(__always) func peek(_ offset: Int) -> Unicode.Scalar {
      let at = index + offset
      return at < word.endIndex ? Unicode.Scalar(word[at]) ?? " " : " "
    }
    while index < word.endIndex {
      let letter = peek(0)
      var length = 1
      switch letter {
      case "'", "\"", "\u{201D}", "ь", "ъ": break
      case "q": push("k")
      case "w": push("v")
      case "x":
        push("k")
        push("s")
      case "y":
        // BGN/PCGN writes е as ye after vowels and at the beginning of a word.
        if peek(1) != "e" { push("i") }
      case "k":
        if peek(1) == "h" {
          push("h")
          length = 2
        } else {
          push("k")
          if peek(1) == "'" { length = 2 }
        }
      case "g":
        push("g")
        if peek(1) == "h" { length = 2 }
      case "z":
        if peek(1) == "h" {
          push("j")
          length = 2
        } else {
          push("z")
        }
      case "d":
        if peek(1) == "z", peek(2) == "h" {
          push("j")
          length = 3
        } else if peek(1) == "j" {
          push("j")
          length = 2
        } else {
          push("d")
        }
      case "p":
        if peek(1) == "h" {
          push("f")
          length = 2
        } else {
          push("p")
        }
      case "t":
        push("t")
      case "c":
        if peek(1) == "h" {
          push("c")
          length = 2
        } else if peek(1) == "k", peek(2) != "h" {
          push("k")
          length = 2
        } else {
          push("c")
        }
      case "s":
        push("s")
        if peek(1) == "h", peek(2) == "c", peek(3) == "h" {
          length = 4
        } else if peek(1) == "c", peek(2) == "h" {
          length = 3
        } else if peek(1) == "h" {
          length = 2
        }
      default: push(letter)
      }
      index += length
    }
  }
}
