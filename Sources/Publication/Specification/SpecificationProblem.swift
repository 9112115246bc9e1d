/// What is wrong with a specification, and on which line of it.
public struct SpecificationProblem: Error, Equatable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// What is wrong, without any value of the data.
  public let reason: String

  /// A problem.
  public init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }
}
