import Foundation
import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct ServerTests {
  private let event = #"{"name":"Registered","trackingId":"v"}"#

  @Test func `a request over a socket is answered`() async throws {
    try await serving { server, client in
      let answer = try await client.exchange([wire("GET", "/v1/auth/tokens/current")])
      #expect(answer.statuses == ["200"])
      #expect(answer.text.contains("x-kustomer-pod: prod1\r\n"))
      #expect(answer.text.contains("x-ratelimit-limit: 1000000\r\n"))
      #expect(answer.ending == .closed)
    }
  }

  @Test func `a page that was led here by another name reads nothing`() async throws {
    try await serving { server, client in
      let request = wire("GET", "/v1/auth/tokens/current")
        .replacingOccurrences(of: "Host: 127.0.0.1", with: "Host: evil.example")
      let answer = try await client.exchange([request])
      #expect(answer.statuses == ["403"])
      #expect(!answer.text.contains("Sandbox"))
    }
  }

  @Test func `a connection serves request after request`() async throws {
    try await serving { server, client in
      let posts = (0..<50).map { _ in wire("POST", "/v1/tracking/event", event, last: false) }
      let answer = try await client.exchange([posts.joined() + wire("GET", "/v1/none")])
      #expect(answer.statuses == Array(repeating: "204", count: 50) + ["404"])
      #expect(try server.kustomer.state.arrivals().count == 50)
    }
  }

  @Test func `a request that comes in pieces is put together`() async throws {
    try await serving { server, client in
      let pieces = wire("POST", "/v1/tracking/event", event).map(String.init)
      let answer = try await client.exchange(pieces)
      #expect(answer.statuses == ["204"])
    }
  }

  @Test func `a chunked body is read`() async throws {
    try await serving { server, client in
      let head = """
        POST /v1/tracking/event HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer sandbox-key\r
        Transfer-Encoding: chunked\r
        Connection: close\r
        \r\n
        """
      let chunks = "5;x=y\r\n{\"nam\r\nA\r\ne\":\"Abcd\"}\r\n0\r\nTrailer: x\r\n\r\n"
      let answer = try await client.exchange([head + chunks])
      #expect(answer.statuses == ["204"])
    }
  }

  @Test func `a client that asks first is told to go on`() async throws {
    try await serving { server, client in
      let request = wire("POST", "/v1/tracking/event", event)
      let asking = request.replacingOccurrences(
        of: "Connection: close", with: "Expect: 100-continue\r\nConnection: close")
      let answer = try await client.exchange([asking])
      #expect(answer.statuses == ["100", "204"])
    }
  }

  @Test func `a body over the limit is 413 and the connection goes on`() async throws {
    try await serving { server, client in
      let large = wire(
        "POST", "/v1/customers", String(repeating: " ", count: 300_000), last: false)
      let answer = try await client.exchange([large, wire("POST", "/v1/tracking/event", event)])
      #expect(answer.statuses == ["413", "204"])
    }
  }

  @Test(arguments: [
    "nonsense\r\n\r\n", "GET  /v1 HTTP/1.1\r\n\r\n", "GET /v1 HTTP/2\r\n\r\n",
    "POST /v1/customers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n",
    "POST /v1/customers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    "POST /v1/customers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST /v1/customers HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "GET /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\n: x\r\n\r\n",
  ])
  func `a request that is no HTTP is 400 and the end`(text: String) async throws {
    try await serving { server, client in
      let answer = try await client.exchange([text])
      #expect(answer.statuses == ["400"])
      #expect(answer.text.contains("x-kustomer-pod: prod1\r\n"))
    }
  }

  @Test func `endless headers are 431`() async throws {
    try await serving { server, client in
      let answer = try await client.exchange([
        "GET /v1 HTTP/1.1\r\nX: " + String(repeating: "x", count: 70_000)
      ])
      #expect(answer.statuses == ["431"])
    }
  }

  @Test func `cut-before resets and processes nothing`() async throws {
    try await serving(faults: ["cut-before:1"]) { server, client in
      let request = wire("POST", "/v1/tracking/event", event)
      let answer = try await client.exchange([request])
      #expect(answer.bytes.isEmpty)
      #expect(answer.ending == .reset)
      #expect(try server.kustomer.state.arrivals().isEmpty)
      #expect(try await client.exchange([request]).statuses == ["204"])
    }
  }

  @Test func `cut-after processes and says nothing`() async throws {
    try await serving(faults: ["cut-after:1@/v1/tracking/"]) { server, client in
      let answer = try await client.exchange([wire("POST", "/v1/tracking/event", event)])
      #expect(answer.bytes.isEmpty)
      #expect(answer.ending == .closed)
      #expect(try server.kustomer.state.arrivals().count == 1)
    }
  }

  @Test func `cut-during processes and ends in the middle of the answer`() async throws {
    try await serving(faults: ["cut-during:1"]) { server, client in
      let answer = try await client.exchange([wire("POST", "/v1/customers", "{}")])
      #expect(answer.statuses == ["201"])
      #expect(!answer.text.hasSuffix("}"))
      #expect(try server.kustomer.state.arrivals().count == 1)
    }
  }

  @Test func `a late answer is as late as it is told`() async throws {
    try await serving(faults: ["latency=150ms:1"]) { server, client in
      let start = ContinuousClock.now
      let answer = try await client.exchange([wire("GET", "/v1/none")])
      #expect(answer.statuses == ["404"])
      #expect(ContinuousClock.now - start >= .milliseconds(150))
    }
  }

  @Test func `a slow answer arrives whole`() async throws {
    try await serving(faults: ["slow=1ms:1"]) { server, client in
      let start = ContinuousClock.now
      let answer = try await client.exchange([wire("GET", "/v1/none")])
      #expect(answer.text.hasSuffix("}"))
      #expect(ContinuousClock.now - start >= .milliseconds(answer.bytes.count))
    }
  }

  @Test func `a stopped sandbox frees its port and ends its connections`() async throws {
    let server = try SandboxServer(SandboxOptions())
    let port = try await server.start()
    let client = WireClient(port: port)
    async let open = client.exchange([wire("POST", "/v1/tracking/event", event, last: false)])
    try await eventually { try server.kustomer.state.arrivals().count == 1 }
    await server.stop()
    _ = try await open
    await #expect(throws: WireClient.Unreachable.self) { try await client.exchange([]) }
    let again = try SandboxServer(SandboxOptions(port: port))
    #expect(try await again.start() == port)
    await again.stop()
  }

  @Test func `a taken port is named`() async throws {
    try await serving { server, client in
      let second = try SandboxServer(SandboxOptions(port: client.port))
      let error = await #expect(throws: SandboxError.self) { _ = try await second.start() }
      #expect(
        try #require(error).description
          == "port \(client.port) on 127.0.0.1: another program listens there; "
          + "choose another with --port")
    }
  }

  @Test func `many clients at once are all served`() async throws {
    try await serving { server, client in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<20 {
          group.addTask {
            let posts = (0..<20).map { _ in wire("POST", "/v1/tracking/event", event, last: false) }
            let answer = try await client.exchange([posts.joined() + wire("GET", "/v1/none")])
            return answer.statuses.count { $0 == "204" }
          }
        }
        for try await count in group { #expect(count == 20) }
      }
      #expect(try server.kustomer.state.arrivals().count == 400)
    }
  }

  private func serving(
    faults: [String] = [], _ body: (SandboxServer, WireClient) async throws -> Void
  ) async throws {
    let server = try SandboxServer(
      SandboxOptions(faults: faults.map(SandboxFault.init(parsing:))))
    let port = try await server.start()
    do {
      try await body(server, WireClient(port: port))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func eventually(_ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if try await condition() { return }
    }
    Issue.record("the condition did not come true within a minute")
  }
}
