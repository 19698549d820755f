package import KustomerDestination

/// Everything that the screens show and the keys change; one value, owned by the loop.
///
/// The program starts with an empty state and draws it; `Message.started` then brings what the
/// journal holds. Keys pressed before that are kept and done after it.
package struct State: Sendable {
  /// The extent of the screen.
  package internal(set) var size: Size
  /// The moment of the last message.
  package internal(set) var now: Timestamp
  /// How long the program had run when the last message came.
  package internal(set) var uptime = Milliseconds(0)
  /// Whether configuration and journal have been read.
  package internal(set) var hasStarted = false
  var keysBeforeStart: [Key] = []
  /// What each key asks for.
  package internal(set) var keys = KeyTable.standard
  /// Those of them that work now, once `settle` was called.
  var keysHere = KeysHere()

  /// What was found out of the terminal; nil without one.
  package internal(set) var terminal: TerminalFacts?
  /// The names of all themes.
  var themes: [String] = []

  /// All profiles; never empty.
  package internal(set) var profiles: [ProfileSummary] = [.sandbox]
  var profileName = ProfileSummary.sandbox.name
  /// Mapping and session settings of the profile in use.
  package internal(set) var settings = DestinationSettings()
  /// Sent sessions and links of the profile in use.
  package internal(set) var sessions = SessionBook()
  /// The calls of the profile in use.
  package internal(set) var calls = CallBook()
  /// How many older calls the journal has besides.
  package internal(set) var olderCalls = 0
  /// Up to which call the journal was read; nil when it has none.
  var oldestRead: HistoryEntry.ID?
  /// How many calls wait in other profiles, by name.
  package internal(set) var waitingElsewhere: [String: Int] = [:]

  /// The screen that shows.
  package internal(set) var screen = Screen.compose
  /// Whether the focused pane has the screen to itself.
  package internal(set) var isZoomed = false
  /// The draft.
  package internal(set) var compose = ComposeState()
  /// What becomes of the draft; that of `compose.form` once `settle` was called.
  package internal(set) var outcome: Outcome
  /// Whether outcome, filtered calls and grouped sessions are up to date.
  var isSettled = true
  package internal(set) var timeline = TimelineState()
  package internal(set) var history = HistoryState()
  package internal(set) var scenarios = ScenariosState()
  package internal(set) var setup = SetupState()
  /// How the embedded sandbox stood when it was last asked, and when that was.
  package internal(set) var sandbox: SandboxFacts?
  var sandboxSeen = Timestamp(milliseconds: 0)
  package internal(set) var live = LiveState()
  /// Whether the last key copied the pane: the same key then offers the forms of the call.
  var hasJustCopied = false
  /// What lies over the screen.
  package internal(set) var overlay: Overlay?
  /// The message line.
  package internal(set) var note: Note?
  /// All that the message line has said.
  package internal(set) var log = Log()
  /// Whether the mouse is ours; else the terminal selects text with it.
  package internal(set) var isMouseOn = true
  /// The edge that follows the mouse; nil for none.
  var dragged: SplitEdge?
  /// The columns or rows of the pane before an edge, as they were dragged.
  var splits: [Splitter: Int] = [:]
  /// What the editor left and was not taken, for what: the next time it begins with that.
  var unreadEdits: [EditJob.Purpose: String] = [:]
  /// The uptime when ^C was last pressed with nothing to cancel.
  var lastCancel: Milliseconds?

  /// The state of a program that has just been started.
  package init(
    size: Size, now: Timestamp, keys: KeyTable = .standard, terminal: TerminalFacts? = nil
  ) {
    self.size = size
    self.now = now
    self.keys = keys
    self.terminal = terminal
    outcome = Outcome(of: Form(), at: now, settings: settings, sessions: sessions)
    keysHere.follow(contexts, in: keys)
  }

  /// The profile in use.
  package var profile: ProfileSummary {
    profiles.first { $0.name == profileName } ?? profiles.first ?? .sandbox
  }

  /// The calls of the profile in use, oldest first.
  package var entries: [HistoryEntry] { calls.entries }

  /// How many calls are in the outbox.
  var waitingCount: Int { calls.count(.waiting) }

  /// The calls of a person, links that were sent followed, oldest first.
  func entries(of person: Person) -> [HistoryEntry] {
    let visitors: [String] =
      switch person {
      case .user(let id): sessions.links.filter { $0.value == id }.map(\.key)
      case .anonymous(let id): [id]
      }
    let user: String? = if case .user(let id) = person { id } else { nil }
    return calls.entries(user: user, visitors: visitors).filter { self.person(of: $0) == person }
  }

  /// `1 call waits`, `2 calls wait`.
  var waitingWords: String {
    let count = waitingCount
    return counted(count, "call") + (count == 1 ? " waits" : " wait")
  }

  /// `1 call waits in acme, 2 in acme-eu`; nil when none waits in another profile.
  var elsewhereWords: String? {
    let counts = waitingElsewhere.sorted { $0.key < $1.key }
    guard let first = counts.first else { return nil }
    let start =
      counted(first.value, "call") + (first.value == 1 ? " waits" : " wait") + " in \(first.key)"
    return ([start] + counts.dropFirst().map { "\($0.value) in \($0.key)" }).joined(separator: ", ")
  }

  /// Whether something is on its way now.
  var isSending: Bool { calls.count(.sending) > 0 }

  mutating func say(_ text: String, _ kind: Note.Kind = .info) {
    say(Note(text: text, kind: kind))
  }

  mutating func say(_ new: Note) {
    log.add(new, at: now, isOverUnread: note != nil)
    note = new
  }
}
