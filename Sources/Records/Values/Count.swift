/// What a number counts. Persons, statements, allegations, interviews, visits, facilities and facility visits are
/// different things: one person makes several statements, one visit covers several facilities.
public enum CountingUnit: String, Codable, CaseIterable, Sendable {
  case persons, statements, allegations, interviews, visits, facilities
  case facilityVisits = "facility-visits"
}

/// A number that knows what it counts, so that 422 facilities and 33 visits cannot become 455 of anything.
///
/// There is no division: a rate of one unit to another is a different statement and must name both.
public struct Count: Hashable, Sendable {
  /// What is counted.
  public let unit: CountingUnit
  /// How many, 0…1,000,000,000.
  public let value: Int

  /// Largest number that can be held.
  public static let highest = 1_000_000_000

  /// Throws `RecordError.outOfRange` for a negative or absurd number.
  public init(_ value: Int, _ unit: CountingUnit) throws(RecordError) {
    try Check.number(value, unit.rawValue, 0...Self.highest)
    self.unit = unit
    self.value = value
  }

  /// The sum; throws `RecordError.mixedUnits` if the units differ and `.outOfRange` if the sum is too large.
  public func adding(_ other: Count) throws(RecordError) -> Count {
    guard unit == other.unit else { throw .mixedUnits(unit, other.unit) }
    return try Count(value + other.value, unit)
  }
}
