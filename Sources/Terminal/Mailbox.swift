internal import CTerminalGuard
internal import Glibc
internal import Synchronization

/// Messages from any task to the thread that waits in the loop.
///
/// A class because all who post must reach the same queue; its mutex guards that queue.
package final class Mailbox<Message: Sendable>: Sendable {
  /// Readable while messages wait.
  package let descriptor: Int32
  private let queue = Mutex<[Message]>([])

  /// An empty mailbox; throws if the system has no descriptor left.
  package init() throws(TerminalError) {
    descriptor = guard_event_counter()
    guard descriptor >= 0 else { throw .refused("make a mailbox", errno) }
  }

  deinit { close(descriptor) }

  /// Adds a message, and wakes the loop if none waited.
  package func post(_ message: Message) {
    let wasEmpty = queue.withLock { queue in
      queue.append(message)
      return queue.count == 1
    }
    guard wasEmpty else { return }
    var one: UInt64 = 1
    // Cannot fail: the counter is at most 1 here.
    _ = write(descriptor, &one, 8)
  }

  /// Takes all messages, in the order in which they were posted.
  package func drain() -> [Message] {
    var count: UInt64 = 0
    // Nothing to read is no error: then the queue is empty, or its wake-up is still to come.
    _ = read(descriptor, &count, 8)
    return queue.withLock { queue in
      let all = queue
      queue = []
      return all
    }
  }
}
