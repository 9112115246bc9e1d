public import Redaction

/// What the check of a file found: counts and places, never the text.
public struct DocumentReport: Codable, Equatable, Sendable {
  /// The format; nil where it is none that is read.
  public let format: DocumentFormat?
  /// All findings.
  public let findings: [DocumentFinding]
  /// Mentions of known people and numbers that name somebody, by category.
  public let identities: [Category: Int]
  /// Doubtful mentions of unknown people; no finding, since they are for a person to judge.
  public let suggestions: Int
  /// Pictures, a page with pictures counting as one.
  public let pictures: Int

  /// Whether the file may leave.
  public var passes: Bool { findings.isEmpty }
}

/// The leak check for files, whoever made them. Fails closed: what cannot be read is a finding.
public struct DocumentCheck: Sendable {
  private let leaks: LeakCheck
  private let inspector: DocumentInspector

  /// A check for the persons of a list.
  ///
  /// - Parameter picturesReviewed: a person has looked at every picture; otherwise Tesseract reads them.
  /// - Throws: `identityOutOfBounds`.
  public init(identities: [KnownIdentity], picturesReviewed: Bool = false) throws(RedactionError) {
    leaks = try LeakCheck(identities: identities)
    inspector = DocumentInspector(pictures: picturesReviewed ? .reviewed : .recognised)
  }

  /// Looks through a whole file and its name.
  ///
  /// - Parameter permitted: what a reviewer left standing.
  public func check(_ bytes: [UInt8], name: String, permitted: Permitted = .none) -> DocumentReport {
    var inspection = inspector.inspect(bytes, name: name)
    inspection.read(Self.words(name), "file name", isRunning: false)
    inspection.read(name, "file name", isRunning: false)
    var identities: [Category: Int] = [:]
    var suggestions = 0
    for part in inspection.parts {
      guard let report = try? leaks.check(Array(part.text.utf8), permitted: permitted) else {
        inspection.add(.unreadable, part.place)
        continue
      }
      for leak in report.leaks {
        if leak.rule.isKnown || (part.isRunning && leak.rule.decision == .apply) {
          inspection.add(.identity, part.place)
          identities[leak.category, default: 0] += 1
        } else if part.isRunning {
          suggestions += 1
        }
      }
    }
    return DocumentReport(
      format: try? DocumentFormat.detect(bytes, name: name),
      findings: inspection.findings.sorted { ($0.kind.rawValue, $0.place) < ($1.kind.rawValue, $1.place) },
      identities: identities, suggestions: suggestions, pictures: inspection.pictureCount)
  }

  /// A file's name as words: `ivanov_petr-2.pdf` as `ivanov petr 2 pdf`.
  private static func words(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { "_-.+~".unicodeScalars.contains($0) ? " " : $0 }))
  }
}
