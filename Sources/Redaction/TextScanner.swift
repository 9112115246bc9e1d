/// Finds what identifies somebody. Built once for a list of identities and used on many texts.
///
/// Detectors: known names and values (layer 1), formats (layer 2), the blind layers (2 to 4), repetition (layer 5). A
/// further detector is one file and one line in `candidates` or `BlindLayers`.
public struct TextScanner: Sendable {
  /// How far a scan goes.
  public enum Scope: Sendable {
    /// Known identities and numbers that check; what the finished copy is searched for.
    case certain
    /// Also what only looks like a name, an address, a place: suggestions for a person to decide on.
    case everything
  }

  private let scope: Scope
  /// In place of the shipped one.
  private let tagger: Tagger?
  private let names: KnownNames
  private let values: KnownValues
  private let pseudonyms: PseudonymTable?

  /// Prepares every form of every identity.
  ///
  /// - Parameters:
  ///   - pseudonyms: fills `Finding.pseudonym`; without it that stays empty.
  ///   - scope: how far it looks.
  /// - Throws: `identityOutOfBounds` when a value is too long to be searched for.
  public init(
    identities: [KnownIdentity], pseudonyms: PseudonymTable? = nil, scope: Scope = .everything
  ) throws(RedactionError) {
    self.scope = scope
    tagger = nil
    if let index = identities.firstIndex(where: { !$0.isWithinBounds }) { throw .identityOutOfBounds(index: index) }
    names = KnownNames(identities)
    values = try KnownValues(identities)
    self.pseudonyms = pseudonyms
  }

  /// A scanner that knows nobody and uses a tagger just trained, to measure it.
  package init(tagger: Tagger) throws(RedactionError) {
    scope = .everything
    self.tagger = tagger
    names = KnownNames([])
    values = try KnownValues([])
    pseudonyms = nil
  }

  /// All findings, sorted by offset, never overlapping.
  ///
  /// - Parameter language: of the pseudonyms; guessed from the letters when not given.
  /// - Throws: `textTooLarge`.
  public func scan(_ text: String, language: Language? = nil) throws(RedactionError) -> [Finding] {
    try scan(text, language: language, size: TextBlocks.size)
  }

  /// - Parameter size: from which on a text is scanned in pieces.
  func scan(_ text: String, language: Language?, size: Int) throws(RedactionError) -> [Finding] {
    guard text.utf8.count > size else { return try scan(NormalisedText(text), language: language) }
    guard text.utf8.count <= NormalisedText.limit else { throw .textTooLarge(limit: NormalisedText.limit) }
    let blocks = TextBlocks(text, size: size)
    var findings: [Finding] = []
    var repeated = Repetitions()
    var language = language
    for block in blocks.ranges {
      let part = try NormalisedText(String(text[block.range]))
      language = language ?? part.likelyLanguage
      let atoms = part.atoms()
      let found = try detected(in: part, atoms, language ?? .english)
      repeated.add(found, in: part)
      findings += found.map { $0.moved(by: block.start) }
    }
    if let repetitions = try repeated.propagation() {
      for block in blocks.ranges {
        let part = try NormalisedText(String(text[block.range]))
        findings += repetitions.findings(in: part, atoms: part.atoms()).map { $0.moved(by: block.start) }
      }
    }
    return finished(findings, language ?? .english)
  }

  func scan(_ text: NormalisedText, language: Language? = nil) throws(RedactionError) -> [Finding] {
    let atoms = text.atoms()
    let language = language ?? text.likelyLanguage
    var findings = try detected(in: text, atoms, language)
    var repeated = Repetitions()
    repeated.add(findings, in: text)
    findings += try repeated.propagation()?.findings(in: text, atoms: atoms) ?? []
    return finished(findings, language)
  }

  private func finished(_ findings: [Finding], _ language: Language) -> [Finding] {
    var findings = Overlaps.resolved(findings)
    guard let pseudonyms else { return findings }
    for index in findings.indices {
      findings[index].pseudonym = Tokens.token(for: findings[index], pseudonyms, language)
    }
    return findings
  }

  private func detected(
    in text: NormalisedText, _ atoms: [Atom], _ language: Language
  ) throws(RedactionError) -> [Finding] {
    var findings = candidates(in: text, atoms)
    if scope == .everything {
      let tagger = if let tagger { tagger } else { try Tagger.of(language) }
      findings += BlindLayers(tagger: tagger).findings(in: text, atoms: atoms)
    }
    return findings
  }

  private func candidates(in text: NormalisedText, _ atoms: [Atom]) -> [Finding] {
    names.findings(in: text, atoms: atoms)
      + Formats().findings(in: text, atoms: atoms, known: values)
      + EmailAddresses().findings(in: text, atoms: atoms, known: values)
      + values.findings(in: text, atoms: atoms)
  }

  func embedded(in text: NormalisedText) -> [Range<Int>] { names.embedded(in: text, atoms: text.atoms()) }
}

extension NormalisedText {
  /// The folded text of an original span.
  func folded(_ span: Range<Int>) -> String? {
    // Starts ascend, so the span's first scalar is found by bisection.
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) < span.lowerBound { low = middle + 1 } else { high = middle }
    }
    var view = String.UnicodeScalarView()
    while low < starts.count, Int(starts[low]) < span.upperBound {
      if let scalar = Unicode.Scalar(scalars[low]) { view.append(scalar) }
      low += 1
    }
    return view.isEmpty ? nil : String(view)
  }

  /// By the letters only Kazakh has, then by script.
  var likelyLanguage: Language {
    var cyrillic = 0
    var kazakh = 0
    var latin = 0
    for (scalar, kind) in zip(scalars, kinds).prefix(20_000) {
      if kind.contains(.latin) { latin += 1 }
      guard kind.contains(.cyrillic) else { continue }
      cyrillic += 1
      switch scalar {
      case 0x4D9, 0x493, 0x49B, 0x4A3, 0x4E9, 0x4B1, 0x4AF, 0x4BB, 0x456: kazakh += 1
      default: break
      }
    }
    guard cyrillic > latin else { return .english }
    return kazakh * 25 > cyrillic ? .kazakh : .russian
  }
}
