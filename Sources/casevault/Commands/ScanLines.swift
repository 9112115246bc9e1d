import Foundation
import Platform
import Redaction
import Sodium

/// `casevault redact scan --jsonl`: the scanner for other programs. One line in, one line out, nothing kept.
struct ScanLines {
  /// Longest line, in bytes. A text of 10 MB whose every letter is escaped has a line of 30 to 60.
  static let longestLine = 96 << 20
  private static let chunk = 1 << 16

  private struct Request: Decodable {
    var id: Identifier
    var text: String
    var language: String?
    var identities: [KnownIdentity]?
  }

  private struct Answer: Encodable {
    var id: Identifier
    var findings: [Finding]
  }

  /// Given back as it came.
  private enum Identifier: Codable {
    case text(String)
    case number(Int)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Int.self) {
        self = .number(number)
      } else {
        self = .text(try value.decode(String.self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var value = encoder.singleValueContainer()
      switch self {
      case .text(let text): try value.encode(text)
      case .number(let number): try value.encode(number)
      }
    }
  }

  /// The scanner of the line before: texts about the same people come in sequence, and preparing every form of every
  /// name costs more than most texts.
  private var people: [KnownIdentity]?
  private var scanner: TextScanner?
  /// Without a vault there is no key to number people with; this one makes the numbers hold for one run only.
  private let key: GuardedKey
  private let decoder = JSONDecoder()
  private let encoder = JSONEncoder()

  init() throws {
    key = try GuardedKey.random()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// Answers line after line until the input ends.
  ///
  /// - Throws: `Failure` with the number of the first line that cannot be answered. The lines before it are.
  mutating func run() throws {
    let input = PosixFile(adopting: 0, closing: false)
    var chunk = [UInt8](repeating: 0, count: Self.chunk)
    var line: [UInt8] = []
    var number = 1
    while true {
      let count = try input.readAvailable(into: &chunk, count: Self.chunk)
      var start = 0
      while let end = chunk[start..<count].firstIndex(of: 0x0A) {
        line.append(contentsOf: chunk[start..<end])
        try answer(line, number)
        line.removeAll(keepingCapacity: line.count < 1 << 20)
        number += 1
        start = end + 1
      }
      line.append(contentsOf: chunk[start..<count])
      guard line.count <= Self.longestLine else {
        throw Failure("line \(number) is longer than \(Self.longestLine) bytes", hint: "split the text", .invalid)
      }
      if count == 0 { break }
    }
    try answer(line, number)
  }

  private mutating func answer(_ line: [UInt8], _ number: Int) throws {
    guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
    let request: Request
    do {
      // Foundation repairs bad bytes in silence; a repaired text is not the one the offsets are for.
      guard String(validating: line, as: UTF8.self) != nil else { throw RedactionError.notUTF8(offset: 0) }
      request = try decoder.decode(Request.self, from: Data(line))
    } catch {
      throw Failure(
        "line \(number) is not understood",
        hint: "one JSON object a line in UTF-8, with at least \"id\" and \"text\"; see `casevault redact scan --help`",
        .invalid)
    }
    do {
      let language = request.language.flatMap(Language.init)
      let findings = try scanner(for: request.identities ?? []).scan(request.text, language: language)
      let answer = try encoder.encode(Answer(id: request.id, findings: findings))
      try Terminal.printLine(answer)
    } catch let error as RedactionError {
      let failure = Failure(error)
      throw Failure("line \(number): \(failure.message)", hint: failure.hint, failure.status)
    }
  }

  private mutating func scanner(for people: [KnownIdentity]) throws -> TextScanner {
    if let scanner, self.people == people { return scanner }
    let count = people.reduce(0) { $0 + 1 + $1.relatives.count }
    var table = PseudonymTable(width: count < 60 ? 2 : count < 600 ? 3 : 6)
    try table.assign(people) { Authentication.tag($0, key: key) }
    let scanner = try TextScanner(identities: people, pseudonyms: table)
    self.scanner = scanner
    self.people = people
    return scanner
  }
}
