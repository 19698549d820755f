internal import Delivery
internal import KustomerDestination
internal import ProofHarness
internal import Testing

/// A disk, or a limit of file sizes, that the journal would fill.
@Suite struct SmallDiskTests {
  /// In a namespace of its own a process may mount a disk of any size; the disk is gone with it, so
  /// the journal is copied to another one before.
  private static let script = """
    mkdir -p "$XDG_STATE_HOME"
    mount -t tmpfs -o size=3m,mode=700 none "$XDG_STATE_HOME" || exit 99
    "$K" send --profile acme "$0"
    code=$?
    mkdir -m 700 "$1" "$1/kustomer-console"
    cp "$XDG_STATE_HOME"/kustomer-console/journal.sqlite* "$1/kustomer-console" || exit 98
    exit $code
    """

  private static func mayMount() async throws -> Bool {
    let program = try RunningProgram(
      tool: "/usr/bin/unshare", ["-Urm", "/bin/true"], in: ProofFolder())
    return try await program.end(within: .seconds(60)) == 0
  }

  @Test(.enabled("needs user namespaces") { try await mayMount() })
  func `a disk that fills up loses no answer, and the rest is sent later, once`() async throws {
    let sandbox = try await SandboxProcess()
    defer { sandbox.stop() }
    let (folder, workload) = (try ProofFolder(), Workload(persons: 80))
    let count = workload.entries.count { !$0.isIdentify }
    try folder.configure(baseURL: sandbox.baseURL)
    let later = folder.path + "/later"
    let calls = try folder.write("calls.ndjson", workload.text)
    let small = try RunningProgram(
      tool: "/usr/bin/unshare", ["-Urm", "/bin/sh", "-c", Self.script, calls, later], in: folder,
      environment: ["ACME_KEY": "sandbox-key"])
    let status = try await small.end(within: .seconds(300))
    let arrived = try ArrivedCalls(sandbox.state).events.count
    #expect(arrived > 0 && arrived < count)
    let resumed = try RunningProgram(
      ["send", "--resume", "--profile", "acme"], in: folder,
      environment: ["ACME_KEY": "sandbox-key", "XDG_STATE_HOME": later])
    let end = try await resumed.end(within: .seconds(300))
    let said = try small.complaints() + resumed.complaints()
    #expect(status == 73 && end == 0, "\(said)")
    let events = try ArrivedCalls(sandbox.state).events
    #expect(events.count == count && events.values.allSatisfy { $0 == 1 })
  }

  @Test(arguments: [200, 3_000])
  func `a limit of file sizes is named before anything is taken in`(
    kilobytes: Int
  ) async throws {
    let sandbox = try await SandboxProcess()
    defer { sandbox.stop() }
    let folder = try ProofFolder()
    try folder.write("calls.ndjson", Workload(persons: 2).text)
    try folder.configure(baseURL: sandbox.baseURL)
    let words = "ulimit -f \(kilobytes * 2); exec \"$K\" send --profile acme \"$0\""
    let small = try RunningProgram(
      tool: "/bin/sh", ["-c", words, folder.path + "/calls.ndjson"], in: folder,
      environment: ["ACME_KEY": "sandbox-key"])
    let status = try await small.end(within: .seconds(300))
    let said = try small.complaints().split(separator: "\n")
    #expect(status == 78, "\(said)")
    #expect(said.count == 1 && said[0].contains("ulimit -f"), "\(said)")
    #expect(try ArrivedCalls(sandbox.state).events.isEmpty)
  }
}
