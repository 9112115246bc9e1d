import Foundation
import OpenFormats
import Records
import Sodium
import Vault

/// What checking a bag found: whether it is whole, who signed it, and which of its records are proven.
struct BundleReport {
  enum Signature {
    /// No tag manifest that vouches for the payload is signed.
    case none
    /// By the key that was given, or, with `isOwn`, by the one that lies in the bag: who that is, somebody else must say.
    case good(key: MinisignKey, comment: String, isOwn: Bool)
    /// Not by that key, or not over these bytes.
    case bad(String)
  }

  let bag: BagCheck
  let signature: Signature
  let index: BundleIndex?
  /// Records whose proof verifies and says what the bundle says.
  let proven: Int
  /// Keys that signed their commits.
  let logKeys: [String]
  /// Records of a casevault bundle without such a proof.
  let unproven: [String]

  var isSound: Bool {
    if case .bad = signature { return false }
    return bag.problems.isEmpty && unproven.isEmpty
  }

  init(_ contents: BagContents, documents: [String: [UInt8]], key: MinisignKey?) {
    bag = BagCheck(contents)
    signature = Self.signature(contents, bag.vouching, key)
    let index = documents[BundleLayout.records].flatMap { try? JSONDecoder().decode(BundleIndex.self, from: Data($0)) }
    self.index = index?.format == BundleIndex.format ? index : nil
    let proofs =
      documents[BundleLayout.proofs].flatMap { try? JSONDecoder().decode([RecordProof].self, from: Data($0)) } ?? []
    var shown: [String: BundleRecord] = [:]
    // Of two records under one identifier, a proof can be that of the other.
    var repeated: Set<String> = []
    for record in self.index?.records ?? [] where shown.updateValue(record, forKey: record.id) != nil {
      repeated.insert(record.id)
    }
    var keys: Set<String> = []
    var provenIDs: Set<String> = []
    for proof in proofs {
      guard let record = try? proof.verified(), let stated = shown[record.id.hex],
        Self.agrees(stated, record, self.index)
      else { continue }
      provenIDs.insert(stated.id)
      keys.insert(record.verifyKey)
    }
    provenIDs.subtract(repeated)
    proven = provenIDs.count
    logKeys = keys.sorted()
    unproven = shown.keys.filter { !provenIDs.contains($0) }.sorted()
  }

  private static func agrees(_ stated: BundleRecord, _ proven: ProvenRecord, _ index: BundleIndex?) -> Bool {
    guard let content = try? JSONDecoder().decode(JSONValue.self, from: Data(proven.content)) else { return false }
    return stated.kind == proven.kind && stated.recordedAt == proven.time && stated.corrects == proven.corrects?.hex
      && (stated.text ?? "") == proven.text && stated.content == BundleLayout.shown(content)
      && index?.case == proven.caseID.hex
  }

  private static func signature(_ contents: BagContents, _ vouching: [String], _ key: MinisignKey?) -> Signature {
    func isSigned(_ name: String) -> Bool { contents.tags[name + ".minisig"] != nil }
    guard let name = vouching.first(where: isSigned), let text = contents.tags[name + ".minisig"],
      let manifest = contents.tags[name]
    else {
      // Somebody could have added what the signer never saw.
      if contents.tags.keys.contains(where: isSigned) { return .bad("what is signed does not list all of its files") }
      return key == nil ? .none : .bad("nothing in it is signed")
    }
    guard let used = key ?? contents.tags[BundleLayout.publicKey].flatMap({ try? MinisignKey($0) }) else {
      return .bad("it is signed, but no key is at hand: give --key")
    }
    do {
      let comment = try MinisignSignature(text).verify(Blake2b512.hash(manifest), by: used)
      return .good(key: used, comment: comment, isOwn: key == nil)
    } catch { return .bad(Failure(error).message) }
  }

  // MARK: Showing

