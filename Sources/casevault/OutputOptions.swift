import ArgumentParser

/// What a command that opens no vault understands.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON value instead of text.")
  var json = false

  @Flag(help: "Print results and errors only.")
  var quiet = false

  mutating func validate() { if quiet { Terminal.beQuiet() } }
}
