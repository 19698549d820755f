internal import Glibc

/// The signals that ask a server to end. They are held back from the moment this is made, so
/// that no thread dies of them, and taken by `wait`.
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
