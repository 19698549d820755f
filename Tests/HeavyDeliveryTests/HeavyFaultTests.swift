internal import Delivery
internal import ProofHarness
internal import Records
internal import Testing

/// An org that has trouble with a fifth of all requests.
@Suite struct HeavyFaultTests {
  /// Every kind of fault; the shares add up to a fifth, `429-bare` comes once, since it costs a
  /// minute.
  private static let faults = [
    "500:1%", "502-html:1%", "503-empty:1.2%", "504:0.7%", "425:0.3%", "408:1%", "501:0.5%",
    "400:1%",
    "413:0.5%", "409:0.5%", "401:0.1%", "403-html:0.1%", "wrong-pod=prod2:0.1%",
    "504-after:0.7%", "500-after:0.5%", "garbage:0.5%", "429=200ms:0.7%", "429-retry-after=1s:0.5%",
    "429-bare:1", "cut-before:2%", "cut-after:2%",
    "cut-during:2%", "latency=800ms:1.5%", "slow=1ms:1.5%", "unlink-company:0.5%",
  ]

  @Test func `2 000 calls end in the truth when a fifth of all requests fails`() async throws {
    let arguments = Self.faults.flatMap { ["--fault", $0] }
    var run = try await ProofRun(persons: 200, sandbox: arguments)
    defer { run.sandbox.stop() }
    let processes = try await run.finish()
    let attempts = try run.attempts()
    let statuses = Dictionary(grouping: attempts) { $0.status.map(String.init) ?? $0.failure ?? "" }
      .mapValues(\.count).sorted { $0.key < $1.key }
    print("\(attempts.count) requests by \(processes) processes: \(statuses)")
    let before = try Truth(of: run, isSettled: false)
    print(before.figures)
    #expect(before.lies.isEmpty, "\(before.lies.joined(separator: "\n"))")
    let findings = try await run.settle()
    let after = try Truth(of: run, isSettled: true)
    print("found out: \(findings); then \(after.figures)")
    #expect(after.lies.isEmpty, "\(after.lies.joined(separator: "\n"))")
    #expect(after.statuses[.uncertain] == nil)
    #expect(after.statuses[.waiting] == nil)
  }
}
