internal import CNcurses
internal import CTerminalGuard
package import Console
internal import Glibc

/// The real terminal: shows frames and reads keys, and is given back whatever ends the process.
///
/// There is one at a time, owned by the main thread; ncurses is not called from anywhere else.
/// While it is open, descriptors 1 and 2 go to memory and are shown on 2 when it closes.
package struct Terminal: ~Copyable {
  /// What the terminal is told to be, besides what it says of itself.
  package struct Options: Sendable {
    /// The look.
    package var theme: Theme
    /// The value of `--color`.
    package var colors: ColorChoice
    /// Whether the terminal is asked whether its background is dark; the answer comes as an event.
    package var asksBackground = false
    /// `TERM`, `NO_COLOR`, `ESCDELAY`, `SSH_TTY`, `LC_ALL`, `LC_CTYPE`, `LANG`.
    package var environment: [String: String]

    /// A choice of look and colours in an environment.
    package init(theme: Theme, colors: ColorChoice = .auto, environment: [String: String]) {
      self.theme = theme
      self.colors = colors
      self.environment = environment
    }
  }

  /// What to tell the person about this terminal, one line each; empty as a rule.
  package let notices: [String]
  /// The type, colours and character set, for the key tester.
  package let summary: String
  /// What was found out of it, for the help.
  package let facts: TerminalFacts
  /// The extent of the screen.
  package private(set) var size: Size
  /// Readable when a signal waits for `nextSignal`.
  let signals: Int32
  /// Readable when input waits for `readInput`.
  let keys: Int32 = STDIN_FILENO

  /// Whether bytes are read as they come, by `readArrivals`.
  package var showsBytes = false

  private let tty: Int32
  private let type: TerminalType
  private var painter: TerminalPainter
  private var input: TerminalInput
  private var isOpen = true
  /// Whether an answer to `askWidth` is still to come.
  private var awaitsWidth = false
  /// How many questions have not been answered, and when the last one was asked.
  private var openQuestions = 0
  private var askedAt = ContinuousClock.now
  /// An answer that comes when the screen is given back would be typed into the shell: so long it is
  /// waited for, if the question is younger than that.
  private static let answerPatience = (wait: Duration.milliseconds(80), age: Duration.seconds(2))

  /// Takes the terminal on descriptors 0 and 1; throws if there is none or it cannot place text.
  package init(_ options: Options) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw .notATerminal
    }
    let environment = options.environment
    let isUTF8 = TerminalLocale.adopt(environment)
    let tty = try Terminal.accept(
      fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "use the terminal")
    // Before ncurses, which leaves alone the signals that have a handler.
    let signals = try Terminal.accept(
      guard_open(tty, Terminal.chainsCrashes ? 1 : 0), "guard the terminal")
    let screen = try Terminal.accept(
      fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "draw on the terminal")
    let entry = try Terminal.openScreen(tty: tty, screen: screen, options)
    let type = TerminalType(name: entry.type)
    let colors = TerminalColors(
      theme: options.theme, choice: entry.isBasic && !type.takesColors ? .never : options.colors,
      noColor: environment["NO_COLOR"])

    self.tty = tty
    self.signals = signals
    self.type = type
    input = TerminalInput(
      descriptor: STDIN_FILENO, escapeDelay: TerminalType.escapeDelay(environment),
      decoder: InputDecoder(entry: KeySequences.ofEntry(), character: TerminalLocale.character))
    let asksBackground = options.asksBackground && type.answersQuestions
    painter = TerminalPainter(
      tty: tty, screen: screen, type: type, colors: colors, drawable: Drawable(isUTF8: isUTF8),
      followsScheme: asksBackground)
    size = Terminal.size(of: tty)
    summary = [
      type.name, "\(cn_colors()) colours", "drawn: \(colors.depth)", isUTF8 ? "UTF-8" : "ASCII",
      type.isXtermLike ? "paste: on" : "paste: off",
    ].joined(separator: "  ")
    facts = TerminalFacts(
      type: type.name, colors: options.words(for: colors.depth), isUTF8: isUTF8,
      takesModes: type.isXtermLike, isAskedForBackground: asksBackground)
    notices = Terminal.notices(asked: environment["TERM"] ?? "", entry)
    painter.enter()
    if asksBackground { askBackground() }
    if isUTF8, type.answersQuestions {
      // Takes the alternate screen first: what the shell shows is not ours to write on.
      doupdate()
      ask(TerminalSequence.askWidth)
      awaitsWidth = true
    }
  }

  deinit {
    if isOpen { painter.leave() }
    Terminal.end(tty: tty, isOpen: isOpen)
  }
}

