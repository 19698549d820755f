internal import Dispatch
internal import Synchronization

/// Sleeps as `Task.sleep` does, and leaves nothing behind that wakes.
///
/// After the first `Task.sleep` libdispatch looks after a pool of threads once a second, for as
/// long as the process lives. The queue of these sleeps is not of that pool.
///
/// - Parameter milliseconds: how long; nothing below 1 is waited for.
/// - Throws: `CancellationError` as soon as the task is cancelled.
package func rest(milliseconds: Int64) async throws {
  try Task.checkCancellation()
  guard milliseconds > 0 else { return }
  let sleep = Sleep()
  try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { continuation in
      sleep.begin(continuation, milliseconds)
    }
  } onCancel: {
    sleep.end(.failure(CancellationError()))
  }
}

/// One sleep, which ends with its time or with its task, whichever comes first.
///
/// A class because the timer and the task mean the same one.
private final class Sleep: Sendable {
  private enum State {
    case new
    case begun(CheckedContinuation<Void, any Error>)
    case ended
  }

  private static let timers = DispatchQueue(label: "rest")
  private let state = Mutex(State.new)

  func begin(_ continuation: CheckedContinuation<Void, any Error>, _ milliseconds: Int64) {
    let isCancelled = state.withLock { state in
      guard case .new = state else { return true }
      state = .begun(continuation)
      return false
    }
    guard !isCancelled else { return continuation.resume(throwing: CancellationError()) }
    let length = DispatchTimeInterval.milliseconds(Int(milliseconds))
    Self.timers.asyncAfter(deadline: .now() + length) { self.end(.success(())) }
  }

  func end(_ result: Result<Void, any Error>) {
    let former = state.withLock { state in
      defer { state = .ended }
      return state
    }
    if case .begun(let continuation) = former { continuation.resume(with: result) }
  }
}
