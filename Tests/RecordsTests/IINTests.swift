import Records
import Testing

/// Numbers of people who cannot exist: born in 1890, 1900 and 2090. Sums are worked out beside each.
struct IINTests {
  /// 9·1 + 1·4 + 1·5 + 5·6 + 1·7 + 1·11 = 66, remainder 0.
  static let firstRound = "900115100010"
  /// First weights 9 + 4 + 5 + 30 + 7 + 10 = 65, remainder 10; second 27 + 6 + 7 + 40 + 9 + 1 = 90, remainder 2.
  static let secondRound = "900115100102"

  @Test func bothRoundsOfWeights() throws {
    #expect(try IIN(Self.firstRound).birthDate.description == "1890-01-15")
    #expect(try IIN(Self.firstRound).sex == .male)
    #expect(try IIN(Self.secondRound).digits == Self.secondRound)
  }

  @Test func centuryAndSex() throws {
    // 9 + 4 + 5 + 30 + 14 + 11 = 73, remainder 7.
    #expect(try IIN("900115200017").sex == .female)
    #expect(try IIN("900115200017").birthDate.year == 1890)
    // 4 + 5 + 30 + 21 + 11 = 71, remainder 5.
    #expect(try IIN("000115300015").birthDate.year == 1900)
    // 9 + 4 + 5 + 30 + 35 + 11 = 94, remainder 6.
    #expect(try IIN("900115500016").birthDate.year == 2090)
    #expect(try IIN("900115500016").sex == .male)
  }

  @Test func numbersWithoutCheckDigitDoNotExist() {
    // First weights 9 + 4 + 5 + 30 + 7 + 10 + 44 = 109; second 27 + 6 + 7 + 40 + 9 + 1 + 8 = 98; both leave 10.
    for digit in 0...9 {
      #expect(throws: RecordError.invalidIIN(.checkDigit)) { try IIN("90011510014\(digit)") }
    }
  }

  @Test func everyWrongCheckDigitIsRefused() {
    for digit in 1...9 {
      #expect(throws: RecordError.invalidIIN(.checkDigit)) { try IIN("90011510001\(digit)") }
    }
  }

  @Test(arguments: [
    ("", IINProblem.length), ("90011510001", .length), ("9001151000100", .length), ("90011510001a", .notDigits),
    ("+90115100010", .notDigits), ("900115000010", .century), ("900115700010", .century), ("901315100010", .birthDate),
    ("900132100010", .birthDate), ("000229300010", .birthDate), ("900100100010", .birthDate), ("٩٠٠١١٥", .notDigits),
  ])
  func problemsAreToldApart(text: String, problem: IINProblem) {
    #expect(throws: RecordError.invalidIIN(problem)) { try IIN(text) }
  }

  @Test func isNeverPrintedByAccident() throws {
    let iin = try IIN(Self.firstRound)
    var person = Person(names: [Samples.name])
    person.iin = iin
    var dumped = ""
    dump(person, to: &dumped)
    for text in ["\(iin)", String(reflecting: iin), String(describing: Optional(iin)), "\(person)", dumped] {
      #expect(!text.contains("9001151"))
    }
  }
}
