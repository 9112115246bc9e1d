import ArgumentParser
import Platform
import Records

/// Where text comes from that must not stand in arguments: a file, standard input, or the terminal. It never passes
/// through a temporary file.
struct TextInput: ParsableArguments {
  @Option(help: ArgumentHelp("Read it from a file, or from standard input with -.", valueName: "file"))
  var from: String?

  /// Everything that is given, at most `limit` bytes of UTF-8.
  func text(prompt: String, limit: Int, tooLong: any Error) throws -> String {
    let bytes: [UInt8]
    do {
      if let from {
        bytes = try Self.read(from, limit: limit)
      } else if ControllingTerminal.isTerminal(0) {
        let terminal = try ControllingTerminal()
        try terminal.show(prompt)
        bytes = try terminal.readText(limit: limit)
      } else {
        bytes = try PosixFile(adopting: 0, closing: false).readAll(limit: limit)
      }
    } catch PlatformError.tooLarge { throw tooLong }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("the text is not UTF-8", hint: "convert it, for instance with iconv -t UTF-8", .invalid)
    }
    return text
  }

  /// One line without its end.
  func line(prompt: String, limit: Int) throws -> String {
    let text: String
    if from == nil, ControllingTerminal.isTerminal(0) {
      text = try ControllingTerminal().readLine(prompt: prompt) ?? ""
    } else {
      text = try self.text(
        prompt: prompt, limit: limit + 2, tooLong: RecordError.textTooLong(field: "the line", limit: limit))
    }
    return text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  static func read(_ path: String, limit: Int) throws -> [UInt8] {
    path == "-"
      ? try PosixFile(adopting: 0, closing: false).readAll(limit: limit) : try PosixFile.readAll(path, limit: limit)
  }
}
