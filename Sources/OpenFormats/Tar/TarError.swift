/// Why a tar archive was refused or could not be written. Entries count from 0.
public enum TarError: Error, Equatable, Sendable {
  /// The archive ends in the middle.
  case truncated
  /// A header that is none: its checksum or a number in it is wrong.
  case malformedHeader(entry: Int)
  /// A path that leads out of the archive, or that no file system has.
  case unsafePath(entry: Int)
  /// A link, a device or another thing that is neither file nor folder.
  case unsupportedEntry(Int)
  /// An entry that programs read under different names, or with different lengths.
  case ambiguousEntry(Int)
  /// More entries than are read, or a name that is too long.
  case tooLarge
  /// Something other than zeros follows the archive's end.
  case trailingData
  /// A file was announced with another size than was written.
  case wrongSize
}
