/// Something wrong with a published release. Each names what it concerns.
public enum ReleaseFinding: Sendable, Hashable {
  /// A file cannot be read; the line where one is known.
  case unreadable(file: String, line: Int, reason: String)
  /// A file the package lists, or must have, is not there.
  case missingFile(String)
  /// A file lies in the folder that the package does not list.
  case unlistedFile(String)
  /// A file is not the one that was listed.
  case changedFile(String)
  /// The signature is absent, or not one of the key asked for.
  case signature(String)
  /// A file is not the one this program makes of `tables.json` and what is claimed.
  case differs(String)
  /// A sum does not add up; the total's cell.
  case sum(cell: String)
  /// A witness table does not agree with what is published, or does not show what it is listed for.
  case witness(Int)
  /// The witness file is not of this release's cells.
  case witnessCells
  /// A suppressed cell without a witness that is not named as complementary either.
  case uncovered(cell: String)
  /// A suppressed cell a reader can work out, or narrow down below the threshold.
  case givesAway(cell: String, lowest: Int, highest: Int)
  /// A suppressed cell that cannot be as low or as high as claimed.
  case narrow(cell: String, lowest: Int, highest: Int?)
  /// A number hidden here is shown in another table.
  case shownElsewhere(cell: String, other: String)
  /// Two places show different numbers for the same thing.
  case contradicts(cell: String, other: String)
  /// A release it names as earlier was not given.
  case missingEarlier(id: String, title: String)
  /// A release lies beside it that it does not name, and neither does that one name it.
  case unrelated(String)
  /// A file is listed that is not part of such a release.
  case unexpectedFile(String)
  /// Rows about persons are not what the release claims of them.
  case microdata(String)
  /// Rounded or noised numbers are not what the release claims of them.
  case perturbation(String)
  /// Its method is unknown, or the tables cannot be looked at together.
  case notChecked(String)

  /// A stable code.
  public var code: String {
    switch self {
    case .unreadable: "unreadable"
    case .missingFile: "missing-file"
    case .unlistedFile: "unlisted-file"
    case .changedFile: "changed-file"
    case .signature: "signature"
    case .differs: "differs"
    case .sum: "sum"
    case .witness: "witness"
    case .witnessCells: "witness-cells"
    case .uncovered: "uncovered"
    case .givesAway: "gives-away"
    case .narrow: "narrow"
    case .shownElsewhere: "shown-elsewhere"
    case .contradicts: "contradicts"
    case .missingEarlier: "missing-earlier"
    case .unrelated: "unrelated"
    case .unexpectedFile: "unexpected-file"
    case .microdata: "microdata"
    case .perturbation: "perturbation"
    case .notChecked: "not-checked"
    }
  }

  /// One sentence.
  public var sentence: String {
    switch self {
    case .unreadable(let file, let line, let reason): "\(file), line \(line): \(reason)"
    case .missingFile(let file): "\(file) is missing"
    case .unlistedFile(let file): "\(file) is there and not listed"
    case .changedFile(let file): "\(file) is not the file that was listed"
    case .signature(let reason): "the signature: \(reason)"
    case .differs(let file): "\(file) is not what follows from what the release holds and claims"
    case .unexpectedFile(let file): "\(file) is listed and no part of such a release"
    case .sum(let cell): "the parts of \(cell) do not add up to it"
    case .witness(let table): "witness table \(table) does not agree with what is published"
    case .witnessCells: "witnesses.json is not about the hidden cells of this release"
    case .uncovered(let cell): "nothing shows that \(cell) is protected"
    case .givesAway(let cell, let lowest, let highest):
      lowest == highest
        ? "\(cell) is hidden and is \(lowest)" : "\(cell) is hidden and lies between \(lowest) and \(highest)"
    case .narrow(let cell, let lowest, let highest):
      "\(cell) is claimed to be open and lies between \(lowest) and \(highest.map(String.init) ?? "any number")"
    case .shownElsewhere(let cell, let other): "\(cell) is hidden here and shown in \(other)"
    case .contradicts(let cell, let other): "\(cell) has another number in \(other)"
    case .missingEarlier(let id, let title): "the earlier release \(id.prefix(12)) (\(title)) was not given"
    case .unrelated(let name): "\(name) was given and is not named as earlier, nor names this release"
    case .microdata(let reason), .perturbation(let reason): reason
    case .notChecked(let reason): "not checked: \(reason)"
    }
  }
}
