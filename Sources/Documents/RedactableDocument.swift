public import Redaction

/// A document on its way to a redacted one: its text for the review, then a new file made from what was decided.
/// Nothing of the original but text that was reviewed, or pixels that were filled, gets into it.
public struct RedactableDocument: Sendable {
  private enum Body {
    case plain
    case flow(FlowText, separator: Unicode.Scalar)
    /// Text of a PDF's pages, emitted as text.
    case pageText
    case pages([UInt8], count: Int)
    case picture(Raster)
  }

  private struct Place {
    var range: Range<Int>
    var area: Area
  }

  /// What is reviewed.
  public let text: String
  /// The format it is written in.
  public let output: DocumentFormat
  /// What is not taken over, by kind: comments, deleted text, headers and the like.
  public let leftOut: [DocumentFinding.Kind: Int]
  private let body: Body
  private let places: [Place]

  /// Resolution pages are rendered and rebuilt at.
  public static let dotsPerInch = 200

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - name: of the file; decides between kinds of text.
  ///   - output: what to write; nil for the same format. A PDF becomes pictures of its pages, or text.
  ///   - picturesReviewed: a person has looked at every picture, so that Tesseract need not.
  ///   - progress: pages read, and how many there are.
  /// - Throws: `unsupported` for a format that is not read, or that this one cannot be written in; `encrypted`,
  ///   `malformed`, `tooLarge`, `notUTF8`, `helperMissing`, `helperFailed`, `picturesUnread`.
  public init(
    _ bytes: [UInt8], name: String, output: DocumentFormat? = nil, picturesReviewed: Bool = false,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(DocumentError) {
    let format = try DocumentFormat.detect(bytes, name: name)
    self.output = output ?? format
    guard self.output == format || Self.conversions[format]?.contains(self.output) == true else { throw .unsupported }
    var places: [Place] = []
    switch format {
    case .text:
      body = .plain
      text = DecodedText.withoutCovert(try DecodedText.decode(bytes))
      leftOut = [:]
    case .markdown:
      body = .plain
      let shown = try MarkdownDocument.extract(bytes)
      (text, leftOut) = (DecodedText.withoutCovert(shown.text), shown.leftOut)
    case .html, .csv, .docx, .odt:
      let flow =
        switch format {
        case .html: try HTMLDocument.extract(bytes)
        case .csv: try CSVDocument.extract(bytes)
        case .docx: try WordDocument.extract(bytes)
        default: try OpenDocumentText.extract(bytes)
        }
      body = .flow(flow, separator: format == .csv ? try CSVDocument.rows(bytes).separator : ",")
      (text, leftOut) = (flow.text, flow.leftOut)
    case .pdf:
      let file = try PDFFile(bytes)
      guard !file.isEncrypted else { throw .encrypted }
      let pages = try PDFPages.read(bytes)
      let reads = !picturesReviewed && PDFInspector.needsRecognition(file, pages)
      var pieces = PlacedText()
      for (index, page) in pages.enumerated() {
        progress(index, pages.count)
        pieces.append(page.text, scale: Double(Self.dotsPerInch) / 72, page: index + 1)
        if reads {
          let raster = try PDFPages.render(bytes, page: index + 1, dotsPerInch: Self.dotsPerInch)
          pieces.append(try Self.recognised(raster), scale: 1, page: index + 1)
        }
      }
      text = pieces.text
      places = pieces.places.map { Place(range: $0.0, area: $0.1) }
      body = self.output == .pdf ? .pages(bytes, count: pages.count) : .pageText
      leftOut = [:]
    case .jpeg, .png:
      let raster = try PictureCodec.decode(bytes, format)
      var pieces = PlacedText()
      if !picturesReviewed { pieces.append(try Self.recognised(raster), scale: 1, page: 1) }
      text = pieces.text
      places = pieces.places.map { Place(range: $0.0, area: $0.1) }
      body = .picture(raster)
      leftOut = [:]
    }
    self.places = places
  }

  private static let conversions: [DocumentFormat: Set<DocumentFormat>] = [
    .text: [.markdown], .markdown: [.text], .html: [.text], .docx: [.text], .odt: [.text], .pdf: [.text],
    .jpeg: [.png], .png: [.jpeg],
  ]

  private static func recognised(_ raster: Raster) throws(DocumentError) -> PlacedLines {
    do { return try Recognition.words(raster, dotsPerInch: dotsPerInch) } catch .helperMissing { throw .picturesUnread }
  }

  /// Whether areas can be filled in what is written.
  public var takesAreas: Bool {
    switch body {
    case .pages, .picture: true
    case .plain, .flow, .pageText: false
    }
  }

  /// The new file.
  ///
  /// - Parameters:
  ///   - decided: of a review of `text`.
  ///   - areas: filled beside the words; in pixels at `dotsPerInch` for a PDF.
  ///   - progress: pages written, and how many there are.
  /// - Throws: `areaOutside`, `areasNotApplicable`, helper's errors; `RedactionError.textTooLarge`.
  public func redacted(
    _ decided: DecidedReview, pseudonyms: PseudonymTable?, language: Language, areas: [Area] = [],
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> [UInt8] {
    guard areas.isEmpty || takesAreas else { throw DocumentError.areasNotApplicable }
    switch body {
    case .plain, .pageText:
      return Array(try Redactor.redact(decided, pseudonyms: pseudonyms, language: language).text.utf8)
    case .flow(let flow, let separator):
      let text = try Redactor.redact(decided, pseudonyms: pseudonyms, language: language, keepsBreaks: true).text
      return switch output {
      case .html: HTMLDocument.write(flow, text)
      case .csv: CSVDocument.write(flow, text, separator: separator)
      case .docx: try WordDocument.write(flow, text)
      case .odt: try OpenDocumentText.write(flow, text)
      default: Array(text.utf8)
      }
    case .picture(var raster):
      try Self.fill(&raster, areas)
      for area in try filled(decided) { raster.fill(area) }
      return try PictureCodec.encode(raster, output)
    case .pages(let bytes, let count):
      guard areas.allSatisfy({ $0.page <= count }) else { throw DocumentError.areaOutside }
      let words = try filled(decided)
      var writer = PDFWriter()
      for page in 1...max(1, count) {
        progress(page - 1, count)
        var raster = try PDFPages.render(bytes, page: page, dotsPerInch: Self.dotsPerInch)
        try Self.fill(&raster, areas.filter { $0.page == page })
        for area in words where area.page == page { raster.fill(area) }
        try writer.add(raster, dotsPerInch: Self.dotsPerInch)
      }
      return writer.finish()
    }
  }

  /// The areas of every word a masked place touches: a word is filled whole, since half of one gives the other away,
  /// and words of one place that stand side by side together, so that their number does not show.
  private func filled(_ decided: DecidedReview) throws(RedactionError) -> [Area] {
    var areas: [Area] = []
    var next = 0
    for span in try Redactor.spans(decided) {
      var last: Int?
      // Both ascend; a word that two places touch is looked at for each.
      while next < places.count, places[next].range.upperBound <= span.lowerBound { next += 1 }
      for place in places[next...] {
        guard place.range.lowerBound < span.upperBound else { break }
        if let last, let joined = areas[last].joined(place.area) {
          areas[last] = joined
        } else {
          areas.append(place.area)
          last = areas.count - 1
        }
      }
    }
    return areas
  }

  private static func fill(_ raster: inout Raster, _ areas: [Area]) throws(DocumentError) {
    for area in areas {
      // An area that is partly outside was meant for another picture.
      guard area.x >= 0, area.y >= 0, area.x + area.width <= raster.width, area.y + area.height <= raster.height
      else { throw .areaOutside }
      raster.fill(area)
    }
  }
}

/// Words of pages as one text, each with its place in it.
struct PlacedText {
  private(set) var text = ""
  private(set) var places: [(Range<Int>, Area)] = []
  private var count = 0
  /// Pixels beyond the box: letters lean out of it.
  private static let margin = 3

  mutating func append(_ lines: PlacedLines, scale: Double, page: Int) {
    for line in lines.lines where !line.isEmpty {
      for (index, word) in line.enumerated() {
        if index > 0 { add(" ") }
        let start = count
        add(word.text)
        places.append((start..<count, word.area(scale: scale, margin: Self.margin, page: page)))
      }
      add("\n")
    }
    add("\n")
  }

  private mutating func add(_ part: String) {
    let plain = DecodedText.withoutCovert(part)
    text += plain
    count += plain.unicodeScalars.count
  }
}
