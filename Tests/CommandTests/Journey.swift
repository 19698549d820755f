internal import ArgumentParser
internal import Console
internal import ConsoleLaws
internal import Delivery
internal import Foundation
internal import KustomerDestination
internal import Records
internal import Terminal

@testable internal import kustomer_console

/// A console with its real engine, journal and org, without a terminal: keys go in, and what they
/// led to is waited for.
struct Journey {
  let journal: Journal
  private(set) var state: State
  /// What was decided to be sent, in order, as it was shown.
  private(set) var decided: [SendableCall] = []
  /// What was told of tries that follow.
  private(set) var pauses: [SendingPause] = []
  /// What the journal said to it.
  private(set) var answers: [Message] = []
  private let mailbox: Mailbox<Message>
  private let runner: EffectRunner
  private var moment = Timestamp(milliseconds: 1_760_000_000_000)

  struct Waited: Error { var what: String }

  /// A console that has read its journal; the test looks into that one, too, or into `ownJournal`.
  init(
    _ folder: TemporaryFolder, _ options: [String], ownJournal: String? = nil,
    size: Size = Size(columns: 120, rows: 40), settleAfter: Milliseconds = .minutes(2)
  ) async throws {
    let invocation = try Self.invocation(folder, options)
    var settings = try invocation.settings()
    settings.delivery.backoffBase = Milliseconds(1)
    settings.delivery.settleAfter = settleAfter
    let places = try invocation.places()
    journal = try Journal(at: ownJournal ?? places.journal) { Invocation.systemNow }
    mailbox = try Mailbox<Message>()
    let engine = ConsoleEngine(
      invocation, settings: settings, profile: try invocation.profile(of: settings),
      mailbox: mailbox)
    runner = EffectRunner(engine, editing: try invocation.foreignProgram(), mailbox: mailbox)
    state = State(size: size, now: moment)
    try await wait(for: "the start") { $0.state.hasStarted }
  }

  private static func invocation(
    _ folder: TemporaryFolder, _ options: [String] = []
  ) throws -> Invocation {
    let environment = [
      "HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state",
      "XDG_CONFIG_HOME": folder.path + "/config", "XDG_DATA_HOME": folder.path + "/data",
    ]
    return Invocation(
      try CommonOptions.parse(options + ["--quiet"]), environment: environment)
  }

  /// Where the consoles of a folder have their journal.
  static func journalPath(_ folder: TemporaryFolder) throws -> String {
    try invocation(folder).places().journal
  }

  /// Takes in what has come, until something holds.
  mutating func wait(for what: String, _ isDone: (Journey) -> Bool) async throws {
    for _ in 0..<1_500 {
      for message in mailbox.drain() { receive(message) }
      if isDone(self) { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Waited(what: what)
  }

  /// Presses keys; what is decided is committed, or not, before it returns.
  mutating func press(_ keys: Key...) async throws {
    for key in keys {
      moment = moment + .seconds(1)
      let before = decided.count
      receive(.keyPressed(key))
      if decided.count > before { try await wait(for: "the journal") { $0.isAnswered } }
    }
  }

  /// Does something as an effect of its own.
  func order(_ effect: Effect) {
    if case .afterFrame(let deed) = runner.perform(effect) { deed() }
  }

  /// Lets time go by for the drafts that are begun then.
  mutating func skip(_ time: Milliseconds) { moment = moment + time }

  /// What the screen says that is not so: a key that does nothing, or what the journal contradicts.
  var untruths: [String] {
    let screen = view(state).text
    var untruths = state.unboundKeys(in: screen).map { "the key \($0)" }
    let entry = state.selectedEntry
    let hasBegun = entry.map { !$0.exchanges.isEmpty || $0.status == .sending } ?? false
    if hasBegun, screen.contains("Nothing went out yet") { untruths.append("nothing went out") }
    let person = state.outcome.plan?.person
    let hasEvents = state.entries.contains {
      $0.facts.person == person && !$0.facts.event.isIdentify && $0.status == .delivered
    }
    if state.screen == .compose, person != nil, hasEvents, screen.contains("no tracking event") {
      untruths.append("no tracking event")
    }
    if !state.compose.isSaved, screen.contains("it is saved.") { untruths.append("it is saved") }
    if state.screen == .history, !screen.contains(" of \(state.model.callCount)") {
      untruths.append("the count of calls")
    }
    return untruths
  }

  /// What the screens hold otherwise than the journal does: calls, their sessions on the timeline,
  /// and the plan of the draft, which is what a send would commit now.
  func differences() throws -> [String] {
    var found = untruths
    let kept = try journal.details(CallQuery(.profile(state.profile.name)), limit: 1_000)
    if state.entries.map(\.id.number) != kept.map(\.entry.id).sorted() { found.append("calls") }
    for detail in kept
    where state.calls.entry(.init(detail.entry.id))?.session != detail.entry.session {
      found.append("session of call \(detail.entry.id)")
    }
    let contents = state.timeline.contents
    for session in contents.timelines.flatMap(\.sessions) {
      for place in session.events {
        let item = contents.items[place]
        if item.status != nil, item.sentSession?.id != session.id { found.append("timeline") }
      }
    }
    if let call = state.outcome.call, let plan = state.outcome.plan {
      let sessions = try journal.sessions(
        of: state.profile.name, users: [call.ids.user].compactMap(\.self),
        visitors: [call.ids.visitor].compactMap(\.self))
      let planned = Destination().plan(for: call, at: state.outcome.moment, sessions: sessions)
      if planned.requests != plan.requests { found.append("the plan") }
    }
    return found
  }

  /// Leaves, as the program does when the loop has ended, and takes in what came until then.
  mutating func finish() {
    runner.finish()
    for message in mailbox.drain() { receive(message) }
  }

  private var isAnswered: Bool { answers.count == decided.count }

  private mutating func receive(_ message: Message) {
    switch message {
    case .callCommitted, .planChanged, .callNotCommitted: answers.append(message)
    case .sendingPaused(let pause): pauses.append(pause)
    default: break
    }
    let effects = update(&state, message, at: moment, uptime: Milliseconds(0))
    settle(&state)
    for effect in effects {
      if case .send(let call) = effect { decided.append(call) }
      order(effect)
    }
  }
}

/// Pseudorandom numbers by SplitMix64, the same for the same seed.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
