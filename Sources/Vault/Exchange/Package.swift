import Records
import Sodium

/// One commit with its bodies, as it travels: wrapped in the present ledger key, whatever key it was written under, so
/// that nobody who was removed reads what is published afterwards.
///
/// A file is version (1) ‖ ledger key's name (32) ‖ AEAD over its part. The first part holds the number of parts, the
/// commit and bodies; the others bodies only.
struct Package: Sendable {
  struct Item: Sendable {
    let isBootstrap: Bool
    let id: RecordID
    let sealed: [UInt8]
  }

  private static let version: UInt8 = 1
  /// A part is closed when its bodies hold this many bytes.
  static let partSize = 8 << 20
  /// Most parts of one commit.
  static let partLimit = 4096
  /// Largest file in bytes: the largest record, padded, and a little.
  static let byteLimit = 96 << 20

  let epoch: [UInt8]
  let text: [UInt8]
  let lines: [UInt8]
  var items: [Item]

  // MARK: Writing

  /// The files of this package, sealed under `ledger`.
  func files(_ name: PackageName, vault: ID<VaultTag>, ledger: GrantedKey) throws -> [[UInt8]] {
    var parts: [[Item]] = [[]]
    var size = 0
    for item in items {
      if size >= Self.partSize {
        parts.append([])
        size = 0
      }
      parts[parts.count - 1].append(item)
      size += item.sealed.count
    }
    return try parts.enumerated().map { number, items in
      var writer = ByteWriter(capacity: size + 4096)
      if number == 0 {
        writer.append(UInt32(parts.count))
        writer.append(epoch)
        for field in [text, lines] {
          writer.append(UInt32(field.count))
          writer.append(field)
        }
      }
      writer.append(UInt32(items.count))
      for item in items {
        writer.append(byte: item.isBootstrap ? 2 : 1)
        writer.append(item.id.bytes)
        writer.append(UInt32(item.sealed.count))
        writer.append(item.sealed)
      }
      var plain = writer.bytes
      Padding.pad(&plain)
      let sealed = try AEAD.seal(
        plain, context: Self.context(vault, ledger.epoch, name, number),
        key: try Derivation.key(ledger.key, label: Label.packageKey))
      return [Self.version] + ledger.epoch.bytes + sealed
    }
  }

  private static func context(_ vault: ID<VaultTag>, _ epoch: EpochID, _ name: PackageName, _ part: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(UInt32(part))
    return Label.context(Label.package, vault.bytes, epoch.bytes, name.bytes, writer.bytes)
  }

  // MARK: Reading

  /// Why a file is not taken.
  enum Refusal: Error {
    /// It is sealed under a ledger key that has not arrived.
    case unknownKey
    /// It is not what a member sealed under this name.
    case damaged
    /// Another part of it is not there.
    case incomplete
  }

  /// Reads a package; `part` fetches its files by number, `nil` where there is none.
  init(_ name: PackageName, vault: ID<VaultTag>, ring: KeyRing, part: (Int) throws -> [UInt8]?) throws {
    guard let first = try part(0) else { throw Refusal.incomplete }
    var reader = ByteReader(try Self.open(first, name, 0, vault, ring))
    guard let count = reader.uint32(), (1...Self.partLimit).contains(Int(count)),
      let epoch = reader.take(EpochID.count), let textCount = reader.uint32(), let text = reader.take(Int(textCount)),
      let lineCount = reader.uint32(), let lines = reader.take(Int(lineCount))
    else { throw Refusal.damaged }
    self.epoch = epoch
    self.text = text
    self.lines = lines
    items = try Self.items(&reader)
    for number in 1..<max(1, Int(count)) {
      guard let next = try part(number) else { throw Refusal.incomplete }
      var reader = ByteReader(try Self.open(next, name, number, vault, ring))
      items += try Self.items(&reader)
    }
  }

  init(epoch: [UInt8], text: [UInt8], lines: [UInt8], items: [Item]) {
    self.epoch = epoch
    self.text = text
    self.lines = lines
    self.items = items
  }

  private static func open(
    _ file: [UInt8], _ name: PackageName, _ part: Int, _ vault: ID<VaultTag>, _ ring: KeyRing
  ) throws -> [UInt8] {
    var reader = ByteReader(file)
    guard reader.byte() == version, let epoch = reader.take(EpochID.count).flatMap({ EpochID(bytes: $0) }),
      let sealed = reader.take(reader.remaining)
    else { throw Refusal.damaged }
    guard let ledger = ring.keys[epoch], ledger.kind == .ledger else { throw Refusal.unknownKey }
    guard let key = try? Derivation.key(ledger.key, label: Label.packageKey),
      let plain = try? AEAD.open(sealed, context: context(vault, epoch, name, part), key: key)
    else { throw Refusal.damaged }
    return plain
  }

  private static func items(_ reader: inout ByteReader) throws -> [Item] {
    // Each takes 21 bytes at least.
    guard let count = reader.uint32(), Int(count) <= reader.remaining / 21 else { throw Refusal.damaged }
    return try (0..<count).map { _ in
      guard let kind = reader.byte(), (1...2).contains(kind),
        let id = reader.take(RecordID.byteCount).flatMap({ RecordID(bytes: $0) }), let length = reader.uint32(),
        let sealed = reader.take(Int(length))
      else { throw Refusal.damaged }
      return Item(isBootstrap: kind == 2, id: id, sealed: sealed)
    }
  }
}
