import OpenFormats
import Records
import Sodium

/// The plaintext of a record, before it is sealed.
///
/// version (1) ‖ JSON length (4) ‖ text length (4) ‖ salt seed (32) ‖ JSON ‖ text ‖ zeros up to the padded length. The
/// text stands verbatim in UTF-8, so that searching needs no decoding and what was said can be proven word for word.
struct RecordBody: Sendable {
  static let headerCount = 1 + 4 + 4 + 32
  private static let version: UInt8 = 1

  let saltSeed: [UInt8]
  let json: [UInt8]
  let text: [UInt8]

  init(json: [UInt8], text: [UInt8], saltSeed: [UInt8] = SodiumRandom.bytes(32)) {
    self.json = json
    self.text = text
    self.saltSeed = saltSeed
  }

  var encoded: [UInt8] {
    let count = Self.headerCount + json.count + text.count
    var writer = ByteWriter(capacity: Padding.paddedCount(count))
    writer.append(byte: Self.version)
    writer.append(UInt32(json.count))
    writer.append(UInt32(text.count))
    writer.append(saltSeed)
    writer.append(json)
    writer.append(text)
    var bytes = writer.bytes
    Padding.pad(&bytes)
    return bytes
  }

  init?(encoded: [UInt8]) {
    var reader = ByteReader(encoded)
    guard reader.byte() == Self.version, let jsonCount = reader.uint32(), let textCount = reader.uint32(),
      let seed = reader.take(32), let json = reader.take(Int(jsonCount)), let text = reader.take(Int(textCount))
    else { return nil }
    self.init(json: json, text: text, saltSeed: seed)
  }

  /// The key an epoch's bodies are sealed under.
  static func key(_ epochKey: GuardedKey) throws(SodiumError) -> GuardedKey {
    try Derivation.key(epochKey, label: Label.recordKey)
  }

  /// The range of the text inside encoded bytes, without copying it.
  static func textRange(in encoded: [UInt8]) -> Range<Int>? {
    var reader = ByteReader(encoded)
    guard reader.byte() == version, let jsonCount = reader.uint32(), let textCount = reader.uint32() else { return nil }
    let start = headerCount + Int(jsonCount)
    guard start + Int(textCount) <= encoded.count else { return nil }
    return start..<start + Int(textCount)
  }

  /// RFC 6962 root over the salted parts: the JSON first, then each paragraph of the text. A part is
  /// SHA-256-salted with a salt of its own, so any of them can be shown and the others stay closed.
  var commitment: [UInt8] {
    let parts = [json[...]] + Self.paragraphs(of: text)
    var tree = MerkleTree()
    // Only salt and index differ from one part to the next.
    var seeded = seeded(0)
    var head = Self.partHead(index: 0, total: parts.count, salt: [UInt8](repeating: 0, count: 16))
    for (index, part) in parts.enumerated() {
      Self.put(UInt32(index), in: &seeded, at: seeded.count - 4)
      let salt = Digest256.hash(seeded)
      for place in 0..<16 { head[head.count - 24 + place] = salt[place] }
      Self.put(UInt32(index), in: &head, at: head.count - 8)
      tree.append(MerkleTree.leafHash(head, followedBy: part))
    }
    return tree.root
  }

  /// The salt of one part: the first 16 bytes of SHA-256 over label, seed and index.
  func salt(_ index: Int) -> [UInt8] { Array(Digest256.hash(seeded(index))[..<16]) }

  private func seeded(_ index: Int) -> [UInt8] {
    var writer = ByteWriter(capacity: 4)
    writer.append(UInt32(index))
    return Label.context(Label.paragraphSalt, saltSeed, writer.bytes)
  }

  private static func put(_ value: UInt32, in bytes: inout [UInt8], at place: Int) {
    for offset in 0..<4 { bytes[place + offset] = UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * offset)) }
  }

  /// The leaf of one part: label ‖ salt ‖ index ‖ total ‖ bytes.
  static func part(index: Int, total: Int, salt: [UInt8], bytes: ArraySlice<UInt8>) -> [UInt8] {
    partHead(index: index, total: total, salt: salt) + bytes
  }

  /// What stands before the bytes of a part in its leaf: label ‖ salt ‖ index ‖ total.
  private static func partHead(index: Int, total: Int, salt: [UInt8]) -> [UInt8] {
    var writer = ByteWriter(capacity: 8)
    writer.append(UInt32(index))
    writer.append(UInt32(total))
    return Label.context(Label.paragraph, salt, writer.bytes)
  }

  /// Paragraphs end with a blank line; every byte of the text belongs to exactly one.
  static func paragraphs(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 1
    while index < text.count {
      // Whatever stands before a byte that is no line feed, no blank line ends there.
      guard text[index] == 0x0a else {
        index += 2
        continue
      }
      guard text[index - 1] == 0x0a else {
        index += 1
        continue
      }
      var end = index + 1
      while end < text.count, text[end] == 0x0a { end += 1 }
      parts.append(text[start..<end])
      start = end
      index = end + 1
    }
    if start < text.count { parts.append(text[start...]) }
    return parts
  }
}

/// What every sealed body is bound to: moving a ciphertext to another case, kind or record makes it unreadable.
enum BodyContext {
  static func bytes(vault: ID<VaultTag>, log: LogID, line: RecordLine) -> [UInt8] {
    bytes(
      vault: vault, log: log, caseID: line.caseID, compartment: line.compartment, epoch: line.epoch, id: line.id,
      kind: line.kind)
  }

  /// Makes the context of another record of what was made for one: they differ in nothing else.
  static func put(_ id: RecordID, in context: inout [UInt8]) {
    let end = context.count - MemoryLayout<UInt16>.size
    context.replaceSubrange(end - RecordID.byteCount..<end, with: id.bytes)
  }

  static func bytes(
    vault: ID<VaultTag>, log: LogID, caseID: RecordID, compartment: UInt8, epoch: EpochID, id: RecordID, kind: LineKind
  ) -> [UInt8] {
    let code = kind.wireCode
    return Label.context(
      Label.record, vault.bytes, log.bytes, caseID.bytes, [compartment], epoch.bytes, id.bytes,
      [UInt8(code >> 8), UInt8(code & 0xff)])
  }
}
