import Foundation
import Testing

/// Every transcript of the folder beside this file, each in a folder and a session of its own.
@Suite struct TranscriptTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")
  /// The program under test lies beside the test bundle.
  private static let products = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()

  private static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted()
  }

  @Test func transcriptsAreFound() throws {
    #expect(Self.names.count >= 25)
    let program = try #require(Self.products).appending(path: "casevault").path(percentEncoded: false)
    #expect(FileManager.default.isExecutableFile(atPath: program))
  }

  @Test(.timeLimit(.minutes(10)), arguments: names) func transcript(_ name: String) throws {
    let file = Self.folder.appending(path: name)
    let transcript = try Transcript(String(contentsOf: file, encoding: .utf8))
    let conditions = try Self.run(transcript.needs.map { Transcript.quoted($0) }.joined())
    for (condition, outcome) in zip(transcript.needs, conditions) where outcome.exitCode != 0 {
      try Test.cancel("\(name) needs what is refused here: \(condition)")
    }
    let outcomes = try Self.run(transcript.script)
    for (index, step) in transcript.steps.enumerated() {
      let location = SourceLocation(
        fileID: "CommandTests/\(name)", filePath: file.path(percentEncoded: false), line: step.line, column: 1)
      guard outcomes.indices.contains(index) else {
        Issue.record("\(name):\(step.line): bash came to an end at or before this command", sourceLocation: location)
        return
      }
      let actual = outcomes[index]
      guard !step.isMatched(by: actual) else { continue }
      Issue.record(
        """
        \(name):\(step.line): $ \(step.command)
        expected, exit code \(step.exitCode):
        \(step.expected.map { "  | " + $0 }.joined(separator: "\n"))
        actual, exit code \(actual.exitCode):
        \(actual.lines.map { "  | " + $0 }.joined(separator: "\n"))
        """, sourceLocation: location)
    }
  }

  private static func run(_ program: String) throws -> [Transcript.Outcome] {
    let files = FileManager.default
    let name = "casevault-transcript-" + UUID().uuidString
    let place = files.temporaryDirectory.appending(path: name)
    // Sessions are kept in memory only.
    let memory = URL(filePath: files.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : place.path()).appending(
      path: name)
    let work = place.appending(path: "work")
    defer {
      try? files.removeItem(at: memory)
      try? files.removeItem(at: place)
    }
    for folder in [place, work, memory, place.appending(path: "home"), place.appending(path: "tmp")] {
      try files.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    let script = place.appending(path: "script")
    try Data(program.utf8).write(to: script)
    let output = place.appending(path: "output")
    try Data().write(to: output)
    let sink = try FileHandle(forWritingTo: output)

    let process = Process()
    // A session of its own: without one, questions would reach the terminal of whoever runs the tests.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "setsid", "--wait", "timeout", "240", "bash", "--noprofile", "--norc", script.path(percentEncoded: false),
    ]
    process.currentDirectoryURL = work
    let home = place.appending(path: "home").path(percentEncoded: false)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = [
      "PATH": (products?.path(percentEncoded: false) ?? "") + ":" + path, "HOME": home, "LC_ALL": "C.UTF-8",
      "TMPDIR": place.appending(path: "tmp").path(percentEncoded: false),
      "XDG_STATE_HOME": home + "/state", "XDG_CONFIG_HOME": home + "/config", "XDG_CACHE_HOME": home + "/cache",
      "XDG_DATA_HOME": home + "/data", "XDG_RUNTIME_DIR": memory.path(percentEncoded: false),
      "CASEVAULT_CHEAP_PASSPHRASES": "1", "TRANSCRIPTS": folder.path(percentEncoded: false),
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = sink
    process.standardError = sink
    try process.run()
    process.waitUntilExit()
    try sink.close()
    return Transcript.outcomes(String(decoding: try Data(contentsOf: output), as: UTF8.self))
  }
}

/// The transcripts prove nothing if their reader is lenient.
@Suite struct TranscriptReaderTests {
  @Test func readsCommandsOutputAndExitCodes() throws {
    let transcript = try Transcript("# shows\n$ one \\\n> two\nout\n\n? 3\n\n# more\n$ three\n")
    #expect(transcript.steps.map(\.command) == ["one \\\ntwo", "three"])
    #expect(transcript.steps.map(\.expected) == [["out"], []])
    #expect(transcript.steps.map(\.exitCode) == [3, 0])
    #expect(transcript.steps.map(\.line) == [2, 9])
  }

  @Test(arguments: ["", "# nothing is run\n", "$ casevault\n", "# shows\nstray\n$ casevault\n", "# shows\n$ x\n? y\n"])
  func refusesWhatRunsNothing(_ text: String) {
    #expect(throws: Transcript.Malformed.self) { try Transcript(text) }
  }

  @Test func comparesLinesExactlyButForWhatIsLeftOpen() {
    #expect(Transcript.matches("case [..] by [......]", "case 3f2a by aigerim"))
    #expect(!Transcript.matches("case [..] by dauren", "case 3f2a by aigerim"))
    #expect(!Transcript.matches("ab[..]ba", "aba"))
    #expect(!Transcript.matches("case", "case 3f2a"))
    #expect(Transcript.matches(["a", "...", "z"], ["a", "b", "c", "z"]))
    #expect(!Transcript.matches(["a", "..."], ["b"]))
    #expect(!Transcript.matches([], ["something"]))
    #expect(!Transcript.matches(["something"], []))
  }

  @Test func exitCodesAndOutputOfEveryStepAreTold() {
    let outcomes = Transcript.outcomes("a\r\nb\n\u{1e}3\n\n\u{1e}0\nunfinished")
    #expect(outcomes == [.init(lines: ["a", "b"], exitCode: 3), .init(lines: [], exitCode: 0)])
  }
}
