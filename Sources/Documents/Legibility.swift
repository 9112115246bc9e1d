/// What can be read: letters of a colour on a ground, of a size, in a place. What is not known to be readable is not.
///
/// Letters must be dark and grounds light, by bounds that leave at least 2.4 to 1 between any two of them (contrast as in
/// WCAG 2.2, luminance with the exponent 2): then it does not matter which stands on which.
enum Legibility {
  private static let lightestLetters = 0.26
  private static let darkestGround = 0.7

  /// Whether letters of a colour can be read on every ground allowed.
  static func isDark(_ color: String) -> Bool { luminance(color).map { $0 <= lightestLetters } ?? false }

  /// Whether every colour of letters allowed can be read on it.
  static func isLight(_ color: String) -> Bool { luminance(color).map { $0 >= darkestGround } ?? false }

  /// Whether a length such as `9pt`, `0.7em` or `80%` is a size letters can be read at: 5 points, or half of those around.
  static func isReadableSize(_ text: String) -> Bool {
    if ["x-small", "small", "medium", "large", "x-large", "xx-large", "smaller", "larger"].contains(text) {
      return true
    }
    guard let (number, unit) = length(text) else { return false }
    switch unit {
    case "%": return number >= 50
    case "em", "rem": return number >= 0.5
    default: return points(number, unit).map { (5...500).contains($0) } ?? false
    }
  }

  /// Whether a distance leaves text where it is seen: not negative, and no wider than a hand.
  static func isHarmlessDistance(_ text: String) -> Bool {
    if text == "auto" || text == "normal" { return true }
    guard let (number, unit) = length(text), number >= 0 else { return false }
    switch unit {
    case "%": return number <= 50
    case "em", "rem": return number <= 20
    default: return points(number, unit).map { $0 <= 300 } ?? (number == 0)
    }
  }

  private static func points(_ number: Double, _ unit: String) -> Double? {
    let factors = ["pt": 1, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72, "inch": 72, "pc": 12]
    return factors[unit].map { number * $0 }
  }

  /// A number and its unit; a bare number has none.
  static func length(_ text: String) -> (number: Double, unit: String)? {
    let digits = text.prefix { "0123456789.-+".contains($0) }
    guard let number = Double(digits), number.isFinite else { return nil }
    return (number, text.dropFirst(digits.count).lowercased())
  }

  /// Relative luminance of `#rrggbb`, `rrggbb`, `#rgb`, `rgb(…)` or one of the sixteen names, 0 to 1; nil for any other.
  private static func luminance(_ color: String) -> Double? {
    guard let (red, green, blue) = channels(color.lowercased()) else { return nil }
    func part(_ value: Int) -> Double { Double(value * value) / 65025 }
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
  }

  private static let names: [String: String] = [
    "black": "000000", "white": "ffffff", "red": "ff0000", "lime": "00ff00", "blue": "0000ff", "yellow": "ffff00",
    "aqua": "00ffff", "cyan": "00ffff", "fuchsia": "ff00ff", "magenta": "ff00ff", "gray": "808080", "grey": "808080",
    "silver": "c0c0c0", "maroon": "800000", "green": "008000", "navy": "000080", "olive": "808000", "purple": "800080",
    "teal": "008080",
  ]

  private static func channels(_ color: String) -> (Int, Int, Int)? {
    if color.hasPrefix("rgb("), color.hasSuffix(")") {
      let parts = color.dropFirst(4).dropLast().split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2],
        [red, green, blue].allSatisfy({ (0...255).contains($0) })
      else { return nil }
      return (red, green, blue)
    }
    let named = names[color] ?? (color.hasPrefix("#") ? String(color.dropFirst()) : color)
    guard named.utf8.allSatisfy({ PDFLexer.digit($0) != nil }) else { return nil }
    let digits = named.utf8.count == 3 ? named.map { "\($0)\($0)" }.joined() : named
    guard digits.utf8.count == 6, let value = Int(digits, radix: 16) else { return nil }
    return (value >> 16, value >> 8 & 255, value & 255)
  }
}
