import OpenFormats
import Vault

extension Failure {
  /// What an open format's error amounts to; nil for an error of something else. Paths, words and comments from outside are
  /// in none of these messages.
  static func format(_ error: any Error) -> Failure? {
    switch error {
    case let error as AgeError: age(error)
    case let error as MinisignError: minisign(error)
    case let error as BagError: bag(error)
    case let error as TarError: tar(error)
    case let error as SLIP39Error: slip39(error)
    case is ProofError: Failure("a proof does not prove its record", .damaged)
    default: nil
    }
  }

  private static func age(_ error: AgeError) -> Failure {
    switch error {
    case .notAgeFile: Failure("that is no age file", hint: "give the file as it was received", .invalid)
    case .unsupportedVersion: Failure("an age file of another version", .invalid)
    case .malformedArmor, .malformedHeader, .malformedStanza, .passphraseNotAlone, .noPayload, .headerAltered:
      Failure("the age file is damaged or was altered", hint: "ask for it again", .damaged)
    case .workFactorTooHigh(let limit):
      Failure("trying its passphrase would take more than \((1 << limit) >> 20) GiB of memory", .refused)
    case .noMatch:
      Failure(
        "none of the keys or passphrases at hand opens it", hint: "it may have been made for another recipient", .locked
      )
    case .malformedKey:
      Failure("that is no age key", hint: "age1… to encrypt to, AGE-SECRET-KEY-… to open with", .invalid)
    case .recipientsDoNotMix:
      Failure(
        "these recipients cannot share a file",
        hint: "a passphrase stands alone; age1pq1… and age1… each need a file of their own", .invalid)
    case .input(let error), .output(let error): Failure(error)
    case .unavailable: Failure("cryptography is unavailable", hint: "check the memory-lock limit (ulimit -l)", .system)
    case .wrongKeyLength, .damagedChunk, .truncated, .trailingData, .digestMismatch, .noSuchChunk:
      Failure("the file's contents are damaged", hint: "run `casevault verify`, or ask for the file again", .damaged)
    }
  }

  private static func minisign(_ error: MinisignError) -> Failure {
    switch error {
    case .malformedKey: Failure("that is no minisign public key", hint: "it begins with RW", .invalid)
    case .malformedSignature: Failure("the signature is not in minisign's form", .damaged)
    case .legacySignature:
      Failure("the signature is of minisign's old mode", hint: "ask for one made with -H", .refused)
    case .unknownKey: Failure("the signature is by another key", .damaged)
    case .invalidSignature: Failure("the signature is wrong: altered or forged", .damaged)
    case .invalidComment: Failure("the signature's comment was altered", .damaged)
    case .unfitComment: Failure("the recipient's name cannot stand in a signature", hint: "one line, please", .invalid)
    case .unavailable: Failure("cryptography is unavailable", hint: "check the memory-lock limit (ulimit -l)", .system)
    }
  }

  private static func bag(_ error: BagError) -> Failure {
    switch error {
    case .notABag: Failure("there is no bag in it", hint: "a bag has a file bagit.txt", .invalid)
    case .tooLarge: Failure("the bag has more files, folders or text than are read", .invalid)
    case .repeatedPath: Failure("the archive has two files of one path", .damaged)
    case .changed:
      Failure(
        "the bag changed while it was read", hint: "copy it where nobody else can write, and begin again", .damaged)
    case .unfit: Failure("no bag can be made of that", .invalid)
    case .input(let error): Failure(error)
    }
  }

  private static func tar(_ error: TarError) -> Failure {
    switch error {
    case .truncated: Failure("the archive ends in the middle", hint: "ask for it again", .damaged)
    case .malformedHeader, .trailingData: Failure("the archive is damaged", hint: "ask for it again", .damaged)
    case .unsafePath(let entry): Failure("entry \(entry) of the archive leads out of it; nothing was read", .refused)
    case .unsupportedEntry(let entry): Failure("entry \(entry) of the archive is neither file nor folder", .refused)
    case .ambiguousEntry(let entry):
      Failure("programs would not agree what entry \(entry) of the archive is; nothing was read", .refused)
    case .tooLarge, .wrongSize: Failure("the archive has more than can be kept in one", .invalid)
    }
  }

  private static func slip39(_ error: SLIP39Error) -> Failure {
    switch error {
    case .unfitSecret, .unfitThreshold: Failure("that cannot be split like this", hint: "2 to 16 shares", .invalid)
    case .wrongLength(let share): Failure("share \(share + 1) has too few or too many words", .invalid)
    case .unknownWord(let share, let word): Failure("share \(share + 1), word \(word + 1) is not in the list", .invalid)
    case .wrongChecksum(let share):
      Failure("the words of share \(share + 1) do not fit together", hint: "compare them with the paper", .invalid)
    case .malformed(let share): Failure("share \(share + 1) says what cannot be", .invalid)
    case .differentSets: Failure("the shares are of different splits", .invalid)
    case .repeatedShare(let share): Failure("share \(share + 1) was given before", .invalid)
    case .tooFew(let given, let needed): Failure("\(given) of \(needed) shares that are needed", .refused)
    case .inconsistent:
      Failure("the shares do not lead to one secret", hint: "one of them is of another split", .damaged)
    case .unavailable: Failure("cryptography is unavailable", hint: "check the memory-lock limit (ulimit -l)", .system)
    }
  }
}
