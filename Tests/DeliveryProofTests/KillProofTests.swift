internal import Delivery
internal import ProofHarness
internal import Records
internal import Testing

/// What a process that is killed at any point leaves behind; `HeavyDeliveryTests` has more of it.
@Suite struct KillProofTests {
  @Test func `a run that is killed 40 times loses nothing and repeats nothing`() async throws {
    var run = try await ProofRun(persons: 10)
    defer { run.sandbox.stop() }
    try await run.kill(40)
    print(run.figures)
    #expect(run.count == 40)
    let before = try Truth(of: run, isSettled: false)
    print(before.figures)
    #expect(before.lies.isEmpty, "\(before.lies.joined(separator: "\n"))")
    let findings = try await run.settle()
    let after = try Truth(of: run, isSettled: true)
    print("found out: \(findings); then \(after.figures)")
    #expect(after.lies.isEmpty, "\(after.lies.joined(separator: "\n"))")
    #expect(after.statuses == [.delivered: 100])
  }
}
