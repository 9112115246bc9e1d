internal import Glibc

/// What a name in a folder stands for, links not followed.
public enum FileKind: Sendable {
  case file, folder, link
  /// A pipe, a socket or a device.
  case other
}

extension Folder {
  /// What lies at `path`, without following a link there. Throws ``PlatformError/notFound`` when nothing does.
  public static func fileKind(_ path: String) throws(PlatformError) -> FileKind {
    switch try kind(path) {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    case nil: throw .notFound
    default: .other
    }
  }
}
