internal import Delivery
internal import KustomerDestination
internal import ProofHarness
internal import Testing

/// A disk that becomes full while calls are taken in and sent.
@Suite struct SmallDiskTests {
  /// The limit for files stands for the disk: what is written beyond it is refused.
  @Test(arguments: [200, 600, 1_000, 1_500, 3_000])
  func `a run that finds no more space loses nothing and repeats nothing`(
    kilobytes: Int
  ) async throws {
    let sandbox = try await SandboxProcess()
    defer { sandbox.stop() }
    let folder = try ProofFolder()
    let workload = Workload(persons: 100)
    try folder.write("calls.ndjson", workload.text)
    try folder.configure(baseURL: sandbox.baseURL)
    let words = "ulimit -f \(kilobytes * 2); exec \"$K\" send --profile acme \"$0\""
    let small = try RunningProgram(
      tool: "/bin/sh", ["-c", words, folder.path + "/calls.ndjson"], in: folder,
      environment: ["ACME_KEY": "sandbox-key"])
    let status = try await small.end(within: .seconds(300))
    let said = try small.complaints().split(separator: "\n")
    print("\(kilobytes) kB: \(status), \(try small.lines().count) lines, \(said)")
    #expect([0, 73].contains(status), "\(said)")
    if status == 73 { #expect(said.contains { $0.contains("journal") }) }
    // With space again.
    for arguments in [["send", "--resume"], ["history", "--uncertain", "--limit", "9999"]] {
      let program = try RunningProgram(
        arguments + ["--profile", "acme"], in: folder, environment: ["ACME_KEY": "sandbox-key"])
      let resumed = try await program.end(within: .seconds(300))
      let complaints = try program.complaints()
      #expect(resumed == 0, "\(complaints)")
    }
    let arrived = try ArrivedCalls(sandbox.state)
    #expect(arrived.events.values.allSatisfy { $0 == 1 })
  }
}
