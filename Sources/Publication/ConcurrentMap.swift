internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
  /// As `map`, on all cores; throws the error of the first element that has one.
  func concurrentMap<Result: Sendable>(
    _ transform: @Sendable (Int, Element) throws(PublicationError) -> Result
  ) throws(PublicationError) -> [Result] {
    let results = Mutex<[Swift.Result<Result, PublicationError>?]>(
      [Swift.Result<Result, PublicationError>?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = Swift.Result { () throws(PublicationError) in try transform(index, self[index]) }
      results.withLock { $0[index] = result }
    }
    var transformed: [Result] = []
    for result in results.withLock({ $0 }) { if let result { transformed.append(try result.get()) } }
    return transformed
  }
}
