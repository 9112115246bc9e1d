/// A session at the command line, written down so that a reader can repeat it and a test can run it.
///
/// - `# …` is a comment; the first line is one and says what the transcript shows.
/// - `$ command` is run by bash; `> more` continues it. All commands of a transcript share one bash.
/// - What follows is the output, standard output and standard error together. `[..]`, with two dots or more so that
///   columns stay in line, stands for anything within a line, a line `...` for any number of lines.
/// - `? 3` after the output is the exit code; without it the code is 0.
/// - `# needs: command` names what a machine may refuse: where that command fails, the transcript is skipped.
struct Transcript {
  struct Step {
    var command: String
    /// Line of the command in the file, from 1.
    let line: Int
    var expected: [String] = []
    var exitCode: Int32 = 0

    func isMatched(by actual: Outcome) -> Bool {
      exitCode == actual.exitCode && Transcript.matches(expected[...], actual.lines[...])
    }
  }

  struct Outcome: Equatable {
    let lines: [String]
    let exitCode: Int32
  }

  struct Malformed: Error { let line: Int }

  let steps: [Step]
  let needs: [String]

  init(_ text: String) throws {
    var steps: [Step] = []
    var needs: [String] = []
    var isCommand = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines[0].hasPrefix("# ") else { throw Malformed(line: 1) }
    for (number, line) in zip(1..., lines) {
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), line: number))
        isCommand = true
      } else if isCommand, line.hasPrefix("> ") || line == ">" {
        steps[steps.count - 1].command += "\n" + line.dropFirst(2)
      } else if line.hasPrefix("#") {
        if line.hasPrefix("# needs: ") { needs.append(String(line.dropFirst(9))) }
        isCommand = false
      } else if line.hasPrefix("? ") {
        guard !steps.isEmpty, let code = Int32(line.dropFirst(2)) else { throw Malformed(line: number) }
        steps[steps.count - 1].exitCode = code
        isCommand = false
      } else {
        isCommand = false
        guard !steps.isEmpty else {
          guard line.isEmpty else { throw Malformed(line: number) }
          continue
        }
        steps[steps.count - 1].expected.append(String(line))
      }
    }
    // Empty lines before a comment or the next command only set them apart.
    for index in steps.indices { while steps[index].expected.last == "" { steps[index].expected.removeLast() } }
    guard !steps.isEmpty else { throw Malformed(line: lines.count) }
    self.steps = steps
    self.needs = needs
  }

  /// Whether the lines that were printed are those that were foreseen.
  static func matches(_ expected: ArraySlice<String>, _ actual: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return actual.allSatisfy(\.isEmpty) }
    let rest = expected.dropFirst()
    if first == "..." { return (0...actual.count).contains { matches(rest, actual.dropFirst($0)) } }
    guard let line = actual.first, matches(first, line) else { return false }
    return matches(rest, actual.dropFirst())
  }

  /// Whether a line is as foreseen.
  static func matches(_ pattern: String, _ line: String) -> Bool {
    let parts = pattern.split(separator: /\[\.\.+\]/, omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return pattern == line }
    guard line.utf8.count >= first.utf8.count + last.utf8.count, line.hasPrefix(first), line.hasSuffix(last) else {
      return false
    }
    var middle = line.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = middle.firstRange(of: part) else { return false }
      middle = middle[found.upperBound...]
    }
    return true
  }

  // MARK: Running

  private static let mark = "\u{1e}"

  /// The bash program that runs all steps.
  var script: String { steps.map { Self.quoted($0.command) }.joined() }

  /// Bash that runs a command, whatever it is made of, and marks where its output ends.
  static func quoted(_ command: String) -> String {
    "eval '\(command.replacing("'", with: "'\\''"))'\nprintf '\\n\\036%d\\n' \"$?\"\n"
  }

  /// What each step printed and how it ended; fewer than there are steps if bash came to an end before.
  static func outcomes(_ output: String) -> [Outcome] {
    var outcomes: [Outcome] = []
    var lines: [String] = []
    // A carriage return before a line end (CSV has them) cannot be seen in a transcript.
    for line in output.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix(mark), let code = Int32(line.dropFirst()) else {
        lines.append(String(line))
        continue
      }
      while lines.last == "" { lines.removeLast() }
      outcomes.append(Outcome(lines: lines, exitCode: code))
      lines = []
    }
    return outcomes
  }
}
