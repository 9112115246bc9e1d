internal import Sodium

/// The cipher between the secret and what is split: four Feistel rounds of PBKDF2 (SLIP-0039, "Encryption of the master
/// secret"). Every passphrase opens something; only one opens the secret.
struct SecretCipher {
  private let salt: [UInt8]
  private let rounds: Int
  private let passphrase: [UInt8]

  /// The passphrase is printable ASCII; the caller wipes it.
  init(_ head: SLIP39Share.Head, passphrase: [UInt8]) {
    let identifier = [UInt8(head.identifier >> 8), UInt8(head.identifier & 255)]
    salt = head.isExtendable ? [] : Array("shamir".utf8) + identifier
    rounds = 2500 << head.exponent
    self.passphrase = passphrase
  }

  func encrypt(_ secret: [UInt8]) throws(SLIP39Error) -> [UInt8] { try run(secret, [0, 1, 2, 3]) }

  func decrypt(_ sealed: [UInt8]) throws(SLIP39Error) -> [UInt8] { try run(sealed, [3, 2, 1, 0]) }

  private func run(_ input: [UInt8], _ order: [UInt8]) throws(SLIP39Error) -> [UInt8] {
    var left = Array(input[..<(input.count / 2)])
    var right = Array(input[(input.count / 2)...])
    var key: [UInt8] = []
    defer {
      wipe(&left)
      wipe(&right)
      wipe(&key)
    }
    for round in order {
      key = [round] + passphrase
      do {
        var mask = try OutsideStretching.pbkdf2(key, salt: salt + right, rounds: rounds, count: right.count)
        for index in left.indices { left[index] ^= mask[index] }
        wipe(&mask)
      } catch { throw .unavailable }
      wipe(&key)
      swap(&left, &right)
    }
    return right + left
  }
}
