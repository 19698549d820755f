package import KustomerDestination
package import LoopbackHTTP
internal import Synchronization

/// Answers as Segment's HTTP API does, and hands on what it receives.
package struct ListenerServer: Sendable {
  private let desk: ListenerDesk
  private let server: LoopbackServer

  /// A listener that does not listen yet.
  ///
  /// - Parameters:
  ///   - address: where it listens.
  ///   - port: 0 lets the system choose.
  ///   - clock: tells when calls are received.
  ///   - counted: is called when `counts` has changed, on any thread.
  ///   - keep: takes calls in the order of arrival, one group of some hundreds after the other, on
  ///     a thread that may wait; what it returns says whether they are kept. Only then are their
  ///     senders answered with 200, else with 503, after which they try again.
  package init(
    at address: BindAddress = .loopback, port: UInt16, clock: @escaping @Sendable () -> Timestamp,
    counted: @escaping @Sendable () -> Void = {},
    keep: @escaping @Sendable ([ReceivedCall]) -> Bool
  ) {
    let queue = ArrivalQueue(limit: ListenerLimits.waitingBytes, keeper: keep)
    let desk = ListenerDesk(queue: queue, clock: clock, counted: counted)
    self.desk = desk
    server = LoopbackServer(at: address, port: port) { socket in
      try await ListenerConnection(socket: socket, desk: desk).serve()
    }
  }

  /// Listens, and returns the port when clients can connect.
  ///
  /// - Throws: `ListeningFailure`.
  package func start() async throws(ListeningFailure) -> UInt16 { try await server.start() }

  /// Takes nothing any more, answers what was taken, and frees the port; called once.
  package func stop() async {
    await desk.queue.close()
    await server.stop()
  }

  /// What has come so far.
  package var counts: ListenerCounts { desk.counts }
}

/// What the connections of a listener share.
///
/// A class because they count together.
final class ListenerDesk: Sendable {
  let queue: ArrivalQueue
  private let clock: @Sendable () -> Timestamp
  private let counted: @Sendable () -> Void
  private let state = Mutex(ListenerCounts())

  init(
    queue: ArrivalQueue, clock: @escaping @Sendable () -> Timestamp,
    counted: @escaping @Sendable () -> Void
  ) {
    self.queue = queue
    self.clock = clock
    self.counted = counted
  }

  var counts: ListenerCounts { state.withLock { $0 } }

  func reception(of request: ListenerRequest) -> Reception {
    let number = count(\.requests)
    let reception = Reception(of: request, number: number, at: clock())
    if case .answered(let response) = reception, response.status >= 400 { count(\.refused) }
    return reception
  }

  func countBusy() { count(\.busy) }

  /// Counts one more, and says how many that makes.
  @discardableResult
  private func count(_ what: WritableKeyPath<ListenerCounts, Int>) -> Int {
    let number = state.withLock { counts in
      counts[keyPath: what] += 1
      return counts[keyPath: what]
    }
    counted()
    return number
  }
}
