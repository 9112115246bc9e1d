/// The content of one record.
///
/// Property names are the keys of the stored JSON and therefore part of the format: renaming one makes every stored
/// record unreadable. Absent optionals are left out, unknown keys are skipped, unknown codes of closed lists refused.
/// A correction is a new record; which one it corrects is said by the envelope, never here.
public protocol RecordContent: Codable, Sendable, Equatable {
  /// What kind of record this is.
  static var kind: RecordKind { get }
  /// Whether free text is kept beside the JSON; see `TextRecord`.
  static var hasText: Bool { get }
  /// Checks lengths, ranges and codes. What one decoded may still be unfit to store.
  func validate(_ codebook: Codebook) throws(RecordError)
}

extension RecordContent {
  /// Most kinds are JSON alone.
  public static var hasText: Bool { false }
}

/// A record whose free text is stored verbatim beside its JSON, so that the text can be committed to paragraph by
/// paragraph and proven word for word. `text` is never part of the JSON and is empty until the reader sets it.
public protocol TextRecord: RecordContent {
  /// The text exactly as it was given: not trimmed, not normalised.
  var text: String { get set }
}

extension TextRecord {
  /// Always true.
  public static var hasText: Bool { true }
}
