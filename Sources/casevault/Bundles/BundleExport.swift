import Foundation
import OpenFormats
import Platform
import Records
import Sodium
import Vault

/// Makes a bundle: the chosen compartments of one case as a BagIt bag, in a tar archive, in an age file. Nothing of it lies
/// on the disk unencrypted at any time.
struct BundleExport {
  let vault: OpenVault
  let caseID: ID<Case>
  let recipient: String
  let purpose: ConsentPurpose
  let compartments: [Compartment]
  let identifier = SodiumRandom.bytes(16)

  /// What never leaves: who else was told, who stands behind a pseudonym, and what was found while redacting, and the
  /// signed notes of a trip, whose digests confirm guesses of versions that stay behind.
  private static let kept: Set<RecordKind> = [.referral, .pseudonymMap, .redactionCertificate, .tripEntry]

  /// Everything of a bundle but the originals.
  struct Plan {
    let index: BundleIndex
    let tagFiles: [(path: String, content: [UInt8])]
    let documents: [(path: String, content: [UInt8])]
    let originals: [(path: String, record: RecordID, size: Int)]
  }

  func plan() throws -> Plan {
    let places = try vault.places(in: caseID)
      .filter { compartments.contains($0.kind.compartment) && !Self.kept.contains($0.kind) && !$0.isErased }
    for place in places where !place.readable {
      throw VaultError.noKey(case: caseID, compartment: place.kind.compartment)
    }
    let present = Set(places.map(\.kind))
    let current = try Set(present.flatMap { try ids($0.contentType) })
    // What is shown is what the ledger has, byte for byte, so that every proof fits.
    let proofs = try vault.proofs(of: current, in: caseID)
    let proven = try proofs.map { try record($0.verified()) }
    let records = RecordKind.allCases.flatMap { kind in proven.filter { $0.kind == kind } }
    guard !records.isEmpty else {
      throw Failure(
        "there is nothing to hand over in \(compartments.map(\.rawValue).joined(separator: ", "))",
        hint: "choose others with --compartment", .notFound)
    }
    let originals = try files(records)
    let index = BundleIndex(
      format: BundleIndex.format, bundle: identifier.map { String(format: "%02x", $0) }.joined(), recipient: recipient,
      purpose: purpose, made: String(Date().formatted(.iso8601).prefix(10)), case: caseID.hex, records: records,
      files: originals)
    var documents: [(path: String, content: [UInt8])] = [
      (BundleLayout.records, try BundleLayout.json(index)), (BundleLayout.schema, Array(BundleLayout.schemaText.utf8)),
      (BundleLayout.proofs, try BundleLayout.json(proofs)),
    ]
    let codebook = try vault.codebook()
    for language in LabelLanguage.allCases {
      let document = BundleDocument(index: index, codebook: codebook, language: language)
      documents.append((BundleLayout.document(language, "html"), document.html))
      documents.append((BundleLayout.document(language, "txt"), document.text))
    }
    return Plan(
      index: index, tagFiles: try tagFiles(index, documents), documents: documents,
      originals: originals.compactMap { file in RecordID(hex: file.record).map { (file.path, $0, file.size) } })
  }

  /// Writes the plan into `file`, encrypted. `progress` hears the bytes of originals done.
  func write(_ plan: Plan, to file: PosixFile, recipients: [any AgeRecipient], progress: (Int) -> Void) throws {
    let encrypted = try AgeWriter(to: file, recipients: recipients)
    var archive = TarWriter(seconds: Int(Date().timeIntervalSince1970)) { try encrypted.write($0) }
    func path(_ inner: String) -> String { BundleLayout.folder + "/" + inner }
    for tag in plan.tagFiles { try archive.file(path(tag.path), tag.content) }
    for document in plan.documents { try archive.file(path(document.path), document.content) }
    var done = 0
    for original in plan.originals {
      try archive.begin(path(original.path), size: original.size)
      try vault.read(original.record, in: caseID) { piece, _ in
        try archive.write(piece)
        done += piece.count
        progress(done)
      }
      try archive.end()
    }
    try archive.finish()
    try encrypted.finish()
  }

  private func ids<Content: RecordContent>(_ type: Content.Type) throws -> [RecordID] {
    try vault.records(type, in: caseID).filter { record in
      // A copy made for somebody else says who that is.
      guard let copy = record.content as? RedactedCopy, let other = copy.recipient else { return true }
      return other == recipient
    }.map(\.id.record)
  }

  private func record(_ proven: ProvenRecord) throws -> BundleRecord {
    let content = try JSONDecoder().decode(JSONValue.self, from: Data(proven.content))
    return BundleRecord(
      id: proven.id.hex, kind: proven.kind, recordedAt: proven.time, corrects: proven.corrects?.hex,
      text: proven.text.isEmpty ? nil : proven.text, content: BundleLayout.shown(content))
  }

  private func files(_ records: [BundleRecord]) throws -> [BundleFile] {
    try records.filter { [.attachedFile, .medicalFile].contains($0.kind) }.compactMap { record in
      guard let id = RecordID(hex: record.id) else { return nil }
      let details = try vault.file(id, in: caseID)
      return BundleFile(
        record: record.id, path: BundleLayout.file(id, details.mediaType), name: details.fileName,
        mediaType: details.mediaType, size: details.size, sha256: details.sha256.hex)
    }
  }

  private func tagFiles(
    _ index: BundleIndex, _ documents: [(path: String, content: [UInt8])]
  ) throws -> [(path: String, content: [UInt8])] {
    let signer = try vault.bundleSigner()
    let payload =
      try documents.map {
        BagTagFiles.Payload(path: $0.path, size: $0.content.count, sha256: Digest256.hash($0.content))
      }
      + index.files.map { file in
        guard let digest = ContentDigest(hex: file.sha256) else { throw VaultError.unknown(what: "digest") }
        return BagTagFiles.Payload(path: file.path, size: file.size, sha256: digest.bytes)
      }
    let files = try BagTagFiles.make(
      payload: payload,
      info: [
        ("External-Identifier", index.bundle), ("External-Description", "casevault bundle for \(recipient)"),
        ("Bagging-Date", index.made),
      ], others: [(BundleLayout.publicKey, signer.publicKey.file)])
    guard let manifest = files.last?.content else { throw BagError.unfit }
    let signature = try MinisignSignature(
      of: Blake2b512.hash(manifest), trustedComment: "bundle \(index.bundle) for \(recipient), \(index.made)",
      by: signer)
    return files + [(BundleLayout.signature, signature.file)]
  }
}
