import Records
import Testing

struct IDTests {
  @Test func textAndBytesAgree() throws {
    let hex = "000102030405060708090a0b0c0d0eff"
    let id = try #require(ID<Person>(hex: hex))
    #expect(id.hex == hex)
    #expect(id.bytes == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255])
    #expect(ID<Person>(bytes: id.bytes) == id)
    #expect("\(id)" == hex)
    #expect(id.short == "00010203")
  }

  @Test(arguments: [
    "", "00", "000102030405060708090a0b0c0d0e0", "000102030405060708090a0b0c0d0e0f0",
    "000102030405060708090A0B0C0D0E0F",
    "000102030405060708090a0b0c0d0e0g", "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠",
  ])
  func anythingElseIsRefused(text: String) {
    #expect(RecordID(hex: text) == nil)
  }

  @Test(arguments: [0, 15, 17, 32]) func otherLengthsAreRefused(count: Int) {
    #expect(ID<Case>(bytes: Array(repeating: 7, count: count)) == nil)
  }

  @Test func drawnFromTheGeneratorGiven() {
    var generator = CountingGenerator(state: 0)
    let id = ID<Case>(random: &generator)
    #expect(id.hex == "01010101010101010202020202020202")
  }

  @Test func typeCanBeForgottenAndClaimed() {
    let interview = id(7, as: Interview.self)
    #expect(RecordID(interview) == interview.record)
    #expect(ID<Interview>(interview.record) == interview)
  }

  @Test func orderIsThatOfTheBytes() throws {
    let low = try #require(RecordID(hex: "00000000000000ff0000000000000000"))
    let high = try #require(RecordID(hex: "010000000000000000000000000000ff"))
    #expect(low < high)
    #expect(low.hex < high.hex)
  }
}
