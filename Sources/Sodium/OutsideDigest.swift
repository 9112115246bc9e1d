internal import CSodium
internal import Crypto
internal import Foundation

/// The digests that formats of others use. What is ours uses SHA-256 (``Digest256``).
public enum DigestAlgorithm: String, CaseIterable, Sendable {
  case md5, sha1, sha256, sha384, sha512

  /// Length of the digest in bytes.
  public var count: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  /// Whether two contents of one digest can be made on purpose.
  public var isBroken: Bool { self == .md5 || self == .sha1 }
}

/// A running digest of one of the ``DigestAlgorithm``s.
public struct OutsideDigest: Sendable {
  private var state: any HashFunction & Sendable

  /// An empty message.
  public init(_ algorithm: DigestAlgorithm) {
    state =
      switch algorithm {
      case .md5: Insecure.MD5()
      case .sha1: Insecure.SHA1()
      case .sha256: SHA256()
      case .sha384: SHA384()
      case .sha512: SHA512()
      }
  }

  /// Appends bytes.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe state.update(bufferPointer: $0) }
  }

  /// The digest of everything appended.
  public func finalize() -> [UInt8] { unsafe state.finalize().withUnsafeBytes { unsafe [UInt8]($0) } }
}
