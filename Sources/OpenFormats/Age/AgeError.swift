public import Platform

/// Why an age payload could not be written or read. Chunks count from 0.
public enum AgeError: Error, Equatable, Sendable {
  /// A file key of another length than 16 bytes.
  case wrongKeyLength
  /// The chunk was altered, or the key is another one's. Nothing from it on has been released.
  case damagedChunk(Int)
  /// The payload ends before its final chunk.
  case truncated
  /// Bytes follow the final chunk.
  case trailingData
  /// Everything decrypts, but the content is not the one whose SHA-256 was expected.
  case digestMismatch
  /// There is no such chunk.
  case noSuchChunk(Int)
  /// Reading the input failed.
  case input(PlatformError)
  /// Writing the output failed.
  case output(PlatformError)
  /// Guarded memory could not be had.
  case unavailable
}
