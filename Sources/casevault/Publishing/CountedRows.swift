import Foundation
import Publication
import Records
import Sodium
import Vault

/// What a figure can count, and where it comes from: coded records, or records of the register that name no person.
enum CountedSource: String, CaseIterable {
  case statements, allegations, interviews, persons
  case facilityVisits = "facility-visits"
  case facilities, recommendations, referrals

  init?(_ unit: CountingUnit) { self.init(rawValue: unit.rawValue) }

  /// The unit as a table names it.
  func unit(_ codebook: Codebook) -> CountedUnit {
    switch self {
    case .recommendations:
      CountedUnit(
        code: rawValue, label: LocalizedText("Recommendations", russian: "Рекомендации", kazakh: "Ұсынымдар"))
    case .referrals:
      CountedUnit(
        code: rawValue,
        label: LocalizedText(
          "Referrals to authorities", russian: "Обращения в органы", kazakh: "Органдарға жолданымдар"))
    default:
      CountedUnit(
        code: rawValue,
        label: LocalizedText(
          codebook.label(.countingUnit, rawValue, .en) ?? rawValue,
          russian: codebook.label(.countingUnit, rawValue, .ru), kazakh: codebook.label(.countingUnit, rawValue, .kk)))
    }
  }

  /// Whether one counted thing has several places in a dimension.
  func isMultiResponse(_ dimension: String) -> Bool { self == .persons && dimension != "sex" }
}

/// The rows a figure counts, each with a code in every dimension it has.
struct CountedRows {
  /// One counted thing.
  struct Row {
    let values: [String: String]
    /// Whose it is; where nobody is concerned, the thing itself.
    let person: [UInt8]
    /// What makes it the same thing in two rows; absent where every row is one of its own.
    let unit: [UInt8]?

    var month: String { values["month"] ?? CodedRecord.unknown }
  }

  private(set) var rows: [Row]
  /// The months of all rows, before any was left out.
  let months: [String]
  /// Cases whose records this member cannot count.
  let closedCases: Int
  /// What the release has to say about persons who object to being published.
  private(set) var consentRule: String?

  /// - Parameter objections: absent where nothing is published; then everybody is counted.
  init(
    _ source: CountedSource, since: String? = nil, until: String? = nil, objections: ObjectionRule? = nil,
    _ vault: OpenVault
  ) throws {
    func isInPeriod(_ month: String) -> Bool {
      (since == nil && until == nil)
        || (month != CodedRecord.unknown && month >= since ?? "" && month <= until ?? "9999-99")
    }
    let register = try vault.register
    let facilities = Dictionary(
      try vault.records(Facility.self, in: register).map { ($0.id, $0.content) },
      uniquingKeysWith: { first, _ in first })
    var rows: [Row] = []
    var coded: [CodedRecord] = []
    var closed = 0
    switch source {
    case .statements, .allegations, .interviews, .persons:
      let kinds: [CountedSource: RecordKind] = [.statements: .statement, .allegations: .allegation]
      let kind = kinds[source] ?? .interview
      // Where nobody knows whose it is, it counts as the same person as all others of that kind: that hides more.
      let nobody = [UInt8](repeating: 0, count: 16)
      for summary in try vault.cases() where summary.id != register {
        guard vault.holdsKey(.coded, of: summary.id) else {
          closed += 1
          continue
        }
        coded += try vault.records(CodedRecord.self, in: summary.id).map(\.content).filter { $0.source == kind }
      }
      months = coded.map(\.month)
      coded = coded.filter { isInPeriod($0.month) }
      if let objections { (coded, consentRule) = try objections.apply(to: coded) }
      self.rows = coded.map { record in
        let person = record.personID?.bytes ?? nobody
        return Row(values: record.dimensions, person: person, unit: source == .persons ? person : nil)
      }
      closedCases = closed
      return
    case .facilityVisits, .facilities:
      for visit in try vault.records(Visit.self, in: register) {
        for id in Set(visit.content.facilities).sorted(by: { $0.hex < $1.hex }) {
          var values = Self.values(facilities[id], on: visit.content.start.date)
          values["visitType"] = visit.content.type.rawValue
          // Twice in one visit is once; a facility is one thing however often it was seen.
          let own = source == .facilities ? id.bytes : Self.id(visit.id.bytes + id.bytes)
          if source == .facilities, rows.contains(where: { $0.person == own }) { continue }
          rows.append(Row(values: values, person: own, unit: own))
        }
      }
    case .recommendations:
      for record in try vault.records(RegisterRecommendation.self, in: register) {
        let details = record.content.details
        var values = Self.values(details.facility.flatMap { facilities[$0] }, on: details.issued)
        values["recommendationState"] = details.state.rawValue
        values["addressee"] = details.addressee
        rows.append(Row(values: values, person: record.id.bytes, unit: record.id.bytes))
      }
    case .referrals:
      for summary in try vault.cases() where summary.id != register {
        guard vault.holdsKey(.testimony, of: summary.id) else {
          closed += 1
          continue
        }
        for record in try vault.records(Referral.self, in: summary.id) {
          var values = record.content.sent.map { Self.values(nil, on: $0) } ?? Self.values(nil, on: nil)
          values["referralState"] = record.content.state.rawValue
          rows.append(
            Row(values: values, person: record.content.person?.bytes ?? record.id.bytes, unit: record.id.bytes))
        }
      }
    }
    months = rows.map(\.month)
    self.rows = rows.filter { isInPeriod($0.month) }
    closedCases = closed
  }

  private static func id(_ bytes: [UInt8]) -> [UInt8] { Array(Digest256.hash(bytes).prefix(16)) }

  private static func values(_ facility: Facility?, on date: PartialDate?) -> [String: String] {
    let month = date?.yearAndMonth
    let quarter = month.flatMap { month in Int(month.suffix(2)).map { "\(month.prefix(4))-Q\(($0 + 2) / 3)" } }
    return [
      "facility": facility?.code, "facilityType": facility?.type.text,
      "region": date.flatMap { facility?.region(on: $0)?.text }, "month": month, "quarter": quarter,
      "year": month.map { String($0.prefix(4)) },
    ].mapValues { $0 ?? CodedRecord.unknown }
  }
}
