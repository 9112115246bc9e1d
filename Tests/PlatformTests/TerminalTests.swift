import Foundation
import Sodium
import Testing

@testable import Platform

@Suite struct PassphraseSourceTests {
  static func feed(_ bytes: [UInt8], _ body: (Int32) throws -> Void) throws {
    let pipe = Pipe()
    pipe.fileHandleForWriting.write(Data(bytes))
    try pipe.fileHandleForWriting.close()
    try body(pipe.fileHandleForReading.fileDescriptor)
  }

  @Test func severalPassphrasesFollowEachOther() throws {
    try Self.feed(Array("first\nsecond one\r\nthird".utf8)) { descriptor in
      for expected in ["first", "second one", "third"] {
        let passphrase = try PassphraseSource.descriptor(descriptor).read().exposed()
        #expect(passphrase == Array(expected.utf8))
      }
      #expect(throws: PlatformError.noPassphrase) { _ = try PassphraseSource.descriptor(descriptor).read() }
    }
  }

  @Test(arguments: ["", "\n", "\r\n"]) func anEmptyLineIsNone(_ text: String) throws {
    try Self.feed(Array(text.utf8)) { descriptor in
      #expect(throws: PlatformError.noPassphrase) { _ = try PassphraseSource.descriptor(descriptor).read() }
    }
  }

  @Test func isBounded() throws {
    let longest = [UInt8](repeating: 0x61, count: 1024)
    try Self.feed(longest + [0x0D, 0x0A]) { descriptor in
      let count = try PassphraseSource.descriptor(descriptor).read().count
      #expect(count == 1024)
    }
    for end: [UInt8] in [[], [0x0A], [0x61, 0x61, 0x61]] {
      try Self.feed(longest + [0x61] + end) { descriptor in
        #expect(throws: PlatformError.tooLarge(limit: 1024)) { _ = try PassphraseSource.descriptor(descriptor).read() }
      }
    }
    #expect(throws: PlatformError.io(EBADF)) { _ = try PassphraseSource.descriptor(9999).read() }
  }
}

/// A pseudo-terminal: the test holds the side a person would sit at.
@Suite(.serialized) struct ControllingTerminalTests {
  let keyboard: PosixFile
  let terminal: ControllingTerminal

  init() throws {
    var (near, far): (Int32, Int32) = (-1, -1)
    try #require(unsafe openpty(&near, &far, nil, nil, nil) == 0)
    keyboard = PosixFile(adopting: near)
    terminal = ControllingTerminal(file: PosixFile(adopting: far))
  }

  func type(_ text: String) throws {
    let bytes = Array(text.utf8)
    try keyboard.writeNext(bytes, count: bytes.count)
  }

  /// Types once the question stands on the screen: switching echo off throws away what was typed before.
  func answer(_ text: String) {
    let keyboard = keyboard
    Thread.detachNewThread {
      var screen = [UInt8](repeating: 0, count: 1)
      while screen[0] != UInt8(ascii: "?") {
        guard (try? keyboard.readNext(into: &screen, count: 1)) == 1 else { return }
      }
      let bytes = Array(text.utf8)
      try? keyboard.writeNext(bytes, count: bytes.count)
    }
  }

