package import Console
package import Delivery
internal import Foundation
package import KustomerDestination
internal import Records
internal import Sandbox

/// Where a scenario is played, through the same outbox, courier and reading back as `send`.
///
/// Simulated: a sandbox and a journal of its own, in memory and in a temporary folder, so that a
/// scenario comes out alike each time and the user's own timeline stays as it is; the clocks follow
/// the steps. Live: the user's journal and an org, by the real clock.
package struct ScenarioStage: Sendable {
  private let permit: SendPermit
  private let journal: Journal
  private let transport: Transport
  private let settings: Settings
  private let world: World

  private enum World: Sendable {
    case simulated(SandboxServer, VirtualClock, folder: String)
    case live(clock: @Sendable () -> Timestamp)
  }

  /// What came of a step, and how its delivery ended.
  package struct Outcome: Sendable {
    /// What came of the step.
    package var result: StepResult
    /// How its delivery ended.
    package var end: CourierEnd
  }

  /// An org that exists, reached through the gate.
  init(
    live permit: SendPermit, journal: Journal, transport: Transport, settings: Settings,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.permit = permit
    self.journal = journal
    self.transport = transport
    self.settings = settings
    world = .live(clock: clock)
  }

  /// An org of its own that knows nothing yet; `close` ends it.
  package init(
    simulatedAt moment: Timestamp, transport: Transport = Transport(settings: TransportSettings()),
    settings: Settings = Settings()
  ) async throws {
    let folder =
      FileManager.default.temporaryDirectory.path
      + "/kustomer-console-scenario-" + UUID().uuidString
    let clock = VirtualClock(at: moment)
    let server = try SandboxServer(SandboxOptions(clock: .frozen(at: moment)))
    let address = try await Invocation.address(ofPort: server.start())
    let org = Org(
      profile: Profile.sandbox.name, baseURL: address, key: try APIKey(SandboxKey.standard.text),
      mode: .live)
    permit = try org.permit()
    journal = try Journal(at: folder + "/journal.sqlite") { clock.now }
    self.transport = transport
    self.settings = settings
    world = .simulated(server, clock, folder: folder)
  }

  /// Whether nothing leaves this machine, and waits are skipped.
  var isSimulated: Bool {
    switch world {
    case .simulated: true
    case .live: false
    }
  }

  /// Ends a simulated org and removes what it has left.
  package func close() async {
    guard case .simulated(let server, _, let folder) = world else { return }
    await server.stop()
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      StandardError.say("\(folder) cannot be removed: \(sentence(of: error))")
    }
  }

  /// Plays the next step of a run; the time of live ones is waited for by the caller.
  ///
  /// - Throws: `JournalError`; what the org does is in the outcome.
  package func play(
    _ step: ScriptedStep, of run: ScenarioRun, stop: StopSignal = StopSignal()
  ) async throws -> Outcome {
    let moment = begin(step)
    var end = CourierEnd.finished
    var sent: StepResult.Sent?
    if let call = step.call {
      (sent, end) = try await send(call, at: moment, gap: step.gap, stop: stop)
    }
    let result = StepResult(moment: moment, sent: sent)
    guard let user = run.user(after: sent) else { return Outcome(result: result, end: end) }
    return Outcome(result: await read(user, into: result, of: run), end: end)
  }

  private func begin(_ step: ScriptedStep) -> Timestamp {
    switch world {
    case .live(let clock): return clock()
    case .simulated(let server, let clock, _):
      server.kustomer.controls.setClock(to: step.moment)
      clock.set(to: step.moment)
      return step.moment
    }
  }
}

extension ScenarioStage {
  private func send(
    _ call: JSON, at moment: Timestamp, gap: Milliseconds?, stop: StopSignal
  ) async throws -> (StepResult.Sent, CourierEnd) {
    var destination = settings.destination
    destination.gap = gap ?? destination.gap
    let source = call.compact
    let intake = try journal.beginRun(
      permit, destination: Destination(settings: destination), moment: moment)
    let added = try intake.add([IntakeCall(source: source, call: try Call(parsing: source))])
    try intake.goLive()
    guard let result = added.first, let delivery = result.delivery else {
      let plan = added[0].plan
      let reason = plan.diagnostics.first?.message
      return (StepResult.Sent(plan, status: .notSent, requests: [], problem: reason), .finished)
    }
    let courier = Courier(
      permit, journal: journal, transport: transport, settings: settings.delivery)
    let end = try await courier.run(.run(intake.run), stop: stop) { _ in }
    return (try sent(result.plan, delivery), end)
  }

  private func sent(_ plan: Plan, _ delivery: Int64) throws -> StepResult.Sent {
    guard let detail = try journal.entry(delivery) else {
      throw CommandFailure(.partly, "call \(delivery) is not in the journal any more")
    }
    let requests = detail.attempts.map { attempt in
      StepResult.Request(
        method: attempt.request.method.rawValue, path: attempt.request.path,
        body: attempt.request.body.flatMap { try? JSON(parsing: $0) }, status: attempt.status)
    }
    return StepResult.Sent(
      plan, status: detail.entry.status, requests: requests,
      problem: detail.entry.problem?.message)
  }

  /// Reads what the org has of a user; a live org is asked again until it shows what is expected,
  /// since it takes its time.
  private func read(_ user: String, into result: StepResult, of run: ScenarioRun) async
    -> StepResult
  {
    var result = result
    for attempt in 0..<(isSimulated ? 1 : Self.readings) {
      if attempt > 0 {
        // A cancelled sleep ends at once, and the reading after it is the last.
        try? await Task.sleep(for: .milliseconds(250 * attempt))
      }
      await read(user, into: &result)
      var trial = run
      trial.note(result)
      if trial.timelineComplaints(ofStep: run.results.count).isEmpty || Task.isCancelled { break }
    }
    return result
  }

  private static let readings = 7

  private func read(_ user: String, into result: inout StepResult) async {
    let reader = OrgReader(permit.org, transport: transport, clock: { Invocation.systemNow })
    do throws(ReadFailure) {
      let timeline = try await reader.timeline(of: user)
      result.seen = SeenTimeline(userId: user, timeline)
      result.readProblem = nil
    } catch {
      result.readProblem = error.problem.message
    }
  }
}

extension SeenTimeline {
  /// What was read of a user; nil is a customer that the org has not.
  fileprivate init(userId: String, _ timeline: ReadTimeline?) {
    self.init(
      userId: userId, hasCustomer: timeline != nil,
      sessions: (timeline?.sessions ?? []).map { session in
        Session(
          id: session.id,
          events: session.events.map { Event(name: $0.name, arrived: $0.arrived) })
      })
  }
}
