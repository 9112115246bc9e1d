import OpenFormats
import Platform
import Sodium

/// The words trustees come together with: never an argument, and wiped from the screen.
enum TrusteeWords {
  /// One trustee's words a line: from a file, from standard input with `-`, else typed until an empty line.
  static func read(_ from: String?) throws -> [SLIP39Share] {
    let shares = try lines(from).enumerated().map { number, line in try SLIP39Share(words: line, number: number) }
    guard !shares.isEmpty else { throw Failure("no words were given", hint: "one trustee a line", .invalid) }
    return shares
  }

  private static func lines(_ from: String?) throws -> [[UInt8]] {
    if let from {
      var bytes = try TextInput.read(from, limit: 16 << 10)
      defer { wipe(&bytes) }
      return bytes.split(separator: 0x0A).map(Array.init)
    }
    let terminal = try ControllingTerminal()
    var lines: [[UInt8]] = []
    while let line = try terminal.readLine(prompt: "Words of a trustee (empty to end): "), !line.isEmpty {
      lines.append(Array(line.utf8))
      try terminal.show("\u{1B}[2J\u{1B}[3J\u{1B}[H")
    }
    return lines
  }
}
