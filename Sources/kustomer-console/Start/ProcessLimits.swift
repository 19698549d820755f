internal import CTerminalGuard
internal import Glibc

/// The limits under which this process runs, as `ulimit` sets them.
enum ProcessLimits {
  /// Keeps the key out of core dumps, and makes a full file an error of `write`.
  static func prepare() {
    guard_keep_memory()
    signal(SIGXFSZ, SIG_IGN)
    var files = limit(RLIMIT_NOFILE)
    files.rlim_cur = min(files.rlim_max, max(files.rlim_cur, wantedFiles))
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
  }

  /// Refuses to start what needs sockets, databases and threads where there is no room for them.
  static func requireRoom() throws(CommandFailure) {
    let files = limit(RLIMIT_NOFILE).rlim_cur
    guard files >= leastFiles else {
      throw CommandFailure(
        .configuration,
        "only \(files) files may be open at once, \(leastFiles) are needed; run: ulimit -n 1024")
    }
    let growth = limit(RLIMIT_FSIZE).rlim_cur
    guard growth >= leastGrowth else {
      throw CommandFailure(
        .configuration,
        "files may only grow to \(growth >> 10) kB, \(leastGrowth >> 20) MB are needed;"
          + " run: ulimit -f unlimited")
    }
    let memory = limit(RLIMIT_AS).rlim_cur
    guard memory >= leastMemory else {
      throw CommandFailure(
        .configuration,
        "only \(memory >> 20) MB of address space may be used, \(leastMemory >> 20) are needed;"
          + " run: ulimit -v unlimited")
    }
  }

  /// What a journal needs before anything is in it, and some.
  private static let leastGrowth: rlim_t = 16 << 20
  /// Journal and sandbox take some ten, each connection one at either end.
  private static let leastFiles: rlim_t = 64
  private static let wantedFiles: rlim_t = 1_024
  /// Address space, not memory: each thread reserves 8 MB of it.
  private static let leastMemory: rlim_t = 1 << 30

  private static func limit(_ resource: __rlimit_resource) -> rlimit {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    return limit
  }
}
