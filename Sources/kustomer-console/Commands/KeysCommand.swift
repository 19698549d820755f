internal import ArgumentParser
internal import Console
internal import KustomerDestination

/// Lists the console's keys.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the console's keys.",
    subcommands: [KeysListCommand.self])

  @OptionGroup var common: CommonOptions

  func run() throws { throw CommandFailure(.usage, "keys needs: list") }
}

/// Prints the console's key table.
struct KeysListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print every key of the console, one line of JSON a binding.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    var output = LineOutput(raw: common.raw)
    for binding in KeyTable.bindings {
      let line: JSON = [
        "where": .string(binding.context.title),
        "keys": .array(binding.keys.map { .string($0.name) }),
        "label": .string(binding.label), "help": .string(binding.help),
      ]
      try output.line(line.compact)
    }
    try output.flush()
  }
}
