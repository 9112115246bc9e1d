internal import Sodium

/// The files that make a bag of a payload: version 1.0, SHA-256.
public enum BagTagFiles {
  /// Name of the file whose signature vouches for the whole bag.
  public static let tagManifest = "tagmanifest-sha256.txt"

  /// One file of the payload; its path begins with `data/`.
  public struct Payload: Sendable {
    let path: String
    let size: Int
    let digest: [UInt8]

    /// A file of `size` bytes with this SHA-256.
    public init(path: String, size: Int, sha256: [UInt8]) {
      self.path = path
      self.size = size
      digest = sha256
    }
  }

  /// `bagit.txt`, `bag-info.txt`, `manifest-sha256.txt` and, last, ``tagManifest`` over them and over `others`. Values of
  /// `info` are single lines.
  public static func make(
    payload: [Payload], info: [(label: String, value: String)], others: [(path: String, content: [UInt8])] = []
  ) throws(BagError) -> [(path: String, content: [UInt8])] {
    guard !payload.isEmpty, Set(payload.map(\.path)).count == payload.count,
      payload.allSatisfy({ $0.path.hasPrefix("data/") && ArchivePath.checked($0.path.utf8) == $0.path }),
      info.allSatisfy({ isLine($0.label) && isLine($0.value) && !$0.label.contains(":") })
    else { throw .unfit }
    let oxum = "\(payload.reduce(0) { $0 + $1.size }).\(payload.count)"
    let lines = info.map { "\($0.label): \($0.value)\n" } + ["Payload-Oxum: \(oxum)\n"]
    let manifest = BagManifest.text(payload.map { ($0.path, $0.digest) })
    let files: [(path: String, content: [UInt8])] =
      [
        ("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)),
        ("bag-info.txt", Array(lines.joined().utf8)), ("manifest-sha256.txt", manifest),
      ] + others
    return files + [(tagManifest, BagManifest.text(files.map { ($0.path, Digest256.hash($0.content)) }))]
  }

  private static func isLine(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
}
