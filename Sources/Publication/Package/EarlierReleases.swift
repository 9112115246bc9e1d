extension EarlierRelease {
  /// Reads what later releases need of a package. `tables` is its `tables.json`.
  /// - Throws: ``ReleaseProblem/unreadable(file:line:reason:)``.
  public init(id: String, title: LocalizedText, tables: [UInt8]) throws(ReleaseProblem) {
    do {
      self.init(id: id, title: title, tables: try ReadPackage.tables(tables))
    } catch {
      throw .unreadable(file: ReleaseContents.tablesName, line: error.line, reason: error.reason)
    }
  }

  /// Reads a package's folder. `digest` is SHA-256.
  /// - Throws: ``ReleaseProblem``; its files are not checked, which is what ``ReleaseVerification`` is for.
  public init(files: [String: [UInt8]], digest: ([UInt8]) -> [UInt8]) throws(ReleaseProblem) {
    guard let descriptor = files[DataPackage.descriptorName] else { throw .missing(file: DataPackage.descriptorName) }
    guard let tables = files[ReleaseContents.tablesName] else { throw .missing(file: ReleaseContents.tablesName) }
    let package: ReadPackage
    do {
      package = try ReadPackage(descriptor: descriptor, digest: digest)
    } catch {
      throw .unreadable(file: DataPackage.descriptorName, line: error.line, reason: error.reason)
    }
    // Rounded and noised numbers would be taken for exact ones.
    guard package.method == ReleaseContents.method else {
      throw .unreadable(
        file: DataPackage.descriptorName, line: 1,
        reason: "\(package.method): no figures to be solved together with others")
    }
    try self.init(id: package.id, title: package.title, tables: tables)
  }
}
