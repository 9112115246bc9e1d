/// A recommendation to a facility or ministry that names no person, open to every member.
public struct RegisterRecommendation: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .registerRecommendation }

  /// What is asked of whom.
  public var details: RecommendationDetails

  /// Only what has no default is required.
  public init(details: RecommendationDetails) {
    self.details = details
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try details.validate()
  }
}
