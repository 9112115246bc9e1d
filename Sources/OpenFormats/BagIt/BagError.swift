public import Platform

/// Why a bag could not be looked at at all. What is wrong inside one is a ``BagProblem``.
public enum BagError: Error, Equatable, Sendable {
  /// No `bagit.txt` where it must be.
  case notABag
  /// More files, folders inside each other or bytes of tag files than are read.
  case tooLarge
  /// Two entries of an archive have one path.
  case repeatedPath
  /// What was read again is not what was checked.
  case changed
  /// A file's content, or a path, that a bag cannot carry; or a bag without files.
  case unfit
  /// Reading failed.
  case input(PlatformError)
}

/// One way in which a bag is not valid (RFC 8493, section 3). Lines count from 1. Paths come from whoever made the bag.
public enum BagProblem: Hashable, Sendable {
  /// `bagit.txt` does not have its two lines, or names another encoding than UTF-8.
  case malformedDeclaration
  /// A version of BagIt other than 0.93 to 1.0.
  case unsupportedVersion
  /// There is no manifest of the payload, or none with a digest that is known here.
  case noManifest
  /// A digest that is not known here; its manifest was not used.
  case unknownAlgorithm(manifest: String)
  /// A line that is not a digest and a path.
  case malformedLine(file: String, line: Int)
  /// A path that leads out of the bag, or to where that manifest may not point.
  case unsafePath(file: String, line: Int)
  /// One path twice in a manifest.
  case repeatedPath(file: String, line: Int)
  /// A file that a manifest lists is not there.
  case missing(path: String)
  /// A file of the payload that a manifest does not list.
  case unlisted(path: String, manifest: String)
  /// A file is not the one that the manifest speaks of.
  case altered(path: String, manifest: String)
  /// `fetch.txt` names a file that is still to be fetched, or no manifest lists.
  case toBeFetched(path: String)
  /// The number of files or bytes is not the one that `bag-info.txt` tells.
  case wrongOxum
  /// A link, a device or something else that is neither file nor folder.
  case foreignEntry(path: String)
}
