internal import KustomerDestination
internal import Rest
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
  ///   - stop: raised from outside to end the run in good order.
  ///   - pausing: is told of each request that goes out again after a pause.
  ///   - report: is told of each call once, in order of completion, after it was written down;
  ///     those that stay in the outbox without a try come last.
  /// - Returns: how the run ended; what is left is in the outbox.
  /// - Throws: `JournalError`; requests under way are then broken off.
  package func run(
    _ scope: OutboxScope, stopsOnError: Bool = false, stop: StopSignal = StopSignal(),
    pausing: @escaping @Sendable (CourierPause) -> Void = { _ in },
    report: @escaping @Sendable (DeliveryReport) -> Void
  ) async throws(JournalError) -> CourierEnd {
    let holder = Lease.Holder.next()
    let hasLease = try await waitForLease(holder, stop)
    let result: Result<CourierRun.Outcome, JournalError>
    if hasLease {
      result = await drive(
        scope, stopsOnError: stopsOnError, stop, holder, pausing: pausing, report)
      try journal.releaseLease(of: org.profile, for: holder)
    } else {
      result = .success(CourierRun.Outcome(end: .interrupted))
    }
    let outcome = try result.get()
    let isAnythingLeft = try reportLeftBehind(scope, outcome, report)
    // Who asks to stop when everything has gone out has not interrupted anything.
    return outcome.end == .interrupted && !isAnythingLeft ? .finished : outcome.end
  }

  private func drive(
    _ scope: OutboxScope, stopsOnError: Bool, _ stop: StopSignal, _ holder: Lease.Holder,
    pausing: @escaping @Sendable (CourierPause) -> Void,
    _ report: @escaping @Sendable (DeliveryReport) -> Void
  ) async -> Result<CourierRun.Outcome, JournalError> {
    let schedule = CourierSchedule(
      settings: settings, host: org.baseURL.host, stopsOnError: stopsOnError)
    var run = CourierRun(
      journal: journal, org: org, transport: transport, scope: scope, stop: stop, holder: holder,
      window: max(64, settings.connections * 16), report: report, pausing: pausing,
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

  private func waitForLease(
    _ holder: Lease.Holder, _ stop: StopSignal
  ) async throws(JournalError) -> Bool {
    while !stop.isRaised, !Task.isCancelled {
      if try journal.acquireLease(of: org.profile, for: holder) {
        try journal.settleOpenAttempts(of: org.profile)
        return true
      }
      // A cancelled rest ends the loop by its condition.
      try? await rest(milliseconds: 50)
    }
    return false
  }

  /// False when nothing waits.
  private func reportLeftBehind(
    _ scope: OutboxScope, _ outcome: CourierRun.Outcome,
    _ report: (DeliveryReport) -> Void
  ) throws(JournalError) -> Bool {
    guard outcome.end != .finished else { return false }
    var last: Int64 = 0
    while true {
      let page = try journal.waiting(scope, profile: org.profile, after: last, limit: 500)
      guard let end = page.last else { return last > 0 }
      last = end.id
      for delivery in page where !outcome.putBack.contains(delivery.id) {
        let problem = delivery.problem ?? outcome.end.problemOfTheRest
        report(DeliveryReport(delivery, .waiting, problem: problem))
      }
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
