public import Records

/// Why the vault cannot do something. Payloads are identifiers and positions, never content.
public enum VaultError: Error, Equatable, Sendable {
  /// There is no vault in this folder.
  case noVaultHere
  /// There is already a vault in this folder.
  case vaultExists
  /// The vault was written by a newer program; `version` is its format.
  case newerFormat(version: Int)
  /// No identity of this alias, or none at all, lies in the folder.
  case noIdentity(available: [String])
  /// Several identities lie in the folder and none was named.
  case identityNotChosen(available: [String])
  /// An identity of this alias exists already.
  case identityExists
  /// The passphrase does not open the identity.
  case wrongPassphrase
  /// The passphrase is shorter than eight characters or longer than 1,024 bytes.
  case passphraseUnfit
  /// The identity is not, or no longer, a member of this vault.
  case notAMember
  /// What the vault is written under by now was not sealed to this member: they were removed, or it has still to reach
  /// them.
  case noLedgerKey
  /// This device's log was ended: its member was removed, or two copies of the device wrote into one log.
  case deviceEnded
  /// No grant for this compartment was ever sealed to any key this member holds.
  case noKey(case: ID<Case>, compartment: Compartment)
  /// None of the member's roles may do this.
  case notEntitled(action: String)
  /// No case, record or member has this identifier.
  case unknown(what: String)
  /// More than one matches the short identifier.
  case ambiguous(what: String)
  /// A member with this handle exists already.
  case handleTaken
  /// The handle could pass for another, or for something else.
  case handleUnfit
  /// A role has no key yet, because it has no member.
  case roleHasNoKey(Role)
  /// The case is closed.
  case caseClosed
  /// The text exceeds what a note may hold, in bytes.
  case noteTooLong(limit: Int)
  /// The body never reached this replica.
  case notHeldHere(RecordID)
  /// The body was ordered destroyed.
  case erased(RecordID)
  /// Stored bytes are not what the signed ledger says. The vault is otherwise usable.
  case damaged(Damage)
  /// What was sent as a proof is none; why, in words.
  case unproven(String)
  /// The database reports that the disk is full; nothing of the command was kept.
  case diskFull
  /// The database cannot be read or written.
  case storage(code: Int)

  /// What the person at the keyboard can do about it.
  public var hint: String {
    switch self {
    case .noVaultHere: "go to the vault's folder, name it with --vault, or make one with `casevault init`"
    case .vaultExists: "choose another folder; nothing was changed"
    case .newerFormat: "install a newer casevault; nothing was changed"
    case .noIdentity(let available):
      available.isEmpty
        ? "restore the identities folder from a backup" : "identities here: \(available.joined(separator: ", "))"
    case .identityNotChosen(let available): "name one with --as: \(available.joined(separator: ", "))"
    case .identityExists: "choose another alias"
    case .wrongPassphrase: "did you choose the right identity with --as? Mind the keyboard layout and caps lock"
    case .passphraseUnfit: "use at least eight characters; six random words are a good choice"
    case .notAMember: "a custodian has still to confirm it, or to be asked; `casevault sync` brings what they decided"
    case .noLedgerKey:
      "if a custodian removed you, this is as far as you read; if not, `casevault sync` once somebody has given you the key"
    case .deviceEnded:
      "nothing was lost: make a new device with `casevault join`, and let a custodian accept what lies in quarantine"
    case .noKey(_, let compartment):
      "nobody has shared \(compartment.rawValue) of this case with you; ask whoever opened it to `casevault share`"
    case .notEntitled: "`casevault role list` shows which role may do it"
    case .unknown("alias"): "`casevault travel status` shows the names cases have on this trip"
    case .unknown: "list what there is with the matching `list` command"
    case .ambiguous: "give more digits of the identifier"
    case .handleTaken: "choose another handle"
    case .handleUnfit: "use 1 to 40 letters of one script, digits, hyphens or dots"
    case .roleHasNoKey(let role): "admit a first \(role.rawValue) with `casevault member add --role \(role.rawValue)`"
    case .caseClosed: "open a new case, or reopen this one with `casevault case reopen`"
    case .noteTooLong: "keep it as a file with `casevault attach`"
    case .notHeldHere: "this copy of the vault never received it: run `casevault sync`"
    case .erased: "`casevault status` shows by whose order; it cannot be brought back"
    case .damaged: "run `casevault verify` for the whole extent, then restore from a backup"
    case .unproven: "do not rely on it; ask whoever made it for the file again"
    case .diskFull: "free some space and repeat the command; nothing was half-written"
    case .storage: "check the disk and the permissions of the vault's folder"
    }
  }
}

/// What is wrong with stored bytes, and where.
public enum Damage: Error, Hashable, Sendable, CustomStringConvertible {
  /// The database file's header or structure.
  case database(String)
  /// A commit, by its place in the database.
  case commit(sequence: Int, String)
  /// The sealed body of a record.
  case body(RecordID)
  /// A body that opens and is not what its line says: written by a faulty program, not altered since.
  case content(RecordID)
  /// The body of a record the ledger names is absent.
  case missingBody(RecordID)
  /// A body or blob no commit names.
  case unclaimed(RecordID)
  /// An attached file's ciphertext.
  case blob(RecordID, String)
  /// The local cache; it is made again from the ledger.
  case cache
  /// The vault's description file or an identity file.
  case file(String)

  /// In words, without content.
  public var description: String {
    switch self {
    case .database(let what): "database: \(what)"
    case .commit(let sequence, let what): "commit \(sequence): \(what)"
    case .body(let id): "record \(id.short): its sealed bytes were altered"
    case .content(let id): "record \(id.short): its content is not what its kind says"
    case .missingBody(let id): "record \(id.short): its sealed bytes are missing"
    case .unclaimed(let id): "body \(id.short): no commit names it"
    case .blob(let id, let what): "attached file \(id.short): \(what)"
    case .cache: "local cache: altered"
    case .file(let name): "\(name): altered"
    }
  }
}
