internal import KustomerDestination
internal import Records
internal import Synchronization

/// Sends what waits in a profile's outbox.
///
/// An attempt is committed before its first byte goes out, and its result after each answer, so
/// that a process killed at any point leaves each call delivered, waiting or uncertain.
package struct Courier: Sendable {
  private let journal: Journal
  private let org: Org
  private let transport: Transport
  private let settings: DeliverySettings

  /// A courier of the org that the permit is for.
  package init(
    _ permit: SendPermit, journal: Journal, transport: Transport,
    settings: DeliverySettings = DeliverySettings()
  ) {
    self.journal = journal
    org = permit.org
    self.transport = transport
    self.settings = settings
  }

  /// Sends until nothing is left that can go out now; waits for another courier of the profile.
  ///
  /// - Parameters:
  ///   - scope: what is sent.
  ///   - stopsOnError: whether the first call that fails or is uncertain ends the run.
  ///   - passesEarlier: whether calls go out before earlier ones of the same person that wait
  ///     outside of the scope.
  ///   - stop: raised from outside to end the run in good order.
  ///   - mayStart: is asked whether new requests may start, as often as that matters.
  ///   - pausing: is told of each time in which something waits.
  ///   - report: is told of each call once, in order of completion, after it was written down, also
  ///     of those that another process has delivered meanwhile; those that stay in the outbox
  ///     without a try come last.
  /// - Returns: how the run ended; what is left is in the outbox.
  /// - Throws: `JournalError`, when what was under way has come to its end.
  package func run(
    _ scope: OutboxScope, stopsOnError: Bool = false, passesEarlier: Bool = false,
    stop: StopSignal = StopSignal(), mayStart: @escaping @Sendable () -> Bool = { true },
    pausing: @escaping @Sendable (CourierPause) -> Void = { _ in },
    report: @escaping @Sendable (DeliveryReport) -> Void
  ) async throws(JournalError) -> CourierEnd {
    let watch = CourierWatch(mayStart: mayStart, pausing: pausing, report: report)
    try reportElsewhere(scope, report)
    let asked = try journal.waitingIDs(scope, of: org)
    let holder = Lease.Holder.next()
    var outcome = CourierRun.Outcome(end: stop.isRaised ? .interrupted : .finished)
    let begun = ContinuousClock.now
    repeat {
      guard try await waitForLease(holder, scope, stop, pausing) else { break }
      let result = await drive(
        scope, stopsOnError: stopsOnError, passesEarlier: passesEarlier, stop, holder, watch)
      try giveBackLease(holder)
      switch result {
      case .success(let next):
        let told = outcome.told
        outcome = next
        outcome.told.formUnion(told)
      case .failure(let error): outcome.failure = error
      }
    } while try await othersGoFirst(outcome, stop, since: begun)
    if stop.isRaised, outcome.end == .finished { outcome.end = .interrupted }
    try reportTheRest(asked, outcome, report)
    if let failure = outcome.failure { throw failure }
    // Who asks to stop when everything has gone out has not interrupted anything.
    guard outcome.end == .interrupted, try journal.waitingIDs(scope, of: org).isEmpty else {
      return outcome.end
    }
    return .finished
  }

  private func drive(
    _ scope: OutboxScope, stopsOnError: Bool, passesEarlier: Bool, _ stop: StopSignal,
    _ holder: Lease.Holder, _ watch: CourierWatch
  ) async -> Result<CourierRun.Outcome, JournalError> {
    let reserve: Reserve
    let behind: [String: Int64]
    do throws(JournalError) {
      reserve = try Reserve(beside: journal.path, for: org.profile)
      behind = passesEarlier ? [:] : try journal.firstWaiting(outside: scope, of: org)
    } catch {
      return .failure(error)
    }
    defer { reserve.release() }
    let schedule = CourierSchedule(
      settings: settings, host: org.baseURL.host, stopsOnError: stopsOnError, behind: behind)
    var run = CourierRun(
      journal: journal, org: org, transport: transport, scope: scope, stop: stop, holder: holder,
      reserve: reserve, window: max(64, settings.connections * 16), watch: watch,
      schedule: schedule)
    return await withDiscardingTaskGroup { group in
      let result: Result<CourierRun.Outcome, JournalError>
      do throws(JournalError) {
        result = .success(try await run.loop(&group))
      } catch {
        result = .failure(error)
      }
      // Timers that nobody waits for any more, and after an error the requests under way.
      group.cancelAll()
      return result
    }
  }

  /// Waits until nobody else sends for the profile, or somebody else has sent all of the scope.
  private func waitForLease(
    _ holder: Lease.Holder, _ scope: OutboxScope, _ stop: StopSignal,
    _ pausing: (CourierPause) -> Void
  ) async throws(JournalError) -> Bool {
    let begun = ContinuousClock.now
    var told: DeliveryProblem?
    var turns = 0
    while !stop.isRaised, !Task.isCancelled {
      guard let other = try journal.acquireLease(of: org.profile, for: holder) else {
        try journal.settleOpenAttempts(of: org.profile)
        return true
      }
      let problem = DeliveryProblem.held(by: other.mark, org.profile)
      if ContinuousClock.now - begun > .seconds(3), told != problem {
        told = problem
        pausing(CourierPause(from: journal.system(), problem))
      }
      turns += 1
      if turns % 20 == 0, try journal.waitingIDs(scope, of: org).isEmpty { return false }
      // A cancelled sleep ends the loop by its condition.
      try? await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  /// Whether to look once more: a process that has put its calls into the outbox before ours, and is
  /// just about to send them, goes first.
  private func othersGoFirst(
    _ outcome: CourierRun.Outcome, _ stop: StopSignal, since begun: ContinuousClock.Instant
  ) async throws(JournalError) -> Bool {
    guard outcome.failure == nil, outcome.end == .finished, !outcome.followers.isEmpty,
      !stop.isRaised, !Task.isCancelled,
      ContinuousClock.now - begun < .seconds(3),
      try journal.isAnyOwnedElsewhere(Set(outcome.followers.values))
    else { return false }
    // A cancelled sleep ends the loop by the condition.
    try? await Task.sleep(for: .milliseconds(50))
    return true
  }

  /// A lease that cannot be given back ends with this process.
  private func giveBackLease(_ holder: Lease.Holder) throws(JournalError) {
    do throws(JournalError) {
      try journal.releaseLease(of: org.profile, for: holder)
    } catch {
      guard error.mayPass else { throw error }
    }
  }

  /// Tells of the calls of the scope that are another org's.
  private func reportElsewhere(
    _ scope: OutboxScope, _ report: (DeliveryReport) -> Void
  ) throws(JournalError) {
    for delivery in try journal.waiting(scope, of: org, elsewhere: true) {
      report(DeliveryReport(delivery, .waiting, problem: .otherOrg(delivery.org, org)))
    }
  }

  /// Tells of what was asked for and has not been told: it waits, or another process sent it.
  private func reportTheRest(
    _ asked: [Int64], _ outcome: CourierRun.Outcome, _ report: (DeliveryReport) -> Void
  ) throws(JournalError) {
    for id in asked where !outcome.told.contains(id) {
      guard let detail = try journal.entry(id) else { continue }
      var rest = DeliveryReport(detail)
      if rest.status == .waiting {
        rest.requests = []
        rest.attempts = 0
        rest.problem =
          outcome.followers[id].map { DeliveryProblem.behind($0) }
          ?? outcome.failure.map { DeliveryProblem.journal($0) }
          ?? rest.problem ?? outcome.end.problemOfTheRest
      }
      report(rest)
    }
  }
}

extension Lease.Holder {
  private static let count = Atomic<Int>(0)

  /// A holder of this process that was never used before.
  static func next() -> Lease.Holder {
    let number = count.add(1, ordering: .relaxed).newValue
    return Lease.Holder(text: "\(ProcessMark.own.text) \(number)")
  }
}

extension CourierEnd {
  /// Why a call without a try of its own stays in the outbox.
  fileprivate var problemOfTheRest: DeliveryProblem {
    switch self {
    case .finished, .trouble:
      DeliveryProblem(
        .stopped, "earlier_call_waits", "an earlier call of the same person waits",
        hint: "it goes out after that one")
    case .interrupted: .interrupted
    case .keyRefused(let problem), .unreachable(let problem), .stoppedOnError(let problem):
      DeliveryProblem(
        .stopped, "run_stopped", "not sent, the run stopped: \(problem.message)",
        hint: problem.hint)
    }
  }
}

extension DeliveryProblem {
  fileprivate static func held(by other: ProcessMark, _ profile: String) -> DeliveryProblem {
    let who = other.pid.map { "process \($0)" } ?? "a process of another machine"
    let isStopped = other.isStopped
    return DeliveryProblem(
      .stopped, "outbox_in_use",
      "\(who) sends for profile \(profile)\(isStopped ? ", but is stopped" : ""), waiting for it",
      hint: isStopped ? "continue it with fg or kill -CONT, or end it" : "it ends by itself")
  }
}
