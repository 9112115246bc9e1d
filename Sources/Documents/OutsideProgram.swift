internal import Platform

/// The programs of the system that read and make what this one does not: each well kept, from Debian, and run
/// confined (see `ConfinedProcess`): bytes through pipes, no file written, no network where the kernel permits it.
public enum OutsideProgram: String, Sendable, CaseIterable {
  case pdftotext, pdftoppm, jpegtopnm, pngtopnm, pnmtojpeg, tesseract

  /// The Debian package it is in.
  public var package: String {
    switch self {
    case .pdftotext, .pdftoppm: "poppler-utils"
    case .jpegtopnm, .pngtopnm, .pnmtojpeg: "netpbm"
    case .tesseract: "tesseract-ocr tesseract-ocr-rus tesseract-ocr-kaz"
    }
  }

  /// Where they are looked for. A task may look elsewhere, to see what happens where one is missing or fails.
  @TaskLocal static var folders = ConfinedProcess.folders

  /// Whether it is installed.
  public var isInstalled: Bool { ConfinedProcess.find(rawValue, in: Self.folders) != nil }

  /// Whether programs are cut off from the network on this machine.
  public static var areWithoutNetwork: Bool { ConfinedProcess.cutsNetwork }

  /// Whether the user's files are kept from programs on this machine.
  public static var areWithoutFiles: Bool { ConfinedProcess.hidesFiles }

  private static let outputLimit = 1 << 30

  /// What it answers. An exit status other than 0 is a failure: a half-read file must not pass for a whole one.
  func run(_ arguments: [String], _ input: [UInt8], seconds: Int = 300) throws(DocumentError) -> [UInt8] {
    guard let path = ConfinedProcess.find(rawValue, in: Self.folders) else { throw .helperMissing(self) }
    let result: ConfinedProcess.Result
    do {
      result = try ConfinedProcess.run(path, arguments, input: input, limit: Self.outputLimit, seconds: seconds)
    } catch { throw .helperFailed(self) }
    guard result.status == 0 else { throw .helperFailed(self) }
    return result.output
  }
}
