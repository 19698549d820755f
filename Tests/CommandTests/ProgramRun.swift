internal import Foundation
internal import KustomerDestination
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
      URL(filePath: try folder.write("\(name).\(kind)", kind == "in" ? input : ""))
    }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = Self.environment(of: folder).merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    // Waiting must not hold a thread that a sandbox in this process needs.
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do {
        try process.run()
      } catch {
        ended.resume(throwing: error)
      }
    }
    let isSignal = process.terminationReason == .uncaughtSignal
    status = process.terminationStatus + (isSignal ? 128 : 0)
    output = try String(contentsOf: files[1], encoding: .utf8)
    errors = try String(contentsOf: files[2], encoding: .utf8)
  }

  private static func environment(of folder: TemporaryFolder) -> [String: String] {
    [
      "HOME": folder.path, "PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": folder.path + "/config",
      "XDG_STATE_HOME": folder.path + "/state", "XDG_DATA_HOME": folder.path + "/data",
      // The trap handler of the toolchain waits 30 s on a terminal.
      "SWIFT_BACKTRACE": "enable=no",
    ]
  }
}

/// The seed's four calls with ids, as they stand in the specification.
let seedCalls = """
  {"type":"page","anonymousId":"visitor-1","name":"Pricing","properties":{"title":"Segment Pricing","url":"https://segment.com/pricing","kustomer_session_id":"abc123"}}
  {"type":"screen","anonymousId":"visitor-1","name":"Home","properties":{"kustomer_session_id":"abc123"}}
  {"type":"identify","userId":"userId123","anonymousId":"visitor-1","traits":{"email":"john.doe@example.com"},"context":{"locale":"en-US"}}
  {"type":"track","userId":"userId123","event":"Registered","properties":{"plan":"Pro Annual","accountType":"Facebook","kustomer_session_id":"abc123"}}

  """
