import Foundation
import KustomerDestination
import ProofHarness
import Synchronization
import Records
import Testing

@testable import Delivery

@Suite struct TransportTests {
  private func exchange(
    with server: RawServer, _ method: PlannedRequest.Method = .post, body: String? = "{}",
    transport: Transport = Transport()
  ) async throws -> Exchange {
    await transport.send(
      HTTPRequest(
        method, "/v1/x", at: try BaseURL("http://127.0.0.1:\(server.port)"),
        body: method == .get ? nil : body.map { Array($0.utf8) }, key: try APIKey("secret-key")))
  }

  @Test func `an answer comes back with status, headers, body`() async throws {
    let server = RawServer { _, _ in
      .answer(http(201, #"{"a":1}"#, headers: ["X-Kustomer-Pod:  prod1 "]))
    }
    defer { server.stop() }
    guard case .answered(let response) = try await exchange(with: server) else {
      Issue.record("no answer")
      return
    }
    #expect(response.status == 201)
    #expect(response.header("x-kustomer-pod") == "prod1")
    #expect(response.body == Array(#"{"a":1}"#.utf8))
    #expect(response.isComplete)
  }

  @Test func `a POST carries key, type and body`() async throws {
    let server = RawServer { _, _ in .answer(http(204)) }
    defer { server.stop() }
    _ = try await exchange(with: server, body: #"{"name":"ä"}"#)
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("POST /v1/x HTTP/1.1\r\n"))
    #expect(request.contains("\r\nAuthorization: Bearer secret-key\r\n"))
    #expect(request.contains("\r\nContent-Type: application/json\r\n"))
    #expect(request.hasSuffix("\r\n\r\n{\"name\":\"ä\"}"))
  }

  @Test func `a key that an answer repeats is masked in it`() async throws {
    let server = RawServer { _, _ in
      .answer(
        http(
          401, #"{"a":"secret-key","b":"secret-key"}"#,
          headers: ["Location: https://x/?k=secret-key"]))
    }
    defer { server.stop() }
    guard case .answered(let response) = try await exchange(with: server) else {
      Issue.record("no answer")
      return
    }
    #expect(String(decoding: response.body, as: UTF8.self) == #"{"a":"…-key","b":"…-key"}"#)
    #expect(response.header("location") == "https://x/?k=…-key")
  }

  @Test func `a PATCH is a PATCH with a body`() async throws {
    let server = RawServer { _, _ in .answer(http(200)) }
    defer { server.stop() }
    _ = try await exchange(with: server, .patch, body: #"{"a":1}"#)
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("PATCH /v1/x "))
    #expect(request.hasSuffix("\r\n\r\n{\"a\":1}"))
  }

  @Test func `a GET has no body`() async throws {
    let server = RawServer { _, _ in .answer(http(404)) }
    defer { server.stop() }
    _ = try await exchange(with: server, .get)
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("GET /v1/x "))
    #expect(request.hasSuffix("\r\n\r\n"))
    #expect(!request.lowercased().contains("content-length"))
  }

  @Test func `twenty requests one after the other share a connection`() async throws {
    let server = RawServer { _, _ in .answer(http(204)) }
    defer { server.stop() }
    let transport = Transport()
    for _ in 0..<20 { _ = try await exchange(with: server, transport: transport) }
    #expect(server.requests.count == 20)
    #expect(server.connections == 1)
  }

  @Test(.timeLimit(.minutes(1)), arguments: [PlannedRequest.Method.post, .patch, .get])
  func `a request cut on a kept connection is not sent again`(
    method: PlannedRequest.Method
  ) async throws {
    let server = RawServer { number, _ in number == 0 ? .answer(http(204)) : .cut }
    defer { server.stop() }
    let transport = Transport()
    guard case .answered = try await exchange(with: server, transport: transport) else {
      Issue.record("the first request, which opens the connection, was not answered")
      return
    }
    let second = try await exchange(with: server, method, transport: transport)
    guard case .failed(let failure) = second else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .cut)
    #expect(failure.wasWritten)
    if method != .get { #expect(server.requests.count == 2) }
  }

  @Test func `a cut after the request says that it was written`() async throws {
    let server = RawServer { _, _ in .cut }
    defer { server.stop() }
    guard case .failed(let failure) = try await exchange(with: server) else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .cut)
    #expect(failure.wasWritten)
    #expect(
      failure.message == "127.0.0.1:\(server.port) cut the connection before it answered")
  }

  @Test func `a port without a server was never written to`() async throws {
    let exchange = await Transport().send(
      HTTPRequest(.get, "/", at: try BaseURL("http://127.0.0.1:9"), key: nil))
    guard case .failed(let failure) = exchange else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .couldNotConnect)
    #expect(!failure.wasWritten)
    #expect(failure.message == "cannot reach 127.0.0.1:9 (connection refused)")
  }

  @Test func `a server that never answers is timed out as a read`() async throws {
    let server = RawServer { _, _ in .hang }
    defer { server.stop() }
    let transport = Transport(settings: TransportSettings(timeout: .seconds(1)))
    guard case .failed(let failure) = try await exchange(with: server, transport: transport) else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .readTimedOut)
    #expect(failure.wasWritten)
  }

  @Test func `a redirect is an answer and not followed`() async throws {
    let server = RawServer { _, _ in
      .answer(http(302, headers: ["Location: http://127.0.0.1:9/"]))
    }
    defer { server.stop() }
    guard case .answered(let response) = try await exchange(with: server, .get) else {
      Issue.record("no answer")
      return
    }
    #expect(response.status == 302)
    #expect(server.requests.count == 1)
  }

  @Test func `an answer cut inside its body keeps its status`() async throws {
    let server = RawServer { _, _ in
      .answerAndClose("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"da")
    }
    defer { server.stop() }
    guard case .answered(let response) = try await exchange(with: server) else {
      Issue.record("no answer")
      return
    }
    #expect(response.status == 201)
    #expect(!response.isComplete)
  }

  @Test func `an interim answer is not the answer`() async throws {
    let server = RawServer { _, _ in .answer("HTTP/1.1 103 Hints\r\nA: b\r\n\r\n" + http(204)) }
    defer { server.stop() }
    guard case .answered(let response) = try await exchange(with: server) else {
      Issue.record("no answer")
      return
    }
    #expect(response.status == 204)
    #expect(response.header("a") == nil)
  }

  @Test func `what is not HTTP is told from a cut`() async throws {
    let server = RawServer { _, _ in .answerAndClose("hello\r\n\r\n") }
    defer { server.stop() }
    guard case .failed(let failure) = try await exchange(with: server) else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .notHTTP)
    #expect(failure.wasWritten)
  }

  @Test func `cancelling the task aborts the transfer`() async throws {
    let server = RawServer { _, _ in .hang }
    defer { server.stop() }
    let task = Task { try await exchange(with: server) }
    try await eventually { server.requests.count == 1 }
    task.cancel()
    guard case .failed(let failure) = try await task.value else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .cancelled)
    #expect(failure.wasWritten)
  }

  @Test func `a cancelled task sends nothing`() async throws {
    let server = RawServer { _, _ in .answer(http(204)) }
    defer { server.stop() }
    let outcome = await withTaskGroup(of: Exchange?.self) { group in
      group.cancelAll()
      group.addTask { try? await self.exchange(with: server) }
      return await group.next() ?? nil
    }
    guard case .failed(let failure)? = outcome else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .cancelled)
  }

  @Test func `requests to this machine never go through a proxy`() async throws {
    let server = RawServer { _, _ in .answer(http(204)) }
    defer { server.stop() }
    let transport = Transport(settings: TransportSettings(proxy: "http://127.0.0.1:9"))
    guard case .answered = try await exchange(with: server, transport: transport) else {
      Issue.record("no answer")
      return
    }
  }

  @Test func `a proxy is not shown the key`() async throws {
    let proxy = RawServer { _, _ in .answerAndClose(http(403)) }
    defer { proxy.stop() }
    let settings = TransportSettings(proxy: "http://127.0.0.1:\(proxy.port)")
    let exchange = await Transport(settings: settings).send(
      HTTPRequest(
        .post, "/v1/x", at: try BaseURL("https://api.example.com"), body: [0x7B, 0x7D],
        key: try APIKey("secret-key")))
    guard case .failed(let failure) = exchange else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .couldNotConnect)
    #expect(!failure.wasWritten)
    #expect(proxy.requests.count == 1)
    #expect(proxy.requests[0].hasPrefix("CONNECT api.example.com:443 "))
    #expect(!proxy.requests[0].contains("secret-key"))
  }

  @Test func `a certificate that nobody vouches for is refused`() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let base = try BaseURL("https://localhost:\(server.port)")
    let request = HTTPRequest(.post, "/", at: base, body: [0x7B, 0x7D], key: nil)
    guard case .failed(let failure) = await Transport().send(request) else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .tls)
    #expect(!failure.wasWritten)
    #expect(failure.message.hasPrefix("no trusted connection to localhost:\(server.port) ("))
  }

  private func failure(
    at url: String, _ settings: TransportSettings = TransportSettings(),
    route: OrgRoute = OrgRoute()
  ) async throws -> TransportFailure {
    let request = HTTPRequest(
      .post, "/v1/x", at: try BaseURL(url), body: [0x7B, 0x7D], key: try APIKey("secret-key"),
      route: route)
    guard case .failed(let failure) = await Transport(settings: settings).send(request) else {
      throw ProofError("it was answered")
    }
    #expect(!failure.message.contains("secret"))
    #expect(!failure.wasWritten)
    return failure
  }

  @Test func `a certificate of its own making is told from an unknown authority`() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let failure = try await failure(at: "https://localhost:\(server.port)")
    #expect(failure.message.hasSuffix("(its certificate is of its own making)"))
    #expect(failure.hint == "if it is right, name it with ca_file")
  }

  @Test func `an expired certificate is said to have expired`() async throws {
    let server = try TLSServer(days: -1)
    defer { server.stop() }
    let file = AuthorityFile(server.certificate, setting: "ca_file")
    let failure = try await failure(
      at: "https://localhost:\(server.port)", TransportSettings(authorities: file))
    #expect(failure.message.hasSuffix("(its certificate has expired)"))
    #expect(failure.hint.contains("clock"))
  }

  @Test func `a certificate for another name is said to be`() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let file = AuthorityFile(server.certificate, setting: "ca_file")
    let failure = try await failure(
      at: "https://127.0.0.1:\(server.port)", TransportSettings(authorities: file))
    #expect(failure.message.hasSuffix("(its certificate is for another name)"))
  }

  @Test func `a file that holds no certificate is named with its setting`() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let file = AuthorityFile("/etc/hostname", setting: "CURL_CA_BUNDLE")
    let failure = try await failure(
      at: "https://localhost:\(server.port)", TransportSettings(authorities: file))
    #expect(failure.kind == .local)
    #expect(
      failure.message == "/etc/hostname (CURL_CA_BUNDLE) cannot be read as certificates")
    #expect(file.trouble?.hasPrefix("/etc/hostname (CURL_CA_BUNDLE) holds no certificate") == true)
    #expect(AuthorityFile(server.certificate, setting: "ca_file").trouble == nil)
    #expect(AuthorityFile("/none.pem", setting: "ca_file").trouble?.contains("/none.pem") == true)
  }

  @Test func `a dead proxy is blamed and not the org, without its password`() async throws {
    let failure = try await failure(
      at: "https://api.example.com", route: OrgRoute(proxy: "http://user:secret@127.0.0.1:9"))
    #expect(failure.kind == .couldNotConnect)
    #expect(
      failure.message == "cannot reach the proxy http://127.0.0.1:9 (the profile's proxy) on the"
        + " way to api.example.com (connection refused)")
    #expect(failure.hint == "check the profile's proxy")
  }

  @Test func `the environment's exceptions do not take a profile's proxy away`() async throws {
    let proxy = RawServer { _, _ in .answerAndClose(http(403)) }
    defer { proxy.stop() }
    setenv("NO_PROXY", "*", 1)
    defer { unsetenv("NO_PROXY") }
    let failure = try await failure(
      at: "https://api.example.com",
      route: OrgRoute(proxy: "http://127.0.0.1:\(proxy.port)"))
    #expect(proxy.requests.count == 1)
    #expect(failure.message.contains(" answered 403 instead of connecting to api.example.com"))
  }

  /// HTTP/2, as far as a server needs it to refuse a stream once it has the request.
  @Test func `a request that went out over HTTP/2 counts as written`() async throws {
    let (input, output) = (Pipe(), Pipe())
    let server = try TLSServer(arguments: ["-alpn", "h2"], input: input, output: output)
    defer { server.stop() }
    let frame: (UInt8, UInt8, UInt8, [UInt8]) -> [UInt8] = { type, flags, stream, payload in
      [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, stream] + payload
    }
    // SETTINGS and its acknowledgement; RST_STREAM with HTTP_1_1_REQUIRED (RFC 9113 §7).
    let answer = frame(4, 0, 0, []) + frame(4, 1, 0, []) + frame(3, 0, 1, [0, 0, 0, 0xD])
    let file = AuthorityFile(server.certificate, setting: "ca_file")
    let transport = Transport(
      settings: TransportSettings(timeout: .seconds(30), authorities: file))
    let request = HTTPRequest(
      .post, "/v1/tracking/event", at: try BaseURL("https://localhost:\(server.port)"),
      body: Array("{}".utf8), key: nil)
    let arrived = Mutex(Data())
    output.fileHandleForReading.readabilityHandler = { handle in
      arrived.withLock { $0.append(handle.availableData) }
    }
    async let exchange = transport.send(request)
    try await eventually { arrived.withLock { $0.range(of: Data("{}".utf8)) != nil } }
    output.fileHandleForReading.readabilityHandler = nil
    input.fileHandleForWriting.write(Data(answer))
    guard case .failed(let failure) = await exchange else {
      Issue.record("answered")
      return
    }
    #expect(failure.wasWritten)
  }

  @Test func `a certificate of the configured authorities is trusted`() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let settings = TransportSettings(
      authorities: AuthorityFile(server.certificate, setting: "ca_file"))
    let base = try BaseURL("https://localhost:\(server.port)")
    guard
      case .answered(let response) = await Transport(settings: settings).send(
        HTTPRequest(.get, "/", at: base, key: nil))
    else {
      Issue.record("no answer")
      return
    }
    #expect(response.status == 200)
  }

  @Test func `an org's own authorities stand over the common ones`() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let org = Org(
      profile: "acme", baseURL: try BaseURL("https://localhost:\(server.port)"),
      route: OrgRoute(authorities: AuthorityFile(server.certificate, setting: "ca_file")),
      key: try APIKey("secret-key"), mode: .live)
    let transport = Transport(
      settings: TransportSettings(
        authorities: AuthorityFile("/none.pem", setting: "CURL_CA_BUNDLE")))
    guard case .answered(let response) = await transport.send(HTTPRequest(.get, "/", to: org))
    else {
      Issue.record("no answer")
      return
    }
    #expect(response.status == 200)
  }

  @Test func `an org's own proxy stands over the common one`() async throws {
    let proxy = RawServer { _, _ in .answerAndClose(http(403)) }
    defer { proxy.stop() }
    let org = Org(
      profile: "acme", baseURL: try BaseURL("https://api.example.com"),
      route: OrgRoute(proxy: "http://127.0.0.1:\(proxy.port)"), key: try APIKey("secret-key"),
      mode: .live)
    let transport = Transport(settings: TransportSettings(proxy: "http://127.0.0.1:9"))
    _ = await transport.send(HTTPRequest(.get, "/", to: org))
    #expect(proxy.requests.count == 1)
  }

  @Test func `a certificate of another name is refused`() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let settings = TransportSettings(
      authorities: AuthorityFile(server.certificate, setting: "ca_file"))
    let base = try BaseURL("https://127.0.0.1:\(server.port)")
    guard
      case .failed(let failure) = await Transport(settings: settings).send(
        HTTPRequest(.get, "/", at: base, key: nil))
    else {
      Issue.record("answered")
      return
    }
    #expect(failure.kind == .tls)
  }

  @Test func `a hundred requests at once are all answered`() async throws {
    let server = RawServer { _, request in
      .answer(http(200, String(request.split(separator: "\r\n\r\n").last ?? "")))
    }
    defer { server.stop() }
    let transport = Transport()
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<100 {
        group.addTask {
          let exchange = try await self.exchange(
            with: server, body: "{\"n\":\(number)}", transport: transport)
          guard case .answered(let response) = exchange else { return "\(exchange)" }
          return String(decoding: response.body, as: UTF8.self)
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(bodies == Set((0..<100).map { "{\"n\":\($0)}" }))
  }
}

/// Waits until a condition holds, at most a minute.
func eventually(
  within limit: Duration = .seconds(60), _ condition: @Sendable () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !condition() {
    guard ContinuousClock.now < deadline else {
      Issue.record("the condition did not come true in \(limit)")
      return
    }
    try await Task.sleep(for: .milliseconds(2))
  }
}
