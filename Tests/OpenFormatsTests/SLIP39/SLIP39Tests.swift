import Sodium
import Testing

@testable import OpenFormats

@Suite struct SLIP39Tests {
  @Test(arguments: [(1, 1), (2, 2), (2, 3), (3, 5), (5, 5), (16, 16)])
  func anyEnoughSharesGiveTheSecretBack(_ threshold: Int, _ count: Int) throws {
    let secret = try Secret.random(count: 32)
    let shares = try SLIP39.split(secret, threshold: threshold, shares: count)
    #expect(shares.count == count)
    let texts = shares.map { $0.words() }
    #expect(texts.allSatisfy { $0.split(separator: 0x20).count == 33 })
    let read = try texts.map { try SLIP39Share(words: $0) }
    #expect(try SLIP39.combine(Array(read.shuffled().prefix(threshold))).equals(secret))
    #expect(try SLIP39.combine(read).equals(secret))
    guard threshold > 1 else { return }
    #expect(throws: SLIP39Error.tooFew(given: threshold - 1, needed: threshold)) {
      _ = try SLIP39.combine(Array(read.shuffled().prefix(threshold - 1)))
    }
  }

  @Test(arguments: [16, 18, 32, 48, 64]) func otherLengthsWork(_ size: Int) throws {
    let secret = try Secret.random(count: size)
    let shares = try SLIP39.split(secret, threshold: 2, shares: 3)
    let read = try shares.map { try SLIP39Share(words: $0.words()) }
    #expect(try SLIP39.combine(Array(read.dropFirst())).equals(secret))
  }

  @Test func unfitSplitsAreRefused() throws {
    let secret = try Secret.random(count: 32)
    for (threshold, count) in [(0, 3), (4, 3), (2, 17), (1, 2)] {
      #expect(throws: SLIP39Error.unfitThreshold) { try SLIP39.split(secret, threshold: threshold, shares: count) }
    }
    let short = try Secret.random(count: 14)
    let odd = try Secret.random(count: 17)
    #expect(throws: SLIP39Error.unfitSecret) { try SLIP39.split(short, threshold: 2, shares: 3) }
    #expect(throws: SLIP39Error.unfitSecret) { try SLIP39.split(odd, threshold: 2, shares: 3) }
  }

  @Test func sharesOfTwoSplitsDoNotMix() throws {
    let secret = try Secret.random(count: 32)
    let (first, second) = (
      try SLIP39.split(secret, threshold: 2, shares: 3), try SLIP39.split(secret, threshold: 2, shares: 3)
    )
    guard first[0].setNumber != second[0].setNumber else { return }
    #expect(throws: SLIP39Error.differentSets) { _ = try SLIP39.combine([first[0], second[1]]) }
    #expect(throws: SLIP39Error.repeatedShare(1)) { _ = try SLIP39.combine([first[0], first[0]]) }
  }

  @Test func aForgedShareAmongEnoughGoodOnesIsNoticed() throws {
    let secret = try Secret.random(count: 32)
    var shares = try SLIP39.split(secret, threshold: 2, shares: 4)
    shares[3] = SLIP39Share(
      head: shares[0].head, groupIndex: 0, index: 3, threshold: 2, value: try Secret.random(count: 32))
    #expect(throws: SLIP39Error.inconsistent) { _ = try SLIP39.combine(shares) }
    #expect(throws: SLIP39Error.inconsistent) { _ = try SLIP39.combine(Array(shares.suffix(2))) }
  }

  /// SLIP-0039: any error of up to three words is found; so is every exchange of two neighbours.
  @Test func wrongWordsAreNoticed() throws {
    let secret = try Secret.random(count: 32)
    let share = try SLIP39.split(secret, threshold: 2, shares: 2)[0]
    let words = share.words().split(separator: 0x20).map(Array.init)
    for index in words.indices {
      for offset in [1, 511] {
        var altered = words
        let number = Int(WordList.number(of: words[index]) ?? 0)
        altered[index] = WordList.words[(number + offset) % 1024]
        #expect(throws: SLIP39Error.wrongChecksum(share: 0)) {
          try SLIP39Share(words: Array(altered.joined(separator: [0x20])))
        }
      }
      guard index > 0, words[index] != words[index - 1] else { continue }
      var swapped = words
      swapped.swapAt(index, index - 1)
      #expect(throws: SLIP39Error.wrongChecksum(share: 0)) {
        try SLIP39Share(words: Array(swapped.joined(separator: [0x20])))
      }
    }
    #expect(throws: SLIP39Error.unknownWord(share: 2, word: 0)) {
      try SLIP39Share(words: Array("zebra".utf8), number: 2)
    }
  }

  @Test func everyElementButZeroHasAnInverse() {
    for value in UInt8(1)...255 { #expect(GaloisField.multiply(value, GaloisField.inverse(value)) == 1) }
    #expect(GaloisField.inverse(0) == 0)
    // FIPS 197, section 4.2: {57} · {83} = {c1}.
    #expect(GaloisField.multiply(0x57, 0x83) == 0xc1)
  }

  @Test func theWordListIsTheStandardsOwn() {
    #expect(WordList.words.count == 1024)
    #expect(WordList.words.first == Array("academic".utf8) && WordList.words.last == Array("zero".utf8))
    #expect(Set(WordList.words.map { $0.prefix(4) }).count == 1024)
    #expect(WordList.words.allSatisfy { (4...8).contains($0.count) })
  }

  @Test(arguments: 0..<10) func damagedWordsFailWithoutTrapping(_ seed: Int) throws {
    var mutation = Mutation(seed: UInt64(seed) + 1)
    let secret = try Secret.random(count: 32)
    let text = try SLIP39.split(secret, threshold: 2, shares: 2)[0].words()
    for _ in 0..<200 {
      let damaged = mutation.damaged(text)
      if let share = try? SLIP39Share(words: damaged) { #expect(share.words() == text) }
    }
  }
}