extension Terminal {
  /// Shows a frame: only what changed since the last one is sent.
  package mutating func show(_ frame: Frame) {
    painter.show(frame)
  }

  /// What came, without waiting; `isLate` once `inputDeadline` has passed.
  mutating func readInput(isLate: Bool = false) -> [InputEvent] {
    let events = input.read(isLate: isLate)
    for event in events {
      switch event {
      case .background, .cursor: openQuestions = max(0, openQuestions - 1)
      case .key, .pasteGrows, .schemeChanged: break
      }
    }
    return events
  }

  /// What came since the last time, as bytes and as keys, press by press.
  mutating func readArrivals(isLate: Bool = false) -> [KeyArrival] {
    input.readArrivals(isLate: isLate)
  }

  /// Asks what the background is; the answer comes as input.
  mutating func askBackground() { ask(TerminalSequence.askBackground) }

  private mutating func ask(_ question: String) {
    TerminalSequence.write(question, to: tty)
    openQuestions += 1
    askedAt = .now
  }

  /// Takes answers that are still on their way, before the screen is given back.
  mutating func awaitAnswers() {
    let patience = Terminal.answerPatience
    guard openQuestions > 0, ContinuousClock.now - askedAt < patience.age else { return }
    let end = ContinuousClock.now + patience.wait
    var waited = pollfd(fd: keys, events: Int16(POLLIN), revents: 0)
    while openQuestions > 0 {
      let rest = (end - ContinuousClock.now) / .milliseconds(1)
      guard rest > 0, poll(&waited, 1, Int32(rest.rounded(.up))) == 1 else { return }
      _ = readInput()
    }
  }

  /// Whether this answer of the cursor's place says that characters of ambiguous width take two
  /// columns here; of all answers only the first to `askWidth` can.
  mutating func isAmbiguousWide(row: Int, column: Int) -> Bool {
    guard awaitsWidth, row == 2 else { return false }
    awaitsWidth = false
    return column > 3
  }

  /// Milliseconds without input after which it must be read as late; nil as a rule.
  var inputDeadline: Int32? { input.deadline }

  /// Draws with another theme.
  package mutating func use(_ theme: Theme) {
    painter.use(theme)
  }

  /// Has the mouse reported, or leaves it to the terminal; on at first.
  package mutating func useMouse(_ uses: Bool) {
    painter.useMouse(uses)
  }

  /// Draws everything again with the next frame.
  package mutating func redraw() {
    painter.forget()
  }

  /// Takes over the size that the terminal has now.
  package mutating func resize() {
    size = Terminal.size(of: tty)
    resizeterm(Int32(size.rows), Int32(size.columns))
    painter.forget()
  }

  /// Puts a text on the clipboard of the terminal that shows us (OSC 52), if it does that.
  package func copy(_ text: String) {
    guard type.isXtermLike else { return }
    TerminalSequence.write("\u{1B}]52;c;\(base64(text))\u{7}", to: tty)
  }

  /// Stops this process, as Ctrl-Z does; returns when it is continued, with the screen drawn anew.
  package mutating func stop() {
    suspended { guard_stop_self() }
  }

  /// Gives the terminal to someone else, an editor say, until `body` returns.
  package mutating func suspended<Result>(_ body: () -> Result) -> Result {
    leaveScreen()
    guard_lend(1)
    let result = body()
    guard_lend(0)
    enterScreen()
    return result
  }

  /// Gives the terminal back for good, and shows on descriptor 2 what was printed meanwhile.
  package consuming func close() {}

