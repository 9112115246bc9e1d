/// One visit of the mechanism, to one or more facilities.
public struct Visit: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .visit }

  /// Kind of visit.
  public var type: VisitType
  /// Whether it was announced beforehand.
  public var isAnnounced: Bool
  /// When it began.
  public var start: Moment
  /// When it ended.
  public var end: Moment?
  /// What led to it.
  public var trigger: String?
  /// Members who took part.
  public var delegation: [ID<Member>]
  /// Other bodies that took part, such as the ombudsman or the police.
  public var jointBodies: [String]
  /// What hindered access.
  public var obstacles: [String]
  /// Facilities visited.
  public var facilities: [ID<Facility>]

  /// Only what has no default is required.
  public init(
    type: VisitType, isAnnounced: Bool, start: Moment, end: Moment? = nil, trigger: String? = nil,
    delegation: [ID<Member>] = [], jointBodies: [String] = [], obstacles: [String] = [], facilities: [ID<Facility>] = []
  ) {
    self.type = type
    self.isAnnounced = isAnnounced
    self.start = start
    self.end = end
    self.trigger = trigger
    self.delegation = delegation
    self.jointBodies = jointBodies
    self.obstacles = obstacles
    self.facilities = facilities
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.order(start, "start", end, "end")
    try Check.text(trigger, "trigger")
    try Check.list(delegation, "delegation")
    try Check.lines(jointBodies, "jointBodies")
    try Check.list(obstacles, "obstacles")
    for obstacle in obstacles { try Check.requiredText(obstacle, "obstacles") }
    try Check.list(facilities, "facilities")
  }
}
