package import Console
internal import CTerminalGuard
internal import Glibc

/// What the terminal and the system tell the program.
package enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed or a text pasted.
  case keyPressed(Key)
  /// So many bytes of a large paste have come, and there are more.
  case pasteGrew(Int)
  /// The terminal has told the colour of its background.
  case backgroundTold(RGB)
  /// The terminal draws characters of ambiguous width, such as lines and dots, over two columns.
  case ambiguousIsWide
  /// What came while bytes are shown; no `keyPressed` comes then.
  case keyArrived(KeyArrival)
  /// The screen has this size; also the first event of all.
  case resized(Size)
  /// The process runs again after a stop, or has the terminal again; the screen is drawn anew.
  case resumed
  /// Someone sent SIGINT; Ctrl-C is a key.
  case interrupted
  /// The moment has come that `wait` gave.
  case timeCame
  /// TERM, HUP or QUIT came, or the terminal is gone: the last event, nothing is drawn after it.
  case ended(signal: Int32)
}

/// What the loop shall do for an effect, besides what was done already.
package enum TerminalOrder {
  /// Nothing.
  case goOn
  /// Leave the loop with this exit status; what is still posted is not read.
  case quit(Int32)
  /// Have the mouse reported, or leave it to the terminal.
  case useMouse(Bool)
  /// Stop the process, as Ctrl-Z does.
  case stop
  /// Draw the whole screen again.
  case redraw
  /// Draw with another theme.
  case use(Theme)
  /// Put a text on the clipboard of the terminal.
  case copy(String)
  /// Call this once the frame is shown that follows from what came, and the terminal has had time to
  /// take it: it can wait until then.
  case afterFrame(() -> Void)
  /// Give the terminal to someone else, an editor say, until the closure returns; what came of it
  /// goes to the mailbox.
  case handOver(() -> Void)
}

/// A program as the loop runs it: one state, messages, effects, frames.
package struct TerminalProgram<State, Message: Sendable, Effect> {
  /// The message for an event; nil if it means nothing to the program.
  package var message: (TerminalEvent) -> Message?
  /// Changes the state and says what shall be done.
  package var update: (inout State, Message) -> [Effect]
  /// Does it.
  package var perform: (Effect) -> TerminalOrder
  /// The screen for a state, which it may bring in step with itself first.
  package var view: (inout State) -> Frame
  /// Whether a message that comes to a state leaves its screen as it is.
  package var isUnseen: (State, Message) -> Bool
  /// Milliseconds until `timeCame` shall come; nil waits for other things alone.
  package var wait: (State) -> Int?

  /// A program of these functions.
  package init(
    message: @escaping (TerminalEvent) -> Message?,
    update: @escaping (inout State, Message) -> [Effect],
    perform: @escaping (Effect) -> TerminalOrder,
    view: @escaping (inout State) -> Frame,
    isUnseen: @escaping (State, Message) -> Bool = { _, _ in false },
    wait: @escaping (State) -> Int? = { _ in nil }
  ) {
    self.message = message
    self.update = update
    self.perform = perform
    self.view = view
    self.isUnseen = isUnseen
    self.wait = wait
  }
}

/// Runs a program on a terminal, on the main thread.
///
/// It sleeps until a key, a message or a signal comes; then it takes all that came, and draws once.
package struct TerminalLoop<State, Message: Sendable, Effect>: ~Copyable {
  private var terminal: Terminal
  private var state: State
  private let program: TerminalProgram<State, Message, Effect>
  private let mailbox: Mailbox<Message>
  private var exit: Int32?
  /// Whether the screen shows the state; a message that is unseen leaves it so.
  private var isDrawn = false
  private var afterFrame: [() -> Void] = []
  /// Whether a frame was shown since which nothing has come, and something waits for that.
  private var awaitsQuiet = false

  /// After so many milliseconds in which nothing came the terminal has taken the frame.
  private static var quiet: Int32 { 2 }

  /// Runs until an effect quits or a signal ends it, gives the terminal back and returns the exit
  /// status: 143 after TERM, 129 after HUP, 131 after QUIT.
  package static func run(
    _ program: TerminalProgram<State, Message, Effect>, from state: State,
    on terminal: consuming Terminal, mailbox: Mailbox<Message>
  ) -> Int32 {
    var loop = TerminalLoop(
      terminal: terminal, state: state, program: program, mailbox: mailbox)
    let status = loop.run()
    loop.terminal.awaitAnswers()
    loop.terminal.close()
    return status
  }

  private init(
    terminal: consuming Terminal, state: State,
    program: TerminalProgram<State, Message, Effect>, mailbox: Mailbox<Message>
  ) {
    self.terminal = terminal
    self.state = state
    self.program = program
    self.mailbox = mailbox
  }
}

