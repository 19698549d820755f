import KustomerDestination
import Testing

@testable import Delivery

@Suite struct TransferPhasesTests {
  @Test(
    arguments: [
      ([4_000, 13_000, 44_000, 114_000, 118_000], [4, 9, 31, 70, 4]),
      // Without encryption no end of it comes.
      ([900, 1_900, 0, 4_950, 5_000], [0, 1, 0, 3, 1]),
      // A connection that was kept.
      ([0, 0, 0, 12_700, 12_900], [0, 0, 0, 12, 0]),
      ([0, 0, 0, 0, 0], [0, 0, 0, 0, 0]),
    ] as [([Int64], [Int])])
  func `each lasts from the end of the one before`(_ ends: [Int64], _ lengths: [Int]) {
    let phases = TransferPhases(
      dns: ends[0], tcp: ends[1], tls: ends[2], wait: ends[3], read: ends[4])
    #expect(phases.named.map(\.name) == ["dns", "tcp", "tls", "wait", "read"])
    #expect(phases.named.map(\.milliseconds) == lengths)
    #expect(lengths.reduce(0, +) == Int(ends[4] / 1_000))
    #expect(TransferPhases(text: phases.text) == phases)
  }

  @Test(arguments: [PlannedRequest.Method.post, .patch, .get])
  func `what an answer is late by was waited for, not read`(
    _ method: PlannedRequest.Method
  ) async throws {
    try await onBench(faults: ["latency=200ms"]) { bench in
      let body = method == .get ? nil : Array("{}".utf8)
      let request = HTTPRequest(method, "/v1/customers", to: try bench.org(), body: body)
      guard case .answered(let response) = await bench.transport.send(request) else {
        Issue.record("no answer")
        return
      }
      let phases = try #require(response.phases)
      #expect(phases.wait >= 200)
      #expect(phases.read < phases.wait)
    }
  }

  @Test(arguments: ["", "1 2 3 4", "1 2 3 4 5 6", "a b c d e"])
  func `another text is none`(_ text: String) {
    #expect(TransferPhases(text: text) == nil)
  }
}
