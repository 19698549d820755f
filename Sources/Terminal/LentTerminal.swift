internal import CTerminalGuard
internal import Glibc

/// Says something on the terminal that was lent, below what stands there, and waits for any key.
///
/// To be called in `handOver` or `suspended`. A signal that ends the program ends the wait as well.
package func waitForKey(saying words: String) {
  let text = "\r\n\(words)"
  guard_wait_for_key(text, Int32(text.utf8.count))
}

/// Whether a signal has come since the terminal was given back that shall end the program at once.
package func isToldToEnd() -> Bool {
  while true {
    switch guard_next_signal() {
    case 0: return false
    case SIGINT, SIGTERM, SIGHUP, SIGQUIT: return true
    default: break
    }
  }
}
