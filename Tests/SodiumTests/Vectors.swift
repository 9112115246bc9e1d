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

/// The bytes of a hexadecimal text; nil for anything else.
func bytes(hex: String) -> [UInt8]? {
  let digits = hex.compactMap(\.hexDigitValue)
  guard digits.count == hex.count, digits.count.isMultiple(of: 2) else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}
