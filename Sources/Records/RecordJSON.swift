internal import FoundationEssentials

/// Bounds of the stored form.
public enum RecordLimit {
  /// JSON of one record, in bytes; a release with its figures is the largest.
  public static let json = 16 << 20
  /// Text beside the JSON, in bytes of UTF-8.
  public static let note = 16 << 20
  /// A field of one line, in bytes of UTF-8.
  public static let line = 1_000
  /// A field of several paragraphs, in bytes of UTF-8.
  public static let text = 64 << 10
  /// Elements of a list.
  public static let list = 1_000
}

extension RecordContent {
  /// The stored JSON: keys sorted, no white space, slashes as they are, UTF-8. Equal values give equal bytes.
  public func json() throws(RecordError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try encoder.encode(self))
    } catch {
      throw .malformed(field: "")
    }
    guard bytes.count <= RecordLimit.json else { throw .textTooLong(field: "", limit: RecordLimit.json) }
    return bytes
  }

  /// Reads stored JSON. Every failure is a `RecordError` that names a field at most, since a decoder's own error may
  /// quote the content it failed on.
  public static func decode(json: [UInt8]) throws(RecordError) -> Self {
    guard json.count <= RecordLimit.json else { throw .textTooLong(field: "", limit: RecordLimit.json) }
    do {
      return try JSONDecoder().decode(Self.self, from: Data(json))
    } catch let error as RecordError {
      throw error
    } catch let error as DecodingError {
      throw RecordError(error)
    } catch {
      throw .malformed(field: "")
    }
  }
}

extension RecordError {
  /// Keeps the place of a decoding failure and drops the rest, which quotes content.
  init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context): self = .missingField(fieldPath(context.codingPath + [key]))
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      self = .malformed(field: fieldPath(context.codingPath))
    @unknown default: self = .malformed(field: "")
    }
  }
}

extension Decoder {
  var fieldPath: String { Records.fieldPath(codingPath) }
}

private func fieldPath(_ keys: [any CodingKey]) -> String {
  keys.prefix(8).map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
}
