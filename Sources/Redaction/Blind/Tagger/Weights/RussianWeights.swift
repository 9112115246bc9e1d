// swift-format-ignore-file
/// Written by scripts/train-tagger; provenance and licence in docs/redaction.md.
enum RussianWeights { static let base64 = "" }
