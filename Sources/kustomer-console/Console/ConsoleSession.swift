internal import Console
internal import KustomerDestination
internal import Terminal

/// One run of the interactive console: joins terminal, screens and engine.
struct ConsoleSession {
  private let invocation: Invocation
  private let settings: Settings
  private let profile: Profile
  /// What came through a pipe: it is taken as if it were pasted.
  private let piped: String?

  init(
    _ invocation: Invocation, settings: Settings, profile: Profile, piped: String? = nil
  ) {
    self.piped = piped
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
      let themes = try invocation.places().themeLibrary()
      let loaded = themes.theme(named: firstTheme)
      let mailbox = try Mailbox<Message>()
      var options = Terminal.Options(
        theme: loaded.theme, colors: invocation.options.color, environment: invocation.environment)
      options.asksBackground = isAutomatic
      let terminal = try Terminal(options)
      let keys = try invocation.places().loadedKeys()
      let warnings = loaded.warnings + keys.warnings
      let notices = terminal.notices + warnings.map { "\($0)" }
      let engine = ConsoleEngine(
        invocation, settings: settings, profile: profile, mailbox: mailbox)
      let runner = EffectRunner(
        engine, editing: try invocation.foreignProgram(), mailbox: mailbox)
      let watch = ThemeWatch(
        try invocation.places(), theme: engine.themeInUse, mailbox: mailbox)
      defer { withExtendedLifetime(watch) {} }
      defer { runner.finish() }
      for notice in notices { mailbox.post(.failed(notice)) }
      if let piped { mailbox.post(.keyPressed(.paste(piped))) }
      let state = State(
        size: terminal.size, now: invocation.now, keys: keys.table, terminal: terminal.facts,
        glyphs: settings.glyphs, theme: loaded.theme)
      return TerminalLoop.run(
        program(runner, themes, terminal.facts.isUTF8 ? .unicode : .ascii), from: state,
        on: terminal, mailbox: mailbox)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }

  private var isAutomatic: Bool { settings.theme == ThemeLibrary.automatic }

  /// What can be known before the terminal has answered.
  private var firstTheme: String {
    guard isAutomatic else { return settings.theme }
    return isDark(colorFGBG: invocation.environment["COLORFGBG"]) == false ? "light" : "dark"
  }

  private func program(
    _ runner: EffectRunner, _ themes: ThemeLibrary, _ repertoire: Repertoire
  ) -> TerminalProgram<State, Message, Effect> {
    let zone = ReaderZone(named: settings.times) ?? .utc
    let start = ContinuousClock.now
    let clock = invocation.clock()
    return TerminalProgram(
      message: { event in
        if case .backgroundTold(let color) = event {
          let name = color.isDark ? "dark" : "light"
          return .backgroundTold(color, isAutomatic ? themes.theme(named: name).theme : nil)
        }
        return Self.message(for: event)
      },
      update: { state, message in
        let uptime = Milliseconds(Int64((ContinuousClock.now - start) / .milliseconds(1)))
        return Repertoire.$current.withValue(repertoire) {
          ReaderZone.$current.withValue(zone) {
            update(&state, message, at: clock(), uptime: uptime)
          }
        }
      },
      perform: runner.perform,
      view: { state in
        Repertoire.$current.withValue(repertoire) {
          ReaderZone.$current.withValue(zone) {
            settle(&state)
            return view(state)
          }
        }
      },
      isUnseen: isUnseen,
      wait: { $0.patience.map { Int($0) } })
  }

  private static func message(for event: TerminalEvent) -> Message? {
    switch event {
    case .keyPressed(let key): .keyPressed(key)
    case .pasteGrew(let count): .pasteGrew(count)
    case .ambiguousIsWide: .ambiguousIsWide
    case .resized(let size): .resized(size)
    case .interrupted: .keyPressed(.control("c"))
    case .timeCame: .ticked
    case .resumed, .ended, .backgroundTold, .keyArrived: nil
    }
  }
}
