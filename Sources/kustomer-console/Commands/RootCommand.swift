internal import ArgumentParser
internal import Records

/// The program with all its subcommands.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kustomer-console",
    abstract: "Compose Segment calls, see what Kustomer gets, and send them.",
    discussion: helpText(
      """
      kustomer-console help \(ManualPage.topics.map(\.name).joined(separator: "|")) tells more.

      Exit status:
      \(ExitStatus.allCases.map { "\($0.rawValue)  \($0.words)" }.joined(separator: "\n"))
      """,
      examples: "kustomer-console play one-visit",
      "kustomer-console map calls.ndjson",
      "kustomer-console help keys"),
    version: "kustomer-console \(version)",
    subcommands: [
      ConsoleCommand.self, MapCommand.self, AuditCommand.self, SessionsCommand.self,
      SendCommand.self,
      HistoryCommand.self, TimelineCommand.self, WatchCommand.self, ConvertCommand.self,
      CheckCommand.self, PlayCommand.self, ListenCommand.self, SandboxCommand.self,
      ProfileCommand.self, ThemeCommand.self, KeysCommand.self, PathsCommand.self,
      ExtrasCommand.self,
    ],
    defaultSubcommand: ConsoleCommand.self)

  /// Of the program, as releases are tagged.
  static let version = programVersion

  @OptionGroup var common: CommonOptions

  /// The names of the subcommands that help lists.
  static var subcommandNames: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }.compactMap {
      $0.configuration.commandName
    }
  }

  /// Runs the program and gives its exit status.
  static func main(_ arguments: [String]) -> ExitStatus {
    do {
      if let page = topic(arguments) {
        var output = LineOutput(raw: true)
        try output.line(page.text)
        try output.flush()
        return .done
      }
      try SubcommandWords(arguments).check()
      var command = try parseAsRoot(arguments)
      try command.run()
      return .done
    } catch {
      guard let failure = CommandFailure(error) else { return end(with: error, arguments) }
      if let message = failure.message { StandardError.say(message) }
      return failure.status
    }
  }

  /// The page that `help keys` and its like ask for; nil for anything else.
  private static func topic(_ arguments: [String]) -> ManualPage? {
    guard arguments.count == 2, arguments[0] == "help" else { return nil }
    return ManualPage.topics.first { $0.name == arguments[1] }?.page
  }

  /// Help and version on stdout; wrong usage as one line.
  private static func end(with error: any Error, _ arguments: [String]) -> ExitStatus {
    guard exitCode(for: error) != .success else {
      var output = LineOutput(raw: true)
      let text = fullMessage(for: error)
      do {
        try output.line(text)
        try output.flush()
        return .done
      } catch {
        return CommandFailure(error)?.status ?? .cannotWrite
      }
    }
    StandardError.say(oneLine(message(for: error)) + " (see \(help(for: error, arguments)))")
    return .usage
  }

  /// Where the options of the command that was meant are listed; ArgumentParser alone knows which
  /// that was, and says it in the last line of its message.
  private static func help(for error: any Error, _ arguments: [String]) -> String {
    let parts = fullMessage(for: error).split(separator: "See '")
    let place = parts.dropFirst().last?.prefix { $0 != "'" }
    // Without a subcommand it is the console's.
    guard let place, !place.contains(" console ") || arguments.contains("console") else {
      return "kustomer-console --help"
    }
    return String(place)
  }

  /// ArgumentParser's messages start in upper case and may list choices over several lines.
  private static func oneLine(_ message: String) -> String {
    let lines = message.split(separator: "\n").map { $0.drop { $0 == " " } }
    let choices = lines.dropFirst().map { $0.hasPrefix("- ") ? $0.dropFirst(2) : $0 }
    let first = lines.first ?? ""
    let text = first.prefix(1).lowercased() + first.dropFirst()
    return choices.isEmpty ? text : text + " " + choices.joined(separator: ", ")
  }
}
