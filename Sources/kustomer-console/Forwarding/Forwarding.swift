internal import Delivery
internal import KustomerDestination
internal import Listener
internal import Records
internal import Sandbox
internal import Synchronization

/// The outbox and the courier behind `listen --forward` and the console's Live.
///
/// A class because the listener's thread, the courier's task and the command mean the same one.
final class Forwarding: Sendable {
  private struct State {
    /// The first run that was put into the outbox.
    var first: Int64?
    var counts = ForwardingCounts()
    var sinceLastPruning = 0
    /// The last pod of a webhook that was looked at.
    var seenPod: String?
  }

  private let permit: SendPermit
  private let sandbox: SandboxServer?
  private let journal: Journal
  private let destination: Destination
  private let settings: Settings
  private let clock: @Sendable () -> Timestamp
  private let courier: ContinuousCourier
  /// Whether calls whose id is nobody's go out; else they are held in the outbox.
  private let sendsPlaceholders: Bool
  private let state = Mutex(State())
  private let watch: ForwardingWatch

  /// Passes the profile's gate and opens its org and the journal.
  convenience init(
    _ invocation: Invocation, _ settings: Settings, isConfirmed: Bool, sendsPlaceholders: Bool
  ) throws {
    let profile = try invocation.profile(of: settings)
    let confirmation = isConfirmed ? Confirmation(profile: profile.name) : nil
    // Before a key is asked for or a sandbox started.
    try profile.mode.admit(profile.name, isReadOnly: profile.isReadOnly, confirmation)
    let (org, sandbox) = try invocation.org(of: profile)
    self.init(
      try org.permit(confirmation), try invocation.journal(), invocation, settings,
      sandbox: sandbox, sendsPlaceholders: sendsPlaceholders || profile.isSandbox,
      watch: ForwardingWatch(say: StandardError.say))
  }

  /// Forwards with a permit that was given, through a journal that is open.
  init(
    _ permit: SendPermit, _ journal: Journal, _ invocation: Invocation, _ settings: Settings,
    sandbox: SandboxServer? = nil, sendsPlaceholders: Bool? = nil, watch: ForwardingWatch
  ) {
    self.permit = permit
    self.sandbox = sandbox
    self.journal = journal
    self.watch = watch
    self.sendsPlaceholders = sendsPlaceholders ?? (permit.org.profile == Profile.sandbox.name)
    destination = Destination(settings: settings.destination)
    self.settings = settings
    clock = invocation.runningClock()
    let transport = invocation.transport(settings.delivery)
    courier = ContinuousCourier(
      Courier(permit, journal: journal, transport: transport, settings: settings.delivery),
      pause: settings.delivery.backoffMax, say: watch.say)
  }

  /// Where the calls go.
  var profile: String { permit.org.profile }

  /// What has become of the calls so far.
  var counts: ForwardingCounts { state.withLock(\.counts) }

  /// Commits calls to the outbox as one run, and has them sent.
  ///
  /// - Returns: their plans, in order.
  /// - Throws: `JournalError`; then none of them is in the outbox.
  func plans(of calls: [ReceivedCall]) throws -> [Plan] {
    for pod in calls.compactMap(\.orgPod) { compare(pod) }
    let results = try commit(calls.filter { !$0.isDuplicate })
    var committed = results[...]
    return calls.map { call in
      guard !call.isDuplicate, let result = committed.popFirst() else {
        return destination.planOfDuplicate(call)
      }
      return result.plan
    }
  }

  /// Lets what is under way come to its end; the rest stays in the outbox.
  ///
  /// - Returns: what the command ends with.
  func end() throws -> ExitStatus {
    let end = try waiting { [self] in await stop() }
    try sandbox.map { server in try waiting { await server.stop() } }
    if let line = try journal.prune(settings.history).line { watch.say(line) }
    let counts = counts
    var statuses: Set<ExitStatus> = [end]
    if counts.failed + counts.uncertain > 0 { statuses.insert(.partly) }
    // A courier that was between two rounds has not been interrupted, its calls have.
    if counts.waiting > 0, end == .done { statuses.insert(.interrupted) }
    return ExitStatus.gravest(of: statuses)
  }

  /// Waits for what is under way; nothing more goes out.
  func stop() async -> ExitStatus { await courier.end() }
}

extension Forwarding {
  private static let pruningInterval = 5_000

