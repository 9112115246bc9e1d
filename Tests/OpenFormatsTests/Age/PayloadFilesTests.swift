import Foundation
import Platform
import Sodium
import Synchronization
import Testing

@testable import OpenFormats

@Suite struct PayloadFilesTests {
  static let block = PayloadPipeline.chunksPerBlock * 65_536
  /// Fewer, exactly as many and more blocks than the ring holds, and both sides of each edge.
  static let sizes =
    [0, 1, 65_535, 65_536, 65_537, block - 1, block, block + 1, 4 * block, 7 * block + 65_536, 40 * block + 3]

  /// A folder that goes with the test.
  final class Place {
    let path: String
    init() throws {
      path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
      try Folder.create(path)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func file(_ name: String, _ bytes: [UInt8]) throws -> PosixFile {
      let file = try PosixFile.creating(path + "/" + name)
      try file.write(bytes, count: bytes.count, at: 0)
      return file
    }
    func bytes(_ name: String) throws -> [UInt8] { try PosixFile.readAll(path + "/" + name, limit: 1 << 30) }
  }

  @Test(arguments: sizes) func parallelIsIdenticalToSerial(_ size: Int) throws {
    let place = try Place()
    let key = try AgeFileKey.random()
    let content = SodiumRandom.bytes(size)
    let result = try AgePayload.encrypt(
      from: place.file("in", content), to: place.file("sealed", [9, 9, 9]), at: 3, key: key)
    #expect(result.size == size)
    #expect(result.digest == Digest256.hash(content))
    let written = try place.bytes("sealed")
    #expect(Array(written[..<3]) == [9, 9, 9])
    let payload = Array(written[3...])
    #expect(payload == (try AgePayload.encrypt(content, key: key, nonce: Array(payload[..<16]))))
    let count = try AgePayload.decrypt(
      from: PosixFile.reading(place.path + "/sealed"), at: 3, to: place.file("out", []), key: key,
      expecting: result.digest)
    #expect(count == size)
    #expect(try place.bytes("out") == content)
  }

  @Test(arguments: [1, 2, 5]) func anyNumberOfThreadsGivesTheSame(_ threads: Int) throws {
    let place = try Place()
    let key = try AgeFileKey.random()
    let nonce = [UInt8](repeating: 2, count: 16)
    let content = SodiumRandom.bytes(33 * Self.block + 77)
    let pipeline = PayloadPipeline(
      .seal, cipher: try PayloadCipher(fileKey: key, nonce: nonce),
      source: PayloadSource(file: try place.file("in", content), start: 0),
      target: PayloadTarget(file: try place.file("out", nonce), start: 16), digesting: true, progress: nil,
      threads: threads)
    try pipeline.run()
    #expect(pipeline.finalDigest() == Digest256.hash(content))
    #expect(try place.bytes("out") == AgePayload.encrypt(content, key: key, nonce: nonce))
  }

  @Test func worksThroughPipes() throws {
    let key = try AgeFileKey.random()
    let content = SodiumRandom.bytes(3 * Self.block + 11)
    let (feed, sealed, plain) = (Pipe(), Pipe(), Pipe())
    let result = Mutex<[UInt8]>([])
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      feed.fileHandleForWriting.write(Data(content))
      try? feed.fileHandleForWriting.close()
    }
    Thread.detachNewThread {
      _ = try? AgePayload.encrypt(
        from: PosixFile(adopting: feed.fileHandleForReading.fileDescriptor, closing: false),
        to: PosixFile(adopting: sealed.fileHandleForWriting.fileDescriptor, closing: false), key: key)
      try? sealed.fileHandleForWriting.close()
    }
    Thread.detachNewThread {
      let bytes = [UInt8](plain.fileHandleForReading.readDataToEndOfFile())
      result.withLock { $0 = bytes }
      done.signal()
    }
    let count = try AgePayload.decrypt(
      from: PosixFile(adopting: sealed.fileHandleForReading.fileDescriptor, closing: false),
      to: PosixFile(adopting: plain.fileHandleForWriting.fileDescriptor, closing: false), key: key,
      expecting: Digest256.hash(content))
    #expect(count == content.count)
    try plain.fileHandleForWriting.close()
    done.wait()
    #expect(result.withLock { $0 } == content)
  }

