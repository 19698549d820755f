internal import ArgumentParser
internal import Console
internal import KustomerDestination
internal import Terminal

/// Shows what the terminal sends for each press and what it does.
struct KeysTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Show what arrives for each press, until ^C; then one line of JSON a press.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    guard Invocation.isTerminal(0), Invocation.isTerminal(1) else {
      throw CommandFailure(
        .usage, "keys test needs a terminal on stdin and stdout; keys list prints every key")
    }
    let invocation = Invocation(common)
    let loaded = try invocation.places().loadedKeys()
    for warning in loaded.warnings { StandardError.say("\(warning)") }
    try print(arrivals(invocation, loaded.table), loaded.table)
  }

  private func arrivals(_ invocation: Invocation, _ table: KeyTable) throws -> [KeyArrival] {
    let arrived = ArrivedKeys()
    do {
      let theme = try invocation.places().themeLibrary().theme(named: invocation.settings().theme)
      var terminal = try Terminal(
        Terminal.Options(
          theme: theme.theme, colors: common.color, environment: invocation.environment))
      terminal.showsBytes = true
      let summary = terminal.summary
      let program = TerminalProgram<KeyTest, KeyTest.Message, KeyTest.Leave>(
        message: KeyTest.Message.init,
        update: { state, message in state.take(message, into: arrived) },
        perform: { _ in .quit(ExitStatus.done.rawValue) },
        view: { $0.tester.frame($0.size, table, terminal: summary) })
      let state = KeyTest(size: terminal.size)
      _ = TerminalLoop.run(program, from: state, on: terminal, mailbox: try Mailbox())
    } catch let error as TerminalError {
      throw CommandFailure(.usage, "\(error)")
    }
    return arrived.all
  }

  private func print(_ arrivals: [KeyArrival], _ table: KeyTable) throws {
    var output = LineOutput(raw: common.raw)
    for arrival in arrivals {
      let meanings = arrival.keys.count == 1 ? table.meanings(of: arrival.keys[0]) : []
      let line: JSON = [
        "bytes": .string(arrival.hexadecimal),
        "keys": .array(arrival.keys.map { .string($0.name) }),
        "actions": .array(meanings.map { .string("\($0.command.name) [\($0.context.name)]") }),
      ]
      try output.line(line.compact)
    }
    try output.flush()
  }
}

/// What `keys test` shows.
private struct KeyTest: Sendable {
  struct Leave {}

  enum Message: Sendable {
    case resized(Size)
    case arrived(KeyArrival)

    init?(_ event: TerminalEvent) {
      switch event {
      case .resized(let size): self = .resized(size)
      case .keyArrived(let arrival): self = .arrived(arrival)
      case .interrupted: self = .arrived(KeyArrival(bytes: [3], keys: [.control("c")]))
      case .keyPressed, .pasteGrew, .backgroundTold, .ambiguousIsWide, .resumed, .timeCame, .ended:
        return nil
      }
    }
  }

  var size: Size
  var tester = KeyTester()

  mutating func take(_ message: Message, into all: ArrivedKeys) -> [Leave] {
    switch message {
    case .resized(let size): self.size = size
    case .arrived(let arrival):
      all.all.append(arrival)
      if tester.take(arrival) { return [Leave()] }
    }
    return []
  }
}

/// What was pressed, to be printed when the screen is gone.
///
/// A class because the loop keeps its state to itself.
private final class ArrivedKeys {
  var all: [KeyArrival] = []
}
