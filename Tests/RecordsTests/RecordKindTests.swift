import Records
import Testing

struct RecordKindTests {
  /// Stored in every vault: a number in this table never changes and is never used again.
  static let wireCodes: [RecordKind: UInt16] = [
    .person: 101, .contact: 102, .consent: 103, .detentionEpisode: 104, .pseudonymMap: 105,
    .caseTitle: 201, .interview: 202, .note: 203, .allegation: 204, .statement: 205, .referral: 206,
    .recommendation: 207, .reprisalEvent: 208, .attachedFile: 209, .tripEntry: 210,
    .medicalFinding: 301, .medicalFile: 302,
    .codedRecord: 401,
    .redactedCopy: 501, .redactionCertificate: 502,
    .facility: 601, .visit: 602, .facilityVisit: 603, .meeting: 604, .memberProfile: 605, .codebook: 606,
    .release: 607, .registerRecommendation: 608, .trip: 609,
  ]

  @Test func wireCodesAreStable() {
    #expect(Self.wireCodes.count == RecordKind.allCases.count)
    for kind in RecordKind.allCases {
      #expect(kind.wireCode == Self.wireCodes[kind])
      #expect(RecordKind(wireCode: kind.wireCode) == kind)
    }
    #expect(Set(RecordKind.allCases.map(\.wireCode)).count == RecordKind.allCases.count)
    #expect(RecordKind(wireCode: 0) == nil)
    #expect(RecordKind(wireCode: .max) == nil)
  }

  @Test func compartmentsAreStable() {
    let codes: [Compartment: UInt8] = [
      .identity: 1, .testimony: 2, .medical: 3, .coded: 4, .redacted: 5, .reference: 6,
    ]
    #expect(codes.count == Compartment.allCases.count)
    for compartment in Compartment.allCases {
      #expect(compartment.wireCode == codes[compartment])
      #expect(Compartment(wireCode: compartment.wireCode) == compartment)
    }
    #expect(Compartment(wireCode: 0) == nil)
    #expect(Compartment(wireCode: 7) == nil)
  }

  @Test func everyKindLivesWhereTheKeysExpectIt() {
    let homes: [Compartment: Set<RecordKind>] = [
      .identity: [.person, .contact, .consent, .detentionEpisode, .pseudonymMap],
      .testimony: [
        .caseTitle, .interview, .note, .allegation, .statement, .referral, .recommendation, .reprisalEvent,
        .attachedFile, .tripEntry,
      ],
      .medical: [.medicalFinding, .medicalFile],
      .coded: [.codedRecord],
      .redacted: [.redactedCopy, .redactionCertificate],
      .reference: [
        .facility, .visit, .facilityVisit, .meeting, .memberProfile, .codebook, .release, .registerRecommendation,
        .trip,
      ],
    ]
    #expect(homes.values.reduce(0) { $0 + $1.count } == RecordKind.allCases.count)
    for (compartment, kinds) in homes {
      for kind in kinds {
        #expect(kind.compartment == compartment)
        #expect(kind.wireCode / 100 == UInt16(compartment.wireCode))
      }
    }
  }

  @Test(arguments: RecordKind.allCases) func typeAndKindNameEachOther(kind: RecordKind) {
    #expect(kind.contentType.kind == kind)
    #expect(kind.contentType.hasText == [.note, .redactedCopy, .tripEntry].contains(kind))
    #expect(!kind.displayName.isEmpty)
  }
}
