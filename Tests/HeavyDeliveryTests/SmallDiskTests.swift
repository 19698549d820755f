internal import Delivery
internal import KustomerDestination
internal import ProofHarness
internal import Testing

/// A limit of file sizes that the journal would meet.
@Suite struct SmallDiskTests {
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
