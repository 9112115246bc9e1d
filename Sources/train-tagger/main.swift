import Foundation
import Redaction

// train-tagger LANGUAGE DATA OUTPUT [--hold-out K/N]
//
// Trains the tagger of a language on DATA and writes its weights as Swift source. With --hold-out the K-th of every N
// texts is left out of training and then scanned; what is found goes to standard output as from `redact scan --jsonl`.

struct Plan {
  var categories: [Redaction.Category]
  var thresholds: [Float]
  var settings: FieldTrainer.Settings
}

func plan(_ language: Language) -> Plan {
  // Thresholds are chosen by cross-validation on the training data, English for a precision of words of about 0.81.
  switch language {
  case .english:
    Plan(
      categories: [.person, .code, .location, .organisation, .demographic, .datetime, .quantity, .miscellaneous],
      thresholds: [0.06, 0.06, 0.03, 0.07, 0.10, 0.08, 0.08, 0.08],
      settings: .init(epochs: 16, step: 0.25, decay: 0.04, dropout: 0.25, rarest: 3))
  case .russian:
    Plan(
      categories: [.person, .person, .location, .organisation], thresholds: [0.4, 0.4, 0.4, 0.4],
      settings: .init(epochs: 40, step: 0.4, decay: 0.06, dropout: 0.5, rarest: 2))
  case .kazakh:
    Plan(
      categories: [.person, .person, .location, .organisation, .datetime, .demographic],
      thresholds: [0.4, 0.4, 0.4, 0.4, 0.4, 0.4],
      settings: .init(epochs: 24, step: 0.4, decay: 0.06, dropout: 0.35, rarest: 3))
  }
}

func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 3 || arguments.count == 5 && arguments[3] == "--hold-out",
  let language = Language(rawValue: arguments[0])
else {
  say("usage: train-tagger en|ru|kk DATA OUTPUT [--hold-out K/N]")
  exit(64)
}
let chosen = plan(language)
let texts = try Corpora.read(language, URL(filePath: arguments[1], directoryHint: .isDirectory))
let inputs = try texts.map { try TaggerInput($0.text) }
let gold = zip(texts, inputs).map { $1.labels($0, chosen.categories) }
let parts = arguments.count == 5 ? arguments[4].split(separator: "/").compactMap { Int($0) } : []
func isHeldOut(_ index: Int) -> Bool { parts.count == 2 && parts[1] > 1 && index % parts[1] == parts[0] }
var trainer = FieldTrainer(labels: chosen.categories.count + 1, settings: chosen.settings)
trainer.load(texts.indices.filter { !isHeldOut($0) }.map { (inputs[$0], gold[$0]) })
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

let scanner = try TextScanner(tagger: Tagger(TaggerWeights(bytes)))
let encoder = JSONEncoder()
encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
struct Answer: Encodable {
  var id: String
  var findings: [Finding]
}
for index in texts.indices where isHeldOut(index) {
  let findings = try scanner.scan(texts[index].text, language: language)
  print(String(decoding: try encoder.encode(Answer(id: texts[index].name, findings: findings)), as: UTF8.self))
}
