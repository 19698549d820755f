internal import Console
internal import ConsoleLaws
internal import KustomerDestination
internal import Records
internal import Testing

/// A person at the keyboard of a console without a terminal: presses keys, collects effects.
struct Keyboard {
  var state: State
  var effects: [Effect] = []
  var now = Timestamp(milliseconds: 1_706_092_922_000)
  var uptime = Milliseconds(0)
  /// Whether what is sent is in the outbox before the next key.
  var commitsAtOnce = true

  init(
    _ columns: Int = 80, _ rows: Int = 24, contents: StartContents? = StartContents(),
    keys: KeyTable = .standard
  ) {
    state = State(size: Size(columns: columns, rows: rows), now: now, keys: keys)
    if let contents { receive(.started(contents)) }
  }

  mutating func press(_ keys: Key...) {
    for key in keys { receive(.keyPressed(key)) }
  }

  mutating func type(_ text: String) {
    for character in text { receive(.keyPressed(.character(character))) }
  }

  mutating func receive(_ message: Message) {
    let new = update(&state, message, at: now, uptime: uptime)
    effects += new
    for case .send(let call) in new where commitsAtOnce { commit(call) }
    let isSaved = new.contains { if case .saveDraft = $0 { true } else { false } }
    if isSaved { effects += update(&state, .draftSaved, at: now, uptime: uptime) }
  }

  /// As the journal does when nobody else has sent.
  private mutating func commit(_ call: SendableCall) {
    guard let parsed = try? Call(parsing: call.source) else { return }
    let plan = Destination(settings: state.settings)
      .plan(for: parsed, at: call.moment, sessions: state.sessions)
    var sessions = SessionBook()
    sessions.record(plan)
    let entry = HistoryEntry(
      id: .init((state.entries.last?.id.number ?? 0) + 1), profile: state.profile.name,
      call: parsed.json, moment: call.moment, status: .sending, session: plan.session)
    receive(.callCommitted(entry, sessions))
  }

  /// Lets time go by; the date stands still where `--now` holds it.
  mutating func wait(_ time: Milliseconds, isDateHeld: Bool = false) {
    if !isDateHeld { now = now + time }
    uptime = uptime + time
    receive(.ticked)
  }

  /// The effects since the last call.
  mutating func newEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  /// What shows; it names no key that does nothing now.
  var screen: String {
    let text = view(state).text
    let unbound = state.unboundKeys(in: text)
    #expect(unbound.isEmpty, "\(text)")
    return text
  }

  /// What becomes of the draft as it was last typed.
  var outcome: Outcome {
    var state = state
    settle(&state)
    return state.outcome
  }
}
