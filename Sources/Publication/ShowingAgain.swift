/// Whether a cell can be shown again.
struct ShowingTrial: Sendable {
  let cell: Int
  let values: [Int]
  let numbers: [Int]
  let goals: [ProtectionGoal]

  struct Outcome: Sendable {
    /// By goal; `nil` where one was not reached.
    let tables: [MoveProgram.Moves]?
    /// Programs it took.
    let solved: Int
  }

  func run(_ program: inout MoveProgram) throws(PublicationError) -> Outcome {
    let before = program.solved
    program.allow(false, cell)
    defer { program.allow(true, cell) }
    var tables: [MoveProgram.Moves] = []
    for goal in goals {
      if let known = tables.first(where: { moves in goal.isMet { values[$0] + (moves[$0] ?? 0) } }) {
        tables.append(known)
      } else if let moves = try program.moves(to: goal) {
        tables.append(moves)
      } else {
        return Outcome(tables: nil, solved: program.solved - before)
      }
    }
    return Outcome(tables: tables, solved: program.solved - before)
  }
}

/// Which goals rest on tables in which a cell moves.
struct RestingGoals {
  private var witnessOfGoal: [Int]
  private var goalsOfWitness: [[Int]]
  private var witnessesOfCell: [[Int]]

  init(_ witnesses: [MoveProgram.Moves], _ witnessOfGoal: [Int], cells: Int) {
    self.witnessOfGoal = witnessOfGoal
    goalsOfWitness = [[Int]](repeating: [], count: witnesses.count)
    witnessesOfCell = [[Int]](repeating: [], count: cells)
    for (goal, witness) in witnessOfGoal.enumerated() where witness > 0 { goalsOfWitness[witness].append(goal) }
    for (witness, moves) in witnesses.enumerated() {
      for cell in moves.keys { witnessesOfCell[cell].append(witness) }
    }
  }

  func count(on cell: Int) -> Int { witnessesOfCell[cell].reduce(0) { $0 + goalsOfWitness[$1].count } }

  /// Ascending.
  func goals(on cell: Int) -> [Int] {
    witnessesOfCell[cell].flatMap { witness in goalsOfWitness[witness].filter { witnessOfGoal[$0] == witness } }
      .sorted()
  }

  mutating func put(_ goal: Int, on witness: Int, _ moves: MoveProgram.Moves) {
    witnessOfGoal[goal] = witness
    while goalsOfWitness.count <= witness { goalsOfWitness.append([]) }
    goalsOfWitness[witness].append(goal)
    for cell in moves.keys { witnessesOfCell[cell].append(witness) }
  }
}
