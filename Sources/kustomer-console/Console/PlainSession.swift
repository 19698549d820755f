internal import Console
internal import Glibc
internal import KustomerDestination
internal import Terminal

/// One run of the line mode: reads commands from stdin, says on stdout what came of them.
///
/// On a terminal it prompts and tells at once what happens meanwhile; in a pipe each line waits for
/// what the one before it began.
struct PlainSession {
  private let invocation: Invocation
  private let settings: Settings
  private let profile: Profile

  init(_ invocation: Invocation, settings: Settings, profile: Profile) {
    self.invocation = invocation
    self.settings = settings
    self.profile = profile
  }

  /// Runs until `quit`, the end of the input or ^C.
  ///
  /// - Returns: 1 when a line of a pipe was not understood or could not be done.
  func run() throws -> ExitStatus {
    let mailbox = try Mailbox<Message>()
    let runner = EffectRunner(
      ConsoleEngine(invocation, settings: settings, profile: profile, mailbox: mailbox),
      editing: try invocation.foreignProgram(), mailbox: mailbox)
    defer { runner.finish() }
    var loop = PlainLoop(
      console: PlainConsole(now: invocation.now), invocation: invocation, mailbox: mailbox,
      runner: runner)
    return try loop.run()
  }
}

private struct PlainLoop {
  var console: PlainConsole
  let invocation: Invocation
  let mailbox: Mailbox<Message>
  let runner: EffectRunner
  var output: LineOutput
  var input: [UInt8] = []
  var isAtEnd = false
  var hasQuit = false
  let isTerminal = Invocation.isTerminal(0)

  init(
    console: PlainConsole, invocation: Invocation, mailbox: Mailbox<Message>, runner: EffectRunner
  ) {
    self.console = console
    self.invocation = invocation
    self.mailbox = mailbox
    self.runner = runner
    output = LineOutput(raw: invocation.options.raw)
  }

  mutating func run() throws -> ExitStatus {
    try say(["Kustomer Console, line by line: help lists the commands"])
    while !hasQuit {
      for message in mailbox.drain() {
        try take(console.receive(message, at: invocation.now))
      }
      if console.isBusy {
        wait(forInput: false)
      } else if let line = nextLine() {
        try take(console.enter(line, at: invocation.now))
        try prompt()
      } else if isAtEnd {
        break
      } else {
        wait(forInput: true)
      }
    }
    return console.hasFailed && !isTerminal ? .partly : .done
  }

  private mutating func take(_ answer: PlainConsole.Answer) throws {
    try say(answer.lines)
    for effect in answer.effects {
      if case .copy(let text) = effect {
        try say(text.split(separator: "\n").map(String.init))
        continue
      }
      if case .quit = runner.perform(effect) { hasQuit = true }
    }
  }

  private mutating func say(_ lines: [String]) throws {
    for line in lines {
      for part in line.split(separator: "\n", omittingEmptySubsequences: false) {
        try output.line(String(part))
      }
    }
    try output.flush()
  }

  /// A screen reader reads the prompt as the sign that it is its person's turn.
  private func prompt() throws {
    guard isTerminal, !hasQuit else { return }
    _ = write(1, "> ", 2)
  }

  private mutating func nextLine() -> String? {
    guard let end = input.firstIndex(of: 0x0A) else {
      guard isAtEnd, !input.isEmpty else { return nil }
      defer { input = [] }
      return String(decoding: input, as: UTF8.self)
    }
    defer { input.removeSubrange(...end) }
    return String(decoding: input[..<end], as: UTF8.self)
  }

  private mutating func wait(forInput: Bool) {
    var sources = [pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)]
    if forInput { sources.append(pollfd(fd: 0, events: Int16(POLLIN), revents: 0)) }
    guard poll(&sources, nfds_t(sources.count), -1) > 0 else { return }
    guard forInput, sources[1].revents != 0 else { return }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = read(0, &chunk, chunk.count)
    if count > 0 { input += chunk.prefix(count) } else if count == 0 { isAtEnd = true }
  }
}
