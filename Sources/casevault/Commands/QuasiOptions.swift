import ArgumentParser
import Redaction

/// What becomes of dates, places and ages nobody has decided on.
struct QuasiOptions: ParsableArguments {
  @Option(help: "Of dates: mask them, write their month, or shift all by one secret number of days.")
  var dates: QuasiPolicy.Dates?
  @Option(help: "Of places: mask them, or write their region of Kazakhstan.") var places: QuasiPolicy.Places?
  @Option(help: "Of ages: mask them, or write a band of ten years.") var ages: QuasiPolicy.Ages?

  var policy: QuasiPolicy { QuasiPolicy(dates: dates, places: places, ages: ages) }
}
