internal import Glibc

/// A program that this one has started, without a shell and in the same process group.
///
/// What this program ignores or holds back stops the child all the same: every signal has its
/// default meaning in it.
package struct Child: Sendable {
  /// What one of its three streams is connected with.
  package enum Stream: Sendable {
    /// The same stream of ours.
    case inherited
    /// Nothing: reads end at once, writes are lost.
    case nothing
    /// A descriptor of ours, which stays open here.
    case descriptor(Int32)
  }

  private let process: pid_t

  /// Starts a program by its words, which is looked for on our PATH; `environment` is all of its own.
  package init(
    _ words: [String], environment: [String: String], input: Stream = .inherited,
    output: Stream = .inherited, errors: Stream = .inherited
  ) throws(ChildError) {
    guard let name = words.first else { throw ChildError(name: "", code: ENOENT) }
    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in [input, output, errors].enumerated() {
      stream.connect(Int32(number), &actions)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var process: pid_t = 0
    let code = posix_spawnp(&process, name, &actions, &attributes, arguments, variables)
    guard code == 0 else { throw ChildError(name: name, code: code) }
    self.process = process
  }

  /// Waits for its end, once: the exit status, or 128 and the number of the signal that ended it.
  package func wait() -> Int32 { end(options: 0) ?? -1 }

  /// The same where it has ended; nil while it runs.
  ///
  /// To be asked no more once it has ended.
  package func endIfAny() -> Int32? { end(options: WNOHANG) }

  private func end(options: Int32) -> Int32? {
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, options)
      if ended == 0 { return nil }
      if ended < 0, errno == EINTR { continue }
      guard ended > 0 else { return -1 }
      let signal = status & 0x7F
      return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }
  }

  /// Ends it at once; `wait` is still to be called.
  package func kill() { Glibc.kill(process, SIGKILL) }
}

/// Why a program could not be started.
package struct ChildError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The program's name as it was given.
  package let name: String
  /// The errno.
  package let code: Int32

  /// What happened and what to do, in one line.
  package var description: String {
    "\(name.asOneLine) cannot be started: \(reason(of: code)); check its path"
  }
}

extension Child.Stream {
  fileprivate func connect(_ number: Int32, _ actions: inout posix_spawn_file_actions_t) {
    switch self {
    case .inherited: break
    case .nothing: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
    case .descriptor(let mine): posix_spawn_file_actions_adddup2(&actions, mine, number)
    }
  }
}
