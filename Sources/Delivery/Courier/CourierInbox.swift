internal import Synchronization

/// What reaches a courier while it waits.
enum CourierMessage: Sendable {
  /// A request has come to an end.
  case arrived(CourierSchedule.Departure, Exchange)
  /// A moment for which somebody waits has come.
  case woke
}

/// Messages from the requests under way to the one loop that decides; taken all at once, so that
/// what came while the disk was busy shares a transaction.
///
/// A class because senders and loop hold the same one; it guards the queue.
final class CourierInbox: Sendable {
  private struct State {
    var messages: [CourierMessage] = []
    var waiter: CheckedContinuation<[CourierMessage], Never>?
  }

  private let state = Mutex(State())

  func post(_ message: CourierMessage) {
    let waiter = state.withLock { state in
      state.messages.append(message)
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume(returning: take())
  }

  /// All messages, as soon as there is one; one caller at a time.
  func next() async -> [CourierMessage] {
    await withCheckedContinuation { continuation in
      let isEmpty = state.withLock { state in
        if state.messages.isEmpty { state.waiter = continuation }
        return state.messages.isEmpty
      }
      if !isEmpty { continuation.resume(returning: take()) }
    }
  }

  private func take() -> [CourierMessage] {
    state.withLock { state in
      defer { state.messages.removeAll(keepingCapacity: true) }
      return state.messages
    }
  }
}

/// Asks a courier to stop: what is under way is waited for, the rest stays in the outbox.
///
/// A class because asker and courier hold the same one. Cancelling the courier's task instead
/// breaks off what is under way too, and leaves tracking events uncertain.
package final class StopSignal: Sendable {
  private struct State {
    var isRaised = false
    var inbox: CourierInbox?
  }

  private let state = Mutex(State())

  /// A signal that has not been raised.
  package init() {}

  /// Asks for the stop; more than once changes nothing.
  package func raise() {
    let inbox = state.withLock { state in
      state.isRaised = true
      return state.inbox
    }
    inbox?.post(.woke)
  }

  /// Whether somebody has asked.
  package var isRaised: Bool { state.withLock(\.isRaised) }

  func wake(_ inbox: CourierInbox) { state.withLock { $0.inbox = inbox } }
}