  @Test func releasesNothingPastDamageAndNamesTheFirst() throws {
    let place = try Place()
    let key = try AgeFileKey.random()
    let content = SodiumRandom.bytes(30 * Self.block)
    var sealed = try AgePayload.encrypt(content, key: key)
    for chunk in [100, 42, 77] { sealed[16 + chunk * 65_552 + 5] ^= 1 }
    let input = try place.file("sealed", sealed)
    #expect(throws: AgeError.damagedChunk(42)) {
      try AgePayload.decrypt(from: input, to: place.file("out", []), key: key)
    }
    let released = try place.bytes("out")
    #expect(released.count <= 42 * 65_536)
    #expect(released == Array(content[..<released.count]))
    #expect(throws: AgeError.damagedChunk(42)) { try AgePayload.decrypt(from: input, to: nil, key: key) }
  }

  @Test func truncationAtEveryChunkFails() throws {
    let place = try Place()
    let key = try AgeFileKey.random()
    let sealed = try AgePayload.encrypt(SodiumRandom.bytes(9 * 65_536 + 9), key: key)
    for chunks in 0...9 {
      let input = try place.file("cut\(chunks)", Array(sealed[..<(16 + chunks * 65_552)]))
      #expect(throws: AgeError.truncated) { try AgePayload.decrypt(from: input, to: nil, key: key) }
    }
    let empty = try place.file("empty", [])
    #expect(throws: AgeError.truncated) { try AgePayload.decrypt(from: empty, to: nil, key: key) }
    let longer = try place.file("longer", sealed + [1])
    #expect(throws: AgeError.damagedChunk(9)) { try AgePayload.decrypt(from: longer, to: nil, key: key) }
    let whole = try AgePayload.encrypt(SodiumRandom.bytes(Self.block), key: key)
    let appended = try place.file("appended", whole + whole)
    #expect(throws: AgeError.trailingData) { try AgePayload.decrypt(from: appended, to: nil, key: key) }
  }

  @Test func anotherDigestFails() throws {
    let place = try Place()
    let key = try AgeFileKey.random()
    let input = try place.file("sealed", AgePayload.encrypt([1, 2, 3], key: key))
    #expect(throws: AgeError.digestMismatch) {
      try AgePayload.decrypt(from: input, to: nil, key: key, expecting: Digest256.hash([1, 2]))
    }
  }

  @Test func aFullDiskIsReported() throws {
    let key = try AgeFileKey.random()
    let place = try Place()
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let output = PosixFile(adopting: full.fileDescriptor, closing: false)
    #expect(throws: AgeError.output(.diskFull)) {
      try AgePayload.encrypt(from: place.file("in", SodiumRandom.bytes(5 * Self.block)), to: output, key: key)
    }
  }

  @Test func progressReachesTheEnd() throws {
    let place = try Place()
    let seen = Mutex<[Int]>([])
    let size = 5 * Self.block + 1
    _ = try AgePayload.encrypt(
      from: place.file("in", SodiumRandom.bytes(size)), to: place.file("out", []), key: .random()
    ) { bytes in seen.withLock { $0.append(bytes) } }
    #expect(seen.withLock { $0.last } == size)
    #expect(seen.withLock { $0 == $0.sorted() })
  }

  @Test func readsAnyChunkAndRefusesAShortenedFile() throws {
    let place = try Place()
    let key = try AgeFileKey.random()
    let content = SodiumRandom.bytes(5 * 65_536 + 100)
    let sealed = try AgePayload.encrypt(content, key: key)
    let reader = try PayloadReader(file: place.file("sealed", [0, 0] + sealed), at: 2, key: key)
    #expect(reader.size == content.count)
    #expect(reader.chunkCount == 6)
    for index in [5, 0, 3] {
      #expect(try reader.chunk(index) == Array(content.dropFirst(index * 65_536).prefix(65_536)))
    }
    for index in [-1, 6] { #expect(throws: AgeError.noSuchChunk(index)) { try reader.chunk(index) } }
    let cut = try place.file("cut", Array(sealed[..<(16 + 3 * 65_552)]))
    #expect(throws: AgeError.truncated) { try PayloadReader(file: cut, key: key) }
    let tiny = try place.file("tiny", [1, 2, 3])
    #expect(throws: AgeError.truncated) { try PayloadReader(file: tiny, key: key) }
  }
}
