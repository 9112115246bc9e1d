import Foundation

/// Test vectors written by others, outside the repository.
enum Vectors {
  static let missing = "the folder of test vectors is not here (CASEVAULT_VECTORS)"

  static func folder(_ name: String) -> URL {
    let given = ProcessInfo.processInfo.environment["CASEVAULT_VECTORS"].map { URL(fileURLWithPath: $0) }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let root = given ?? package.deletingLastPathComponent().appendingPathComponent("shared/vectors")
    return root.appendingPathComponent(name)
  }

  static func exist(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder(name).path) }
}
