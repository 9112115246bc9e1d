import Documents
import Platform

/// What the commands on files share.
enum DocumentFiles {
  /// Largest file read, in bytes.
  static let limit = 512 << 20

  static func name(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

  /// Says what the machine does not let be kept from helper programs.
  static func noteHelpers() throws {
    if !OutsideProgram.areWithoutNetwork {
      try Terminal.note("this system does not let the programs that read files be cut off from the network")
    }
    if !OutsideProgram.areWithoutFiles {
      try Terminal.note("this system does not let other files be kept from the programs that read one")
    }
  }
}

extension Failure {
  /// What stands in the way of reading or making a document.
  init(document error: DocumentError) {
    let (message, status): (String, ExitStatus) =
      switch error {
      case .unsupported: ("the file is of a format that is not read, or not written like this", .refused)
      case .encrypted: ("the file is behind a password", .refused)
      case .malformed(let format): ("the \(format.rawValue) file cannot be read", .refused)
      case .tooLarge(let limit): ("the file holds more than \(limit)", .refused)
      case .notUTF8: ("the file's text is not UTF-8", .refused)
      case .helperMissing(let helper): ("\(helper.rawValue) is not installed", .system)
      case .helperFailed(let helper): ("\(helper.rawValue) could not read the file", .refused)
      case .picturesUnread: ("the file holds pictures that nothing has read", .refused)
      case .areaOutside: ("an area lies outside the picture", .invalid)
      case .areasNotApplicable: ("areas cannot be filled in a text", .invalid)
      case .leaks(let count): ("the finished file still holds \(count) findings; nothing was written", .refused)
      }
    self.init(message, hint: error.hint, status)
  }
}
