extension CodedRecord {
  /// What surrounds the record a coded one derives from, as far as known.
  public struct Context: Sendable {
    /// The person concerned.
    public var person: Person?
    /// The facility it happened in, or that the statement concerns.
    public var facility: Facility?
    /// The interview an allegation was told in.
    public var interview: Interview?
    /// What the person last decided about being published.
    public var publication: ConsentDecision?

    /// All of it may be unknown.
    public init(
      person: Person? = nil, facility: Facility? = nil, interview: Interview? = nil,
      publication: ConsentDecision? = nil
    ) {
      self.publication = publication
      self.person = person
      self.facility = facility
      self.interview = interview
    }
  }

  /// Codes an allegation. Month and age are those of the event; if its date is unknown, the month is.
  public static func derive(_ allegation: Allegation, in context: Context, codebook: Codebook) -> CodedRecord {
    var coded = CodedRecord(
      unit: .allegations, source: .allegation, date: allegation.occurred.date, categories: [allegation.category],
      context, codebook)
    coded.language = context.interview?.language
    return coded
  }

  /// Codes a statement. Month and age are those of its receipt.
  public static func derive(
    _ statement: Statement, allegations: [Allegation], in context: Context, codebook: Codebook
  ) -> CodedRecord {
    var coded = CodedRecord(
      unit: .statements, source: .statement, date: statement.received.date, categories: allegations.map(\.category),
      context, codebook)
    coded.channel = statement.channel
    coded.relation = statement.relation
    return coded
  }

  /// Codes an interview. Month and age are those of its beginning.
  public static func derive(
    _ interview: Interview, allegations: [Allegation], in context: Context, codebook: Codebook
  ) -> CodedRecord {
    var coded = CodedRecord(
      unit: .interviews, source: .interview, date: interview.start.date, categories: allegations.map(\.category),
      context, codebook)
    coded.language = interview.language
    return coded
  }

  private init(
    unit: CountingUnit, source: RecordKind, date: PartialDate, categories: [Code<AllegationCategory>],
    _ context: Context, _ codebook: Codebook
  ) {
    let distinct = Set(categories.map(\.text)).sorted()
    let groups = Set(distinct.compactMap { codebook.entry(.allegation, $0)?.parent }).sorted()
    let person = context.person
    // A facility entered today with today's region must not put January 2022 into a region founded in June.
    let region = context.facility?.region(on: date).flatMap { region in
      codebook.entry(.region, region.text)?.mayBeInForce(on: date) == true ? region : nil
    }
    self.init(
      unit: unit, source: source, categories: Set(categories).sorted { $0.text < $1.text }, categoryGroups: groups,
      month: date.yearAndMonth ?? Self.unknown, facility: context.facility?.code,
      facilityType: context.facility?.type, region: region,
      sex: person?.sex ?? person?.iin?.sex ?? .unknown,
      ageBand: AgeBand(bornOn: person?.birthDate ?? person?.iin.map { PartialDate($0.birthDate) }, on: date),
      isForeigner: person?.citizenship.flatMap { $0 == "XXX" ? nil : $0 != "KAZ" }, personID: person?.codedID,
      publication: context.publication)
  }
}
