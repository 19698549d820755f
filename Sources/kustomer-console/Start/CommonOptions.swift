internal import ArgumentParser
internal import KustomerDestination
internal import Terminal

/// The options that every subcommand takes, before or after its name.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Use this profile.", valueName: "name"), completion: .profiles)
  var profile: String?

  @Option(
    name: .customLong("base-url"),
    help: ArgumentHelp("Send there instead; without https only to loopback.", valueName: "url"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp("The folder of config.toml.", valueName: "dir"), completion: .directory)
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The moment of sending and the starting clock; default the system clock.",
      valueName: "date-time"),
    transform: Moment.written("write a date-time as 2024-01-24T10:42:02Z, or a date"))
  var now: Moment?

  @Option(help: "How many colours: auto, never, 16, 256 or truecolor.")
  var color = ColorChoice.auto

  @Flag(help: "Say nothing but errors on stderr.")
  var quiet = false

  @Flag(help: "Say each request on stderr, without the key.")
  var verbose = false

  @Flag(help: "Print to a terminal as it is, without making it display-safe.")
  var raw = false
}

extension ColorChoice: ExpressibleByArgument {}

/// A date-time as in a call: ISO 8601 with any offset, or a date alone.
struct Moment: ExpressibleByArgument {
  let timestamp: Timestamp

  init?(argument: String) {
    guard let timestamp = Timestamp(argument) else { return nil }
    self.timestamp = timestamp
  }
}
