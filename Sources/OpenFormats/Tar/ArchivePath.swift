/// Paths from outside, as archives and manifests carry them.
public enum ArchivePath {
  /// Longest path in bytes.
  public static let limit = 1024

  /// The path with its empty and `.` parts left out, or nil when it is absolute, leads upwards, holds a control
  /// character or a backslash, is no UTF-8, or is empty or too long.
  public static func checked(_ bytes: some Collection<UInt8>) -> String? {
    guard bytes.count <= limit, bytes.first != 0x2F, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != 0x5C }),
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let parts = text.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty, parts.count <= 64, !parts.contains("..") else { return nil }
    return parts.joined(separator: "/")
  }
}