  func show(json: Bool) throws {
    if json { return try Terminal.printJSON(Shown(self)) }
    let algorithms = bag.algorithms.joined(separator: ", ")
    try Terminal.print("BagIt \(bag.version), \(bag.fileCount) files, \(bag.byteCount) bytes, \(algorithms)")
    if bag.isWeak { try Terminal.warn("only digests that can be forged vouch for its files") }
    for problem in bag.problems { try Terminal.print("  " + Self.words(problem)) }
    switch signature {
    case .none: try Terminal.print("not signed")
    case .good(let key, let comment, let isOwn):
      try Terminal.print("signed by \(key.text)\(isOwn ? ", the key that lies in it" : "")")
      try Terminal.print("  says: \(comment)")
      if isOwn { try Terminal.note("Compare the key with the one its maker gave you, or give that one with --key.") }
    case .bad(let why): try Terminal.print("signature: \(why)")
    }
    guard let index else { return }
    try Terminal.print("casevault bundle for \(index.recipient), \(index.made): \(proven) records proven")
    for id in unproven { try Terminal.print("  record \(id.prefix(8)) is not proven") }
  }

  static func words(_ problem: BagProblem) -> String {
    switch problem {
    case .malformedDeclaration: "bagit.txt is not in the expected form"
    case .unsupportedVersion: "bagit.txt names another version"
    case .noManifest: "no manifest lists its files"
    case .unknownAlgorithm(let name): "\(name): a digest that is not known here"
    case .malformedLine(let file, let line): "\(file), line \(line): not in the expected form"
    case .unsafePath(let file, let line): "\(file), line \(line): a path that leads elsewhere"
    case .repeatedPath(let file, let line): "\(file), line \(line): a path that stands twice"
    case .missing(let path): "missing: \(path)"
    case .unlisted(let path, let manifest): "not in \(manifest.isEmpty ? "any manifest" : manifest): \(path)"
    case .altered(let path, let manifest): "altered: \(path) (\(manifest))"
    case .toBeFetched(let path): "still to be fetched: \(path)"
    case .wrongOxum: "the number of files or bytes is not the one bag-info.txt tells"
    case .foreignEntry(let path): "neither file nor folder: \(path)"
    }
  }

  private struct Shown: Encodable {
    let sound: Bool
    let version: String
    let files: Int
    let bytes: Int
    let algorithms: [String]
    let problems: [String]
    let signature: String
    let key: String?
    let comment: String?
    let recipient: String?
    let proven: Int
    let unproven: [String]
    let logKeys: [String]

    init(_ report: BundleReport) {
      sound = report.isSound
      version = report.bag.version
      files = report.bag.fileCount
      bytes = report.bag.byteCount
      algorithms = report.bag.algorithms
      problems = report.bag.problems.map(BundleReport.words)
      switch report.signature {
      case .none: (signature, key, comment) = ("none", nil, nil)
      case .good(let used, let text, let isOwn):
        (signature, key, comment) = (isOwn ? "own key" : "good", used.text, text)
      case .bad(let why): (signature, key, comment) = (why, nil, nil)
      }
      recipient = report.index?.recipient
      proven = report.proven
      unproven = report.unproven
      logKeys = report.logKeys
    }
  }
}

extension BundleReport {
  /// Largest of the two files that are read for the proofs, in bytes.
  private static let documentLimit = 256 << 20

  /// Checks the bag at `source`, all of it before anything of it is believed.
  static func make(_ source: BundleSource, key: MinisignKey?) throws -> (report: BundleReport, contents: BagContents) {
    let progress = Terminal.progress("checking")
    let contents = try source.contents { progress.update($0, of: 0) }
    var documents: [String: [UInt8]] = [:]
    if contents.files[BundleLayout.records] != nil {
      try source.forEachFile(in: contents) { path, next in
        guard [BundleLayout.records, BundleLayout.proofs].contains(path) else { return }
        var bytes: [UInt8] = []
        while true {
          let piece = try next()
          if piece.isEmpty { break }
          bytes += piece
          guard bytes.count <= documentLimit else { throw BagError.tooLarge }
        }
        documents[path] = bytes
      }
    }
    progress.finish()
    return (BundleReport(contents, documents: documents, key: key), contents)
  }
}
