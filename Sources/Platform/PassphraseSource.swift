internal import Glibc
public import Sodium

/// Where a passphrase comes from: never an argument, never the environment.
public enum PassphraseSource: Sendable {
  /// Typed at the controlling terminal, unseen.
  case terminal(prompt: String)
  /// The next line of an open descriptor (`--passphrase-fd`); several passphrases can follow each other.
  case descriptor(Int32)

  /// Reads one passphrase of 1 to 1,024 bytes, without its line end (LF or CR LF). Throws
  /// ``PlatformError/noPassphrase``, ``PlatformError/tooLarge(limit:)``, ``PlatformError/noTerminal`` or
  /// ``PlatformError/interrupted``.
  public func read() throws(PlatformError) -> Secret {
    switch self {
    case .terminal(let prompt): try ControllingTerminal().readPassphrase(prompt: prompt)
    case .descriptor(let number): try Self.line(of: PosixFile(adopting: number, closing: false))
    }
  }

  /// Byte by byte, so that what follows the line stays in the pipe for the next reader.
  static func line(of file: PosixFile) throws(PlatformError) -> Secret {
    try unsafe collect { byte throws(PlatformError) in
      while true {
        let count = unsafe Glibc.read(file.descriptor, byte, 1)
        if count >= 0 { return count == 1 }
        try file.recover(POLLIN)
      }
    }
  }

  /// Gathers a line in guarded memory. `next` stores one byte and tells whether there was one.
  static func collect(
    _ next: (UnsafeMutableRawPointer) throws(PlatformError) -> Bool
  ) throws(PlatformError) -> Secret {
    let limit = ControllingTerminal.passphraseLimit
    var length = 0
    do {
      // Two bytes more, for the line end.
      let typed = try Secret(count: limit + 2) { (span: inout MutableRawSpan) throws(PlatformError) in
        length = try unsafe fill(&span, next)
      }
      guard length <= limit else { throw PlatformError.tooLarge(limit: limit) }
      guard length > 0 else { throw PlatformError.noPassphrase }
      return try Secret(count: length) { (span: inout MutableRawSpan) throws(PlatformError) in
        typed.withBytes { bytes in
          for index in 0..<length {
            let byte = unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            span.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
          }
        }
      }
    } catch let error as PlatformError { throw error } catch { throw .unavailable }
  }

  /// Returns the length without the line end; more than the limit when the line does not fit.
  private static func fill(
    _ span: inout MutableRawSpan, _ next: (UnsafeMutableRawPointer) throws(PlatformError) -> Bool
  ) throws(PlatformError) -> Int {
    var count = 0
    var failure: PlatformError?
    unsafe span.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      while count < buffer.count {
        do throws(PlatformError) {
          guard try unsafe next(start + count) else { break }
        } catch {
          failure = error
          return
        }
        if unsafe buffer[count] == 0x0A {
          if count > 0, unsafe buffer[count - 1] == 0x0D { count -= 1 }
          return
        }
        count += 1
      }
    }
    if let failure { throw failure }
    return count
  }
}
