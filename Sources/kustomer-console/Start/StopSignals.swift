internal import Glibc

/// The signals that ask a server to end, held back from the moment this is made.
///
/// So no thread dies of them; `wait` takes them.
struct StopSignals {
  private var set = sigset_t()

  /// Made before other threads are: they inherit what is held back.
  init() {
    sigemptyset(&set)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits until one of them comes.
  func wait() {
    var set = set
    var signal: Int32 = 0
    while sigwait(&set, &signal) != 0 {}
  }
}
