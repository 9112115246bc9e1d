import ArgumentParser
import Publication
import Records
import Vault

/// What the commands for the usual figures have in common.
struct FigureOptions: ParsableArguments {
  @Option(help: "For whom, recorded with the release.") var audience = "public"
  @Option(help: "First month, 2022-01 for instance.") var since: String?
  @Option(help: "Last month; a finished one.") var until: String?
  @Option(help: "The release these figures correct; it is not audited together with them.") var replaces: String?
  @Option(help: "The licence's identifier, CC-BY-4.0 for instance.") var licence: String?
  @Option(help: "The folder to make for the files.") var out: String
  @OptionGroup var objections: ObjectionRule
  @OptionGroup var vault: VaultOptions

  /// Drafts one release of these tables. One of which there is nothing to count is left out.
  fileprivate func draft(_ figures: [(source: CountedSource, dimensions: [String])]) throws {
    try vault.withVault { opened in
      let plans = try figures.map {
        try TablePlan($0.source, by: $0.dimensions, since: since, until: until, objections: objections, opened)
      }
      let counted = plans.filter { !$0.observations().isEmpty }
      guard !counted.isEmpty else { throw PublicationError.nothingToPublish(.noObservations) }
      let drafted = try DraftedRelease(
        counted, audience: audience, replaces: replaces, licence: licence, out: out, opened)
      if vault.json { try Terminal.printJSON(drafted) } else { try drafted.show() }
    }
  }
}

extension PublishCommand {
  /// `casevault publish visits`.
  struct Visits: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Visits to facilities, by type of facility and type of visit.",
      discussion: """
        Counts facility-visits: a visit to two facilities counts in both.

        Example: casevault publish visits --until 2022-06 --out visits
        """)
    @OptionGroup var options: FigureOptions
    func run() throws { try options.draft([(.facilityVisits, ["facilityType", "visitType"])]) }
  }

  /// `casevault publish regions`.
  struct Regions: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Facility-visits, facilities and recommendations, by region: three tables, never added up.",
      discussion: "Example: casevault publish regions --until 2022-06 --out regions")
    @OptionGroup var options: FigureOptions
    func run() throws {
      try options.draft([(.facilityVisits, ["region"]), (.facilities, ["region"]), (.recommendations, ["region"])])
    }
  }

  /// `casevault publish statements`.
  struct Statements: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Statements, by channel and quarter.",
      discussion: "Example: casevault publish statements --until 2022-06 --out statements")
    @OptionGroup var options: FigureOptions
    func run() throws { try options.draft([(.statements, ["channel", "quarter"])]) }
  }

  /// `casevault publish allegations`.
  struct Allegations: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Allegations, by category and type of facility.",
      discussion: "Example: casevault publish allegations --until 2022-06 --out allegations")
    @OptionGroup var options: FigureOptions
    func run() throws { try options.draft([(.allegations, ["allegation", "facilityType"])]) }
  }

  /// `casevault publish interviews`.
  struct Interviews: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Interviews by sex, minority and citizenship, each by type of facility.",
      discussion: "Example: casevault publish interviews --until 2022-06 --out interviews")
    @OptionGroup var options: FigureOptions
    func run() throws {
      try options.draft(["sex", "minor", "foreigner"].map { (.interviews, [$0, "facilityType"]) })
    }
  }

  /// `casevault publish recommendations`.
  struct Recommendations: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Recommendations of the register, by addressee and state.",
      discussion: "Example: casevault publish recommendations --out recommendations")
    @OptionGroup var options: FigureOptions
    func run() throws { try options.draft([(.recommendations, ["addressee", "recommendationState"])]) }
  }

  /// `casevault publish outcomes`.
  struct Outcomes: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What became of referrals to authorities, by state.",
      discussion: """
        Referrals are read where they were written; the cases you cannot open are not counted, and you are told how many.

        Example: casevault publish outcomes --out outcomes
        """)
    @OptionGroup var options: FigureOptions
    func run() throws { try options.draft([(.referrals, ["referralState"])]) }
  }

  /// `casevault publish changes`.
  struct Changes: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Statements by channel and facility-visits by type, year beside year.",
      discussion: "Example: casevault publish changes --until 2022-12 --out changes")
    @OptionGroup var options: FigureOptions
    func run() throws {
      try options.draft([(.statements, ["channel", "year"]), (.facilityVisits, ["visitType", "year"])])
    }
  }
}
