// swift-format-ignore-file
/// Written by scripts/train-tagger; provenance and licence in docs/redaction.md.
enum EnglishWeights { static let base64 = "" }
