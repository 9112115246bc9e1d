internal import Dispatch
internal import Foundation
internal import Sodium

/// Runs one payload through all cores with bounded memory. Reading and hashing go in order, one thread at a
/// time; sealing or opening goes on every other; whoever has nothing of the first kind to do helps with the
/// second, since SHA-256 on one core is the slowest single step.
final class PayloadPipeline: @unchecked Sendable {
  enum Direction { case seal, open }

  /// Four chunks: a block and its result stay in a core's cache between the steps.
  static let chunksPerBlock = 4
  private let direction: Direction
  private let cipher: PayloadCipher
  private let source: PayloadSource
  private let target: PayloadTarget
  private let digesting: Bool
  private let progress: (@Sendable (Int) -> Void)?
  private let inputBlock: Int
  private let outputBlock: Int
  private let threads: Int

  // Everything below is guarded by `condition`, except that a claimed block's bytes and the digest belong to
  // the thread that claimed them.
  private let condition = NSCondition()
  private let ring: [Block]
  private var nextRead = 0
  private var nextHash = 0
  private var nextWrite = 0
  /// Every block before this one has been sealed or opened.
  private var nextWorked = 0
  private var completed = 0
  private var isReading = false
  private var isHashing = false
  private var isWriting = false
  private var ended = false
  private var failure: (block: Int, error: AgeError)?
  private var digest = Digest256()
  /// Bytes of plaintext handled.
  private(set) var size = 0

  init(
    _ direction: Direction, cipher: PayloadCipher, source: PayloadSource, target: PayloadTarget, digesting: Bool,
    progress: (@Sendable (Int) -> Void)?, threads: Int = min(16, ProcessInfo.processInfo.activeProcessorCount)
  ) {
    self.direction = direction
    self.cipher = cipher
    self.source = source
    self.target = target
    self.digesting = digesting
    self.progress = progress
    self.threads = max(1, threads)
    let plain = Self.chunksPerBlock * PayloadCipher.chunkCount
    let sealed = Self.chunksPerBlock * PayloadCipher.sealedChunkCount
    inputBlock = direction == .seal ? plain : sealed
    outputBlock = direction == .seal ? sealed : plain
    ring = (0..<(4 + 4 * self.threads)).map { _ in Block() }
  }

