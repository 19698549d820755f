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
    pid = try start(
      [tool] + arguments, environment: variables, output: output, errors: errors)
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
    return exitStatus(from: status)
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
    exitStatus(of: pid)
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
}

/// Why a proof could not be carried out.
package struct ProofError: Error, CustomStringConvertible {
  /// One line.
  package let description: String

  /// An error that says so.
  package init(_ description: String) { self.description = description }
}
