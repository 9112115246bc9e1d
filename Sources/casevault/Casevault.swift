import ArgumentParser
import Platform

/// The program: what it is in one screen, and the list of its commands.
struct Casevault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casevault",
    abstract: "An encrypted evidence vault for those who visit places of detention.",
    discussion: """
      A case's records are sealed under that case's own keys; every change is a signed entry in an append-only ledger; \
      who may read is decided by who holds which key.

      Begin with:   casevault init my-vault && cd my-vault && casevault unlock
      Then:         casevault case new        casevault note add CASE
      Look around:  casevault status          casevault verify

      Exit codes: 0 done · 1 failed · 2 damage or a finding · 3 key absent or not entitled · 4 not found · \
      5 locked or wrong passphrase · 6 refused by a rule · 7 unacceptable value · 8 system · 64 usage.
      """,
    version: "casevault 0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Vault",
        subcommands: [
          InitCommand.self, UnlockCommand.self, LockCommand.self, StatusCommand.self, VerifyCommand.self,
          LogCommand.self, SyncCommand.self, TravelCommand.self, RecoveryCommand.self, BackupCommand.self,
          RestoreCommand.self,
          PassphraseCommand.self,
        ]),
      CommandGroup(
        name: "People",
        subcommands: [
          JoinCommand.self, MemberCommand.self, DeviceCommand.self, RoleCommand.self, ShareCommand.self,
          UnshareCommand.self, AccessCommand.self, QuarantineCommand.self,
        ]),
      CommandGroup(
        name: "Cases",
        subcommands: [
          CaseCommand.self, NoteCommand.self, RecordGroup<PersonEntry>.self, RecordGroup<ContactEntry>.self,
          RecordGroup<EpisodeEntry>.self, RecordGroup<ConsentEntry>.self, RecordGroup<InterviewEntry>.self,
          RecordGroup<AllegationEntry>.self, RecordGroup<MedicalFindingEntry>.self, RecordGroup<StatementEntry>.self,
          RecordGroup<ReferralEntry>.self, RecordGroup<RecommendationEntry>.self, RecordGroup<ReprisalEntry>.self,
          CorrectCommand.self, AttachCommand.self, GetCommand.self, SearchCommand.self, EraseCommand.self,
          ImportCommand.self,
        ]),
      CommandGroup(
        name: "Register",
        subcommands: [
          RecordGroup<FacilityEntry>.self, RecordGroup<VisitEntry>.self, RecordGroup<HeadcountEntry>.self,
          RecordGroup<MeetingEntry>.self, RecordGroup<RegisterRecommendationEntry>.self, CodebookCommand.self,
        ]),
      CommandGroup(
        name: "What leaves",
        subcommands: [
          RedactCommand.self, VerifyRedactionCommand.self, PublishCommand.self, VerifyReleaseCommand.self,
          BundleCommand.self,
        ]),
    ])
}

/// Where the process starts: guard the memory, parse, run, say how it ended.
@main
enum Main {
  static func main() {
    do { try ProcessGuard.apply() } catch { try? Terminal.warn("core dumps could not be switched off") }
    do {
      var command = try Casevault.parseAsRoot()
      try command.run()
    } catch let error where Casevault.exitCode(for: error) != .failure || error is CleanExit || error is ExitCode {
      // Help, version and usage errors have their own words.
      Casevault.exit(withError: error)
    } catch PlatformError.brokenPipe {
      // Whoever read the output has seen enough.
      Casevault.exit(withError: ExitCode(ExitStatus.system.rawValue))
    } catch {
      let failure = Failure(error)
      Terminal.fail(failure)
      Casevault.exit(withError: ExitCode(failure.status.rawValue))
    }
  }
}
