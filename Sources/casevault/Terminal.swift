import Foundation
import Platform
import Records
import Synchronization

/// The rules of the terminal, kept here because every word the program says goes through this file:
///
/// 1. Results go to standard output, everything else (progress, warnings, errors) to standard error.
/// 2. With `--json` a result is one JSON value and nothing else.
/// 3. Colours and progress appear only on a terminal, and colours not with `NO_COLOR`.
/// 4. Tables fit the terminal's width; into a pipe they are not shortened.
/// 5. Control characters in content never reach the terminal, in messages neither: they could rewrite what the reader sees.
/// 6. The review alone takes the whole terminal; it draws on the controlling one, through ``ReviewScreen``, and leaves
///    nothing in the scrollback.
/// 7. An error says what happened, then a hint; it never repeats content.
enum Terminal {
  private static let output = PosixFile(adopting: 1, closing: false)
  private static let messages = PosixFile(adopting: 2, closing: false)
  private static let isQuiet = Atomic<Bool>(false)

  static func beQuiet() { isQuiet.store(true, ordering: .relaxed) }

  // MARK: Results

  /// A line of the result.
  static func print(_ line: String = "") throws { try write(harmless(line, keepingLines: true) + "\n", to: output) }

  /// Text of a record, as it is but for control characters.
  static func printText(_ text: String) throws { try print(text) }

  /// One JSON value, keys sorted.
  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    if let withheld = FileKey.isWithheld { encoder.userInfo[withheld] = true }
    try print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// One line of JSON for another program, as it was encoded; only where nothing else is printed.
  static func printLine(_ json: Data) throws { try write(Array(json) + [0x0A], to: output) }

  /// A table whose last column takes what room is left. Nothing is printed for no rows but `empty`.
  static func printTable(_ header: [String], _ rows: [[String]], empty: String) throws {
    guard !rows.isEmpty else { return try note(empty) }
    let rows = rows.map { $0.map { harmless($0, keepingLines: false) } }
    var widths = header.map(displayWidth)
    for row in rows { for (index, cell) in row.enumerated() { widths[index] = max(widths[index], displayWidth(cell)) } }
    if let columns = ControllingTerminal.windowSize(1)?.columns {
      var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - columns
      // The widest column gives way first.
      while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8 {
        widths[widest] -= 1
        excess -= 1
      }
    }
    try write(styled(line(header, widths), "1", on: 1) + "\n", to: output)
    for row in rows { try print(line(row, widths)) }
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    var parts: [String] = []
    for (index, cell) in cells.enumerated() {
      let short = shortened(cell, to: widths[index])
      let isLast = index == cells.count - 1
      parts.append(isLast ? short : short + String(repeating: " ", count: widths[index] - displayWidth(short)))
    }
    var text = parts.joined(separator: "  ")
    while text.last == " " { text.removeLast() }
    return text
  }

  /// As much of a text as takes so many columns, ending in … where that is not all.
  static func shortened(_ text: String, to width: Int) -> String {
    guard displayWidth(text) > width else { return text }
    var kept = ""
    for character in text where displayWidth(kept) + displayWidth(String(character)) < width { kept.append(character) }
    return kept + "…"
  }

  /// Columns a text takes: combining marks none, East Asian wide characters and most emoji two.
  static func displayWidth(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: width
      default:
        (0x1100...0x115f).contains(scalar.value) || (0x2e80...0xa4cf).contains(scalar.value)
          || (0xac00...0xd7a3).contains(scalar.value) || (0xff00...0xff60).contains(scalar.value)
          || (0x1f300...0x1faff).contains(scalar.value) ? width + 2 : width + 1
      }
    }
  }

  /// Replaces what could move the cursor or hide text by a visible mark.
  static func harmless(_ text: String, keepingLines: Bool) -> String {
    // Nearly every text is harmless, and need not be made again letter by letter.
    guard text.unicodeScalars.contains(where: { replacement(for: $0, keepingLines: keepingLines) != nil }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(replacement(for: scalar, keepingLines: keepingLines) ?? scalar) }
    return String(result)
  }

  private static func replacement(for scalar: Unicode.Scalar, keepingLines: Bool) -> Unicode.Scalar? {
    // No letter of Latin, Greek or Cyrillic needs the tables of Unicode: the first format character is U+0600.
    if (0x20..<0x7f).contains(scalar.value) || (0xa0..<0x600).contains(scalar.value) { return nil }
    let isLineEnd = scalar == "\n" || scalar == "\t"
    return switch scalar.properties.generalCategory {
    case .control where !(isLineEnd && keepingLines): isLineEnd ? " " : "\u{fffd}"
    // Bidirectional marks can make one text read as another; only joiners are needed for writing.
    case .format where scalar.value != 0x200c && scalar.value != 0x200d: "\u{fffd}"
    case .lineSeparator, .paragraphSeparator: " "
    default: nil
    }
  }

  // MARK: Messages

  /// Something worth knowing that is not the result.
  static func note(_ text: String) throws {
    guard !isQuiet.load(ordering: .relaxed) else { return }
    try write(harmless(text, keepingLines: true) + "\n", to: messages)
  }

  /// Something that must not be overlooked.
  static func warn(_ text: String) throws {
    try write(styled("warning: ", "33", on: 2) + harmless(text, keepingLines: true) + "\n", to: messages)
  }

  /// The end of a command that did not succeed. Nothing is left to do if even this cannot be written.
  static func fail(_ failure: Failure) {
    var text = styled("casevault: ", "31", on: 2) + harmless(failure.message, keepingLines: true) + "\n"
    if let hint = failure.hint { text += "  hint: " + harmless(hint, keepingLines: true) + "\n" }
    try? write(text, to: messages)
  }

  /// Progress of something that takes more than a second; erased when done.
  static func progress(_ label: String) -> Progress { Progress(label) }

  /// Draws at most five times a second, on a terminal only.
  final class Progress: @unchecked Sendable {
    private let label: String
    private let started = ContinuousClock.now
    private var drawn = ContinuousClock.now
    private var isShown = false
    private let isWanted: Bool

    init(_ label: String) {
      self.label = label
      isWanted = !isQuiet.load(ordering: .relaxed) && ControllingTerminal.isTerminal(2)
    }

    /// `total` 0 means unknown.
    func update(_ done: Int, of total: Int) {
      let now = ContinuousClock.now
      guard isWanted, now - started > .seconds(1), !isShown || now - drawn > .milliseconds(200) else { return }
      drawn = now
      isShown = true
      let share = total > 0 ? " \(Int(Double(done) / Double(total) * 100)) %" : " \(done)"
      try? write("\r\u{1b}[K\(label)\(share)", to: messages)
    }

    func finish() {
      if isShown { try? write("\r\u{1b}[K", to: messages) }
      isShown = false
    }
  }

  private static func styled(_ text: String, _ code: String, on descriptor: Int32) -> String {
    hasColor(descriptor) ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }

  static func hasColor(_ descriptor: Int32) -> Bool {
    ControllingTerminal.isTerminal(descriptor) && RuntimeFolder.environment("NO_COLOR") == nil
  }

  private static func write(_ text: String, to file: PosixFile) throws { try write(Array(text.utf8), to: file) }

  private static func write(_ bytes: [UInt8], to file: PosixFile) throws {
    try file.writeNext(bytes, count: bytes.count)
  }
}
