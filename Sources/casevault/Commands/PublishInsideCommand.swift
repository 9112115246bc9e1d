import ArgumentParser
import Records
import Vault

extension PublishCommand {
  /// `casevault publish inside`.
  struct Inside: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Unprotected numbers for the head of the mechanism: trends, rates, times. Not for publication.",
      discussion: """
        Shown on the terminal and written nowhere. Small numbers stand as they are: what leaves is made by the other \
        commands.

        Example: casevault publish inside
        """)

    @OptionGroup var options: VaultOptions

    func run() throws {
      try options.withVault { vault in
        let figures = try InsideFigures(vault)
        if options.json { return try Terminal.printJSON(figures) }
        try Terminal.print(figures.marking)
        try Terminal.printTable(
          ["quarter", "statements", "allegations", "interviews", "facility-visits"],
          figures.trend.map {
            [$0.quarter, "\($0.statements)", "\($0.allegations)", "\($0.interviews)", "\($0.facilityVisits)"]
          }, empty: "nothing recorded yet")
        for rate in figures.rates where rate.whole > 0 {
          try Terminal.print("\(rate.name): \(rate.part) of \(rate.whole)")
        }
        if let median = figures.medianDays {
          try Terminal.print(
            "days from statement to referral: median \(median), longest \(figures.daysToReferral.last ?? median), over "
              + "\(figures.daysToReferral.count) statements")
        }
        if figures.closedCases > 0 {
          try Terminal.warn("cases closed to you, and not counted here: \(figures.closedCases)")
        }
        try Terminal.print(figures.marking)
      }
    }
  }
}
