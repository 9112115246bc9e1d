import Publication

extension Failure {
  /// What is wrong with rows about persons, or with their hierarchies.
  init(microdata problem: MicrodataProblem) {
    let (message, status): (String, ExitStatus) =
      switch problem {
      case .emptyHierarchy: ("a hierarchy has no lines", .invalid)
      case .hierarchyTooLarge: ("a hierarchy is too large", .invalid)
      case .hierarchyLine(let line): ("line \(line) of a hierarchy does not fit the others", .invalid)
      case .valueNotInHierarchy(let column, let line):
        ("the value of \(column) on line \(line) is not in its hierarchy", .invalid)
      case .quasiIdentifiers: ("the quasi-identifiers cannot be used", .invalid)
      case .noRows: ("there are no rows", .invalid)
      case .tooManyRows: ("there are too many rows", .invalid)
      case .ruleTooWeak: ("a rule is too weak for this audience", .refused)
      case .cannotProtect: ("the rows cannot be protected as asked for; nothing was published", .refused)
      }
    self.init(message, hint: problem.hint, status)
  }

  /// What is wrong with a specification, by its line.
  init(specification problem: SpecificationProblem) {
    self.init(
      "line \(problem.line) of the specification: \(problem.reason)", hint: "see docs/disclosure-control.md", .invalid)
  }

  /// Why a release cannot go out.
  init(release problem: ReleaseProblem) {
    func some(_ named: [String]) -> String {
      var seen: Set<String> = []
      let cells = named.filter { seen.insert($0).inserted }
      return cells.prefix(12).joined(separator: "; ") + (cells.count > 12 ? "; and \(cells.count - 12) more" : "")
    }
    let (message, status): (String, ExitStatus) =
      switch problem {
      case .givesAway(let cells): ("a reader could work out: \(some(cells))", .refused)
      case .contradicts(let cells): ("another number was published before for: \(some(cells))", .refused)
      case .unreadable(let file, let line, let reason): ("\(file), line \(line): \(reason)", .damaged)
      case .missing(let file): ("\(file) is missing", .notFound)
      }
    self.init(message, hint: problem.hint, status)
  }

  /// Why numbers could not be rounded or noised.
  init(perturbation problem: PerturbationProblem) {
    let (message, status): (String, ExitStatus) =
      switch problem {
      case .parameters: ("a parameter of the method is out of range", .invalid)
      case .budgetSpent: ("the privacy budget does not suffice; nothing was published", .refused)
      case .budgetUnreadable: ("the budget file cannot be read", .damaged)
      case .besideExactRelease: ("exact figures of the same data have been released", .refused)
      case .errorNotAccepted(let expected):
        ("a number would be off by \((expected * 10).rounded() / 10) on average over all cells", .refused)
      case .noIDs: ("the records have no ids of their own", .invalid)
      case .multiResponse: ("a dimension has several places for one counted thing", .refused)
      }
    self.init(message, hint: problem.hint, status)
  }
}
