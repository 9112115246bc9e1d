extension EarlierRelease {
  /// Reads what later releases need of a package. `tables` is its `tables.json`, `replaces` the id of the release it corrects.
  /// - Throws: ``ReleaseProblem/unreadable(file:line:reason:)``.
  public init(
    id: String, title: LocalizedText, tables: [UInt8], replaces: String? = nil
  ) throws(ReleaseProblem) {
    do {
      self.init(id: id, title: title, tables: try ReadPackage.tables(tables), replaces: replaces)
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
    try self.init(id: package.id, title: package.title, tables: tables, replaces: package.replaces?.id)
  }
  init(id: String, title: LocalizedText, tables: [PublishedTable]) {
    self.init(id: id, title: title, tables: tables, replaces: nil)
  }

  /// The cells it hid in the table of this shape.
  func hidden(in shape: TableShape, of unit: CountedUnit, scope: [String: [String]]) -> [Int] {
    let same = tables.first { $0.shape == shape && $0.unit == unit && $0.scope == scope }
    return same.map { old in old.cells.indices.filter { old.cells[$0] == .suppressed } } ?? []
  }

  /// The cells whose number it hid and the same table now shows.
  func shownAgain(in table: PublishedTable) -> [Int] {
    hidden(in: table.shape, of: table.unit, scope: table.scope).filter {
      if case .value = table.cells[$0] { true } else { false }
    }
  }
}

extension [EarlierRelease] {
  /// Those that no other of them corrects.
  public var standing: [EarlierRelease] {
    let corrected = Set(compactMap(\.replaces))
    return filter { !corrected.contains($0.id) }
  }
}
