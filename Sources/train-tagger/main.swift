import Foundation
import Redaction

// train-tagger LANGUAGE DATA OUTPUT [--hold-out K/N]
//
// Trains the tagger of a language on DATA and writes its weights as Swift source. With --hold-out every N-th text from
// the K-th on is left out of training (N = dev: the benchmark's development part), and the probabilities the tagger
// gives to its words are printed for choosing thresholds: text, start, end, then one number for each label.

struct Plan {
  var categories: [Redaction.Category]
  var thresholds: [Float]
  var settings: FieldTrainer.Settings
}

func plan(_ language: Language) -> Plan {
  switch language {
  case .english:
    Plan(
      categories: [.person, .code, .location, .organisation, .demographic, .datetime, .quantity, .miscellaneous],
      thresholds: [0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3], settings: FieldTrainer.Settings())
  case .russian:
    Plan(
      categories: [.person, .location, .organisation], thresholds: [0.4, 0.4, 0.4], settings: FieldTrainer.Settings())
  case .kazakh:
    Plan(
      categories: [.person, .location, .organisation, .datetime, .demographic],
      thresholds: [0.4, 0.4, 0.4, 0.4, 0.4], settings: FieldTrainer.Settings())
  }
}

func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// An atom has the label of the mention it overlaps.
func labels(_ text: LabelledText, _ input: TaggerInput, _ categories: [Redaction.Category]) -> [UInt8] {
  let mentions = text.mentions.sorted { $0.span.lowerBound < $1.span.lowerBound }
  return (0..<input.count).map { index in
    let span = input.span(index)
    guard let mention = mentions.first(where: { $0.span.overlaps(span) }),
      let place = categories.firstIndex(of: mention.category)
    else { return 0 }
    return UInt8(place + 1)
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 3 || arguments.count == 5 && arguments[3] == "--hold-out",
  let language = Language(rawValue: arguments[0])
else {
  say("usage: train-tagger en|ru|kk DATA OUTPUT [--hold-out K/N|dev]")
  exit(64)
}
let chosen = plan(language)
let texts = try Corpora.read(language, URL(filePath: arguments[1], directoryHint: .isDirectory))
let inputs = try texts.map { try TaggerInput($0.text) }
let gold = zip(texts, inputs).map { labels($0, $1, chosen.categories) }
var isHeldOut = texts.map { _ in false }
if arguments.count == 5 {
  let parts = arguments[4].split(separator: "/").compactMap { Int($0) }
  for index in texts.indices {
    isHeldOut[index] =
      parts.count == 2 && parts[1] > 0 ? index % parts[1] == parts[0] : texts[index].name.hasPrefix(arguments[4])
  }
}
var trainer = FieldTrainer(labels: chosen.categories.count + 1, settings: chosen.settings)
trainer.load(texts.indices.filter { !isHeldOut[$0] }.map { (inputs[$0], gold[$0]) })
trainer.train { say("epoch \($0) of \(chosen.settings.epochs)") }
let bytes = trainer.encoded(chosen.categories, thresholds: chosen.thresholds)
say("\(bytes.count) bytes of weights")
let name = ["en": "English", "ru": "Russian", "kk": "Kazakh"][language.rawValue] ?? ""
let source = """
  // swift-format-ignore-file
  /// Written by scripts/train-tagger; provenance and licence in docs/redaction.md.
  enum \(name)Weights { static let base64 = "\(Data(bytes).base64EncodedString())" }

  """
try Data(source.utf8).write(to: URL(filePath: arguments[2]))

let tagger = Tagger(try TaggerWeights(bytes))
for index in texts.indices where isHeldOut[index] {
  let probabilities = tagger.probabilities(inputs[index])
  let width = chosen.categories.count + 1
  for atom in 0..<inputs[index].count {
    let span = inputs[index].span(atom)
    let row = probabilities[(atom * width)..<((atom + 1) * width)].map { String(format: "%.3f", $0) }
    print(texts[index].name, span.lowerBound, span.upperBound, row.joined(separator: " "), separator: "\t")
  }
}
