package import KustomerDestination

/// The console line by line, for screen readers and pipes: the same state, effects and sentences as
/// the full screen, without a screen.
package struct PlainConsole: Sendable {
  /// What a line or a message led to.
  package struct Answer: Sendable {
    /// What is said, one line each; not yet made safe for a terminal.
    package var lines: [String] = []
    /// What shall be done outside.
    package var effects: [Effect] = []
  }

  var state: State
  /// Whether something is under way that the next line should wait for.
  package private(set) var isBusy = true
  /// Whether a line was not understood or could not be done.
  package internal(set) var hasFailed = false

  /// A line mode that waits for `Message.started`.
  package init(now: Timestamp) {
    state = State(size: Size(columns: 120, rows: 50), now: now)
  }

  /// What a line asks for.
  package mutating func enter(_ line: String, at now: Timestamp) -> Answer {
    state.model.now = now
    var answer = Answer()
    state.model.note = nil
    perform(line, &answer)
    finish(&answer)
    return answer
  }

  /// What happened outside.
  package mutating func receive(_ message: Message, at now: Timestamp) -> Answer {
    var answer = Answer()
    state.model.note = nil
    answer.effects = update(&state, message, at: now, uptime: state.uptime)
    // A short pause is over before it is read.
    if case .sendingPaused(let pause) = message, !pause.isLong { state.model.note = nil }
    finish(&answer)
    noteEnd(of: message)
    return answer
  }

  /// Tells what the message line would say, and what is asked.
  private mutating func finish(_ answer: inout Answer) {
    state.isSettled = false
    state.settle()
    if let note = state.note {
      answer.lines.append(note.spoken.text { command, _ in command.plainName(in: state.keys) })
      if note.kind == .problem || note.kind == .warning { hasFailed = true }
    }
    if let question = state.openQuestion, answer.effects.isEmpty {
      answer.lines += question + ["yes or no?"]
    }
    if answer.effects.contains(where: \.hasAnswer) { isBusy = true }
    answer.lines = answer.lines.map(\.inPlainWords)
  }

  private mutating func noteEnd(of message: Message) {
    switch message {
    case .draftSaved, .draftNotSaved, .otherDraftFound, .podResolved, .ticked, .resized,
      .keyPressed,
      .readBackAdvanced, .newsRead, .profileSaved:
      break
    default: isBusy = state.isSending || state.compose.committing != nil
    }
  }
}

extension Effect {
  /// Whether its end is worth waiting for before the next line is read.
  fileprivate var hasAnswer: Bool {
    switch self {
    case .send, .resend, .findOut, .sendAgain, .readBack, .deliverWaiting, .selectProfile,
      .testConnection:
      true
    default: false
    }
  }
}

extension Command {
  /// What the line mode has for it.
  fileprivate func plainName(in keys: KeyTable) -> String {
    switch self {
    case .send: "send"
    case .undo: "undo"
    case .redo: "redo"
    case .newDraft: "new"
    case .showTimeline: "timeline"
    case .showHistory: "history"
    case .showSetup, .open: "profile"
    case .showCompose: "compose"
    case .deliverWaiting: "waiting"
    case .resend: "resend"
    case .editAsNew: "edit"
    case .testConnection: "test"
    default: "run " + (keys.bindings.first { $0.command == self }?.label ?? rawValue)
    }
  }
}

extension String {
  /// With the commands of the line mode for keys, words for signs, and without blanks that only
  /// align.
  fileprivate var inPlainWords: String {
    var text = self
    for (key, command) in Self.plainNames { text = text.replacing(key, with: command) }
    for (sign, word) in Self.plainSigns { text = text.replacing(sign.text, with: word) }
    if let mark = text.firstRange(of: "   <- ") {
      text = String(text[..<mark.lowerBound]).withoutTail + text[mark.lowerBound...].dropFirst()
    }
    return text.withoutTail
  }

  private var withoutTail: String {
    lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
  }

  /// What is read aloud for a sign.
  private static let plainSigns: [(Glyph, String)] = [
    (.ready, "ok"), (.failed, "!"), (.loss, "note:"), (.draft, "-"), (.open, "-"), (.closed, ">"),
    (.comesFrom, "<-"), (.leadsTo, "->"), (.cut, "-"), (.event, "*"),
  ]

  private static let plainNames = [
    ("^R sends what", "send sends what"), ("Alt-Z", "undo"), ("Alt-Y", "redo"),
    (
      "r sends it again as a new call, e edits it",
      "resend sends it again as a new call, edit edits it"
    ),
  ]
}

extension State {
  /// The question that lies over the screen, line by line; nil while none is asked.
  fileprivate var openQuestion: [String]? {
    guard case .confirmation(let question) = overlay else { return nil }
    let (title, sentences) = words(of: question)
    return [title] + sentences.filter { !$0.isEmpty }
  }
}
