import Foundation
import Sodium
import Testing

@testable import OpenFormats

/// SLIP-0039, `vectors.json`: every vector of the file; the passphrase of all is "TREZOR".
@Suite struct SLIP39VectorTests {
  struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    let description: String
    let mnemonics: [String]
    let secret: String
    var testDescription: String { description }

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      description = try list.decode(String.self)
      mnemonics = try list.decode([String].self)
      secret = try list.decode(String.self)
    }
  }

  static let vectors =
    (try? JSONDecoder().decode(
      [Vector].self, from: Data(contentsOf: Vectors.folder("slip39").appendingPathComponent("vectors.json")))) ?? []

  @Test(.enabled(if: Vectors.exist("slip39"), Comment(rawValue: Vectors.missing)), arguments: vectors)
  func everyVectorEndsAsExpected(_ vector: Vector) throws {
    func combined() throws -> String {
      let shares = try vector.mnemonics.enumerated().map { try SLIP39Share(words: Array($1.utf8), number: $0) }
      return hex(try SLIP39.combine(shares, passphrase: Array("TREZOR".utf8)).exposed())
    }
    if vector.secret.isEmpty {
      #expect(throws: SLIP39Error.self) { try combined() }
    } else {
      #expect(try combined() == vector.secret)
      // What is read is written the same way.
      for text in vector.mnemonics {
        #expect(try SLIP39Share(words: Array(text.utf8)).words() == Array(text.utf8))
      }
    }
  }

  @Test(.enabled(if: Vectors.exist("slip39"), Comment(rawValue: Vectors.missing))) func theFileHasBothKinds() {
    #expect(Self.vectors.contains { $0.secret.isEmpty } && Self.vectors.contains { !$0.secret.isEmpty })
  }
}
