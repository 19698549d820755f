internal import KustomerDestination
package import Sandbox

/// The sandbox in a process of its own, over a database file, with its log.
package struct SandboxProcess: Sendable {
  /// Where it answers.
  package let baseURL: String
  /// Its records and log, read from the file that it writes.
  package let state: SandboxState
  private let folder: ProofFolder
  private let program: RunningProgram

  /// Starts one, and returns when clients can connect.
  ///
  /// - Parameter arguments: of the command `sandbox`, as `--fault`, `500:20%`.
  /// - Throws: when it does not start within a minute.
  package init(_ arguments: [String] = []) async throws {
    let folder = try ProofFolder()
    let program = try RunningProgram(["sandbox", "--quiet"] + arguments, in: folder)
    let deadline = ContinuousClock.now + .seconds(60)
    while try program.lines().isEmpty {
      guard ContinuousClock.now < deadline, program.status() == nil else {
        throw ProofError("the sandbox did not start")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    let line = try JSON(parsing: try program.lines()[0])
    guard let url = line["base_url"]?.stringValue else {
      throw ProofError("the sandbox did not say where it answers")
    }
    self.folder = folder
    self.program = program
    baseURL = url
    state = try SandboxState(path: folder.sandbox)
  }

  /// Ends it.
  package func stop() { program.kill() }
}
