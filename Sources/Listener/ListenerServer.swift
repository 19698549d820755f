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
  ///   - patience: how long it waits for its clients.
  ///   - clock: tells when calls are received.
  ///   - counted: is called when `counts` has changed, on any thread.
  ///   - origins: the pages of other machines that may hand in calls now; nil when any may.
  ///   - complain: takes a sentence about each call of a batch that cannot be read.
  ///   - keep: takes calls in the order of arrival, one group of some hundreds after the other, on
  ///     a thread that may wait; what it returns says whether they are kept. Only then are their
  ///     senders answered with 200, else with 503, after which they try again.
  package init(
    at address: BindAddress = .loopback, port: UInt16, patience: Patience = Patience(),
    clock: @escaping @Sendable () -> Timestamp, counted: @escaping @Sendable () -> Void = {},
    origins: @escaping @Sendable () -> [WebOrigin]? = { nil },
    complain: @escaping @Sendable (String) -> Void = { _ in },
    keep: @escaping @Sendable ([ReceivedCall]) -> Bool
  ) {
    let queue = ArrivalQueue(limit: ListenerLimits.waitingBytes, keeper: keep)
    let desk = ListenerDesk(
      queue: queue, clock: clock, counted: counted,
      access: { AccessRule(names: LocalNames(address), origins: origins()) }, complain: complain)
    self.desk = desk
    server = LoopbackServer(at: address, port: port, patience: patience) { connection in
      var connection = connection
      try await connection.serve(refusing: ListenerRefusal.answer(to:)) {
        try await desk.answer($0, on: &$1)
        return true
      }
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
  private let access: @Sendable () -> AccessRule
  private let complain: @Sendable (String) -> Void
  private let state = Mutex(ListenerCounts())

  init(
    queue: ArrivalQueue, clock: @escaping @Sendable () -> Timestamp,
    counted: @escaping @Sendable () -> Void, access: @escaping @Sendable () -> AccessRule,
    complain: @escaping @Sendable (String) -> Void
  ) {
    self.queue = queue
    self.clock = clock
    self.counted = counted
    self.access = access
    self.complain = complain
  }

  var counts: ListenerCounts { state.withLock { $0 } }

  /// Reads the body of a request, keeps its calls and answers.
  func answer(_ head: RequestHead, on connection: inout HTTPConnection) async throws {
    var request = head.request
    request.body = try await connection.body(of: head, limit: ListenerLimits.bodyBytes)
    let number = count(\.requests)
    switch Reception(of: request, number: number, at: clock(), access: access()) {
    case .answered(let response):
      if response.status >= 400 { count(\.refused) }
      try await connection.write(response, to: head)
    case .calls(let calls, let unreadable):
      guard queue.admit(calls) else {
        count(\.busy)
        return try await connection.write(request.refused(.busy), to: head)
      }
      defer { queue.leave(calls) }
      let isKept = await queue.keep(calls)
      if isKept { report(unreadable, in: number) }
      try await connection.write(isKept ? request.accepted : request.refused(.notKept), to: head)
    }
  }

  private func report(_ unreadable: [String], in request: Int) {
    guard !unreadable.isEmpty else { return }
    state.withLock { $0.unreadable += unreadable.count }
    for sentence in unreadable { complain("request \(request): \(sentence); the others are taken") }
    counted()
  }

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
