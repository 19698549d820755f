internal import Foundation
internal import Glibc
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
    let variables = Self.environment(of: folder).merging(environment) { $1 }
      .map { "\($0.key)=\($0.value)" }
    let child = try Self.spawn(words, variables, files)
    status = await withCheckedContinuation { ended in
      // A thread of its own: a sandbox in this process needs those of the tasks.
      Thread { ended.resume(returning: Self.wait(for: child)) }.start()
    }
    output = try String(contentsOfFile: files[1], encoding: .utf8)
    errors = try String(contentsOfFile: files[2], encoding: .utf8)
  }

  /// Not Foundation's Process: it also waits for every other child that was started at the same
  /// moment, and some of them, as a tmux server, live long.
  private static func spawn(
    _ words: [String], _ variables: [String], _ files: [String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, files[1], O_WRONLY | O_TRUNC, 0)
    posix_spawn_file_actions_addopen(&actions, 2, files[2], O_WRONLY | O_TRUNC, 0)
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
    var environment = variables.map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var child: pid_t = 0
    let result = posix_spawn(
      &child, words[0], &actions, &attributes, &arguments, &environment)
    try #require(result == 0)
    return child
  }

  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
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
