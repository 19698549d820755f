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
    // The first, before the limit is known, unless this machine is too slow to reach it, as under a
    // sanitizer; how many more depends on how fast it is.
    #expect(!windows.isEmpty || answers.mostBegun(within: .seconds(2)) < 60)
    #expect(refusals[nil] == nil)
    #expect(refusals.allSatisfy { $0.value.count == 1 })
    let truth = try Truth(of: run, isSettled: true)
    #expect(truth.lies.isEmpty, "\(truth.lies.joined(separator: "\n"))")
  }
}

extension [HistoryDetail.Attempt] {
  /// The most that were begun in any such time.
  fileprivate func mostBegun(within time: Milliseconds) -> Int {
    let moments = map(\.begun).sorted()
    var first = 0
    return moments.indices.reduce(0) { most, last in
      while moments[last] - moments[first] >= time { first += 1 }
      return Swift.max(most, last - first + 1)
    }
  }
}

extension HistoryDetail.Attempt {
  /// The window's end; nil while something of it is left.
  fileprivate var reset: String? { headers.first { $0.hasPrefix("x-ratelimit-reset:") } }
}
