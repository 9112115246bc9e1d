import ArgumentParser
import Documents
import Platform
import Publication
import Records
import Redaction
import Sodium
import Sync
import Vault

/// What the process tells a script. Stable: documented in the README and in `casevault help`.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  /// Something unforeseen.
  case failure = 1
  /// Stored bytes are damaged, or a check found what it looks for.
  case damaged = 2
  /// The key is absent, or the role may not do this.
  case notEntitled = 3
  /// No such vault, identity, case, record or file.
  case notFound = 4
  /// Not unlocked, or the wrong passphrase.
  case locked = 5
  /// A rule of the field forbids it: consent, undecided review, unsafe figures.
  case refused = 6
  /// A value is not acceptable: unknown code, impossible date, invalid number.
  case invalid = 7
  /// The disk, the terminal or another system facility failed.
  case system = 8
  /// The command line is not understood (`EX_USAGE`).
  case usage = 64
}

/// A failure as it is shown: what happened, what to do, which exit code.
struct Failure: Error {
  let message: String
  var hint: String?
  let status: ExitStatus

  init(_ message: String, hint: String? = nil, _ status: ExitStatus) {
    self.message = message
    self.hint = hint
    self.status = status
  }

  /// The failure any error amounts to. No message carries content: errors have none.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as VaultError: self = Self.vault(error)
    case RecordError.notConsented(let purpose):
      self.init(Self.words(.notConsented(purpose)), hint: RecordError.notConsented(purpose).hint, .refused)
    case let error as RecordError: self.init(Self.words(error), hint: Self.hint(error), .invalid)
    case let error as PlatformError: self = Self.platform(error)
    case let error as RedactionError: self.init(Self.words(error), hint: error.hint, .refused)
    case let error as MicrodataProblem: self.init(microdata: error)
    case let error as PerturbationProblem: self.init(perturbation: error)
    case let error as ReleaseProblem: self.init(release: error)
    case let error as SpecificationProblem: self.init(specification: error)
    case let error as DocumentError: self.init(document: error)
    case let error as PublicationError: self.init(Self.words(error), hint: error.hint, .refused)
    case let error as SyncError:
      self.init("that is no folder to exchange through", hint: error.hint, .notFound)
    case SodiumError.authenticationFailed:
      self.init("something did not authenticate", hint: "run `casevault verify`", .damaged)
    case is SodiumError:
      self.init("cryptography is unavailable", hint: "check the memory-lock limit (ulimit -l)", .system)
    default: self = Self.format(error) ?? Failure("something unforeseen failed (\(type(of: error)))", .failure)
    }
  }

  private static func vault(_ error: VaultError) -> Failure {
    let (message, status): (String, ExitStatus) =
      switch error {
      case .noVaultHere: ("there is no vault here", .notFound)
      case .vaultExists: ("there is something in that place already", .refused)
      case .newerFormat(let version): ("the vault has format \(version), newer than this program", .system)
      case .noIdentity: ("there is no such identity", .notFound)
      case .identityNotChosen: ("several identities lie in this vault", .usage)
      case .identityExists: ("an identity of this alias exists", .refused)
      case .wrongPassphrase: ("the passphrase does not open this identity", .locked)
      case .passphraseUnfit: ("the passphrase is too short or too long", .invalid)
      case .notAMember: ("this identity is not a member of this vault", .notEntitled)
      case .noLedgerKey:
        ("you are not a member any longer, or have not been given the present ledger key", .notEntitled)
      case .deviceEnded: ("what this device writes counts no longer; nothing was kept", .notEntitled)
      case .noKey(let id, let compartment):
        ("the key for \(compartment.rawValue) of case \(id.short) is absent", .notEntitled)
      case .notEntitled(let action): ("not entitled: \(action)", .notEntitled)
      case .unknown(let what): ("there is no such \(what)", .notFound)
      case .ambiguous(let what): ("more than one \(what) begins like this", .usage)
      case .handleTaken: ("a member of this handle exists", .refused)
      case .handleUnfit: ("the handle cannot be used", .invalid)
      case .roleHasNoKey(let role): ("the role \(role.rawValue) has no member yet", .refused)
      case .caseClosed: ("the case is closed", .refused)
      case .noteTooLong(let limit): ("the text is longer than \(limit >> 20) MiB", .invalid)
      case .erased(let id): ("record \(id.short) was erased", .notFound)
      case .notHeldHere(let id): ("record \(id.short) is not held here", .notFound)
      case .damaged(let damage): ("damage found: \(damage)", .damaged)
      case .unproven(let what): ("nothing is proven: \(what)", .damaged)
      case .diskFull: ("the disk is full; nothing was kept", .system)
      case .storage(let code): ("the database failed (SQLite \(code))", .system)
      }
    return Failure(message, hint: error.hint, status)
  }

  private static func platform(_ error: PlatformError) -> Failure {
    let (message, status): (String, ExitStatus) =
      switch error {
      case .notFound: ("a file or folder is not there", .notFound)
      case .alreadyExists: ("a file of that name exists", .refused)
      case .notPermitted: ("the system does not permit it", .system)
      case .diskFull: ("the disk is full; nothing was kept", .system)
      case .brokenPipe: ("whoever read the output has gone", .system)
      case .tooLarge(let limit): ("the input exceeds \(limit) bytes", .invalid)
      case .notAFile: ("that is not a file of the expected kind", .invalid)
      case .noTerminal: ("there is no terminal, or it went away; nothing was kept", .system)
      case .lineTooLong(let line): ("line \(line) is longer than a terminal can deliver", .invalid)
      case .interrupted: ("interrupted; nothing was kept", .system)
      case .noPassphrase: ("no passphrase was given", .locked)
      case .unavailable: ("the system refuses a facility that is needed", .system)
      case .io(let code): ("input or output failed (errno \(code))", .system)
      }
    return Failure(message, hint: error.hint, status)
  }

  private static func words(_ error: RecordError) -> String {
    switch error {
    case .unknownCode(let list, let code, _): "unknown code \(code) in the list \(list.rawValue)"
    case .codeNotInForce(let list, let code, _, _): "code \(code) of \(list.rawValue) was not in force then"
    case .impossibleDate: "impossible date"
    case .impossibleTime: "impossible time"
    case .invalidIIN: "invalid IIN"
    case .textTooLong(let field, let limit): "\(field) is longer than \(limit) bytes"
    case .tooMany(let field, let limit): "\(field) has more than \(limit) entries"
    case .missingField(let field): "\(field) is missing"
    case .notConsented(let purpose): "no consent to \(purpose.rawValue) stands"
    case .malformed("reference"): "a record, facility or member that a field names is not there"
    case .outOfRange(let field, let lowest, let highest): "\(field) is not between \(lowest) and \(highest)"
    case .outOfOrder(let first, let second): "\(first) lies after \(second)"
    case .malformed(let field): field.isEmpty ? "not in the expected form" : "\(field) is not in the expected form"
    case .unknownField(let field, _): "there is no field \(field)"
    case .mixedUnits: "different counting units were combined"
    case .invalidCodebook: "the codebook cannot be used"
    }
  }

  /// The error's own hint, or the command that shows what it speaks of.
  private static func hint(_ error: RecordError) -> String {
    switch error {
    case .unknownCode(let list, _, let suggestions) where suggestions.isEmpty:
      return "see `casevault codebook show \(list.rawValue)`"
    case .missingField("consent"): return "name a consent, or give the reason to do without: overrideReason"
    case .malformed("reference"):
      return "give a facility's code, a member's handle, or more digits of a record's identifier"
    case .malformed(let field):
      // reprisalRisk is of the list reprisal-risk, the state of a referral of referral-state.
      let name = String(
        (field.split(separator: ".").last ?? "").flatMap { $0.isUppercase ? "-" + $0.lowercased() : String($0) })
      let lists = CodeList.allCases.map(\.rawValue).filter { !name.isEmpty && ($0 == name || $0.hasSuffix("-" + name)) }
      guard !lists.isEmpty else { return error.hint }
      return "see " + lists.map { "`casevault codebook show \($0)`" }.joined(separator: " or ")
    default: return error.hint
    }
  }

  private static func words(_ error: RedactionError) -> String {
    switch error {
    case .notUTF8: "the text is not UTF-8"
    case .textTooLarge, .reviewTooLarge: "the text or its review is too large"
    case .identityOutOfBounds: "an identity is too large to be searched for"
    case .reviewSyntax(let line, _): "line \(line) of the review file is not understood"
    case .reviewForAnotherDocument: "the review file is for another text"
    case .undecided(let count): "\(count) suggestion\(count == 1 ? "" : "s") undecided; nothing leaves"
    case .pseudonymsExhausted: "the pseudonyms of this case are used up"
    case .damagedPseudonymTable: "the pseudonyms of this case cannot be read"
    case .noDateShift: "nothing says by how much dates are to be moved"
    case .damagedTagger: "a part of this program is damaged"
    }
  }

  private static func words(_ error: PublicationError) -> String {
    switch error {
    case .unitNotNamed: "the counting unit is not named"
    case .unknownDimension(let name, _): "there is no dimension \(name)"
    case .repeatedDimension(let name): "\(name) is both row and column"
    case .noCategories(let dimension): "\(dimension) has no categories"
    case .invalidCategory(let dimension, _): "a category of \(dimension) cannot be used"
    case .invalidGroup(let dimension, let group): "the group \(group) of \(dimension) cannot be used"
    case .invalidThreshold(let threshold, let least): "a threshold of \(threshold) is below \(least)"
    case .missingValue(let dimension, _): "a record has no value for \(dimension)"
    case .unknownCode(let dimension, _): "a record has a value of \(dimension) that the code list lacks"
    case .invalidID, .unitNotIdentified, .personNotIdentified: "a record does not say whose it is"
    case .unitInSeveralCategories(let dimension, _): "something counted falls in several categories of \(dimension)"
    case .impossibleCell: "a record falls where none can be"
    case .invalidWeight: "a weight cannot be used"
    case .unknownCell(let codes): "\(codes.joined(separator: " / ")) is no inner cell of the table"
    case .nothingToPublish(.noObservations): "there is nothing to count"
    case .nothingToPublish(.everythingSuppressed): "every number would have to be hidden"
    case .cannotProtect: "the table cannot be protected as it is asked for; nothing was published"
    case .tooLarge(let cells, let limit): "the table has \(cells) numbers, more than \(limit)"
    case .renderingFailed: "the page could not be made"
    }
  }
}
