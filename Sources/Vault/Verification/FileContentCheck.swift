import Platform
import Records

/// Decrypts every attached file a record this member can open names, and compares it with the original's SHA-256.
struct FileContentCheck {
  let folder: VaultFolder
  let ledger: LedgerCheck

  func run(_ verification: Verification) throws {
    var checked: [ID<Blob>: FileDetails] = [:]
    for (done, file) in ledger.files.enumerated() {
      verification.progress?(.init(stage: .files, done: done, total: ledger.files.count))
      // A correction of the description names the same ciphertext.
      if let same = checked[file.details.blob], same.fileKey == file.details.fileKey,
        same.sha256 == file.details.sha256, same.size == file.details.size
      {
        continue
      }
      checked[file.details.blob] = file.details
      switch try problem(file.details) {
      case nil: verification.report.files += 1
      case BlobFolder.missing?
      where !ledger.heldFiles.contains(HeldFiles.tag(file.details.blob, ledger.fold.identity.vault)):
        verification.report.filesNotHeld += 1
      case let what?: verification.note(.blob(file.record, what))
      }
    }
    let present = try Folder.list(folder.blobs).compactMap { ID<Blob>(hex: $0) }
    let others = present.filter { checked[$0] == nil }
    if holdsEveryKey, verification.report.isSound {
      verification.report.unclaimedFiles = others
    } else {
      verification.report.filesUnchecked = others.count
    }
  }

  private func problem(_ details: FileDetails) throws -> String? {
    do {
      return switch try BlobFolder.check(details, in: folder) {
      case .intact: nil
      case .missing: BlobFolder.missing
      case .altered(let chunk?): "altered in chunk \(chunk)"
      case .altered(nil): "its ciphertext was altered"
      }
    } catch  where !Verification.isSystemFailure(error) { return "its ciphertext cannot be read" }
  }

  private var holdsEveryKey: Bool {
    guard let state = ledger.fold.state else { return false }
    return state.cases.values.allSatisfy { entry in
      entry.compartments.values.allSatisfy { $0.epochs.allSatisfy { ledger.fold.ring.key($0.id) != nil } }
    }
  }
}
