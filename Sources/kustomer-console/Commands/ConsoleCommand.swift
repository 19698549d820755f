internal import ArgumentParser
internal import Console
internal import Glibc

/// Opens the interactive console; what the program does without a subcommand.
struct ConsoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Open the interactive console.")

  /// Takes what is no subcommand, so that the message can say what was meant.
  @Argument(help: .hidden)
  var rest: [String] = []

  @Flag(help: "Line by line, for screen readers and pipes; help lists its commands.")
  var plain = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard let word = rest.first else { return }
    let names = RootCommand.configuration.subcommands.map { $0.configuration.commandName ?? "" }
    throw ValidationError(
      "there is no subcommand \"\(word)\"\(suggestionOrChoice(for: word, among: names))")
  }

  func run() throws {
    if plain { return try runPlain() }
    guard Invocation.isTerminal(0), Invocation.isTerminal(1) else {
      throw CommandFailure(
        .usage,
        "the console needs a terminal on stdin and stdout; console --plain reads lines, and in a"
          + " script there is, for one: kustomer-console map calls.ndjson")
    }
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let status = try ConsoleSession(
      invocation, settings: settings, profile: invocation.profile(of: settings)
    ).run()
    // 128 and a signal's number is no status of a command's own.
    Glibc.exit(status)
  }

  private func runPlain() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let status = try PlainSession(
      invocation, settings: settings, profile: invocation.profile(of: settings)
    ).run()
    if status != .done { throw CommandFailure(status) }
  }
}
