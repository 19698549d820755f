internal import Dispatch
internal import Foundation
internal import Glibc

/// Waits for what ends `listen`: a signal, or that nobody reads its lines any more.
///
/// A class because the thread of the signals and the one that prints mean the same one. A second
/// signal ends the program at once.
final class ListenEnd: Sendable {
  private let hasCome = DispatchSemaphore(value: 0)

  /// Made before other threads are.
  init() {
    let signals = StopSignals()
    let thread = Thread { [hasCome] in
      signals.wait()
      hasCome.signal()
      signals.wait()
      StandardError.say("interrupted twice; what was forwarded and not sent is in the outbox")
      _exit(ExitStatus.interrupted.rawValue)
    }
    thread.start()
  }

  /// Ends it from inside.
  func come() { hasCome.signal() }

  /// Returns when it has come.
  func wait() { hasCome.wait() }
}
