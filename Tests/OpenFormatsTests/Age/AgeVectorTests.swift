import Foundation
import Platform
import Sodium
import Testing

@testable import OpenFormats

/// C2SP/CCTV, `age/testdata`: every file of the folder.
@Suite struct AgeVectorTests {
  static let names = (try? FileManager.default.contentsOfDirectory(atPath: Vectors.folder("age").path).sorted()) ?? []

  @Test(.enabled(if: Vectors.exist("age"), Comment(rawValue: Vectors.missing)), arguments: names)
  func everyFileEndsAsExpected(_ name: String) throws {
    let vector = try AgeVector(Array(Data(contentsOf: Vectors.folder("age").appendingPathComponent(name))))
    let outcome = vector.decrypt()
    #expect(outcome.name == vector.expected)
    if let digest = vector.digest { #expect(outcome.released.map(hex) == digest) }
  }

  /// From a file, chunk by chunk, the answer is the same.
  @Test(.enabled(if: Vectors.exist("age"), Comment(rawValue: Vectors.missing)), arguments: names)
  func theFileReaderAgrees(_ name: String) throws {
    let vector = try AgeVector(Array(Data(contentsOf: Vectors.folder("age").appendingPathComponent(name))))
    guard !vector.isArmored else { return }
    let path = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(vector.file).write(to: URL(fileURLWithPath: path))
    var content: [UInt8] = []
    let outcome = AgeVector.outcome {
      let reader = try AgeFile.open(try PosixFile.reading(path), with: vector.identities)
      for index in 0..<reader.chunkCount { content += try reader.chunk(index) }
    }
    #expect(outcome == vector.expected)
    if outcome == "success" { #expect(vector.digest == hex(Digest256.hash(content))) }
  }

  /// All kinds of failure occur, so that no answer is right by accident.
  @Test(.enabled(if: Vectors.exist("age"), Comment(rawValue: Vectors.missing))) func theFolderHasEveryKind() throws {
    let kinds = try Set(
      Self.names.map {
        try AgeVector(Array(Data(contentsOf: Vectors.folder("age").appendingPathComponent($0)))).expected
      })
    #expect(kinds.isSuperset(of: ["success", "no match", "header failure", "armor failure", "payload failure"]))
  }
}

func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }

/// One file: lines of `key: value`, an empty line, an age file.
struct AgeVector {
  struct Malformed: Error {}

  let expected: String
  let digest: String?
  let identities: [any AgeIdentity]
  let isArmored: Bool
  let file: [UInt8]

  init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    var fields: [(key: String, value: String)] = []
    while true {
      guard let end = rest.firstIndex(of: 0x0A) else { throw Malformed() }
      let line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if line.isEmpty { break }
      guard let colon = line.range(of: ": ") else { throw Malformed() }
      fields.append((String(line[..<colon.lowerBound]), String(line[colon.upperBound...])))
    }
    func value(_ key: String) -> String? { fields.first { $0.key == key }?.value }
    guard let expected = value("expect") else { throw Malformed() }
    self.expected = expected
    digest = value("payload")
    isArmored = value("armored") == "yes"
    var identities: [any AgeIdentity] = []
    for field in fields {
      switch field.key {
      case "identity": identities += try AgeKeyText.identities(Array(field.value.utf8))
      case "passphrase": identities.append(AgePassphrase(try Secret(copying: Array(field.value.utf8))))
      default: break
      }
    }
    self.identities = identities
    switch value("compressed") {
    case nil: file = Array(rest)
    case "zlib": file = try Inflate.zlib(Array(rest))
    default: throw Malformed()
    }
  }

  /// The result in the words of the vectors, and SHA-256 of what came out up to then.
  func decrypt() -> (name: String, released: [UInt8]?) {
    var released: [UInt8]?
    let name = Self.outcome {
      let file = isArmored ? try AgeArmor.decode(file) : file
      let header = try AgeHeader(file)
      let key = try header.fileKey(for: identities)
      let payload = Array(file[header.count...])
      guard payload.count >= 16 else { throw AgeError.noPayload }
      released = Digest256.hash(Self.prefix(payload, key))
      #expect(try Digest256.hash(AgeFile.decrypt(self.file, with: identities)) == released)
      _ = try AgePayload.decrypt(payload, key: key)
    }
    return (name, released)
  }

  /// Every chunk before the first that fails.
  private static func prefix(_ payload: [UInt8], _ key: AgeFileKey) -> [UInt8] {
    guard let cipher = try? PayloadCipher(fileKey: key, nonce: Array(payload[..<16])) else { return [] }
    var content: [UInt8] = []
    for (index, start) in stride(from: 16, to: payload.count, by: 65_552).enumerated() {
      let count = min(65_552, payload.count - start)
      guard count >= 16 else { break }
      var chunk = [UInt8](repeating: 0, count: count - 16)
      let isLast = start + count == payload.count
      func opens(_ isFinal: Bool) -> Bool {
        (try? cipher.open(payload, at: start, count: count, into: &chunk, at: 0, chunk: index, isFinal: isFinal)) != nil
      }
      // The vectors count a final chunk although bytes follow it; this program does not release it.
      let isFinal = isLast || !opens(false)
      guard !isFinal || opens(true) else { break }
      content += chunk
      if isFinal { break }
    }
    return content
  }

  static func outcome(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "success"
    } catch let error as AgeError {
      switch error {
      case .malformedArmor: return "armor failure"
      case .notAgeFile, .unsupportedVersion, .malformedHeader, .malformedStanza, .passphraseNotAlone,
        .workFactorTooHigh, .noPayload:
        return "header failure"
      case .headerAltered: return "HMAC failure"
      case .noMatch: return "no match"
      case .damagedChunk, .truncated, .trailingData: return "payload failure"
      default: return "\(error)"
      }
    } catch { return "\(error)" }
  }
}
