package import Glibc

/// Starts a program whose three streams are files; its name is looked for on the PATH.
///
/// Not Foundation's Process: it also waits for every other child that was started at the same
/// moment, and some of them, as a tmux server, live long.
///
/// - Parameters:
///   - words: the program and its arguments.
///   - environment: all of its environment.
///   - input: the file that it reads.
///   - output: the file that its stdout goes to; made when it is not there.
///   - errors: the same for its stderr.
/// - Returns: its process, of which `exitStatus(of:)` can wait for the end.
/// - Throws: `ProofError` when it cannot be started.
package func start(
  _ words: [String], environment: [String: String], input: String = "/dev/null", output: String,
  errors: String
) throws(ProofError) -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  let writing = O_WRONLY | O_CREAT | O_TRUNC
  posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, output, writing, 0o600)
  posix_spawn_file_actions_addopen(&actions, 2, errors, writing, 0o600)
  // The threads of tasks block all signals, and a child inherits that: a shell then never hears
  // that its own child has ended.
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  var arguments = words.map { strdup($0) } + [nil]
  var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for text in arguments + variables { free(text) } }
  var child: pid_t = 0
  let result = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
  guard result == 0 else { throw ProofError("cannot start \(words[0]): \(result)") }
  return child
}

/// Waits for the end of a child.
///
/// - Returns: its exit status, or the signal's number plus 128.
@discardableResult
package func exitStatus(of child: pid_t) -> Int32 {
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0, errno == EINTR {}
  return exitStatus(from: status)
}

/// What `waitpid` says, as a shell says it.
func exitStatus(from status: Int32) -> Int32 {
  let signal = status & 0x7F
  return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
}