  func echoes() -> Bool {
    var settings = termios()
    return unsafe tcgetattr(terminal.file.descriptor, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
  }

  @Test func passphraseIsNotShown() throws {
    answer("correct horse\n")
    let passphrase = try terminal.readPassphrase(prompt: "Passphrase?").exposed()
    #expect(passphrase == Array("correct horse".utf8))
    #expect(echoes())
    try type("x\n")
    var screen = [UInt8](repeating: 0, count: 64)
    let count = try keyboard.readNext(into: &screen, count: 5)
    #expect(!String(decoding: screen[..<count], as: UTF8.self).contains("horse"))
  }

  @Test func anEmptyAnswerGivesEchoBack() throws {
    answer("\n")
    #expect(throws: PlatformError.noPassphrase) { _ = try terminal.readPassphrase(prompt: "Passphrase?") }
    #expect(echoes())
  }

  @Test func linesAndTexts() throws {
    try type("один\nline two\n\u{4}after\n\u{4}")
    #expect(try terminal.readText(limit: 100) == Array("один\nline two\n".utf8))
    #expect(try terminal.readLine(prompt: "") == "after")
    #expect(try terminal.readLine(prompt: "") == nil)
  }

  @Test func textsAreBounded() throws {
    try type("123456789\n\u{4}")
    #expect(throws: PlatformError.tooLarge(limit: 5)) { try terminal.readText(limit: 5) }
  }

  /// The kernel drops what exceeds 4,095 bytes of a line: an error, never a shortened note.
  @Test func aLineTheTerminalCutShortIsAnError() throws {
    let (keyboard, terminal) = (keyboard, terminal)
    try type("short\n")
    Thread.detachNewThread {
      let long = [UInt8](repeating: 0x61, count: 5000) + [0x0A]
      // Drains the echo, without which the terminal would stop.
      Thread.detachNewThread {
        var screen = [UInt8](repeating: 0, count: 512)
        while (try? keyboard.readNext(into: &screen, count: 512)) == 512 {}
      }
      for start in stride(from: 0, to: long.count, by: 100) {
        try? keyboard.writeNext(long, from: start, count: min(100, long.count - start))
      }
    }
    #expect(throws: PlatformError.lineTooLong(line: 2)) { try terminal.readText(limit: 1 << 20) }
  }

  @Test func aTerminalThatGoesAwayIsSaid() throws {
    var (near, far): (Int32, Int32) = (-1, -1)
    try #require(unsafe openpty(&near, &far, nil, nil, nil) == 0)
    let gone = ControllingTerminal(file: PosixFile(adopting: far))
    close(near)
    #expect(throws: PlatformError.noTerminal) { try gone.readText(limit: 10) }
    #expect(throws: PlatformError.noTerminal) { _ = try gone.readPassphrase(prompt: "") }
  }

  @Test func keysArriveAsTheyArePressedAndTheTerminalIsGivenBack() throws {
    let screen = try FullScreen(terminal)
    #expect(!echoes())
    let sequences = "\u{1b}[A\u{1b}[5~\u{1b}OB\u{1b}[1;5C\u{1b}[99999999~\u{1b}[H\u{1b}[4~"
    try type("aЖ漢\r\t\u{7f}" + sequences + "q\u{3}")
    var keys: [Key] = []
    while keys.last != .control("c") { keys.append(try screen.nextKey()) }
    let expected: [Key] = [
      .character("a"), .character("Ж"), .character("漢"), .enter, .tab, .backspace, .up, .pageUp, .down, .right, .home,
      .end, .character("q"), .control("c"),
    ]
    #expect(keys == expected)
    try type("\u{1b}")
    let last = try screen.nextKey()
    #expect(last == .escape)
    screen.close()
    #expect(echoes())
  }

  @Test func aTerminalThatGoesAwayEndsTheScreen() throws {
    var (near, far): (Int32, Int32) = (-1, -1)
    try #require(unsafe openpty(&near, &far, nil, nil, nil) == 0)
    let screen = try FullScreen(ControllingTerminal(file: PosixFile(adopting: far)))
    close(near)
    #expect(throws: PlatformError.noTerminal) { try screen.nextKey() }
  }

  @Test func windowSizes() throws {
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    try #require(unsafe ioctl(keyboard.descriptor, UInt(TIOCSWINSZ), &size) == 0)
    let window = try #require(ControllingTerminal.windowSize(terminal.file.descriptor))
    #expect(window == (80, 24))
    #expect(ControllingTerminal.isTerminal(terminal.file.descriptor))
    let pipe = Pipe()
    #expect(ControllingTerminal.windowSize(pipe.fileHandleForReading.fileDescriptor) == nil)
    #expect(!ControllingTerminal.isTerminal(pipe.fileHandleForReading.fileDescriptor))
  }
}
