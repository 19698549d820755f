internal import ArgumentParser

/// Opens the interactive console; what the program does without a subcommand.
struct ConsoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Open the interactive console.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    guard Invocation.isTerminal(0), Invocation.isTerminal(1) else {
      throw CommandFailure(
        .usage,
        "the console needs a terminal on stdin and stdout; name a subcommand, as in:"
          + " kustomer-console map calls.ndjson")
    }
    throw CommandFailure(.usage, "the console is not part of this build; see --help")
  }
}
