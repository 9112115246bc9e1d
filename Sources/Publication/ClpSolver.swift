import CClp

/// A linear program kept in COIN-OR Clp: minimise cost · x, subject to bounds on every column and every row.
/// The only file of this target with `unsafe`; solutions are copied out and the C side keeps nothing of ours.
/// It may go from thread to thread: nobody else has the C model, and models share nothing.
@safe struct ClpSolver: ~Copyable, @unchecked Sendable {
  /// One coefficient of the matrix.
  struct Entry {
    let row: Int
    let value: Double
  }

  /// Lower and upper bounds of columns or rows.
  struct Bounds {
    var lower: [Double]
    var upper: [Double]
  }

  /// Where the simplex method starts.
  enum Start {
    /// From the basis of slacks, all columns at their lower bounds: dual feasible when no cost is negative, else once
    /// Clp has put those columns at their upper bounds; near the solution when few columns move.
    case slacks
    /// From the last solution: dual feasible when only bounds have changed since.
    case lastSolution
    /// From the last solution by the primal method: feasible when only costs have changed since.
    case lastPoint
  }

  /// Stands for no bound; Clp takes anything beyond 1e27 as infinite.
  static let unbounded = 1e30

  /// Clp takes its work space anew for every program and gives it back: a tenth of the time goes into it where that reaches
  /// the system.
  private static let keepsMemory = mallopt(M_TRIM_THRESHOLD, 1 << 28) + mallopt(M_MMAP_THRESHOLD, 1 << 28) == 2

  private let model: UnsafeMutableRawPointer
  private let columns: Int
  private let rows: Int
  private let slackBasis: [UInt8]

  /// Loads the matrix, given by columns.
  init(columns matrix: [[Entry]], rows: Int) throws(PublicationError) {
    _ = Self.keepsMemory
    var starts: [Int32] = [0]
    var indices: [Int32] = []
    var values: [Double] = []
    for column in matrix {
      for entry in column {
        guard let row = Int32(exactly: entry.row), (0..<rows).contains(entry.row) else {
          throw .cannotProtect(.solver, coarsen: [])
        }
        indices.append(row)
        values.append(entry.value)
      }
      starts.append(Int32(clamping: indices.count))
    }
    guard let columnCount = Int32(exactly: matrix.count), let rowCount = Int32(exactly: rows),
      indices.count < Int(Int32.max), let model = unsafe Clp_newModel()
    else { throw .cannotProtect(.solver, coarsen: []) }
    unsafe self.model = unsafe model
    self.columns = matrix.count
    self.rows = rows
    // Clp's codes: 1 basic, 3 at the lower bound.
    slackBasis = [UInt8](repeating: 3, count: matrix.count) + [UInt8](repeating: 1, count: rows)
    unsafe Clp_setLogLevel(model, 0)
    // Perturbation would move bounds by random amounts; the same table must give the same pattern everywhere.
    unsafe Clp_setPerturbation(model, 100)
    // All coefficients are 1 or -1.
    unsafe Clp_scaling(model, 0)
    unsafe Clp_loadProblem(model, columnCount, rowCount, starts, indices, values, nil, nil, nil, nil, nil)
  }

  deinit {
    unsafe Clp_deleteModel(model)
  }

  /// The solution's columns, or `nil` when no point meets the bounds.
  mutating func minimise(
    cost: [Double], columnBounds: Bounds, rowBounds: Bounds, from start: Start = .slacks
  ) throws(PublicationError) -> [Double]? {
    guard cost.count == columns, columnBounds.lower.count == columns, columnBounds.upper.count == columns,
      rowBounds.lower.count == rows, rowBounds.upper.count == rows
    else { throw .cannotProtect(.solver, coarsen: []) }
    unsafe Clp_chgObjCoefficients(model, cost)
    unsafe Clp_chgColumnLower(model, columnBounds.lower)
    unsafe Clp_chgColumnUpper(model, columnBounds.upper)
    unsafe Clp_chgRowLower(model, rowBounds.lower)
    unsafe Clp_chgRowUpper(model, rowBounds.upper)
    if start == .slacks { unsafe Clp_copyinStatus(model, slackBasis) }
    _ = unsafe start == .lastPoint ? Clp_primal(model, 0) : Clp_dual(model, 0)
    switch unsafe Clp_status(model) {
    case 0:
      guard let solution = unsafe Clp_primalColumnSolution(model) else { throw .cannotProtect(.solver, coarsen: []) }
      return unsafe Array(UnsafeBufferPointer(start: solution, count: columns))
    case 1: return nil
    default: throw .cannotProtect(.solver, coarsen: [])
    }
  }
}
