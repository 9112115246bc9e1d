internal import Glibc

/// Which file an open file is and when it last changed, as this run of the system tells: two equal stamps with a tick
/// of the clock between them mean that nothing has written to it in the meantime.
///
/// The kernel sets the time of change (`st_ctim`) itself and no call can set it back; what can: root, by setting the
/// clock, and whoever has the disk while the system is off, which is why a stamp holds for one boot only. A page mapped
/// into memory by a process of the same user can change without it.
public struct FileStamp: Equatable, Sendable {
  /// Boot (36, ASCII) ‖ device (8) ‖ inode (8) ‖ size (8) ‖ seconds (8) ‖ nanoseconds (8).
  public let bytes: [UInt8]
  private let changed: (seconds: Int, nanoseconds: Int)

  /// Throws ``PlatformError/unavailable`` where the system does not tell its boots apart.
  public init(_ file: PosixFile) throws(PlatformError) {
    guard let boot = try? PosixFile.reading("/proc/sys/kernel/random/boot_id").readAll(limit: 64), boot.count == 37
    else { throw .unavailable }
    let status = try file.status()
    changed = (status.st_ctim.tv_sec, status.st_ctim.tv_nsec)
    var bytes = Array(boot.dropLast())
    let numbers = [
      UInt64(status.st_dev), UInt64(status.st_ino), UInt64(bitPattern: Int64(status.st_size)),
      UInt64(bitPattern: Int64(changed.seconds)), UInt64(bitPattern: Int64(changed.nanoseconds)),
    ]
    for number in numbers {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
    }
    self.bytes = bytes
  }

  /// Whether the clock that changes are dated with has moved on: a later change cannot bear the same time. Before that
  /// a stamp proves nothing ("racily clean").
  public var isSettled: Bool {
    var now = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME_COARSE, &now) == 0 else { return false }
    return (now.tv_sec, now.tv_nsec) > changed
  }

  /// Waits for ``isSettled``, at most 40 ms: some ticks of the slowest clock.
  public func settle() {
    for _ in 0..<40 where !isSettled { usleep(1000) }
  }

  /// Whether both are of the same state of the same file.
  public static func == (left: FileStamp, right: FileStamp) -> Bool { left.bytes == right.bytes }
}
