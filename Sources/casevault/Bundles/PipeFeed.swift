import Dispatch
import Platform

/// Feeds a pipe from another thread, for what reads files only. Whoever reads must ask ``failure`` before believing that the
/// pipe's end was the content's.
final class PipeFeed: @unchecked Sendable {
  private let next: () throws -> [UInt8]
  private let done = DispatchGroup()
  /// Set before the writing end closes, and so before the reader sees the end.
  private(set) var failure: (any Error)?

  private init(_ next: @escaping () throws -> [UInt8]) { self.next = next }

  /// Lends the pipe's reading end; returns when nothing is read any more from what feeds it.
  static func lend(_ next: @escaping () throws -> [UInt8], _ body: (PosixFile, PipeFeed) throws -> Void) throws {
    let feed = PipeFeed(next)
    defer { feed.done.wait() }
    try feed.lend(body)
  }

  /// The reading end goes with this call, so that who still writes does not wait for ever.
  private func lend(_ body: (PosixFile, PipeFeed) throws -> Void) throws {
    let (reading, end) = try End.pipe()
    DispatchQueue.global().async(group: done) { self.run(end) }
    try body(reading, self)
  }

  private func run(_ end: End) {
    do {
      while true {
        let piece = try next()
        if piece.isEmpty { break }
        try end.file?.writeNext(piece, count: piece.count)
      }
    } catch { failure = error }
    end.file = nil
  }

  /// Holds the writing end until the feed lets it go.
  private final class End: @unchecked Sendable {
    var file: PosixFile?
    private init(_ file: PosixFile) { self.file = file }

    /// Nobody else keeps the writing end: its reader would wait for ever.
    static func pipe() throws -> (reading: PosixFile, end: End) {
      let (reading, writing) = try PosixFile.pipe()
      return (reading, End(writing))
    }
  }
}
