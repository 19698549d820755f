internal import Dispatch
internal import Synchronization

/// Runs asynchronous work for a command, whose thread waits for it: the commands are plain
/// synchronous programs, and only some of what they call is asynchronous.
func waiting<Value: Sendable>(
  for work: @escaping @Sendable () async throws -> Value
) throws -> Value {
  let outcome = Outcome<Value>()
  let isDone = DispatchSemaphore(value: 0)
  Task.detached {
    let result: Result<Value, any Error>
    do {
      result = .success(try await work())
    } catch {
      result = .failure(error)
    }
    outcome.result.withLock { $0 = result }
    isDone.signal()
  }
  isDone.wait()
  // The semaphore is signalled after the result is there.
  guard let result = outcome.result.withLock({ $0 }) else { throw CancellationError() }
  return try result.get()
}

/// A class because the waiting thread and the task must mean the same one.
private final class Outcome<Value: Sendable>: Sendable {
  let result = Mutex<Result<Value, any Error>?>(nil)
}
