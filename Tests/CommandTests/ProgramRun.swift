internal import Foundation
internal import KustomerDestination
internal import ProofHarness
internal import Testing

/// The real binary, run with its own folders and nothing of this machine's environment.
struct ProgramRun {
  /// Exit status, or the signal's number plus 128.
  let status: Int32
  /// What it printed for programs.
  let output: String
  /// What it printed for people.
  let errors: String

  /// The lines of `output`.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The lines of `output`, each read as JSON.
  func json() throws -> [JSON] { try lines.map { try JSON(parsing: $0) } }

  /// Where the binary lies: beside the test bundle that is running.
  static var binary: String {
    get throws {
      let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      let binary = URL(filePath: path).deletingLastPathComponent().appending(
        path: "kustomer-console")
      try #require(FileManager.default.isExecutableFile(atPath: binary.path))
      return binary.path
    }
  }

  /// Runs it to its end with `input` piped in; `folder` is home, state and working folder, and
  /// `environment` stands over the few variables that are set here.
  init(
    _ arguments: [String], input: String = "", in folder: TemporaryFolder,
    environment: [String: String] = [:]
  ) async throws {
    try await self.init(
      Self.binary, arguments, input: input, in: folder, environment: environment)
  }

  /// Runs a shell pipeline in which `$K` is the binary; its status is that of the last program.
  init(shell: String, in folder: TemporaryFolder) async throws {
    try await self.init(
      "/bin/sh", ["-c", shell], input: "", in: folder, environment: ["K": try Self.binary])
  }

  private init(
    _ program: String, _ arguments: [String], input: String, in folder: TemporaryFolder,
    environment: [String: String]
  ) async throws {
    let name = UUID().uuidString
    let files = try ["in", "out", "err"].map { kind in
      try folder.write("\(name).\(kind)", kind == "in" ? input : "")
    }
    let words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path, program] + arguments
    let child = try start(
      words, environment: Self.environment(of: folder).merging(environment) { $1 },
      input: files[0], output: files[1], errors: files[2])
    status = await withCheckedContinuation { ended in
      // A thread of its own: a sandbox in this process needs those of the tasks.
      Thread { ended.resume(returning: exitStatus(of: child)) }.start()
    }
    output = try String(contentsOfFile: files[1], encoding: .utf8)
    errors = try String(contentsOfFile: files[2], encoding: .utf8)
  }

  private static func environment(of folder: TemporaryFolder) -> [String: String] {
    [
      "HOME": folder.path, "PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": folder.path + "/config",
      "XDG_STATE_HOME": folder.path + "/state", "XDG_DATA_HOME": folder.path + "/data",
    ].merging(RuntimeVariables.all) { $1 }
  }
}

/// The seed's four calls with ids, as they stand in the specification.
let seedCalls = """
  {"type":"page","anonymousId":"visitor-1","name":"Pricing","properties":{"title":"Segment Pricing","url":"https://segment.com/pricing","kustomer_session_id":"abc123"}}
  {"type":"screen","anonymousId":"visitor-1","name":"Home","properties":{"kustomer_session_id":"abc123"}}
  {"type":"identify","userId":"userId123","anonymousId":"visitor-1","traits":{"email":"john.doe@example.com"},"context":{"locale":"en-US"}}
  {"type":"track","userId":"userId123","event":"Registered","properties":{"plan":"Pro Annual","accountType":"Facebook","kustomer_session_id":"abc123"}}

  """
