/// A journey on which things are written down and cannot be read back: who may write, about which cases, until when.
///
/// Every member reads it, as they see the graph of cases anyway. The devices' secrets never were in the vault.
public struct Trip: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .trip }

  /// What it is called.
  public var name: String
  /// Who travels.
  public var member: ID<Member>
  /// The cases it is about, by the names they have on the way.
  public var cases: [TripCase]
  /// The last day on which entries may be written.
  public var expires: PartialDate
  /// Devices it was packed for.
  public var devices: [TripDevice]

  /// Only what has no default is required.
  public init(
    name: String, member: ID<Member>, cases: [TripCase], expires: PartialDate, devices: [TripDevice] = []
  ) {
    self.name = name
    self.member = member
    self.cases = cases
    self.expires = expires
    self.devices = devices
  }

  /// Checks lengths, aliases and the date.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try Check.requiredLine(name, "name")
    try Check.list(cases, "cases")
    guard !cases.isEmpty else { throw .missingField("cases") }
    for entry in cases where !TripCase.isAlias(entry.alias) { throw .malformed(field: "cases.alias") }
    guard Set(cases.map(\.alias)).count == cases.count else { throw .malformed(field: "cases.alias") }
    guard expires.precision == .day, !expires.isEstimated else { throw .malformed(field: "expires") }
    try Check.list(devices, "devices")
    for device in devices where device.verifyKeyBytes == nil { throw .malformed(field: "devices.verifyKey") }
  }
}

/// A case under the name it has on a trip.
public struct TripCase: Codable, Hashable, Sendable {
  /// Lower-case letters, digits and hyphens; visible to whoever gets hold of the trip's folder.
  public var alias: String
  /// The case.
  public var `case`: ID<Case>

  /// An alias for a case.
  public init(alias: String, case id: ID<Case>) {
    self.alias = alias
    self.case = id
  }

  /// Whether a text may be an alias: 1 to 40 of `a-z`, `0-9` and `-`, not beginning with `-`.
  public static func isAlias(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count) && !text.hasPrefix("-")
      && text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
  }
}

/// A device that may write on a trip.
public struct TripDevice: Codable, Hashable, Sendable {
  /// Ed25519 verification key, 64 hexadecimal digits.
  public var verifyKey: String
  /// When it was packed.
  public var packed: Moment

  /// A device of this key.
  public init(verifyKey: [UInt8], packed: Moment) {
    self.verifyKey = Hex.encode(verifyKey)
    self.packed = packed
  }

  /// The 32 bytes; nil for anything else.
  public var verifyKeyBytes: [UInt8]? { Hex.decode(verifyKey, byteCount: 32) }
}
