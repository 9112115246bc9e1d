/// Something in a file that says more than its pages show, or that could not be read. Counts only, never the text.
public struct DocumentFinding: Codable, Equatable, Sendable {
  /// What is wrong.
  public let kind: Kind
  /// In which part of the file: a word of the format or a number, never a name from inside it.
  public let place: String
  /// How often.
  public internal(set) var count: Int

  /// Kinds of findings; their raw values are stable.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case identity
    case hiddenText = "hidden-text"
    case unappliedRedaction = "unapplied-redaction"
    case coveredPicture = "covered-picture"
    case annotation, link, bookmark, attachment, action, form, layer, signature, metadata, thumbnail, properties
    case position
    case oldRevision = "old-revision"
    case unreferenced
    case cropped
    case unusedLetters = "unused-letters"
    case alternativeText = "alternative-text"
    case applicationData = "application-data"
    case trackedChange = "tracked-change"
    case comment
    case headerOrFooter = "header-or-footer"
    case embeddedObject = "embedded-object"
    case revisionIDs = "revision-ids"
    case formula, script
    case extraBytes = "extra-bytes"
    case encrypted, unreadable
    case unreadPicture = "unread-picture"

    /// In words.
    public var explanation: String {
      switch self {
      case .identity: "a known person, or a number that names one"
      case .hiddenText: "text that is there and cannot be seen"
      case .unappliedRedaction: "a redaction that was marked and not carried out"
      case .coveredPicture: "a picture with something drawn over it"
      case .annotation: "annotations"
      case .link: "targets of links"
      case .bookmark: "bookmarks"
      case .attachment: "attached files"
      case .action: "scripts or actions"
      case .form: "form fields"
      case .layer: "layers that can be switched off"
      case .signature: "a signature, which names its signer"
      case .metadata: "metadata"
      case .thumbnail: "a small picture made before"
      case .properties: "properties of the document"
      case .position: "where it was made"
      case .oldRevision: "an earlier state of the document"
      case .unreferenced: "parts no page refers to"
      case .cropped: "pages that are larger than what is shown"
      case .unusedLetters: "a font that lists letters no longer in the text"
      case .alternativeText: "texts standing for what is shown"
      case .applicationData: "data of the program that made it"
      case .trackedChange: "tracked changes"
      case .comment: "comments"
      case .headerOrFooter: "headers, footers or notes"
      case .embeddedObject: "embedded objects"
      case .revisionIDs: "numbers of editing sessions"
      case .formula: "formulas"
      case .script: "scripts"
      case .extraBytes: "bytes that belong to no part"
      case .encrypted: "content behind a password"
      case .unreadable: "a part that could not be read"
      case .unreadPicture: "a picture nobody has read"
      }
    }
  }
}

/// What an inspection has gathered so far.
struct Inspection {
  /// Text found in a part. Running text is searched for everything; raw text only for known people, since a file's
  /// inner numbers look like telephones.
  struct Part {
    var place: String
    var text: String
    var isRunning: Bool
  }

  private(set) var findings: [DocumentFinding] = []
  private(set) var parts: [Part] = []
  var pictureCount = 0
  /// Where the last part of raw text of a place is.
  private var lastRaw: [String: Int] = [:]
  private static let largestJoined = 1 << 20

  mutating func add(_ kind: DocumentFinding.Kind, _ place: String, count: Int = 1) {
    guard count > 0 else { return }
    if let index = findings.firstIndex(where: { $0.kind == kind && $0.place == place }) {
      findings[index].count += count
    } else {
      findings.append(DocumentFinding(kind: kind, place: place, count: count))
    }
  }

  mutating func read(_ text: String, _ place: String, isRunning: Bool = true) {
    guard !text.isEmpty else { return }
    if isRunning {
      add(.hiddenText, "invisible characters", count: text.unicodeScalars.count(where: DecodedText.isCovert))
    }
    // Thousands of attributes are searched at once: each search has its cost, and a part its place in the report.
    if !isRunning, let last = lastRaw[place], parts[last].text.utf8.count < Self.largestJoined {
      parts[last].text += "\n\n" + text
    } else {
      if !isRunning { lastRaw[place] = parts.count }
      parts.append(Part(place: place, text: text, isRunning: isRunning))
    }
  }

  /// Bytes of unknown structure: searched in every encoding a name may stand in.
  mutating func readLoosely(_ bytes: some Collection<UInt8>, _ place: String) {
    for text in DecodedText.guesses(Array(bytes)) { read(text, place, isRunning: false) }
  }

  /// A part inside another.
  mutating func merge(_ other: Inspection, within place: String) {
    for finding in other.findings { add(finding.kind, "\(place): \(finding.place)", count: finding.count) }
    for part in other.parts { read(part.text, "\(place): \(part.place)", isRunning: part.isRunning) }
    pictureCount += other.pictureCount
  }
}
