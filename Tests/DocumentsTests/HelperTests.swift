import Foundation
import Testing

@testable import Documents

/// A program of the system that is missing, fails or says nothing: refused with a reason, never the original and never
/// "clean".
struct HelperTests {
  /// What stands in for the programs of the system.
  enum Substitute: String, CaseIterable {
    case missing
    case failing = "/usr/bin/false"
    case silent = "/usr/bin/true"
  }

  /// Does something while a program is replaced and the others are as they are.
  private func replacing<Answer>(
    _ program: OutsideProgram, by substitute: Substitute, _ body: () throws -> Answer
  ) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appending(path: "programs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for other in OutsideProgram.allCases {
      let real = OutsideProgram.folders.map { "\($0)/\(other.rawValue)" }.first(where: FileManager.default.fileExists)
      let target = other == program ? (substitute == .missing ? nil : substitute.rawValue) : real
      guard let target else { continue }
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: other.rawValue).path, withDestinationPath: target)
    }
    return try OutsideProgram.$folders.withValue([folder.path]) { try body() }
  }

  private static let raster = Raster(
    width: 40, height: 30, channels: 3, pixels: (0..<3600).map { UInt8(truncatingIfNeeded: $0 &* 7) })

  private static func file(_ format: DocumentFormat) throws -> [UInt8] {
    switch format {
    case .pdf: Samples.page(Samples.shown)
    default: try PNGFile.write(raster)
    }
  }

  private static let areInstalled = OutsideProgram.allCases.allSatisfy(\.isInstalled)

  /// Which program reads or makes which format, and what the refusal is.
  private static let uses: [(OutsideProgram, from: DocumentFormat, to: DocumentFormat)] = [
    (.pdftotext, .pdf, .pdf), (.pdftotext, .pdf, .text), (.pdftoppm, .pdf, .pdf), (.pngtopnm, .png, .png),
    (.pnmtojpeg, .png, .jpeg),
  ]

  @Test(.enabled(if: areInstalled), arguments: uses, Substitute.allCases)
  func aDocumentIsRefused(_ use: (OutsideProgram, from: DocumentFormat, to: DocumentFormat), _ substitute: Substitute)
    throws
  {
    let file = try Self.file(use.from)
    let error = try #require(throws: DocumentError.self) {
      try replacing(use.0, by: substitute) {
        try Samples.redact(file, name: "a.\(use.from.rawValue)", output: use.to)
      }
    }
    switch substitute {
    case .missing:
      #expect(error == .helperMissing(use.0))
      #expect(error.hint.contains(use.0.package))
    case .failing: #expect(error == .helperFailed(use.0))
    // What an empty answer is not depends on what was asked.
    case .silent: #expect([.helperFailed(use.0), .malformed(use.from), .areaOutside].contains(error))
    }
    #expect(try !Samples.redact(file, name: "a.\(use.from.rawValue)", output: use.to).isEmpty)
  }

  @Test(.enabled(if: areInstalled), arguments: [OutsideProgram.pdftotext, .pdftoppm], Substitute.allCases)
  func aCheckedPageIsNotClean(_ program: OutsideProgram, _ substitute: Substitute) throws {
    let report = try replacing(program, by: substitute) { try Samples.check(Samples.page(Samples.shown)) }
    #expect(report.findings.contains { $0.kind == .unreadable })
    #expect(!report.passes)
    #expect(try Samples.check(Samples.page(Samples.shown)).passes)
  }

  @Test(
    .enabled(if: areInstalled && Recognition.isInstalled), arguments: [OutsideProgram.pngtopnm, .tesseract],
    Substitute.allCases)
  func aCheckedPictureIsNotClean(_ program: OutsideProgram, _ substitute: Substitute) throws {
    let file = try PNGFile.write(Self.raster)
    let report = try replacing(program, by: substitute) { try Samples.check(file, picturesReviewed: false) }
    #expect(report.findings.map(\.kind) == [.unreadPicture])
    #expect(try Samples.check(file, picturesReviewed: false).passes)
  }

  @Test(.enabled(if: areInstalled), arguments: Substitute.allCases)
  func aPictureNobodyReadIsRefused(_ substitute: Substitute) throws {
    let file = try PNGFile.write(Self.raster)
    let error = try #require(throws: DocumentError.self) {
      try replacing(.tesseract, by: substitute) {
        try Samples.redact(file, name: "a.png", picturesReviewed: false)
      }
    }
    #expect(error == .picturesUnread)
    #expect(error.hint.contains("--pictures-reviewed"))
  }
}
