import Records
import Testing

struct FilesTests {
  @Test func fileKeysAreBase64AndNeverPrinted() throws {
    let key = try #require(FileKey(bytes: Array(0..<16)))
    let record = AttachedFile(file: try Samples.file())
    #expect(String(decoding: try record.json(), as: UTF8.self).contains(#""fileKey":"AAECAwQFBgcICQoLDA0ODw==""#))
    var dumped = ""
    dump(record, to: &dumped)
    #expect(!dumped.contains("AAEC"))
    var alone = ""
    dump(key, to: &alone)
    for text in ["\(key)", String(reflecting: key), alone] { #expect(!text.contains("14")) }
    #expect(FileKey(bytes: []) == nil)
    #expect(FileKey(bytes: Array(0..<17)) == nil)
  }

  @Test(arguments: [
    "", "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0ODx==", "AAECAwQFBgcICQoLDA0OD===", "AAECAwQFBgcICQoLDA0ODw==\\n",
    "AAECAwQFBgcICQoLDA0ODxAR",
  ])
  func otherKeysAreRefused(text: String) throws {
    let json = String(decoding: try AttachedFile(file: Samples.file()).json(), as: UTF8.self)
    let changed = json.split(separator: "AAECAwQFBgcICQoLDA0ODw==").joined(separator: text)
    #expect(throws: RecordError.malformed(field: "file.fileKey")) { try AttachedFile.decode(json: Array(changed.utf8)) }
  }

  @Test func digestsAreSixtyFourDigits() throws {
    let digest = try Samples.digest()
    #expect(ContentDigest(hex: digest.hex) == digest)
    #expect(ContentDigest(hex: String(digest.hex.dropLast())) == nil)
    #expect(ContentDigest(bytes: Array(0..<31)) == nil)
  }
}