  /// Returns when everything is written; throws the error of the earliest block that failed.
  func run() throws(AgeError) {
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var previous: Block?
      while let task = claim(after: previous) {
        perform(task)
        previous = task.block
      }
    }
    // What is written where it cannot be read back must not stay behind in freed memory.
    for block in ring {
      wipe(&block.input)
      wipe(&block.output)
    }
    if let failure { throw failure.error }
  }

  /// SHA-256 of the plaintext, once ``run()`` has returned.
  func finalDigest() -> [UInt8] {
    let whole = digest
    return whole.finalize()
  }

  private enum Step { case read, hash, work, write }
  private struct Task {
    let step: Step
    let block: Block
  }

  /// One slot of the ring. `input` is read by two threads at once (hashing, sealing) but written by none then.
  private final class Block: @unchecked Sendable {
    /// `waiting`: whether it is the final block shows only with the next read.
    enum Stage { case free, waiting, ready, working, worked, writing, written }
    var index = 0
    var stage = Stage.free
    var isHashed = false
    var isFinal = false
    var input: [UInt8] = []
    var count = 0
    var output: [UInt8] = []
    var produced = 0
  }

  private func slot(_ index: Int) -> Block { ring[index % ring.count] }

  /// The next thing to do, or nil when nothing is left for this thread. Waits only while another thread is busy
  /// with something that will make work, or fail.
  private func claim(after previous: Block?) -> Task? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let task = available(previous) { return task }
      if failure != nil || (ended && completed == nextRead) {
        condition.broadcast()
        return nil
      }
      condition.wait()
    }
  }

  private func available(_ previous: Block?) -> Task? {
    // The block just worked on is still in this core's cache.
    if let previous, isWritable(previous) { return writing(previous) }
    if digesting, failure == nil, !isHashing, nextHash < nextRead, isHashable(slot(nextHash)) {
      isHashing = true
      return Task(step: .hash, block: slot(nextHash))
    }
    let blocks = (max(0, nextRead - ring.count)..<nextRead).lazy.map(slot)
    if let block = blocks.first(where: isWritable) { return writing(block) }
    if let block = blocks.first(where: { $0.stage == .ready && isWanted($0) }) {
      block.stage = .working
      return Task(step: .work, block: block)
    }
    if !ended, !isReading, failure == nil, slot(nextRead).stage == .free {
      isReading = true
      return Task(step: .read, block: slot(nextRead))
    }
    return nil
  }

  /// After a failure only earlier blocks go on: one of them may hold the first damage.
  private func isWanted(_ block: Block) -> Bool { failure.map { block.index < $0.block } ?? true }

  private func isHashable(_ block: Block) -> Bool {
    direction == .seal || [.worked, .writing, .written].contains(block.stage)
  }

  private func isWritable(_ block: Block) -> Bool {
    block.stage == .worked && isWanted(block) && (direction == .seal || block.index < nextWorked)
      // Two writers of one file would wait for each other inside the kernel.
      && !isWriting && (!target.isSequential || block.index == nextWrite)
  }

  private func writing(_ block: Block) -> Task {
    block.stage = .writing
    isWriting = true
    return Task(step: .write, block: block)
  }

  private func perform(_ task: Task) {
    let block = task.block
    do throws(AgeError) {
      switch task.step {
      case .read:
        let count = try fill(block)
        finish { didRead(count, into: block) }
      case .hash:
        digest.update(direction == .seal ? block.input[..<block.count] : block.output[..<block.produced])
        finish { didHash(block) }
      case .work:
        try transform(block)
        finish { didWork(block) }
      case .write:
        try target.write(block.output, count: block.produced, after: block.index * outputBlock)
        finish { didWrite(block) }
      }
    } catch {
      finish {
        let index = task.step == .read ? nextRead : block.index
        if failure.map({ index < $0.block }) ?? true { failure = (index, error) }
      }
    }
  }

  private func finish(_ change: () -> Void) {
    condition.lock()
    change()
    condition.broadcast()
    condition.unlock()
  }

  private func fill(_ block: Block) throws(AgeError) -> Int {
    if block.input.isEmpty {
      block.input = [UInt8](repeating: 0, count: inputBlock)
      block.output = [UInt8](repeating: 0, count: outputBlock)
    }
    return try source.read(into: &block.input, count: inputBlock, after: nextRead * inputBlock)
  }

  private func didRead(_ count: Int, into block: Block) {
    isReading = false
    ended = count < inputBlock
    let isEmptyContent = count == 0 && nextRead == 0
    if nextRead > 0 {
      let last = slot(nextRead - 1)
      if last.stage == .waiting {
        last.isFinal = count == 0
        last.stage = .ready
      }
    }
    guard count > 0 || isEmptyContent else { return }
    block.index = nextRead
    block.count = count
    block.isHashed = !digesting
    block.isFinal = ended
    block.stage = ended ? .ready : .waiting
    nextRead += 1
  }

  private func didHash(_ block: Block) {
    isHashing = false
    nextHash += 1
    block.isHashed = true
    release(block)
  }

  private func didWork(_ block: Block) {
    block.stage = .worked
    while nextWorked < nextRead, isPast(slot(nextWorked), nextWorked) { nextWorked += 1 }
  }

  private func isPast(_ block: Block, _ index: Int) -> Bool {
    block.index == index && [.worked, .writing, .written].contains(block.stage)
  }

  private func didWrite(_ block: Block) {
    isWriting = false
    nextWrite += 1
    size += direction == .seal ? block.count : block.produced
    progress?(size)
    block.stage = .written
    release(block)
  }

  private func release(_ block: Block) {
    guard block.stage == .written, block.isHashed else { return }
    block.stage = .free
    completed += 1
  }

  private func transform(_ block: Block) throws(AgeError) {
    let whole = direction == .seal ? PayloadCipher.chunkCount : PayloadCipher.sealedChunkCount
    let other = direction == .seal ? PayloadCipher.sealedChunkCount : PayloadCipher.chunkCount
    let chunks = max(1, (block.count + whole - 1) / whole)
    for part in 0..<chunks {
      let start = part * whole
      let count = min(whole, block.count - start)
      let chunk = block.index * Self.chunksPerBlock + part
      let isFinal = block.isFinal && part == chunks - 1
      if direction == .seal {
        try cipher.seal(
          block.input, at: start, count: count, into: &block.output, at: part * other, chunk: chunk, isFinal: isFinal)
      } else {
        try cipher.open(
          block.input, at: start, count: count, into: &block.output, at: part * other, chunk: chunk, isFinal: isFinal)
      }
    }
    let tags = chunks * ChunkCipher.tagCount
    block.produced = direction == .seal ? block.count + tags : block.count - tags
  }
}
