internal import Console
internal import Foundation
internal import Glibc
internal import KustomerDestination
internal import Tools

/// A program that prints a secret: started without a shell, with nothing to read.
struct ChildProgram {
  /// The program, found on the PATH, and its arguments.
  let words: [String]
  /// All of its environment.
  let environment: [String: String]

  /// Why a program gave nothing; its arguments and output are never part of it.
  enum Failure: Error, CustomStringConvertible {
    case notStarted(String, String)
    case ended(String, Int32)
    case tooSlow(String, Milliseconds)
    case tooMuch(String)

    var description: String {
      switch self {
      case .notStarted(let name, let reason): "\(name) cannot be started: \(reason)"
      case .ended(let name, let status): "\(name) ended with status \(status) and gave no key"
      case .tooSlow(let name, let limit): "\(name) gave no key within \(limit.brief)"
      case .tooMuch(let name): "\(name) printed over 16 KB; this is no key"
      }
    }
  }

  /// What the program prints until its end.
  ///
  /// It is judged by how it ends, not by its pipe: what it leaves running may hold that open, and a
  /// program that closes it may still fail.
  func output(within limit: Milliseconds) throws(Failure) -> [UInt8] {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw notStarted(errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let child = start(printingTo: ends[1])
    close(ends[1])
    let id = try child.get()
    do throws(Failure) {
      return try printed(by: id, to: ends[0], within: limit)
    } catch {
      kill(id, SIGKILL)
      _ = end(of: id, options: 0)
      throw error
    }
  }

  private var name: String { words[0].asOneLine }

  private func start(printingTo output: Int32) -> Result<pid_t, Failure> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.restoreSignals(&attributes)
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var id: pid_t = 0
    let status = posix_spawnp(
      &id, words[0], &actions, &attributes, &arguments, &variables)
    return status == 0 ? .success(id) : .failure(notStarted(status))
  }

  /// What this program holds back or ignores must still stop the other one.
  private static func restoreSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var ignored = sigset_t()
    sigemptyset(&ignored)
    sigaddset(&ignored, SIGPIPE)
    sigaddset(&ignored, SIGXFSZ)
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  private func notStarted(_ status: Int32) -> Failure {
    .notStarted(name, "\(SystemError(status))")
  }

  private func printed(
    by id: pid_t, to end: Int32, within limit: Milliseconds
  ) throws(Failure) -> [UInt8] {
    let deadline = ContinuousClock.now + .milliseconds(limit.count)
    var bytes: [UInt8] = []
    var isOpen = true
    while true {
      let status = self.end(of: id, options: WNOHANG)
      // What it printed before its end is in the pipe by now.
      if isOpen { isOpen = try read(end, into: &bytes) }
      if let status {
        guard status == 0 else { throw .ended(name, status) }
        return bytes
      }
      guard ContinuousClock.now < deadline else { throw .tooSlow(name, limit) }
      var wanted = pollfd(fd: isOpen ? end : -1, events: Int16(POLLIN), revents: 0)
      // No event tells of the end of a program that has closed its pipe, or handed it on.
      poll(&wanted, 1, 20)
    }
  }

  /// Reads what is there; false once nobody can write any more.
  private func read(_ end: Int32, into bytes: inout [UInt8]) throws(Failure) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = Glibc.read(end, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 && errno == EAGAIN }
      bytes.append(contentsOf: chunk.prefix(count))
      guard bytes.count <= 16_384 else { throw .tooMuch(name) }
    }
  }

  /// The exit status, or 128 and the signal; nil while it runs and that is not waited for.
  private func end(of id: pid_t, options: Int32) -> Int32? {
    var status: Int32 = 0
    while true {
      let ended = waitpid(id, &status, options)
      if ended == 0 { return nil }
      if ended < 0, errno == EINTR { continue }
      guard ended > 0 else { return -1 }
      let signal = status & 0x7F
      return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
  }
}
