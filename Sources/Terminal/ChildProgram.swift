internal import CTerminalGuard
internal import Glibc

/// Why a program could not be run.
package enum ChildProgramError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no word to run.
  case noCommand
  /// The system refused it, with its errno.
  case notStarted(String, Int32)

  /// What happened and what to do, in one line.
  package var description: String {
    switch self {
    case .noCommand: "no program is named; set VISUAL, EDITOR or PAGER"
    case .notStarted(let name, let code):
      "cannot run \(name): \(String(cString: strerror(code))); check the path"
    }
  }
}

/// Runs a program on our terminal and waits for its end; to be called in `handOver` or `suspended`.
///
/// It stays in our process group, so that it may read the terminal, and gets every signal with its
/// default meaning. Returns its exit status, or 128 and the number of the signal that ended it.
package func runProgram(
  _ words: [String], environment: [String: String]
) throws(ChildProgramError) -> Int32 {
  guard let name = words.first else { throw .noCommand }
  let arguments = words.map { strdup($0) } + [nil]
  let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { (arguments + variables).forEach { free($0) } }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var all = sigset_t()
  sigfillset(&all)
  posix_spawnattr_setsigdefault(&attributes, &all)
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
  var child: pid_t = 0
  let refused = posix_spawnp(&child, name, nil, &attributes, arguments, variables)
  guard refused == 0 else { throw .notStarted(name, refused) }
  return waitForEnd(of: child)
}

private func waitForEnd(of child: pid_t) -> Int32 {
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0 {
    guard errno == EINTR else { return -1 }
  }
  let signal = status & 0x7F
  return signal == 0 ? status >> 8 & 0xFF : 128 + signal
}

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
