import Foundation

/// What members are called in lists. Cases are shared by handle, so one must not pass for another, nor for a command.
public enum Handle {
  /// 1 to 40 letters, digits, hyphens, dots or single spaces, NFC, in one script; nothing that reads as the beginning
  /// of an identifier.
  public static func isAcceptable(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard (1...40).contains(scalars.count), text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8)
    else { return false }
    let isLetter = { (scalar: Unicode.Scalar) in scalar.properties.isAlphabetic }
    let isDigit = { (scalar: Unicode.Scalar) in (0x30...0x39).contains(scalar.value) }
    guard scalars.allSatisfy({ isLetter($0) || isDigit($0) || $0 == "-" || $0 == "." || $0 == " " }),
      let first = scalars.first, let last = scalars.last, isLetter(first) || isDigit(first), last != " ",
      !text.contains("  ")
    else { return false }
    let isLatin = { (scalar: Unicode.Scalar) in scalar.value < 0x250 }
    let letters = scalars.filter(isLetter)
    guard letters.allSatisfy(isLatin) || letters.allSatisfy({ (0x400...0x52f).contains($0.value) }) else {
      return false
    }
    let hexadecimal = Set("0123456789abcdef".unicodeScalars)
    return scalars.count < 4 || !scalars.allSatisfy(hexadecimal.contains)
  }
}
