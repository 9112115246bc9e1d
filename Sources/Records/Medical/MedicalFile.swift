/// A photograph or document of a medical examination.
public struct MedicalFile: FileRecord {
  /// What kind of record this is.
  public static var kind: RecordKind { .medicalFile }

  /// The file.
  public var file: FileDetails
  /// The finding it shows.
  public var finding: ID<MedicalFinding>?
  /// What it shows.
  public var caption: String?

  /// Only what has no default is required.
  public init(file: FileDetails, finding: ID<MedicalFinding>? = nil, caption: String? = nil) {
    self.file = file
    self.finding = finding
    self.caption = caption
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try file.validate()
    try Check.text(caption, "caption")
  }
}
