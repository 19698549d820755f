package import Foundation
internal import Glibc

/// The real binary as a child process, which a proof may kill.
package struct RunningProgram: Sendable {
  /// Of the child.
  package let pid: pid_t
  /// The file that its stdout goes to.
  package let output: String
  /// The file that its stderr goes to.
  package let errors: String

  /// Starts the binary beside the test bundle that is running.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - folder: home, state and config folder of the child.
  ///   - environment: stands over the few variables that are set here.
  /// - Throws: when the binary is missing or cannot be started.
  package init(
    _ arguments: [String], in folder: ProofFolder, environment: [String: String] = [:]
  ) throws {
    try self.init(tool: Self.binary, arguments, in: folder, environment: environment)
  }

  /// Starts another program, with the binary's path as `K` in its environment.
  ///
  /// - Parameters:
  ///   - tool: its path.
  ///   - arguments: without the program's name.
  ///   - folder: home, state and config folder of the child.
  ///   - environment: stands over the few variables that are set here.
  /// - Throws: when it cannot be started.
  package init(
    tool: String, _ arguments: [String], in folder: ProofFolder, environment: [String: String] = [:]
  ) throws {
    let name = UUID().uuidString
    output = try folder.write("runs/\(name).out", "")
    errors = try folder.write("runs/\(name).err", "")
    let variables = folder.environment.merging(["K": try Self.binary]) { $1 }
      .merging(environment) { $1 }
    pid = try Self.spawn([tool] + arguments, variables, output, errors)
  }

  /// What it has printed for programs so far.
  ///
  /// - Throws: when the file cannot be read.
  package func text() throws -> String { try String(contentsOfFile: output, encoding: .utf8) }

  /// What it has printed for people so far.
  ///
  /// - Throws: when the file cannot be read.
  package func complaints() throws -> String { try String(contentsOfFile: errors, encoding: .utf8) }

  /// Its exit status, or the signal's number plus 128; nil while it runs.
  ///
  /// Asked for once more after it has ended, nobody knows.
  package func status() -> Int32? {
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Whether it has ended; its status can still be asked for.
  package var hasEnded: Bool {
    var info = siginfo_t()
    return waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_signo != 0
  }

  /// Waits for its end.
  ///
  /// - Parameter limit: after which it is killed.
  /// - Returns: its status.
  /// - Throws: when the limit is over.
  package func end(within limit: Duration) async throws -> Int32 {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
      if let status = status() { return status }
      try await Task.sleep(for: .milliseconds(2))
    }
    kill()
    throw ProofError("the program did not end within \(limit)")
  }

  /// SIGKILL, and nothing of it is left when this returns.
  package func kill() {
    Glibc.kill(pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
  }

  /// The whole lines that it has printed for programs so far.
  ///
  /// - Throws: when the file cannot be read.
  package func lines() throws -> [String] {
    let text = try String(contentsOfFile: output, encoding: .utf8)
    let end = text.lastIndex(of: "\n") ?? text.startIndex
    return text[..<end].split(separator: "\n").map(String.init)
  }

  private static var binary: String {
    get throws {
      let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      let binary = URL(filePath: path).deletingLastPathComponent()
        .appending(path: "kustomer-console").path
      guard FileManager.default.isExecutableFile(atPath: binary) else {
        throw ProofError("\(binary) is missing; build it first")
      }
      return binary
    }
  }

  private static func spawn(
    _ words: [String], _ variables: [String: String], _ output: String, _ errors: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_TRUNC, 0)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_TRUNC, 0)
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
    var environment = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var child: pid_t = 0
    let result = posix_spawn(&child, words[0], &actions, &attributes, &arguments, &environment)
    guard result == 0 else { throw ProofError("cannot start \(words[0]): \(result)") }
    return child
  }
}

/// Why a proof could not be carried out.
package struct ProofError: Error, CustomStringConvertible {
  /// One line.
  package let description: String

  /// An error that says so.
  package init(_ description: String) { self.description = description }
}
