internal import FlyingSocks
internal import Glibc
internal import Synchronization

/// How long a server waits for its clients.
package struct Patience: Sendable {
  /// For the first byte of a connection, and from a head's first byte to its end.
  package var head = Duration.seconds(10)
  /// For a body, and for an answer to be taken.
  package var body = Duration.seconds(30)
  /// Between two requests; longer than clients keep a connection that they mean to use again.
  package var idle = Duration.seconds(180)

  /// What the listener promises: 10 s for a head, 30 s for a body.
  package init() {}
}

/// Ends what a server waits for once that has lasted for too long.
///
/// A class because all connections of a server share it. One look around a second costs less than
/// a timer for each request.
final class Watchdog: Sendable {
  private struct Watch {
    var deadline: ContinuousClock.Instant
    var direction: Int32
    var isOver = false
  }

  private let watches = Mutex<[Int32: Watch]>([:])
  private let interval: Duration

  init(_ patience: Patience) {
    interval = min(.seconds(1), patience.head / 4, patience.body / 4, patience.idle / 4)
  }

  /// Waits for something of a client; false when it was ended because it took too long.
  func isInTime(
    _ socket: AsyncSocket, _ limit: Duration, closing direction: Int = Int(SHUT_RD),
    _ work: () async throws -> Void
  ) async throws -> Bool {
    let descriptor = socket.socket.file.rawValue
    let watch = Watch(deadline: .now + limit, direction: Int32(direction))
    watches.withLock { $0[descriptor] = watch }
    do {
      try await work()
    } catch {
      if isOver(descriptor) { return false }
      throw error
    }
    return !isOver(descriptor)
  }

  /// Looks around until the task is cancelled.
  func run() async throws {
    while true {
      try await Task.sleep(for: interval)
      endOverdue(at: .now)
    }
  }

  /// Whoever waits sees an end of the connection; under the lock the descriptor is still ours.
  private func endOverdue(at now: ContinuousClock.Instant) {
    watches.withLock { watches in
      for (descriptor, watch) in watches where !watch.isOver && watch.deadline <= now {
        shutdown(descriptor, watch.direction)
        watches[descriptor]?.isOver = true
      }
    }
  }

  private func isOver(_ descriptor: Int32) -> Bool {
    watches.withLock { $0.removeValue(forKey: descriptor)?.isOver ?? false }
  }
}
