internal import ArgumentParser
internal import Console
internal import Glibc
internal import Tools

/// Opens the interactive console; what the program does without a subcommand.
struct ConsoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Open the interactive console.",
    discussion: helpText(
      "What is piped in lies in Compose, or is a batch of its own on Live.",
      examples: "echo help | kustomer-console console --plain",
      "echo preview | kustomer-console console --plain --profile acme"))

  /// Takes what is no subcommand, so that the message can say what was meant.
  @Argument(help: .hidden)
  var rest: [String] = []

  @Flag(help: "Line by line, for screen readers and pipes; help lists its commands.")
  var plain = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard let word = rest.first else { return }
    if let option = Self.option(before: word) {
      // It may be a key: what stands behind an option is never repeated.
      throw ValidationError(
        "\(option) is no option that takes a value, and what follows it is no"
          + " subcommand")
    }
    let names = RootCommand.subcommandNames
    throw ValidationError(
      "there is no subcommand \"\(word)\"\(suggestionOrChoice(for: word, among: names))")
  }

  private static func option(before word: String) -> String? {
    let arguments = CommandLine.arguments
    guard let place = arguments.dropFirst().firstIndex(of: word), place > 1,
      arguments[place - 1].hasPrefix("-")
    else { return nil }
    return arguments[place - 1]
  }

  func run() throws {
    try ProcessLimits.requireRoom()
    if plain { return try runPlain() }
    guard Invocation.isTerminal(1), let piped = Self.takeTerminal() else {
      throw CommandFailure(
        .usage,
        "the console needs a terminal on stdin and stdout; console --plain reads lines, and in a"
          + " script there is, for one: kustomer-console map calls.ndjson")
    }
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let status = try ConsoleSession(
      invocation, settings: settings, profile: invocation.profile(of: settings),
      piped: piped.isEmpty ? nil : piped
    ).run()
    // 128 and a signal's number is no status of a command's own.
    endProgram(status)
  }

  /// Reads what is piped in, and puts the terminal on stdin in its place.
  ///
  /// - Returns: the text; empty when stdin is the terminal anyway, nil when there is none.
  private static func takeTerminal() -> String? {
    guard !Invocation.isTerminal(0) else { return "" }
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    var bytes: [UInt8] = []
    let code = readPieces(of: 0, size: 65_536) { piece in
      bytes += piece
      return bytes.count < 4 << 20
    }
    // Of a stdin that is closed nothing can come, and nobody knows what was meant.
    guard code == nil else { return nil }
    return dup2(terminal, 0) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
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
