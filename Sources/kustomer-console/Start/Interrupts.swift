internal import Delivery
internal import Foundation
internal import Glibc
internal import Synchronization

/// Ctrl-C and its kin while a run of `send` is read and delivered.
///
/// A class because the thread that waits for the signals and the run mean the same one. While the
/// input is read the program ends at once: nothing of the run has gone out, and the next start
/// discards it. Later the courier is asked to stop; a second signal ends the program at once.
final class Interrupts: Sendable {
  /// What the courier listens to.
  let stop = StopSignal()
  private let stage = Mutex(Stage.reading)

  private enum Stage { case reading, delivering, ending }

  /// Made before other threads are.
  init() {
    let signals = StopSignals()
    let thread = Thread { [self] in
      while true {
        signals.wait()
        interrupt()
      }
    }
    thread.start()
  }

  /// Says that from now on what is left is in the outbox.
  func beginDelivery() { stage.withLock { $0 = .delivering } }

  /// Says that everything is written down: only words are left to be read, and who has asked to
  /// stop does not wait for ever for somebody to read them.
  func endDelivery() {
    stage.withLock { $0 = .ending }
    guard stop.isRaised else { return }
    let thread = Thread {
      sleep(3)
      _exit(ExitStatus.interrupted.rawValue)
    }
    thread.start()
  }

  private func interrupt() {
    switch stage.withLock({ $0 }) {
    case .reading:
      end("interrupted while the input was read: nothing of it is sent; give it again")
    case .ending: _exit(ExitStatus.interrupted.rawValue)
    case .delivering: break
    }
    // What was under way is found out about at the next start.
    if stop.isRaised { end("interrupted; what is left is in the outbox, send --resume goes on") }
    stop.raise()
  }

  private func end(_ message: String) -> Never {
    StandardError.say(message)
    _exit(ExitStatus.interrupted.rawValue)
  }
}
