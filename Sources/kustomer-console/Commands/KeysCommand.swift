internal import ArgumentParser
internal import Console
internal import KustomerDestination

/// Lists and tests the console's keys.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List and test the console's keys.",
    subcommands: [KeysListCommand.self, KeysTestCommand.self])

  @OptionGroup var common: CommonOptions

  func run() throws { throw CommandFailure(.usage, "keys needs one of list, test") }
}

/// Prints the console's key table.
struct KeysListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Print every key of the console as keys.toml has it.",
    discussion: helpText(examples: "kustomer-console keys list | grep send"))

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    let loaded = try invocation.places().loadedKeys()
    for warning in loaded.warnings { StandardError.say("\(warning)") }
    var output = try Listing(
      [
        .init("action"), .init("keys", isFlexible: true), .init("context"),
        .init("help", isFlexible: true),
      ], listing, invocation)
    for binding in loaded.table.bindings {
      try output.line(
        [
          "action": .string(binding.command.name), "context": .string(binding.context.name),
          "where": .string(binding.context.title),
          "keys": .array(binding.keys.map { .string($0.name) }),
          "label": .string(binding.label), "help": .string(binding.help),
        ] as JSON)
    }
    try output.flush()
  }
}
