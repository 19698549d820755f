internal import Delivery
internal import KustomerDestination
internal import Records
internal import Synchronization

/// Sends what comes into the outbox, round after round, until it is told to end.
///
///     bell ─▶ round ─▶ done ─▶ bell …
///               ├─▶ trouble ─▶ pause ─▶ round
///               └─▶ key refused ─▶ nothing more goes out
///
/// A class because it owns the task behind it. Between two rounds it gives the lease of the profile
/// back, so that a `send` of another process gets its turn.
final class ContinuousCourier: Sendable {
  private struct Order {
    var first: Int64
    var report: @Sendable (DeliveryReport) -> Void
  }

  private struct State {
    var task: Task<ExitStatus, Never>?
    var status = ExitStatus.done
    var said: String?
  }

  private let courier: Courier
  private let pause: Milliseconds
  private let stop = StopSignal()
  private let bell: AsyncStream<Order>
  private let ringer: AsyncStream<Order>.Continuation
  private let state = Mutex(State())
  private let tell: @Sendable (String) -> Void

  /// A courier that waits for the first order; after trouble it says so and pauses for that long.
  init(
    _ courier: Courier, pause: Milliseconds, say: @escaping @Sendable (String) -> Void
  ) {
    self.courier = courier
    self.pause = pause
    tell = say
    // One order stands for all before it: each means everything since the first run.
    (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    let task = Task.detached { [self] in await work() }
    state.withLock { $0.task = task }
  }

  /// Has everything sent that this process has put into the outbox since that run.
  func send(since first: Int64, report: @escaping @Sendable (DeliveryReport) -> Void) {
    ringer.yield(Order(first: first, report: report))
  }

  /// Waits for what is under way and sends nothing more.
  ///
  /// - Returns: the status that the last round asks for.
  func end() async -> ExitStatus {
    stop.raise()
    ringer.finish()
    let task = state.withLock(\.task)
    return await task?.value ?? .done
  }

  /// Another process asks for the lease every 50 ms.
  private static let breath = Milliseconds(100)

  private func work() async -> ExitStatus {
    for await order in bell {
      guard await round(order) else { break }
      await wait(Self.breath)
    }
    return state.withLock(\.status)
  }

  /// False when nothing more can go out.
  private func round(_ order: Order) async -> Bool {
    let end: CourierEnd
    do {
      end = try await courier.run(
        .own(since: order.first), stop: stop,
        pausing: { [tell] in if $0.isLong { tell($0.description) } },
        report: order.report)
    } catch {
      say("\(error)", .cannotWrite)
      await retry(order)
      return true
    }
    switch end {
    case .finished: state.withLock { ($0.status, $0.said) = (.done, nil) }
    // What kept the calls waiting before says more than that the last try was cut.
    case .interrupted: state.withLock { if $0.status == .done { $0.status = .interrupted } }
    case .keyRefused(let problem):
      say("\(problem.message); \(problem.hint); what comes stays in the outbox", .refused)
      return false
    case .unreachable(let problem):
      say("\(problem.message); \(problem.hint)", .unreachable)
      await retry(order)
    case .trouble(let problem):
      say("\(problem.message); \(problem.hint)", .tryLater)
      await retry(order)
    case .stoppedOnError(let problem): say("\(problem.message); \(problem.hint)", .partly)
    }
    return true
  }

  private func retry(_ order: Order) async {
    await wait(pause)
    if !stop.isRaised { ringer.yield(order) }
  }

  /// Says what is new, once.
  private func say(_ message: String, _ status: ExitStatus) {
    let isNew = state.withLock { state in
      defer { (state.status, state.said) = (status, message) }
      return state.said != message
    }
    if isNew { tell(message) }
  }

  /// In short pieces: cancelling the task would break off what is under way.
  private func wait(_ length: Milliseconds) async {
    let end = ContinuousClock.now + .milliseconds(length.count)
    while ContinuousClock.now < end, !stop.isRaised {
      // Nobody cancels the task, so that the sleep cannot end early.
      try? await Task.sleep(for: .milliseconds(min(length.count, 50)))
    }
  }
}
