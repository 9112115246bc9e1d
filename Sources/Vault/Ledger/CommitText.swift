import OpenFormats
import Records
import Sodium

/// The signed text of one commit: a C2SP signed note. No name ever stands in it.
struct CommitText: Hashable, Sendable {
  static let firstLine = "casevault/commit v1"

  let vault: ID<VaultTag>
  let log: LogID
  let number: Int
  /// SHA-256 of the log's previous commit (text and signature); zeros for its first.
  let previous: [UInt8]
  /// Seconds precision, UTC, as the author's clock had it.
  let time: String
  let records: Int
  /// RFC 6962 root over the encoded lines.
  let root: [UInt8]
  /// SHA-256 of the salted list of other logs' heads the author had seen.
  let heads: [UInt8]

  var text: String {
    """
    \(Self.firstLine)
    vault \(vault.hex)
    log \(log.hex)
    number \(number)
    previous \(previous.hex)
    time \(time)
    records \(records)
    root \(root.hex)
    heads \(heads.hex)

    """
  }

  init(
    vault: ID<VaultTag>, log: LogID, number: Int, previous: [UInt8], time: String, records: Int, root: [UInt8],
    heads: [UInt8]
  ) {
    self.vault = vault
    self.log = log
    self.number = number
    self.previous = previous
    self.time = time
    self.records = records
    self.root = root
    self.heads = heads
  }

  /// Accepts exactly what ``text`` produces: parsing and writing again must give the same bytes.
  init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 10, lines[0] == Self.firstLine, lines[9].isEmpty else { return nil }
    func value(_ index: Int, _ name: String) -> String? {
      lines[index].hasPrefix(name + " ") ? String(lines[index].dropFirst(name.count + 1)) : nil
    }
    guard let vault = value(1, "vault").flatMap({ ID<VaultTag>(hex: $0) }),
      let log = value(2, "log").flatMap({ [UInt8](hex: $0) }).flatMap({ LogID(bytes: $0) }),
      let number = value(3, "number").flatMap({ Int($0) }), number >= 0,
      let previous = value(4, "previous").flatMap({ [UInt8](hex: $0) }), previous.count == 32,
      let time = value(5, "time"), Self.isTime(time),
      let records = value(6, "records").flatMap({ Int($0) }), records >= 0,
      let root = value(7, "root").flatMap({ [UInt8](hex: $0) }), root.count == 32,
      let heads = value(8, "heads").flatMap({ [UInt8](hex: $0) }), heads.count == 32
    else { return nil }
    self.init(
      vault: vault, log: log, number: number, previous: previous, time: time, records: records, root: root,
      heads: heads)
    guard self.text == text else { return nil }
  }
}

extension CommitText {
  /// `2022-01-17T10:00:00Z`: digits where digits belong, so that nothing else reaches a reader's terminal.
  static func isTime(_ text: String) -> Bool {
    let form = Array<UInt8>("dddd-dd-ddTdd:dd:ddZ".utf8)
    let bytes = Array<UInt8>(text.utf8)
    return bytes.count == form.count
      && zip(bytes, form).allSatisfy { byte, form in
        form == UInt8(ascii: "d") ? (0x30...0x39).contains(byte) : byte == form
      }
  }
}

/// Where a log stood: its number of commits less one, and the hash of the last.
struct LogHead: Hashable, Sendable, Codable {
  var number: Int
  @Base64Coded var hash: [UInt8]
}

/// The sealed part of a commit: the lines in order, then the other logs' heads with their salt.
struct CommitLines: Sendable {
  let lines: [RecordLine]
  let headsSalt: [UInt8]
  let heads: [(log: LogID, head: LogHead)]

  /// The commit's Merkle root. The leaves of a large one are hashed on all cores.
  static func root(of lines: [RecordLine]) throws -> [UInt8] {
    var tree = MerkleTree()
    let part = 1024
    guard lines.count > part else {
      for line in lines { tree.append(MerkleTree.leafHash(line.encoded)) }
      return tree.root
    }
    var starts = stride(from: 0, to: lines.count, by: part).makeIterator()
    let hashing = OrderedPipeline { (start: Int) in
      lines[start..<min(start + part, lines.count)].map { MerkleTree.leafHash($0.encoded) }
    }
    try hashing.run {
      starts.next()
    } _: { hashes in
      for hash in hashes { tree.append(hash) }
    }
    return tree.root
  }

  /// SHA-256 over label, salt and the heads in the order of their logs.
  static func headsHash(salt: [UInt8], heads: [(log: LogID, head: LogHead)]) -> [UInt8] {
    var bytes = Label.context(Label.heads, salt)
    for entry in heads {
      var writer = ByteWriter()
      writer.append(entry.log.bytes)
      writer.append(UInt64(entry.head.number))
      writer.append(entry.head.hash)
      bytes += writer.bytes
    }
    return Digest256.hash(bytes)
  }

  var encoded: [UInt8] {
    var writer = ByteWriter(capacity: lines.count * RecordLine.count + 256)
    writer.append(UInt32(lines.count))
    for line in lines { writer.append(line.encoded) }
    writer.append(headsSalt)
    writer.append(UInt32(heads.count))
    for entry in heads {
      writer.append(entry.log.bytes)
      writer.append(UInt64(entry.head.number))
      writer.append(entry.head.hash)
    }
    var bytes = writer.bytes
    Padding.pad(&bytes)
    return bytes
  }

  init(lines: [RecordLine], headsSalt: [UInt8], heads: [(log: LogID, head: LogHead)]) {
    self.lines = lines
    self.headsSalt = headsSalt
    self.heads = heads
  }

  init?(encoded: [UInt8]) {
    var reader = ByteReader(encoded)
    guard let count = reader.uint32(), Int(count) <= reader.remaining / RecordLine.count else { return nil }
    var lines: [RecordLine] = []
    lines.reserveCapacity(Int(count))
    for _ in 0..<count {
      guard let line = RecordLine(&reader) else { return nil }
      lines.append(line)
    }
    guard let salt = reader.take(16), let headCount = reader.uint32(), Int(headCount) <= reader.remaining / 56 else {
      return nil
    }
    var heads: [(log: LogID, head: LogHead)] = []
    for _ in 0..<headCount {
      guard let log = reader.take(16).flatMap({ LogID(bytes: $0) }), let number = reader.uint64(),
        let hash = reader.take(32), number < UInt64(Int.max)
      else { return nil }
      heads.append((log, LogHead(number: Int(number), hash: hash)))
    }
    self.init(lines: lines, headsSalt: salt, heads: heads)
  }
}