  /// Calls whose id is nobody's form a run of their own, which is held.
  private func commit(_ calls: [ReceivedCall]) throws -> [IntakeResult] {
    guard !sendsPlaceholders else { return try commit(calls, isHeld: false) }
    let isHeld = calls.map { destination.plan(for: $0.call, at: $0.receivedAt).hasPlaceholderID }
    guard isHeld.contains(true) else { return try commit(calls, isHeld: false) }
    let marked = zip(calls, isHeld)
    var held = try commit(marked.filter(\.1).map(\.0), isHeld: true)[...]
    var others = try commit(marked.filter { !$0.1 }.map(\.0), isHeld: false)[...]
    return isHeld.compactMap { $0 ? held.popFirst() : others.popFirst() }
  }

  private func commit(_ calls: [ReceivedCall], isHeld: Bool) throws -> [IntakeResult] {
    guard !calls.isEmpty else { return [] }
    let intake = try journal.beginRun(permit, destination: destination, moment: clock())
    let results: [IntakeResult]
    do {
      results = try intake.add(
        calls.map { IntakeCall(source: $0.call.json.compact, call: $0.call, line: $0.number) })
      try results.contains { $0.delivery != nil }
        ? intake.goLive(isHeld: isHeld) : intake.discard()
    } catch {
      try intake.discard()
      throw error
    }
    // Told once they are counted.
    defer { watch.changed(results.compactMap(\.delivery)) }
    let count = results.count { $0.delivery != nil }
    if isHeld {
      tellHeld(count)
    } else {
      try send(count, of: intake.run)
    }
    return results
  }

  private func tellHeld(_ count: Int) {
    guard count > 0 else { return }
    state.withLock { $0.counts.committed += count }
    let calls = count == 1 ? "1 call" : "\(count) calls"
    watch.say(
      "held in the outbox: \(calls) with an id that is nobody's, as undefined or"
        + " null, which would merge strangers for good; send --resume --placeholders sends them")
  }

  private func send(_ count: Int, of run: Int64) throws {
    guard count > 0 else { return }
    let (first, isPruningTime) = state.withLock { state in
      state.counts.committed += count
      state.sinceLastPruning += count
      state.first = state.first ?? run
      defer { if state.sinceLastPruning >= Self.pruningInterval { state.sinceLastPruning = 0 } }
      return (state.first ?? run, state.sinceLastPruning >= Self.pruningInterval)
    }
    courier.send(since: first) { [self] in note($0) }
    if isPruningTime, let line = try journal.prune(settings.history).line { watch.say(line) }
  }

  /// Says when a webhook is set up for another org than the one its calls go to; the sandbox is
  /// one on purpose.
  private func compare(_ pod: String) {
    let isNew = state.withLock { state in
      defer { state.seenPod = pod }
      return state.seenPod != pod
    }
    guard isNew, let own = permit.org.pod else { return }
    do {
      guard try OrgPod(pod) != own else { return }
    } catch {
      // What is no pod is another one too.
    }
    watch.say(
      "a webhook names the org pod \(pod), but profile \(profile) sends to \(own.name);"
        + " choose the profile that fits with --profile")
  }

  private func note(_ report: DeliveryReport) {
    state.withLock { $0.counts.note(report.status) }
    watch.changed([report.id].compactMap(\.self))
    switch report.status {
    case .delivered, .accepted, .sending, .waiting, .notSent: break
    case .failed, .uncertain:
      let problem = report.problem.map { ": \($0.message); \($0.hint)" } ?? ""
      watch.say("call \(report.line) is \(report.status.rawValue)\(problem)")
    }
  }
}

/// Who is told while calls are forwarded.
struct ForwardingWatch: Sendable {
  /// Takes sentences for people.
  var say: @Sendable (String) -> Void
  /// Takes the numbers of calls that were put into the outbox or answered.
  var changed: @Sendable ([Int64]) -> Void = { _ in }
}

/// What has become of the calls that were forwarded.
struct ForwardingCounts: CustomStringConvertible {
  var committed = 0
  var delivered = 0
  var failed = 0
  var uncertain = 0

  /// In the outbox.
  var waiting: Int { committed - delivered - failed - uncertain }

  /// For people.
  var description: String {
    var words = ["\(delivered) delivered"]
    if failed > 0 { words.append("\(failed) failed") }
    if uncertain > 0 { words.append("\(uncertain) uncertain") }
    if waiting > 0 {
      words.append("\(waiting) wait in the outbox, send --resume goes on")
    }
    return words.joined(separator: ", ")
  }

  mutating func note(_ status: DeliveryStatus) {
    switch status {
    case .delivered: delivered += 1
    case .failed: failed += 1
    case .uncertain: uncertain += 1
    // One that waits may be told of in each round.
    case .sending, .waiting, .notSent, .accepted: break
    }
  }
}
