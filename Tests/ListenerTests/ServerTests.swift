import Foundation
import KustomerDestination
import Listener
import LoopbackHTTP
import Synchronization
import Testing

@Suite struct ServerTests {
  @Test func `calls of one connection are kept in the order of their requests`() async throws {
    try await serving { port, kept in
      let requests = (1...50).map { number in
        wire("POST", "/v1/track", Self.track("\(number)"), last: number == 50)
      }
      let answer = try await exchange(requests.flatMap { $0 }, with: port)
      #expect(answer.statuses == Array(repeating: "200", count: 50))
      #expect(answer.hasSuffix("\r\n\r\n{\"success\": true}"))
      #expect(kept.calls.map(\.number) == Array(1...50))
      #expect(kept.calls.map { $0.call.json["event"]?.stringValue } == (1...50).map { "\($0)" })
    }
  }

  @Test func `a repeated message id is marked, once its call is kept`() async throws {
    try await serving { port, kept in
      let call = Array(#"{"userId":"u","event":"E","messageId":"m"}"#.utf8)
      kept.refuses.store(true, ordering: .relaxed)
      let refused = try await exchange(wire("POST", "/v1/t", call), with: port)
      kept.refuses.store(false, ordering: .relaxed)
      let taken = try await exchange(wire("POST", "/v1/t", call), with: port)
      let again = try await exchange(wire("POST", "/v1/t", call), with: port)
      #expect([refused, taken, again].map(\.statuses) == [["503"], ["200"], ["200"]])
      #expect(kept.calls.map(\.isDuplicate) == [false, true])
      #expect(kept.calls.map(\.number) == [1, 2])
    }
  }

  @Test func `calls without a message id are no duplicates`() async throws {
    try await serving { port, kept in
      for _ in 0..<2 {
        _ = try await exchange(wire("POST", "/v1/t", Self.track("E")), with: port)
      }
      #expect(kept.calls.map(\.isDuplicate) == [false, false])
    }
  }

  @Test func `what cannot wait for a slow keeper is refused`() async throws {
    let gate = DispatchSemaphore(value: 0)
    let kept = Kept()
    let server = ListenerServer(port: 0, clock: { noon }) { calls in
      gate.wait()
      gate.signal()
      return kept.keep(calls)
    }
    let port = try await server.start()
    // 32 MB wait at most; a batch of these counts as a little over 490 KB.
    let text = String(repeating: "x", count: 30_000)
    let call = #"{"type":"track","userId":"u","event":"E","properties":{"a":"\#(text)"}}"#
    let calls = Array(repeating: call, count: 16).joined(separator: ",")
    let batch = wire("POST", "/v1/batch", Array("{\"batch\":[\(calls)]}".utf8))
    let statuses = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<100 {
        group.addTask { try await exchange(batch, with: port).statuses }
      }
      var statuses: [String] = []
      for try await answer in group {
        statuses += answer
        // The first answers are refusals: whoever waits is answered when the keeper goes on.
        if statuses.count == 10 { gate.signal() }
      }
      return statuses
    }
    #expect(Set(statuses.prefix(10)) == ["503"])
    #expect(Set(statuses) == ["200", "503"])
    #expect(kept.calls.count == 16 * statuses.count { $0 == "200" })
    #expect(server.counts.busy == statuses.count { $0 == "503" })
    await server.stop()
  }

  @Test func `stopping answers what was taken`() async throws {
    let gate = DispatchSemaphore(value: 0)
    let hasCome = DispatchSemaphore(value: 0)
    let server = ListenerServer(port: 0, clock: { noon }) { _ in
      hasCome.signal()
      gate.wait()
      return true
    }
    let port = try await server.start()
    async let answer = exchange(wire("POST", "/v1/track", Self.track("E")), with: port)
    await withCheckedContinuation { come in
      Thread.detachNewThread {
        hasCome.wait()
        come.resume()
      }
    }
    async let stopped: Void = server.stop()
    gate.signal()
    #expect(try await answer.statuses == ["200"])
    await stopped
    let again = ListenerServer(port: port, clock: { noon }) { _ in true }
    #expect(try await again.start() == port)
    await again.stop()
  }

  @Test func `a taken port is named`() async throws {
    try await serving { port, _ in
      let second = ListenerServer(port: port, clock: { noon }) { _ in true }
      let failure = await #expect(throws: ListeningFailure.self) { _ = try await second.start() }
      #expect(
        failure?.description
          == "port \(port) on 127.0.0.1: another program listens there;"
          + " choose another with --port or --bind")
    }
  }

  @Test func `a request that is none is answered`() async throws {
    try await serving { port, _ in
      let answer = try await exchange(Array("nonsense\r\n\r\n".utf8), with: port)
      #expect(answer.statuses == ["400"])
      #expect(answer.contains("malformed_request"))
    }
  }

  @Test func `chunked bodies and clients that wait for 100 are served`() async throws {
    try await serving { port, kept in
      let body = String(decoding: Self.track("E"), as: UTF8.self)
      let half = body.count / 2
      let chunks = [body.prefix(half), body.suffix(body.count - half), ""].map {
        "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n"
      }
      let head = "POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
      let bytes = head + "Expect: 100-continue\r\nConnection: close\r\n\r\n" + chunks.joined()
      let answer = try await exchange(Array(bytes.utf8), with: port)
      #expect(answer.statuses == ["100", "200"])
      #expect(kept.calls.count == 1)
    }
  }

  private static func track(_ event: String) -> [UInt8] {
    Array(#"{"userId":"u","event":"\#(event)"}"#.utf8)
  }

  private func serving(_ body: (UInt16, Kept) async throws -> Void) async throws {
    let kept = Kept()
    let server = ListenerServer(port: 0, clock: { noon }) { kept.keep($0) }
    let port = try await server.start()
    do {
      try await body(port, kept)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }
}

/// What a listener has handed on.
final class Kept: Sendable {
  let refuses = Atomic(false)
  private let state = Mutex<[ReceivedCall]>([])

  var calls: [ReceivedCall] { state.withLock { $0 } }

  func keep(_ calls: [ReceivedCall]) -> Bool {
    guard !refuses.load(ordering: .relaxed) else { return false }
    state.withLock { $0 += calls }
    return true
  }
}