extension TerminalLoop {
  private mutating func run() -> Int32 {
    tell(.resized(terminal.size))
    while true {
      for message in mailbox.drain() {
        if !program.isUnseen(state, message) { isDrawn = false }
        take(message)
      }
      if let exit { return exit }
      if !isDrawn { draw() }
      waitForMore()
      if let exit { return exit }
    }
  }

  private mutating func draw() {
    terminal.show(program.view(&state))
    isDrawn = true
    // No quiet came after the last frame: what waits for one does not wait for ever.
    if awaitsQuiet { finishFrame() }
    awaitsQuiet = !afterFrame.isEmpty
  }

  private mutating func finishFrame() {
    for body in afterFrame { body() }
    afterFrame = []
    awaitsQuiet = false
  }

  /// Sleeps until something comes and tells the program of it, but for the mailbox.
  private mutating func waitForMore() {
    var sources = [terminal.keys, mailbox.descriptor, terminal.signals].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let due = program.wait(state).map { Int32(clamping: max(0, $0)) }
    let inputDue = terminal.inputDeadline
    let frameDue = awaitsQuiet ? Self.quiet : nil
    let patience = [due, inputDue, frameDue].compactMap { $0 }.min() ?? -1
    let count = poll(&sources, nfds_t(sources.count), patience)
    if count == 0, patience == frameDue { return finishFrame() }
    isDrawn = count > 0 && sources[0].revents == 0 && sources[2].revents == 0
    if count == 0 { return timePassed(isInputLate: inputDue == patience) }
    // An interrupted wait brings its signal through the pipe.
    guard count > 0 else { return }
    if sources[2].revents != 0 { readSignals() }
    if sources[0].revents != 0 { readKeys() }
    let gone = Int16(POLLHUP | POLLERR | POLLNVAL)
    if sources[0].revents & gone != 0 { end(by: SIGHUP) }
  }

  private mutating func timePassed(isInputLate: Bool) {
    if isInputLate {
      readKeys(isLate: true)
    } else {
      tell(.timeCame)
    }
  }

  private mutating func readKeys(isLate: Bool = false) {
    guard !terminal.showsBytes else {
      for arrival in terminal.readArrivals(isLate: isLate) { tell(.keyArrived(arrival)) }
      return
    }
    for event in terminal.readInput(isLate: isLate) {
      switch event {
      case .key(let key): tell(.keyPressed(key))
      case .pasteGrows(let count): tell(.pasteGrew(count))
      case .background(let color): tell(.backgroundTold(color))
      case .schemeChanged: terminal.askBackground()
      case .cursor(let row, let column):
        if terminal.isAmbiguousWide(row: row, column: column) { tell(.ambiguousIsWide) }
      }
    }
  }

  private mutating func readSignals() {
    var isResized = false
    while true {
      let signal = guard_next_signal()
      switch signal {
      case 0:
        if isResized { resize() }
        return
      case SIGWINCH: isResized = true
      case SIGTSTP: stop()
      case SIGCONT: terminal.redraw()
      case SIGINT: tell(.interrupted)
      default: end(by: signal)
      }
    }
  }

  private mutating func tell(_ event: TerminalEvent) {
    if let message = program.message(event) { take(message) }
  }

  private mutating func take(_ message: Message) {
    for effect in program.update(&state, message) { obey(program.perform(effect)) }
  }

  private mutating func obey(_ order: TerminalOrder) {
    switch order {
    case .goOn: break
    case .quit(let status): exit = exit ?? status
    case .useMouse(let uses): terminal.useMouse(uses)
    case .stop: stop()
    case .redraw: terminal.redraw()
    case .use(let theme): terminal.use(theme)
    case .copy(let text): terminal.copy(text)
    case .afterFrame(let body): afterFrame.append(body)
    case .handOver(let body): handOver(body)
    }
  }

  private mutating func end(by signal: Int32) {
    guard exit == nil else { return }
    tell(.ended(signal: signal))
    exit = 128 + signal
  }

  private mutating func resize() {
    terminal.resize()
    tell(.resized(terminal.size))
  }

  private mutating func stop() {
    terminal.stop()
    comeBack()
  }

  private mutating func handOver(_ body: () -> Void) {
    terminal.suspended(body)
    comeBack()
  }

  private mutating func comeBack() {
    tell(.resized(terminal.size))
    tell(.resumed)
  }
}
