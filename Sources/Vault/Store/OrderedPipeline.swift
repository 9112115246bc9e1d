import Foundation

/// Runs one step of a stream on all cores, keeping its order: the calling thread makes the inputs and takes the
/// results (a database connection belongs to one thread), every other core transforms, and so does the calling
/// thread when it would have to wait. At most `depth` elements are under way, so memory stays bounded.
final class OrderedPipeline<Input: Sendable, Output: Sendable>: @unchecked Sendable {
  private let transform: @Sendable (Input) throws -> Output
  private let helpers: Int
  private let depth: Int

  // Guarded by `condition`.
  private let condition = NSCondition()
  private var waiting: [(index: Int, input: Input)] = []
  private var finished: [Int: Result<Output, any Error>] = [:]
  private var isOver = false

  init(
    cores: Int? = nil, transform: @escaping @Sendable (Input) throws -> Output
  ) {
    self.transform = transform
    helpers = min(16, max(1, cores ?? ProcessInfo.processInfo.activeProcessorCount)) - 1
    depth = 4 + 4 * helpers
  }

  /// Returns when `produce` has answered `nil` and everything is consumed; throws the first error in order.
  func run(_ produce: () throws -> Input?, _ consume: (Output) throws -> Void) throws {
    let group = DispatchGroup()
    for _ in 0..<helpers { DispatchQueue.global(qos: .userInitiated).async(group: group) { self.help() } }
    defer {
      end()
      group.wait()
    }
    var produced = 0
    var consumed = 0
    var isExhausted = false
    while true {
      if let result = take(consumed) {
        try consume(result.get())
        consumed += 1
      } else if !isExhausted, produced - consumed < depth {
        if let input = try produce() {
          offer(produced, input)
          produced += 1
        } else {
          isExhausted = true
        }
      } else if consumed == produced {
        return
      } else if let task = claim() {
        perform(task)
      } else {
        wait(for: consumed)
      }
    }
  }

  private func help() {
    while true {
      condition.lock()
      while waiting.isEmpty, !isOver { condition.wait() }
      let task = isOver ? nil : waiting.removeFirst()
      condition.unlock()
      guard let task else { return }
      perform(task)
    }
  }

  private func perform(_ task: (index: Int, input: Input)) {
    let result = Result { try transform(task.input) }
    condition.lock()
    finished[task.index] = result
    condition.broadcast()
    condition.unlock()
  }

  private func offer(_ index: Int, _ input: Input) {
    condition.lock()
    waiting.append((index, input))
    condition.broadcast()
    condition.unlock()
  }

  private func claim() -> (index: Int, input: Input)? {
    condition.lock()
    defer { condition.unlock() }
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }

  private func take(_ index: Int) -> Result<Output, any Error>? {
    condition.lock()
    defer { condition.unlock() }
    return finished.removeValue(forKey: index)
  }

  private func wait(for index: Int) {
    condition.lock()
    while finished[index] == nil { condition.wait() }
    condition.unlock()
  }

  private func end() {
    condition.lock()
    isOver = true
    waiting = []
    condition.broadcast()
    condition.unlock()
  }
}
