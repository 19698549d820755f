internal import Delivery
internal import ProofHarness
internal import Records
internal import Testing

/// What a process that is killed at any point leaves behind, at length.
@Suite struct HeavyKillTests {
  @Test func `a run that is killed 500 times loses nothing and repeats nothing`() async throws {
    var run = try await ProofRun(persons: 100)
    defer { run.sandbox.stop() }
    try await run.kill(500)
    print(run.figures)
    #expect(run.count == 500)
    let before = try Truth(of: run, isSettled: false)
    print(before.figures)
    #expect(before.lies.isEmpty, "\(before.lies.joined(separator: "\n"))")
    let findings = try await run.settle()
    let after = try Truth(of: run, isSettled: true)
    print("found out: \(findings); then \(after.figures)")
    #expect(after.lies.isEmpty, "\(after.lies.joined(separator: "\n"))")
    #expect(after.statuses == [.delivered: 1_000])
  }
}
