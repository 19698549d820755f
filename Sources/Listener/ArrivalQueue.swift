internal import Dispatch
internal import Synchronization

/// Calls on their way from the connections to whoever keeps them: in the order of arrival, one
/// group after the other, and never more than fit.
///
///     admit ──▶ keep ──▶ kept or not ──▶ leave
///       └─ busy
///
/// A class because it is the one line in which all connections stand.
final class ArrivalQueue: Sendable {
  private struct Arrival {
    var calls: [ReceivedCall]
    var answer: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var waiting: [Arrival] = []
    /// Of everything that was admitted and has not left.
    var cost = 0
    var admitted = 0
    var isWorking = false
    var isClosed = false
    var closer: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  private let book = Mutex(ArrivalBook())
  private let limit: Int
  private let keeper: @Sendable ([ReceivedCall]) -> Bool
  /// Keeping waits for disk and pipes, which must not stop those who read requests.
  private let worker = DispatchQueue(label: "listener")

  init(limit: Int, keeper: @escaping @Sendable ([ReceivedCall]) -> Bool) {
    self.limit = limit
    self.keeper = keeper
  }

  /// Makes room for calls, false when there is none; who is admitted must leave.
  func admit(_ calls: [ReceivedCall]) -> Bool {
    let cost = Self.cost(of: calls)
    return state.withLock { state in
      guard !state.isClosed, state.cost + cost <= limit else { return false }
      state.cost += cost
      state.admitted += 1
      return true
    }
  }

  /// Whether the calls, which were admitted, are kept.
  func keep(_ calls: [ReceivedCall]) async -> Bool {
    await withCheckedContinuation { answer in
      let isIdle = state.withLock { state in
        state.waiting.append(Arrival(calls: calls, answer: answer))
        defer { state.isWorking = true }
        return !state.isWorking
      }
      if isIdle { worker.async { self.work() } }
    }
  }

  /// Gives the room back, when the answer has gone out.
  func leave(_ calls: [ReceivedCall]) {
    let closer = state.withLock { state in
      state.cost -= Self.cost(of: calls)
      state.admitted -= 1
      guard state.admitted == 0 else { return CheckedContinuation<Void, Never>?.none }
      defer { state.closer = nil }
      return state.closer
    }
    closer?.resume()
  }

  /// Admits nobody any more and returns when all have left; called once.
  func close() async {
    await withCheckedContinuation { closer in
      let isEmpty = state.withLock { state in
        state.isClosed = true
        if state.admitted > 0 { state.closer = closer }
        return state.admitted == 0
      }
      if isEmpty { closer.resume() }
    }
  }
}

extension ArrivalQueue {
  private static func cost(of calls: [ReceivedCall]) -> Int {
    calls.reduce(0) { $0 + $1.size + ListenerLimits.callOverhead }
  }

  private func work() {
    while let group = nextGroup() {
      let calls = book.withLock { $0.enter(group.flatMap(\.calls)) }
      let isKept = keeper(calls)
      if !isKept { book.withLock { $0.takeBack(calls) } }
      for arrival in group { arrival.answer.resume(returning: isKept) }
    }
  }

  /// Whole requests, so that each has one answer; nil when nobody waits.
  private func nextGroup() -> [Arrival]? {
    state.withLock { state in
      var count = 0
      let group = state.waiting.prefix { arrival in
        defer { count += arrival.calls.count }
        return count == 0 || count + arrival.calls.count <= ListenerLimits.groupCalls
      }
      state.waiting.removeFirst(group.count)
      state.isWorking = !group.isEmpty
      return group.isEmpty ? nil : Array(group)
    }
  }
}
