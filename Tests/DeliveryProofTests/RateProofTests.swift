internal import Delivery
internal import KustomerDestination
internal import ProofHarness
internal import Testing

/// An org's limit, as its answers show it.
@Suite struct RateProofTests {
  @Test func `a limited org has to say 429 at most once a window`() async throws {
    var run = try await ProofRun(persons: 20, sandbox: ["--rate", "60/2s"])
    defer { run.sandbox.stop() }
    _ = try await run.finish()
    let answers = try run.attempts()
    // Windows begin at least two seconds apart, so that each has its own reset.
    let windows = Set(answers.compactMap(\.reset))
    let refusals = Dictionary(grouping: answers.filter { $0.status == 429 }) { $0.reset }
    print("\(answers.count) requests, \(windows.count) windows used up, a 429 in \(refusals.count)")
    #expect(answers.count > 240)
    // Sixty a window: more than 240 fall into five of them, three of which are over.
    let moments = answers.map(\.begun).sorted()
    #expect(try #require(moments.last) - #require(moments.first) > .seconds(6))
    #expect(refusals[nil] == nil)
    #expect(refusals.allSatisfy { $0.value.count == 1 })
    let truth = try Truth(of: run, isSettled: true)
    #expect(truth.lies.isEmpty, "\(truth.lies.joined(separator: "\n"))")
  }
}

extension HistoryDetail.Attempt {
  /// The window's end; nil while something of it is left.
  fileprivate var reset: String? { headers.first { $0.hasPrefix("x-ratelimit-reset:") } }
}
