internal import Sodium

/// What checking a bag found (RFC 8493, section 3).
public struct BagCheck: Sendable {
  /// Empty for a valid bag.
  public private(set) var problems: [BagProblem] = []
  /// The version that `bagit.txt` names.
  public private(set) var version = ""
  /// Files of the payload.
  public let fileCount: Int
  /// Bytes of the payload.
  public let byteCount: Int
  /// Names of the digests that every payload file was checked against.
  public private(set) var algorithms: [String] = []
  /// Whether only digests that can be forged vouch for the payload.
  public private(set) var isWeak = false
  /// Tag manifests that cannot be forged, and that list every tag file (but each other and what is named after them,
  /// signatures), and manifests of the payload that cannot be forged and list all of it: whoever signed one of them
  /// vouches for the bag.
  public private(set) var vouching: [String] = []
  /// What `bag-info.txt` says, in its order.
  public let info: [(label: String, value: String)]

  /// Checks the bag.
  public init(_ contents: BagContents) {
    let payload = contents.files.filter { $0.key.hasPrefix("data/") }
    fileCount = payload.count
    byteCount = payload.values.reduce(0) { $0 + $1.size }
    info = Self.info(contents.tags["bag-info.txt"] ?? [])
    problems = contents.foreign.map { .foreignEntry(path: $0) }
    checkDeclaration(contents.tags["bagit.txt"] ?? [])
    checkManifests(contents, payload)
    checkFetch(contents)
    checkOxum()
  }

  private mutating func checkDeclaration(_ text: [UInt8]) {
    let lines = BagText.lines(text).map { String(decoding: $0.text, as: UTF8.self) }
    let start = "BagIt-Version: "
    guard lines.count == 2, lines[0].hasPrefix(start), lines[1] == "Tag-File-Character-Encoding: UTF-8" else {
      problems.append(.malformedDeclaration)
      return
    }
    version = String(lines[0].dropFirst(start.count))
    if !["0.93", "0.94", "0.95", "0.96", "0.97", "1.0"].contains(version) { problems.append(.unsupportedVersion) }
  }

  private mutating func checkManifests(_ contents: BagContents, _ payload: [String: BagContents.File]) {
    var used: [DigestAlgorithm] = []
    var listed: Set<String> = []
    var sound: [String: Set<String>] = [:]
    var tagManifests: [BagManifest] = []
    for (name, text) in contents.tags.sorted(by: { $0.key < $1.key }) {
      guard let (algorithmName, isOfTags) = BagManifest.algorithm(named: name) else { continue }
      guard let algorithm = DigestAlgorithm(rawValue: algorithmName) else {
        problems.append(.unknownAlgorithm(manifest: name))
        continue
      }
      let manifest = BagManifest(name: name, algorithm: algorithm, isOfTags: isOfTags, text)
      problems += manifest.problems
      for entry in manifest.entries {
        guard let file = contents.files[entry.path] else {
          problems.append(.missing(path: entry.path))
          continue
        }
        if file.digests[algorithm] != entry.digest { problems.append(.altered(path: entry.path, manifest: name)) }
      }
      guard !isOfTags else {
        tagManifests.append(manifest)
        continue
      }
      used.append(algorithm)
      let paths = Set(manifest.entries.map(\.path))
      listed.formUnion(paths)
      if !algorithm.isBroken { sound[name] = paths }
      // Before version 1.0 the manifests together had to list everything, now each must.
      guard version == "1.0" else { continue }
      for path in payload.keys.sorted() where !paths.contains(path) {
        problems.append(.unlisted(path: path, manifest: name))
      }
    }
    let tags = contents.tags.keys.filter { tag in
      !tagManifests.contains { tag == $0.name || tag.hasPrefix($0.name + ".") }
    }
    vouching = tagManifests.filter { manifest in
      let listed = Set(manifest.entries.map(\.path))
      let paths = listed.compactMap { sound[$0] }.reduce(into: Set()) { $0.formUnion($1) }
      return !manifest.algorithm.isBroken && listed.isSuperset(of: tags) && !paths.isEmpty
        && paths.isSuperset(of: payload.keys)
    }.map(\.name)
    guard !used.isEmpty else {
      problems.append(.noManifest)
      return
    }
    for path in payload.keys.sorted() where !listed.contains(path) && version != "1.0" {
      problems.append(.unlisted(path: path, manifest: ""))
    }
    algorithms = used.map(\.rawValue)
    isWeak = used.allSatisfy(\.isBroken)
  }

  private mutating func checkFetch(_ contents: BagContents) {
    for (number, line) in BagText.lines(contents.tags["fetch.txt"] ?? []) {
      let parts = line.split(maxSplits: 2, whereSeparator: { $0 == 0x20 || $0 == 0x09 })
      guard parts.count == 3 else {
        problems.append(.malformedLine(file: "fetch.txt", line: number))
        continue
      }
      let path = parts[2].drop { $0 == 0x20 || $0 == 0x09 }
      guard let checked = ArchivePath.checked(BagText.decoded(path)), checked.hasPrefix("data/") else {
        problems.append(.unsafePath(file: "fetch.txt", line: number))
        continue
      }
      if contents.files[checked] == nil { problems.append(.toBeFetched(path: checked)) }
    }
  }

  private mutating func checkOxum() {
    guard let oxum = info.first(where: { $0.label.lowercased() == "payload-oxum" })?.value else { return }
    if oxum != "\(byteCount).\(fileCount)" { problems.append(.wrongOxum) }
  }

  /// `label: value`; a line that begins with white space goes on with the value before.
  private static func info(_ text: [UInt8]) -> [(label: String, value: String)] {
    var result: [(label: String, value: String)] = []
    for (_, line) in BagText.lines(text) {
      let text = String(decoding: line, as: UTF8.self)
      if line.first == 0x20 || line.first == 0x09, let last = result.popLast() {
        result.append((last.label, last.value + " " + text.drop { $0 == " " || $0 == "\t" }))
      } else if let colon = text.firstIndex(of: ":") {
        result.append(
          (String(text[..<colon]), String(text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" })))
      }
    }
    return result
  }
}
