internal import Console
internal import Foundation
internal import Glibc
internal import KustomerDestination

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

  /// What the program prints.
  func output(within limit: Milliseconds) throws(Failure) -> [UInt8] {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw notStarted(errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child = start(printingTo: ends[1])
    close(ends[1])
    let id = try child.get()
    let printed: [UInt8]
    do throws(Failure) {
      printed = try read(from: ends[0], within: limit)
    } catch {
      kill(id, SIGKILL)
      _ = wait(for: id)
      throw error
    }
    let status = wait(for: id)
    guard status == 0 else { throw .ended(name, status) }
    return printed
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
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  private func notStarted(_ status: Int32) -> Failure {
    .notStarted(name, String(cString: strerror(status)).lowercased())
  }

  private func read(from end: Int32, within limit: Milliseconds) throws(Failure) -> [UInt8] {
    let deadline = ContinuousClock.now + .milliseconds(limit.count)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      var wanted = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&wanted, 1, Int32(left) + 1) != 0 else { throw .tooSlow(name, limit) }
      guard wanted.revents != 0 else { continue }
      let count = Glibc.read(end, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 { bytes.append(contentsOf: chunk.prefix(count)) }
      guard bytes.count <= 16_384 else { throw .tooMuch(name) }
    }
  }

  /// The exit status, or 128 and the signal.
  private func wait(for id: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 { if errno != EINTR { return -1 } }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