  private mutating func leaveScreen() {
    awaitAnswers()
    painter.leave()
    endwin()
    guard_disarm()
    guard_saved_modes()
    guard_release(0)
    isOpen = false
  }

  private mutating func enterScreen() {
    _ = guard_capture()
    guard_arm()
    reset_prog_mode()
    isOpen = true
    painter.enter()
    if facts.isAskedForBackground { askBackground() }
    resize()
  }
}

extension Terminal {
  /// In debug builds Swift's own crash report follows ours; it takes a second or more.
  private static var chainsCrashes: Bool {
    #if DEBUG
      getenv("DEMO_RELEASE") == nil
    #else
      false
    #endif
  }

  private static func openScreen(
    tty: Int32, screen: Int32, _ options: Options
  ) throws(TerminalError) -> TerminalEntry {
    let named = options.environment["TERM"] ?? ""
    // Where the host knows no terminals the entry for any would be taken for it.
    guard named != "dumb" else { throw .noCursorAddressing(named) }
    // LINES and COLUMNS may be those of another window; the terminal itself is asked.
    use_env(false)
    for entry in TerminalType.entries(options.environment, options.colors) {
      guard open(entry, screen: screen, options.environment["TERMINFO"]) else { continue }
      raw()
      noecho()
      nonl()
      let size = size(of: tty)
      resizeterm(Int32(size.rows), Int32(size.columns))
      try take(tty: tty, type: TerminalType(name: entry.type))
      return entry
    }
    throw .unknownType(named)
  }

  /// Opens the screen with an entry of the host, or with one that we carry; the environment is
  /// afterwards what it was.
  private static func open(_ entry: TerminalEntry, screen: Int32, _ former: String?) -> Bool {
    if let text = entry.terminfo { setenv("TERMINFO", text, 1) }
    defer {
      if entry.terminfo != nil {
        if let former { setenv("TERMINFO", former, 1) } else { unsetenv("TERMINFO") }
      }
    }
    return cn_newterm(entry.name, screen, STDIN_FILENO) != nil
  }

  private static func take(tty: Int32, type: TerminalType) throws(TerminalError) {
    arm(tty: tty, type: type)
    let places = TerminalSequence.named("cup") != nil
    guard places, guard_capture() == 0 else {
      let code = errno
      end(tty: tty, isOpen: true)
      throw places ? .refused("set output aside", code) : .noCursorAddressing(type.name)
    }
  }

  private static func accept(
    _ descriptor: Int32, _ what: String
  ) throws(TerminalError) -> Int32 {
    guard descriptor >= 0 else { throw .refused(what, errno) }
    return descriptor
  }

  private static func notices(asked: String, _ entry: TerminalEntry) -> [String] {
    if asked == entry.type, !entry.isBasic { return [] }
    let instead = entry.isBasic ? "the program's own entry serves" : "using \(entry.type)"
    let problem =
      asked.isEmpty ? "TERM is not set" : "TERM=\(displaySafe(asked)) is not known on this host"
    return ["\(problem); \(instead)"]
  }

  private static func arm(tty: Int32, type: TerminalType) {
    var bytes = type.isXtermLike ? TerminalSequence.modesOff + TerminalSequence.titlePop : ""
    for name in ["sgr0", "rmkx", "cnorm", "rmcup"] {
      bytes += TerminalSequence.named(name) ?? ""
    }
    bytes += "\r"
    guard_set_restore(bytes, Int32(bytes.utf8.count))
    guard_arm()
  }

  private static func end(tty: Int32, isOpen: Bool) {
    if isOpen { endwin() }
    // Without an alternate screen ours stays, and the prompt would be written over it.
    if isOpen, TerminalSequence.named("rmcup") == nil { TerminalSequence.write("\r\n", to: tty) }
    guard_disarm()
    guard_saved_modes()
    guard_release(1)
  }

  private static func size(of tty: Int32) -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard guard_size(tty, &rows, &columns) == 0 else {
      return Size(columns: Int(cn_cols()), rows: Int(cn_lines()))
    }
    return Size(columns: Int(columns), rows: Int(rows))
  }
}
