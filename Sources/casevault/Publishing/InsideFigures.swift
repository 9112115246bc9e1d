import Records
import Vault

/// Unprotected numbers for the head of the mechanism: trends, rates and times. They stay inside.
struct InsideFigures: Encodable {
  /// How much of something was done.
  struct Rate: Encodable {
    let name: String
    let part: Int
    let whole: Int
  }

  /// One line of a trend.
  struct Period: Encodable {
    let quarter: String
    let statements: Int
    let allegations: Int
    let interviews: Int
    let facilityVisits: Int
  }

  /// What every copy must say.
  let marking = "UNPROTECTED. For inside use only: small numbers are shown as they are, and tell on persons."
  let trend: [Period]
  let rates: [Rate]
  /// Days from the receipt of a statement to the first referral that passes it on, where both dates are whole.
  let daysToReferral: [Int]
  /// Cases whose referrals are closed to this member.
  let closedCases: Int

  init(_ vault: OpenVault) throws {
    func byQuarter(_ source: CountedSource) throws -> [String: Int] {
      try CountedRows(source, vault).rows.reduce(into: [:]) {
        $0[$1.values["quarter"] ?? CodedRecord.unknown, default: 0] += 1
      }
    }
    let (statements, allegations) = (try byQuarter(.statements), try byQuarter(.allegations))
    let (interviews, visits) = (try byQuarter(.interviews), try byQuarter(.facilityVisits))
    trend = Set([statements, allegations, interviews, visits].flatMap(\.keys)).sorted().map { quarter in
      Period(
        quarter: quarter, statements: statements[quarter] ?? 0, allegations: allegations[quarter] ?? 0,
        interviews: interviews[quarter] ?? 0, facilityVisits: visits[quarter] ?? 0)
    }
    var sent: [Referral] = []
    var days: [Int] = []
    var closed = 0
    let register = try vault.register
    for summary in try vault.cases() where summary.id != register {
      guard vault.holdsKey(.testimony, of: summary.id) else {
        closed += 1
        continue
      }
      let referrals = try vault.records(Referral.self, in: summary.id).map(\.content).filter(\.state.hasLeft)
      sent += referrals
      for statement in try vault.records(Statement.self, in: summary.id) {
        let received = Self.day(statement.content.received.date)
        let first = referrals.filter { $0.statements.contains(statement.id) }.compactMap { $0.sent.flatMap(Self.day) }
          .min()
        if let received, let first, first >= received { days.append(first - received) }
      }
    }
    let recommendations = try vault.records(RegisterRecommendation.self, in: register).map(\.content.details)
    let answered = recommendations.count { $0.reply != nil || ![.issued, .noReply].contains($0.state) }
    rates = [
      Rate(name: "referrals answered", part: sent.count { $0.replied != nil }, whole: sent.count),
      Rate(name: "referrals overdue", part: sent.count { $0.state == .overdue }, whole: sent.count),
      Rate(name: "recommendations answered", part: answered, whole: recommendations.count),
      Rate(
        name: "recommendations followed up on a visit", part: recommendations.count { $0.recheckVisit != nil },
        whole: recommendations.count),
      Rate(
        name: "recommendations verified as implemented", part: recommendations.count { $0.state == .verifiedOnRevisit },
        whole: recommendations.count),
    ]
    daysToReferral = days.sorted()
    closedCases = closed
  }

  /// The middle of the times; `nil` without any.
  var medianDays: Int? { daysToReferral.isEmpty ? nil : daysToReferral[daysToReferral.count / 2] }

  /// Days since a fixed day, for a date known to the day (Fliegel and Van Flandern 1968).
  private static func day(_ date: PartialDate) -> Int? {
    guard let first = date.earliest, first == date.latest else { return nil }
    let shift = (first.month - 14) / 12
    return (1461 * (first.year + 4800 + shift)) / 4 + (367 * (first.month - 2 - 12 * shift)) / 12
      - (3 * ((first.year + 4900 + shift) / 100)) / 4 + first.day - 32075
  }
}
