internal import CCurl
internal import Synchronization

/// Commands on their way from any task to the transport's thread.
///
/// A class because both sides hold the same one; it guards the queue and the address that wakes
/// the thread.
final class TransferInbox: Sendable {
  private struct State {
    var commands: [TransferCommand] = []
    var isStarted = false
    var isClosed = false
    /// Address of the multi handle, 0 while there is none: pointers are not `Sendable`, and
    /// `curl_multi_wakeup` is the one call that another thread may make on it.
    var multi: UInt = 0
  }

  private let state = Mutex(State())

  /// Queues a command and wakes the thread.
  ///
  /// - Returns: whether there is no thread yet and the caller has to start it.
  func post(_ command: TransferCommand) -> Bool {
    state.withLock { state in
      state.commands.append(command)
      Self.wake(state.multi)
      defer { state.isStarted = true }
      return !state.isStarted
    }
  }

  /// Lets the thread end.
  func close() {
    state.withLock { state in
      state.isClosed = true
      Self.wake(state.multi)
    }
  }

  /// Takes everything that is queued; nil when the thread shall end.
  func take() -> [TransferCommand]? {
    state.withLock { state in
      defer { state.commands.removeAll(keepingCapacity: true) }
      return state.isClosed ? nil : state.commands
    }
  }

  /// From here on, or no longer, that multi handle is woken by a command.
  func attach(_ multi: UnsafeMutableRawPointer?) {
    state.withLock { $0.multi = UInt(bitPattern: multi) }
  }

  private static func wake(_ multi: UInt) {
    guard let multi = UnsafeMutableRawPointer(bitPattern: multi) else { return }
    curl_multi_wakeup(multi)
  }
}
