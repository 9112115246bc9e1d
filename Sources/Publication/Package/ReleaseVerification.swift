/// Checks one release, or a whole series, from its published files alone. Every file but the witnesses follows from the
/// tables and a few claims: the package is made again from these, and must come out the same.
public struct ReleaseVerification {
  /// A folder as it was read: names and bytes.
  public struct Folder: Sendable {
    let name: String
    let files: [String: [UInt8]]

    /// A folder.
    public init(name: String, files: [String: [UInt8]]) {
      self.name = name
      self.files = files
    }
  }

  /// What was found in one release.
  public struct Report: Sendable {
    /// The folder.
    public let folder: String
    /// The release's id; empty when not even that could be read.
    public let id: String
    /// The title in English.
    public let title: String
    /// What is wrong.
    public let findings: [ReleaseFinding]
    /// Suppressed cells that were solved for; absent where there are no tables to solve.
    public let checkedCells: Int?
    /// Releases it was checked together with.
    public let together: Int
    /// What being sound does not cover here, and what it rests on.
    public let remarks: [String]
  }

  /// The name of the signature beside the descriptor.
  public static let signatureName = DataPackage.descriptorName + ".minisig"

  /// Each folder's report, in the order given.
  public let reports: [Report]

  /// Whether nothing is wrong.
  public var isSound: Bool { reports.allSatisfy(\.findings.isEmpty) }

  /// - Parameters:
  ///   - earlier: releases made before of which only the tables are at hand.
  ///   - signatureFault: what is wrong with the signature of a descriptor, `nil` for nothing; absent, signatures are not
  ///     looked at.
  public init(
    _ folders: [Folder], earlier: [EarlierRelease] = [], digest: ([UInt8]) -> [UInt8],
    signatureFault: ((_ descriptor: [UInt8], _ signature: [UInt8]?) -> String?)? = nil,
    progress: (_ done: Int, _ folders: Int) -> Void = { _, _ in }
  ) {
    let opened = folders.map { OpenedRelease($0, digest: digest, signatureFault: signatureFault) }
    reports = opened.enumerated().map { number, release in
      progress(number, folders.count)
      return release.report(beside: opened, earlier)
    }
  }
}
