extension Codebook {
  /// The codebook a new vault starts with.
  public static let standard = Codebook(
    name: "casevault standard", version: 1,
    tables: [
      CodeTable(.allegation, standardAllegations),
      CodeTable(.facilityType, standardFacilityTypes),
      CodeTable(.securityLevel, standardSecurityLevels),
      CodeTable(.region, standardRegions),
      CodeTable(.channel, standardChannels),
      CodeTable(.relation, standardRelations),
      CodeTable(.language, standardLanguages),
    ] + standardClosedTables)
}

/// An entry in few words, for the literal lists of the standard codebook.
func entry(
  _ code: String, _ en: String, _ ru: String, _ kk: String, in parent: String? = nil, _ crosswalk: String? = nil,
  also: [String]? = nil
) -> CodeEntry {
  CodeEntry(
    code: code, labels: Labels(en: en, ru: ru, kk: kk), parent: parent, crosswalk: crosswalk, alsoKnownAs: also)
}
