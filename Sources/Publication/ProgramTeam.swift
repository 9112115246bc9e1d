internal import Synchronization

/// The same program several times over, so that several tasks are solved at once.
///
/// Which of them solves a task depends on the task's place alone, never on the number of cores: a solver may answer a little
/// differently after other tasks, and the same table must give the same pattern everywhere.
struct ProgramTeam {
  /// Programs of a team: more than small machines have cores, since tasks are not all of one length.
  static let size = 4

  private final class Member: Sendable {
    let program: Mutex<MoveProgram>

    init(_ program: consuming sending MoveProgram) { self.program = Mutex(program) }
  }

  private let members: [Member]

  init(_ make: @Sendable () throws(PublicationError) -> MoveProgram) throws(PublicationError) {
    members = try Array(0..<Self.size).concurrentMap { (_, _) throws(PublicationError) in Member(try make()) }
  }

  /// Solves at most ``size`` tasks.
  func solve<Task: Sendable, Answer: Sendable>(
    _ tasks: [Task], _ answer: @Sendable (Task, inout MoveProgram) throws(PublicationError) -> Answer
  ) throws(PublicationError) -> [Answer] {
    let members = members
    return try tasks.concurrentMap { (place, task) throws(PublicationError) in
      try members[place].program.withLock { (program) throws(PublicationError) in try answer(task, &program) }
    }
  }

  /// Changes all programs alike.
  func change(_ change: (inout MoveProgram) -> Void) {
    for member in members { member.program.withLock { change(&$0) } }
  }
}
