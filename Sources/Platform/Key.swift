/// A key as a terminal in raw mode sends it (ECMA-48, xterm).
public enum Key: Equatable, Sendable {
  /// A character that was typed.
  case character(Unicode.Scalar)
  /// Ctrl with a letter, in lower case.
  case control(Unicode.Scalar)
  case enter, escape, tab, backspace
  case up, down, left, right, home, end, pageUp, pageDown
  /// The window has another size now, or the screen must be drawn again.
  case resized

  /// Longest sequence that is read as one key.
  static let sequenceLimit = 16

  /// What follows ESC, without it; nil for a sequence that means nothing here.
  static func sequence(_ bytes: [UInt8]) -> Key? {
    guard let last = bytes.last, let first = bytes.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "O")
    else {
      return nil
    }
    switch last {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return .right
    case UInt8(ascii: "D"): return .left
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "F"): return .end
    case UInt8(ascii: "~"):
      switch bytes.dropFirst().prefix(while: { $0 != UInt8(ascii: ";") && $0 != last }) {
      case [UInt8(ascii: "1")], [UInt8(ascii: "7")]: return .home
      case [UInt8(ascii: "4")], [UInt8(ascii: "8")]: return .end
      case [UInt8(ascii: "5")]: return .pageUp
      case [UInt8(ascii: "6")]: return .pageDown
      default: return nil
      }
    default: return nil
    }
  }

  /// A byte that is a key by itself.
  static func single(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x0A, 0x0D: .enter
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: .control(Unicode.Scalar(byte + 0x60))
    case 0x20...0x7E: .character(Unicode.Scalar(byte))
    default: nil
    }
  }

  /// How many bytes follow the first of a UTF-8 sequence; nil where none can begin.
  static func continuation(_ first: UInt8) -> Int? {
    switch first {
    case 0xC2...0xDF: 1
    case 0xE0...0xEF: 2
    case 0xF0...0xF4: 3
    default: nil
    }
  }
}
