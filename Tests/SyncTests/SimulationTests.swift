import Foundation
import Testing

/// Replicas that work apart converge. Small runs here; `scripts/simulate-replicas` runs many large ones.
@Suite struct SimulationTests {
  @Test(arguments: [1, 2])
  func replicasThatWorkedApartConverge(_ seed: UInt64) throws {
    guard ProcessInfo.processInfo.environment["CASEVAULT_SIMULATE_SEEDS"] == nil else { return }
    let outcome = try Simulation(seed: seed, plan: .init(replicas: 3, operations: 20, stretch: 8)).run()
    #expect(outcome.problems == [], "seed \(seed)")
    #expect(outcome.records > 0)
  }

  /// Recovery is above everybody, and yet some have not heard of it.
  @Test(arguments: [1, 3])
  func replicasConvergeWhereSomeAreRecovered(_ seed: UInt64) throws {
    guard ProcessInfo.processInfo.environment["CASEVAULT_SIMULATE_SEEDS"] == nil else { return }
    let plan = Simulation.Plan(replicas: 3, operations: 20, stretch: 8, recoveries: 100)
    let outcome = try Simulation(seed: seed, plan: plan).run()
    #expect(outcome.problems == [], "seed \(seed)")
    #expect(outcome.recovered > 0)
  }

  /// Only where seeds are given, as `first-last`.
  @Test func campaign() throws {
    let environment = ProcessInfo.processInfo.environment
    guard let range = environment["CASEVAULT_SIMULATE_SEEDS"] else { return }
    var plan = Simulation.Plan()
    if let count = environment["CASEVAULT_SIMULATE_OPERATIONS"].flatMap({ Int($0) }) { plan.operations = count }
    plan.recoveries = environment["CASEVAULT_SIMULATE_RECOVERIES"].flatMap { Int($0) } ?? 0
    plan.stretch = min(plan.stretch, plan.operations)
    let ends = range.split(separator: "-").compactMap { UInt64($0) }
    let (first, last) = (try #require(ends.first), try #require(ends.last))
    for seed in first...last {
      let outcome = try Simulation(seed: seed, plan: plan).run()
      #expect(outcome.problems == [], "seed \(seed)")
      let words = outcome.problems.isEmpty ? "converged" : "FAILED \(outcome.problems)"
      let line =
        "seed \(seed): \(words), \(outcome.commits) commits, \(outcome.records) records, \(outcome.removed) removed, "
        + "\(outcome.recovered) recovered, "
        + "\(outcome.quarantined) in quarantine, \(outcome.interrupted) exchanges interrupted\n"
      FileHandle.standardError.write(Data(line.utf8))
    }
  }
}
