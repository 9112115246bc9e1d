import Redaction

extension TaggerInput {
  /// The label of every atom: 0 for nothing, else one more than the place of its category. An atom belongs to the
  /// mention it overlaps; where a category stands twice in a row the first atom of a mention has the first label.
  func labels(_ text: LabelledText, _ categories: [Redaction.Category]) -> [UInt8] {
    let mentions = text.mentions.sorted {
      ($0.span.lowerBound, $1.span.upperBound) < ($1.span.lowerBound, $0.span.upperBound)
    }
    var previous: Range<Int>?
    return (0..<count).map { index in
      let span = span(index)
      guard let mention = mentions.first(where: { $0.span.overlaps(span) }),
        let place = categories.firstIndex(of: mention.category)
      else {
        previous = nil
        return 0
      }
      defer { previous = mention.span }
      let goesOn =
        previous == mention.span && place + 1 < categories.count && categories[place + 1] == categories[place]
      return UInt8(place + (goesOn ? 2 : 1))
    }
  }
}
