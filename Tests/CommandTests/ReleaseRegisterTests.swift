import Records
import Testing

@testable import casevault

/// What a register says of a release is believed only as far as its digests go.
@Suite struct ReleaseRegisterTests {
  static func id<Tag>() throws -> ID<Tag> { try #require(ID(bytes: [UInt8](repeating: 5, count: 16))) }

  static func release(tables: String?) throws -> Release {
    let other = try #require(ContentDigest(bytes: [UInt8](repeating: 7, count: 32)))
    return Release(
      title: "Statements", audience: "public", date: try PartialDate("2022-02"),
      files: [
        ReleasedFile(name: "tables.json", sha256: other, json: tables),
        ReleasedFile(name: "datapackage.json", sha256: other),
      ], drafter: try Self.id())
  }

  @Test(arguments: ["{\"tables\": []}", "not JSON", "", nil])
  func `figures that are not those of the digest are no figures`(tables: String?) throws {
    let release = try Self.release(tables: tables)
    #expect {
      try ReleaseRegister.published(release, Self.id())
    } throws: {
      guard let failure = $0 as? Failure else { return false }
      return failure.status == .damaged && failure.hint?.contains("publish withdraw") == true
    }
  }

  @Test func `a release without tables has none to audit`() throws {
    var release = try Self.release(tables: nil)
    release.files.removeFirst()
    #expect(try ReleaseRegister.published(release, Self.id()) == nil)
  }
}
