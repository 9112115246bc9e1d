extension Folder {
  /// Removes a folder of our own making and what lies in it, at most `depth` folders deep. Links are removed, never
  /// followed.
  public static func removeTree(_ path: String, depth: Int = 4) throws(PlatformError) {
    for name in try list(path) {
      let inner = path + "/" + name
      do throws(PlatformError) { try remove(inner) } catch {
        guard depth > 0 else { throw error }
        try removeTree(inner, depth: depth - 1)
      }
    }
    try remove(path, folder: true)
  }
}
