import Platform
import Publication
import Sodium

/// A table from a delimited file and a specification: no vault, no ledger.
struct SpecifiedTable {
  let input: String
  let specPath: String
  let out: String

  /// Counts, protects and writes the table.
  func publish() throws -> ReleasePackage {
    let folder = try PackageFolder(out)
    let specification: TableSpecification
    do {
      specification = try TableSpecification(try PosixFile.readAll(specPath, limit: 16 << 20))
    } catch let problem as SpecificationProblem {
      throw Failure("\(specPath):\(problem.line): \(problem.reason)", hint: "correct the specification", .invalid)
    }
    let reading = Terminal.progress("reading")
    let file = try DelimitedFile(input, keeping: specification.columns) { reading.update($0, of: 0) }
    reading.finish()
    func column(_ name: String) throws -> [String] {
      guard let column = file.column(name) else {
        throw Failure("\(input) has no column \(name)", hint: "correct the specification", .invalid)
      }
      return column
    }
    for name in specification.dimensionsWithoutCodeList {
      try Terminal.warn(
        "\(name): only the codes that occur are shown, which tells that they occur; give the whole code list")
    }
    let counting = Terminal.progress("counting")
    let table: FrequencyTable
    do {
      table = try specification.count(try specification.spec(column), column) { counting.update($0, of: $1) }
    } catch let error as PublicationError {
      guard let row = error.observation else { throw error }
      throw Failure("\(input), row \(row + 1) after the header: \(Failure(error).message)", hint: error.hint, .invalid)
    } catch let problem as SpecificationProblem {
      throw Failure("\(specPath):\(problem.line): \(problem.reason)", hint: "correct the specification", .invalid)
    }
    counting.finish()
    let earlier = try specification.earlier.map { name in
      try EarlierRelease(
        files: try PackageFolder.files(in: name.hasPrefix("/") ? name : Folder.parent(of: specPath) + "/" + name),
        digest: Digest256.hash)
    }
    let protecting = Terminal.progress("protecting the table")
    let protected = try table.protected(beside: earlier.standing.flatMap(\.tables), scope: specification.scope) {
      protecting.update($0, of: $1)
    }
    protecting.finish()
    let package = try ReleasePackage(
      protected, scope: specification.scope, earlier: earlier, licence: specification.licence)
    try folder.write(try package.files(digest: Digest256.hash))
    return package
  }
}
