internal import CPlatform
internal import Glibc
public import Sodium

/// Session keys in the kernel's memory (keyrings(7)), found again by later commands of the same login.
///
/// The login's session keyring is used where PAM made one. Without it, adding to "the session" would make a
/// keyring that dies with this process; the keyring of the user is used then, which every process of this user
/// can reach.
public enum Keyring {
  /// Keeps `key` for `timeoutSeconds`, replacing one of the same description. Throws
  /// ``PlatformError/unavailable`` where the kernel refuses keyrings (containers) or the quota is used up.
  public static func store(
    _ key: GuardedKey, description: String, timeoutSeconds: UInt32
  ) throws(PlatformError) {
    try? revoke(description: description)
    let ring = try ring()
    var exposed = key.exposed()
    defer { wipe(&exposed) }
    let serial = unsafe cv_add_key(description, exposed, exposed.count, ring)
    guard serial > 0 else { throw refusal() }
    let mask = ring == KEY_SPEC_USER_KEYRING ? possessorAll | userMinimum : possessorAll
    // A key that would outlive its session, or that no later command can find, must not stay.
    guard cv_key_set_timeout(serial, timeoutSeconds) == 0, cv_key_set_permissions(serial, mask) == 0 else {
      let error = refusal()
      _ = cv_key_revoke(serial)
      throw error
    }
  }

  /// The key stored under `description`, or nil when there is none, or it has expired or was revoked.
  public static func fetch(description: String) throws(PlatformError) -> GuardedKey? {
    var refused: PlatformError?
    for ring in [KEY_SPEC_SESSION_KEYRING, KEY_SPEC_USER_KEYRING] {
      let serial = unsafe cv_keyring_search(ring, description)
      guard serial > 0 else {
        if !absent.contains(errno) { refused = refusal() }
        continue
      }
      // One byte more than a key, so that a longer payload shows.
      var bytes = [UInt8](repeating: 0, count: GuardedKey.count + 1)
      defer { wipe(&bytes) }
      guard unsafe cv_key_read(serial, &bytes, bytes.count) == GuardedKey.count else { continue }
      bytes.removeLast()
      do { return try GuardedKey(copying: bytes) } catch { throw .unavailable }
    }
    if let refused { throw refused }
    return nil
  }

  /// Destroys the key stored under `description`, if there is one, in every keyring it may lie in.
  public static func revoke(description: String) throws(PlatformError) {
    var refused: PlatformError?
    for ring in [KEY_SPEC_SESSION_KEYRING, KEY_SPEC_USER_KEYRING] {
      let serial = unsafe cv_keyring_search(ring, description)
      if serial > 0 {
        if cv_key_revoke(serial) != 0, !absent.contains(errno) { refused = refusal() }
        _ = cv_key_unlink(serial, ring)
      } else if !absent.contains(errno) {
        refused = refusal()
      }
    }
    if let refused { throw refused }
  }

  /// Whether the kernel lets this process use keyrings at all.
  public static var isAvailable: Bool { (try? ring()) != nil }

  private static let possessorAll: UInt32 = 0x3f00_0000
  /// View, read, search, and set-attribute, which revoking needs: a process of this user whose session is not
  /// linked to the user's keyring does not count as possessor.
  private static let userMinimum: UInt32 = 0x002b_0000
  private static let absent: Set<Int32> = [ENOKEY, EKEYEXPIRED, EKEYREVOKED]

  private static func ring() throws(PlatformError) -> cv_key_serial {
    let session = cv_keyring_id(KEY_SPEC_SESSION_KEYRING)
    guard session > 0 else { throw refusal() }
    return session == cv_keyring_id(KEY_SPEC_USER_SESSION_KEYRING) ? KEY_SPEC_USER_KEYRING : KEY_SPEC_SESSION_KEYRING
  }

  private static func refusal() -> PlatformError {
    switch errno {
    case EPERM, ENOSYS, EACCES, EDQUOT, ENOMEM: .unavailable
    default: .last
    }
  }
}
