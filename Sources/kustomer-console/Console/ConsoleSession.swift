internal import Console
internal import KustomerDestination
internal import Terminal

/// One run of the interactive console: joins terminal, screens and engine.
struct ConsoleSession {
  private let invocation: Invocation
  private let settings: Settings
  private let profile: Profile

  init(_ invocation: Invocation, settings: Settings, profile: Profile) {
    self.invocation = invocation
    self.settings = settings
    self.profile = profile
  }

  /// Runs until the person quits or a signal ends it.
  ///
  /// - Returns: the exit status; 128 and the signal's number after a signal.
  /// - Throws: `CommandFailure` when there is no terminal that can show it.
  func run() throws(CommandFailure) -> Int32 {
    do {
      let loaded = try invocation.places().themeLibrary().theme(named: settings.theme)
      let theme = loaded.theme
      let mailbox = try Mailbox<Message>()
      let terminal = try Terminal(
        Terminal.Options(
          theme: theme, colors: invocation.options.color,
          environment: invocation.environment))
      let keys = try invocation.places().loadedKeys()
      let warnings = loaded.warnings + keys.warnings
      let notices = terminal.notices + warnings.map { "\($0)" }
      let runner = EffectRunner(
        ConsoleEngine(invocation, settings: settings, profile: profile, mailbox: mailbox),
        editing: try invocation.foreignProgram(), mailbox: mailbox)
      let watch = ThemeWatch(
        try invocation.places(), theme: settings.theme, mailbox: mailbox)
      defer { withExtendedLifetime(watch) {} }
      defer { runner.finish() }
      for notice in notices { mailbox.post(.failed(notice)) }
      let state = State(
        size: terminal.size, now: invocation.now, keys: keys.table)
      return TerminalLoop.run(program(runner), from: state, on: terminal, mailbox: mailbox)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }

  private func program(_ runner: EffectRunner) -> TerminalProgram<State, Message, Effect> {
    TerminalProgram(
      message: Self.message,
      update: { state, message in update(&state, message, at: invocation.now) },
      perform: runner.perform,
      view: view,
      wait: { $0.patience.map { Int($0) } })
  }

  private static func message(for event: TerminalEvent) -> Message? {
    switch event {
    case .keyPressed(let key): .keyPressed(key)
    case .keyArrived(let arrival): .keyArrived(arrival)
    case .resized(let size): .resized(size)
    case .interrupted: .keyPressed(.control("c"))
    case .timeCame: .ticked
    case .resumed, .ended: nil
    }
  }
}
