import Testing

@testable import Platform

struct ConfinedProcessTests {
  private static func shell(
    _ script: String, input: [UInt8] = [], limit: Int = 1 << 20, seconds: Int = 20
  ) throws -> ConfinedProcess.Result {
    let shell = try #require(ConfinedProcess.find("sh"))
    return try ConfinedProcess.run(shell, ["-c", script], input: input, limit: limit, seconds: seconds)
  }

  @Test func muchMoreThanAPipeHoldsGoesThroughAndComesBack() throws {
    let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
    let result = try Self.shell("cat", input: input, limit: 3_000_000)
    #expect(result.status == 0 && result.output == input)
  }

  @Test func aProgramMayAnswerWithoutReadingEverything() throws {
    let result = try Self.shell("echo done; exit 3", input: [UInt8](repeating: 1, count: 1_000_000))
    #expect(result.status == 3 && result.output == Array("done\n".utf8))
  }

  @Test func itCannotWriteAFileAndHasNoEnvironment() throws {
    let folder = try RuntimeFolder.session()
    let file = folder + "/confined-test"
    defer { try? Folder.remove(file) }
    let written = try Self.shell("echo secret > '\(file)'; wc -c < '\(file)'")
    #expect(!String(decoding: written.output, as: UTF8.self).contains("7"))
    let environment = String(decoding: try Self.shell("env").output, as: UTF8.self)
    #expect(!environment.contains("HOME=") && !environment.contains("XDG_"))
  }

  @Test(.enabled(if: ConfinedProcess.cutsNetwork)) func itHasNoNetwork() throws {
    let bash = try #require(ConfinedProcess.find("bash"))
    // Loopback itself is down: not refused by whoever listens there, but out of reach.
    let script = "(exec 3<>/dev/tcp/127.0.0.1/9) 2>&1"
    let result = try ConfinedProcess.run(bash, ["-c", script], input: [], limit: 1000, seconds: 20)
    let answer = String(decoding: result.output, as: UTF8.self)
    #expect(result.status != 0 && (answer.contains("unreachable") || answer.contains("Permission denied")))
  }

  @Test(.enabled(if: ConfinedProcess.hidesFiles)) func itCannotReadWhatIsTheUsers() throws {
    let folder = try RuntimeFolder.session()
    let file = folder + "/confined-read-test"
    try AtomicFile.write([0x73, 0x65, 0x63], to: file)
    defer { try? Folder.remove(file) }
    #expect(try Self.shell("cat '\(file)'; ls '\(folder)'; cat /proc/1/cmdline").output.isEmpty)
    #expect(try Self.shell("ls /usr/bin | head -n 1").output.count > 1)
  }

  @Test func boundsEndIt() throws {
    #expect(throws: PlatformError.interrupted) { try Self.shell("sleep 60", seconds: 1) }
    #expect(throws: PlatformError.tooLarge(limit: 1000)) { try Self.shell("yes", limit: 1000) }
    #expect(try Self.shell("kill -9 $$").status == 137)
  }

  @Test func itInheritsNoDescriptor() throws {
    let memory = try MemoryFile.make()
    try memory.write([1, 2, 3], count: 3, at: 0)
    #expect(try memory.size() == 3)
    let open = try Self.shell("for i in 3 4 5 6 7 8 9; do if (: >&$i) 2>/dev/null; then echo $i; fi; done")
    #expect(open.output.isEmpty)
  }
}
