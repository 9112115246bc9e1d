import Foundation
import Redaction

/// A text with what should be found in it, in code points.
struct LabelledText {
  var name: String
  var text: String
  var mentions: [(span: Range<Int>, category: Redaction.Category)]
}

/// The annotated corpora a tagger is trained on, as their publishers lay them out.
enum Corpora {
  static func read(_ language: Language, _ folder: URL) throws -> [LabelledText] {
    switch language {
    case .english: try judgments(folder.appending(path: "tab"))
    case .russian: try factRuEval(folder.appending(path: "factrueval"))
    case .kazakh: try kazNERD(folder.appending(path: "kaznerd"))
    }
  }

  // MARK: Text Anonymization Benchmark

  private struct Judgment: Decodable {
    struct Annotation: Decodable { var entity_mentions: [Mention] }
    struct Mention: Decodable {
      var entity_type: String
      var identifier_type: String
      var start_offset: Int
      var end_offset: Int
    }
    var doc_id: String
    var text: String
    var annotations: [String: Annotation]
  }

  private static let judgmentTypes: [String: Redaction.Category] = [
    "PERSON": .person, "CODE": .code, "LOC": .location, "ORG": .organisation, "DEM": .demographic,
    "DATETIME": .datetime, "QUANTITY": .quantity, "MISC": .miscellaneous,
  ]

  /// Mentions that need masking; those marked NO_MASK are text like any other.
  private static func judgments(_ folder: URL) throws -> [LabelledText] {
    try files(folder, suffix: ".json").flatMap { file in
      try JSONDecoder().decode([Judgment].self, from: Data(contentsOf: file)).map { judgment in
        var mentions: [(Range<Int>, Redaction.Category)] = []
        for name in judgment.annotations.keys.sorted() {
          for mention in judgment.annotations[name]?.entity_mentions ?? []
          where mention.identifier_type != "NO_MASK" && mention.start_offset < mention.end_offset {
            guard let category = judgmentTypes[mention.entity_type] else { continue }
            mentions.append((mention.start_offset..<mention.end_offset, category))
          }
        }
        return LabelledText(name: judgment.doc_id, text: judgment.text, mentions: mentions)
      }
    }
  }

  // MARK: factRuEval-2016

  private static let nameParts: Set<Substring> = ["name", "surname", "patronymic", "nickname"]
  private static let otherTypes: [Substring: Redaction.Category] = ["loc_name": .location, "org_name": .organisation]

  /// Names of people from their first part to the last, names of places and organisations; descriptions ("министр",
  /// "город") are not labelled.
  private static func factRuEval(_ folder: URL) throws -> [LabelledText] {
    try files(folder, suffix: ".txt").map { file in
      func lines(_ ending: String) throws -> [[Substring]] {
        let file = file.deletingPathExtension().appendingPathExtension(ending)
        return try String(decoding: Data(contentsOf: file), as: UTF8.self)
          .split(whereSeparator: \.isNewline).map { $0.split(separator: " ") }
      }
      var mentions: [(Range<Int>, Redaction.Category)] = []
      var parts: [Substring: Range<Int>] = [:]
      for fields in try lines("spans") where fields.count > 3 {
        guard let start = Int(fields[2]), let length = Int(fields[3]), length > 0 else { continue }
        let span = start..<(start + length)
        if nameParts.contains(fields[1]) { parts[fields[0]] = span }
        if let category = otherTypes[fields[1]] { mentions.append((span, category)) }
      }
      for fields in try lines("objects") where fields.count > 2 && fields[1] == "Person" {
        let spans = fields[2...].prefix { $0 != "#" }.compactMap { parts[$0] }
        guard let start = spans.map(\.lowerBound).min(), let end = spans.map(\.upperBound).max() else { continue }
        mentions.append((start..<end, .person))
      }
      let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
      return LabelledText(name: file.lastPathComponent, text: text, mentions: mentions)
    }
  }

  // MARK: KazNERD

  private static let kazakhTypes: [String: Redaction.Category] = [
    "PERSON": .person, "GPE": .location, "LOCATION": .location, "FACILITY": .location, "ORGANISATION": .organisation,
    "DATE": .datetime, "NORP": .demographic,
  ]

  /// Sentences, their tokens joined by blanks.
  private static func kazNERD(_ folder: URL) throws -> [LabelledText] {
    var texts: [LabelledText] = []
    for file in try files(folder, suffix: ".txt") {
      let content = try String(decoding: Data(contentsOf: file), as: UTF8.self)
      var current = LabelledText(name: "", text: "", mentions: [])
      var length = 0
      for line in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        let fields = line.split(separator: " ")
        guard fields.count == 2 else {
          if !current.text.isEmpty {
            current.name = String(texts.count)
            texts.append(current)
          }
          current = LabelledText(name: "", text: "", mentions: [])
          length = 0
          continue
        }
        if length > 0 {
          current.text += " "
          length += 1
        }
        let end = length + fields[0].unicodeScalars.count
        let tag = fields[1].dropFirst(2)
        if let category = kazakhTypes[String(tag)] {
          if fields[1].hasPrefix("I-"), let last = current.mentions.last, last.span.upperBound == length - 1 {
            current.mentions[current.mentions.count - 1].span = last.span.lowerBound..<end
          } else {
            current.mentions.append((length..<end, category))
          }
        }
        current.text += fields[0]
        length = end
      }
      if !current.text.isEmpty { texts.append(current) }
    }
    return texts
  }

  private static func files(_ folder: URL, suffix: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasSuffix(suffix) && !$0.lastPathComponent.hasPrefix("LICENSE") }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
