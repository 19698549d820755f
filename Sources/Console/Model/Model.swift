package import KustomerDestination
internal import Records

/// What all rooms share: the screen, the clock, the profile in use with its calls and sessions, what
/// becomes of the draft, and what was said.
package struct Model: Sendable {
  /// The extent of the screen.
  package internal(set) var size: Size
  /// The moment of the last message.
  package internal(set) var now: Timestamp
  /// How long the program had run when the last message came.
  package internal(set) var uptime = Milliseconds(0)
  /// Whether configuration and journal have been read.
  package internal(set) var hasStarted = false
  /// What each key asks for.
  package internal(set) var keys = KeyTable.standard

  /// What was found out of the terminal; nil without one.
  package internal(set) var terminal: TerminalFacts?
  /// With which signs the screens are drawn.
  package internal(set) var glyphs = GlyphChoice.auto
  /// The theme in use; nil before the first one was read.
  package internal(set) var theme: Theme?
  /// Whether the mouse is ours; else the terminal selects text with it.
  package internal(set) var isMouseOn = true
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
  /// How many calls the journal has that are older than the oldest one up to which it was read.
  package internal(set) var olderCalls = 0
  /// Up to which call the journal was read; nil when it has none.
  ///
  /// Older ones that are known besides were searched for.
  var oldestRead: CallID?
  /// The next try of each call that is tried again.
  var tries: [CallID: NextTry] = [:]
  /// Until when none of what is being sent goes out; nil while nothing holds all of it up.
  var pauseOfAll: NextTry?
  /// How many calls wait in other profiles, by name.
  package internal(set) var waitingElsewhere: [String: Int] = [:]
  /// What the org has of a person, as it was last read.
  package internal(set) var readBack: ReadBack?
  /// How the embedded sandbox stood when it was last asked, and when that was.
  package internal(set) var sandbox: SandboxFacts?
  var sandboxSeen = Timestamp(milliseconds: 0)

  /// What becomes of the draft; that of the form once `settle` was called.
  package internal(set) var outcome: Outcome
  /// Which way calls go that are composed, by the name of the profile; straight where none is kept.
  var routes: [String: SendRoute] = [:]

  /// How the shell shows the room that has the screen.
  var stage: Stage
  /// Whether the focused pane has the screen to itself.
  package internal(set) var isZoomed = false
  /// The columns or rows of the pane before an edge, as they were dragged.
  var splits: [Splitter: Int] = [:]
  /// The call that was committed last, and the uptime until which it is lit.
  var lit: (id: CallID, until: Milliseconds)?
  /// The message line.
  package internal(set) var note: Note?
  /// All that the message line has said.
  package internal(set) var log = Log()

  init(
    size: Size, now: Timestamp, keys: KeyTable, terminal: TerminalFacts?, glyphs: GlyphChoice,
    theme: Theme?
  ) {
    self.size = size
    stage = Stage(size: size)
    self.now = now
    self.keys = keys
    self.terminal = terminal
    self.glyphs = glyphs
    self.theme = theme
    outcome = Outcome(of: Form(), at: now, settings: settings, sessions: sessions)
  }
}

extension Model {
  /// The profile in use.
  package var profile: ProfileSummary {
    profiles.first { $0.name == profileName } ?? profiles.first ?? .sandbox
  }

  /// Which way calls of the profile in use go.
  var route: SendRoute { profile.segmentHost == nil ? .kustomer : routes[profileName] ?? .kustomer }

  /// How long what is new is lit.
  static let litTime = Milliseconds.seconds(2)

  /// The call that was sent just now; nil when that is longer ago.
  var litCall: CallID? { lit.flatMap { uptime < $0.until ? $0.id : nil } }

  /// How many calls are in the outbox.
  var waitingCount: Int { calls.count(.waiting) }

  /// Whose call an entry is, links that were sent followed.
  func person(of entry: HistoryEntry) -> Person? {
    sessions.person(
      userId: entry.facts.event.userId, anonymousId: entry.facts.event.anonymousId)
  }

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

  /// From which place on the calls are known without a gap.
  var firstRead: Int { oldestRead.map { calls.firstPlace(notBelow: $0) } ?? 0 }
  /// How many calls the profile has, read or not.
  package var callCount: Int { calls.entries.count - firstRead + olderCalls }
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

  /// Why nothing can be sent with the profile in use; nil when it can.
  var reasonAgainstProfile: String? {
    if profile.isReadOnly { return "profile \(profile.name) is read-only: it never sends" }
    if profile.mode == .dryRun {
      return "profile \(profile.name) is a dry run: nothing is sent; Setup changes the mode"
    }
    return nil
  }

  mutating func say(_ new: Note) {
    log.add(new, at: now, isOverUnread: note != nil)
    note = new
  }
}
