public import Sodium

/// Splitting a secret among trustees so that any `threshold` of them have it and fewer have nothing (SLIP-0039). One
/// group is written; several are read.
public enum SLIP39 {
  /// Most shares of one split.
  public static let shareLimit = 16
  private static let digestPlace: UInt8 = 254
  private static let secretPlace: UInt8 = 255
  private static let digestCount = 4

  /// Splits 16 to 64 bytes, an even number: 33 words a share for 32 bytes. Written without the newer "extendable" flag,
  /// so that every program that knows the standard reads it, and without a passphrase.
  public static func split(_ secret: borrowing Secret, threshold: Int, shares: Int) throws(SLIP39Error) -> [SLIP39Share]
  {
    guard (16...64).contains(secret.count), secret.count.isMultiple(of: 2) else { throw .unfitSecret }
    guard threshold >= 1, threshold <= shares, shares <= shareLimit, threshold > 1 || shares == 1 else {
      throw .unfitThreshold
    }
    let random = SodiumRandom.bytes(2)
    let head = SLIP39Share.Head(
      identifier: (UInt16(random[0]) << 8 | UInt16(random[1])) & 0x7fff, isExtendable: false, exponent: 0,
      groupThreshold: 1, groupCount: 1)
    var exposed = secret.exposed()
    defer { wipe(&exposed) }
    var sealed = try SecretCipher(head, passphrase: []).encrypt(exposed)
    defer { wipe(&sealed) }
    var points = try Points(splitting: sealed, threshold: threshold, shares: shares)
    // What only the trustees will hold must not first be tried in an emergency.
    var again = try Points(points.list.suffix(threshold)).secret(threshold: threshold)
    defer { wipe(&again) }
    guard again == sealed else { throw .inconsistent }
    defer { points.erase() }
    var result: [SLIP39Share] = []
    for point in points.list {
      do {
        result.append(
          SLIP39Share(
            head: head, groupIndex: 0, index: Int(point.x), threshold: threshold,
            value: try Secret(copying: point.values)))
      } catch { throw .unavailable }
    }
    return result
  }

  /// Puts the secret together. More shares than needed are checked against the others. A wrong passphrase (printable
  /// ASCII) gives another secret, not an error: that is how the standard wants it.
  public static func combine(_ shares: [SLIP39Share], passphrase: [UInt8] = []) throws(SLIP39Error) -> Secret {
    guard passphrase.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .unfitSecret }
    guard let first = shares.first else { throw .tooFew(given: 0, needed: 1) }
    guard shares.allSatisfy(first.belongs) else { throw .differentSets }
    var groups: [Int: [Int: SLIP39Share]] = [:]
    for (number, share) in shares.enumerated() {
      guard groups[share.groupIndex, default: [:]].updateValue(share, forKey: share.index) == nil else {
        throw .repeatedShare(number)
      }
      guard groups[share.groupIndex]?.values.allSatisfy({ $0.threshold == share.threshold }) == true else {
        throw .differentSets
      }
    }
    let complete = groups.filter { $1.count >= ($1.values.first?.threshold ?? .max) }
    guard complete.count >= first.head.groupThreshold else {
      guard first.head.groupCount > 1 else { throw .tooFew(given: shares.count, needed: first.threshold) }
      throw .tooFew(given: complete.count, needed: first.head.groupThreshold)
    }
    var outer = Points()
    defer { outer.erase() }
    for (index, members) in complete.sorted(by: { $0.key < $1.key }) {
      var inner = Points()
      defer { inner.erase() }
      for share in members.values.sorted(by: { $0.index < $1.index }) {
        inner.list.append((UInt8(share.index), share.value.exposed()))
      }
      outer.list.append((UInt8(index), try inner.secret(threshold: members.values.first?.threshold ?? 1)))
    }
    var sealed = try outer.secret(threshold: first.head.groupThreshold)
    defer { wipe(&sealed) }
    var secret = try SecretCipher(first.head, passphrase: passphrase).decrypt(sealed)
    defer { wipe(&secret) }
    do { return try Secret(copying: secret) } catch { throw .unavailable }
  }

  /// Places of one polynomial and its values there, in the clear while they are worked on.
  private struct Points {
    var list: [(x: UInt8, values: [UInt8])] = []

    init(_ list: some Sequence<(x: UInt8, values: [UInt8])> = []) { self.list = Array(list) }

    /// The shares of a secret: random ones, then those that follow from them, the secret and its digest.
    init(splitting secret: [UInt8], threshold: Int, shares: Int) throws(SLIP39Error) {
      guard threshold > 1 else {
        list = [(0, secret)]
        return
      }
      do {
        for place in 0..<(threshold - 2) {
          list.append((UInt8(place), try Secret.random(count: secret.count).exposed()))
        }
        var random = try Secret.random(count: secret.count - digestCount).exposed()
        defer { wipe(&random) }
        var base = self
        defer { base.erase() }
        base.list.append((digestPlace, SLIP39.digest(of: secret, random) + random))
        base.list.append((secretPlace, secret))
        for place in (threshold - 2)..<shares {
          list.append((UInt8(place), GaloisField.interpolate(base.list, at: UInt8(place))))
        }
      } catch { throw .unavailable }
    }

    /// What the polynomial has at the secret's place, after its digest and all further points proved right.
    func secret(threshold: Int) throws(SLIP39Error) -> [UInt8] {
      let base = Array(list.prefix(threshold))
      guard base.count == threshold, let first = base.first else { throw .inconsistent }
      guard threshold > 1 else {
        guard list.allSatisfy({ $0.values == first.values }) else { throw .inconsistent }
        return first.values
      }
      let secret = GaloisField.interpolate(base, at: secretPlace)
      var digest = GaloisField.interpolate(base, at: digestPlace)
      defer { wipe(&digest) }
      guard Array(digest[..<digestCount]) == SLIP39.digest(of: secret, Array(digest[digestCount...])),
        list.dropFirst(threshold).allSatisfy({ GaloisField.interpolate(base, at: $0.x) == $0.values })
      else { throw .inconsistent }
      return secret
    }

    mutating func erase() {
      for index in list.indices { wipe(&list[index].values) }
    }
  }

  private static func digest(of secret: [UInt8], _ random: [UInt8]) -> [UInt8] {
    Array(Authentication.tag(secret, material: random).prefix(digestCount))
  }
}
