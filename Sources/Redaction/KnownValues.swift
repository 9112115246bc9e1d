/// Layer 1, everything but names: numbers, e-mail, addresses and birth dates of known persons.
struct KnownValues {
  struct Value {
    var category: Category
    var identifier: IdentifierKind
    var rule: Rule
    var persons: Set<String>
  }

  private var codes: [UInt64: Value] = [:]
  private var emails: [UInt64: Value] = [:]
  private var dates: [CivilDate: Value] = [:]
  private var addresses = KnownAddresses()
  /// Addresses and e-mail as written, word by word.
  private var phrases = PhraseIndex()
  private var phraseValues: [Value] = []

  init(_ identities: [KnownIdentity]) throws(RedactionError) {
    for (index, identity) in identities.enumerated() {
      let person = identity.id.isEmpty ? "#\(index)" : identity.id
      for text in identity.phones { try insertPhone(text, person) }
      if let iin = identity.iin { try insert(iin, .code, .knownCode, person) }
      for text in identity.documents {
        try insert(text, .document, .knownDocument, person)
        // A passport's letter is often left out.
        let digits = CodeRun.canonical(try NormalisedText(text)).filter { (0x30...0x39).contains($0) }
        if digits.count >= 7 { add(digits.codeHash, value(.document, .knownDocument, person), to: &codes) }
      }
      for text in identity.ibans { try insert(text, .account, .knownAccount, person) }
      for text in identity.plates { try insert(text, .vehicle, .knownPlate, person) }
      for text in identity.emails {
        let hash = NameKey.hash(try NormalisedText(text).scalars.filter { $0 != FoldTable.space })
        add(hash, value(.contact, .knownEmail, person), to: &emails)
        for spelling in Self.spelledOut(text) { try insertPhrase(spelling, value(.contact, .knownEmail, person)) }
      }
      for text in identity.addresses {
        let value = value(.address, .knownAddress, person)
        try insertPhrase(text, value)
        addresses.insert(try NormalisedText(text), value)
      }
      if let date = try identity.birthDate.map(NormalisedText.init).flatMap(Self.date) {
        add(date, value(.datetime, .knownBirthDate, person, .quasi), to: &dates)
      }
    }
    addresses.seal()
  }

  private mutating func insertPhrase(_ text: String, _ value: Value) throws(RedactionError) {
    if phrases.insert(try NormalisedText(text), tag: phraseValues.count) { phraseValues.append(value) }
  }

  /// An e-mail address as people hide it from machines, and its local part where that is no common word.
  private static func spelledOut(_ email: String) -> [String] {
    let halves = email.split(separator: "@").map(String.init)
    guard halves.count == 2 else { return [] }
    var all = [" ", " at ", " собака ", " эт "].map { halves[0] + $0 + halves[1] }
    all.append(halves.map { $0.split(separator: ".").joined(separator: " dot ") }.joined(separator: " at "))
    all.append(halves.map { $0.split(separator: ".").joined(separator: " точка ") }.joined(separator: " собака "))
    let isTelling = halves[0].count >= 8 || halves[0].contains { !$0.isLetter } && halves[0].count >= 5
    return isTelling ? all + [halves[0]] : all
  }

  private static func date(_ text: NormalisedText) -> CivilDate? {
    Dates.match(at: 0, text, text.atoms())?.date
  }

  private func value(_ category: Category, _ rule: Rule, _ person: String, _ kind: IdentifierKind = .direct) -> Value {
    Value(category: category, identifier: kind, rule: rule, persons: [person])
  }

  private func add<Key: Hashable>(_ key: Key, _ value: Value, to table: inout [Key: Value]) {
    table[key, default: value].persons.formUnion(value.persons)
  }

  private mutating func insert(_ text: String, _ category: Category, _ rule: Rule, _ person: String)
    throws(RedactionError)
  {
    let code = CodeRun.canonical(try NormalisedText(text))
    guard code.count >= CodeRun.shortest else { return }
    add(code.codeHash, value(category, rule, person), to: &codes)
  }

  private mutating func insertPhone(_ text: String, _ person: String) throws(RedactionError) {
    let digits = CodeRun.canonical(try NormalisedText(text)).filter { (0x30...0x39).contains($0) }
    guard digits.count >= CodeRun.shortest else { return }
    add(CodeRun.national(digits).codeHash, value(.contact, .knownPhone, person), to: &codes)
  }

  /// The longest known number that begins with the run.
  func match(_ run: CodeRun) -> (value: Value, end: CodeRun.End)? {
    guard !codes.isEmpty else { return nil }
    for end in run.ends.reversed() where end.characters >= CodeRun.shortest {
      if let value = codes[end.hash] { return (value, end) }
      let national = run.nationalHash(end)
      if national != end.hash, let value = codes[national] { return (value, end) }
    }
    return nil
  }

  func email(_ scalars: ArraySlice<UInt32>) -> Value? { emails.isEmpty ? nil : emails[NameKey.hash(scalars)] }

  func birthDate(_ date: CivilDate) -> Value? { dates[date] }

  func findings(in text: NormalisedText, atoms: [Atom]) -> [Finding] {
    var findings = addresses.findings(in: text, atoms: atoms)
    phrases.matches(in: text, atoms: atoms) { range, tag in
      findings.append(phraseValues[tag].finding(text.original(atoms: range, of: atoms)))
    }
    return findings
  }
}

extension KnownValues.Value {
  func finding(_ span: Range<Int>) -> Finding {
    Finding(
      start: span.lowerBound, end: span.upperBound, category: category, identifier: identifier, rule: rule,
      person: persons.count == 1 ? persons.first : nil)
  }
}
