internal import Delivery
internal import Foundation
internal import KustomerDestination
internal import ProofHarness
internal import Sandbox
internal import Testing

/// Calls that go through Segment's HTTP API instead of straight to Kustomer.
@Suite struct SegmentRouteTests {
  private let folder: TemporaryFolder
  private let secret = ["SEG": "write/key-0123456789"]
  private let track =
    #"{"type":"track","userId":"u1","event":"Bought","properties":{"total":12.5}}"# + "\n"

  init() throws { folder = try Self.makeFolder() }

  private static func makeFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/config/kustomer-console", withIntermediateDirectories: true)
    return folder
  }

  private func configure(_ port: UInt16, mode: String = "live", more: String = "") throws {
    try folder.write(
      "config/kustomer-console/config.toml",
      """
      [delivery]
      tries = 3
      backoff_base = "1ms"
      backoff_max = "2ms"
      [profiles.acme]
      org_pod = "prod1"
      api_key = { env = "ACME" }
      mode = "\(mode)"
      \(more)
      [profiles.acme.segment]
      write_key = { env = "SEG" }
      endpoint = "http://127.0.0.1:\(port)"
      """)
  }

  private func send(_ options: [String] = [], _ input: String) async throws -> ProgramRun {
    try await ProgramRun(
      ["send", "--profile", "acme", "--via", "segment"] + options, input: input, in: folder,
      environment: secret)
  }

  /// The body of a request as it arrived.
  private func body(_ request: String) throws -> JSON {
    let start = try #require(request.range(of: "\r\n\r\n")).upperBound
    return try JSON(parsing: String(request[start...]))
  }

  @Test func `a call goes to Segment as an SDK sends it, and counts as done`() async throws {
    let server = RawServer { _, _ in .answer(http(200, #"{"success":true}"#)) }
    defer { server.stop() }
    try configure(server.port)
    let run = try await send(["--now", "2024-05-01T10:00:00Z"], track)
    #expect(run.status == 0, "\(run.errors)")
    let line = try #require(try run.json().first)
    #expect(line["status"] == "accepted")
    #expect(line["requests"]?[0]?["path"] == "/v1/track")
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("POST /v1/track HTTP/1.1\r\n"))
    let basic = Data("write/key-0123456789:".utf8).base64EncodedString()
    #expect(request.contains("\r\nAuthorization: Basic \(basic)\r\n"))
    let body = try body(request)
    #expect(
      body["timestamp"] == "2024-05-01T10:00:00Z" || body["timestamp"] == "2024-05-01T10:00:00.000Z"
    )
    #expect(body["sentAt"]?.stringValue?.hasPrefix("2024-05-01T10:00:0") == true)
    #expect(body["context"]?["library"]?["name"] == "kustomer-console")
    #expect(body["messageId"]?.stringValue?.wholeMatch(of: #/kc-[0-9a-f]{32}/#) != nil)
    #expect(body["properties"]?["total"] == .number("12.5"))
  }

  @Test func `a connection that is cut after the body is tried again as the same message`()
    async throws
  {
    let server = RawServer { number, _ in
      number == 0 ? .cut : .answer(http(200, #"{"success":true}"#))
    }
    defer { server.stop() }
    try configure(server.port)
    let run = try await send([], track)
    #expect(try run.json().map { $0["status"] } == ["accepted"], "\(run.errors)")
    let messages = try server.requests.map { try body($0)["messageId"] }
    #expect(messages.count == 2 && messages[0] == messages[1])
  }

  @Test func `an own messageId is kept, and a call sent again on purpose is another message`()
    async throws
  {
    let server = RawServer { _, _ in .answer(http(200, #"{"success":true}"#)) }
    defer { server.stop() }
    try configure(server.port)
    let own = track.replacing("{\"type\"", with: "{\"messageId\":\"mine\",\"type\"")
    #expect(try await send([], own).status == 0)
    let again = try await ProgramRun(["history", "--resend", "1"], in: folder, environment: secret)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try await send([], track).status == 0)
    #expect(try await send([], track).status == 0)
    let messages = try server.requests.compactMap { try body($0)["messageId"]?.stringValue }
    #expect(messages.first == "mine")
    #expect(Set(messages).count == 4)
    let listed = try await ProgramRun(["history", "status:accepted"], in: folder)
    #expect(try listed.json().map { $0["via"] } == Array(repeating: "segment", count: 4))
    #expect(try await ProgramRun(["history", "status:delivered"], in: folder).output == "")
  }

  @Test(arguments: [
    (http(503), "waiting", 75), (http(429, headers: ["Retry-After: 0"]), "waiting", 75),
    (http(400, #"{"success":false}"#), "failed", 1), (http(401), "waiting", 77),
    (http(404), "failed", 1),
    (http(200, "<html>"), "waiting", 75), (http(200, #"{"success":false}"#), "waiting", 75),
  ])
  func `what Segment answers means what its status says`(
    answer: String, status: String, exit: Int32
  ) async throws {
    let server = RawServer { _, _ in .answer(answer) }
    defer { server.stop() }
    try configure(server.port)
    let run = try await send([], track)
    #expect(try run.json().map { $0["status"]?.stringValue } == [status], "\(run.errors)")
    #expect(run.status == exit, "\(run.errors)")
  }

  @Test func `what waits for Segment never goes straight to Kustomer, nor the other way`()
    async throws
  {
    let org = try await TestOrg()
    try configure(9)
    #expect(try await send([], track).status == 69)
    let straight = try await ProgramRun(
      ["send", "--profile", "acme", "--resume", "--to-this-org"] + org.options, in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(straight.status == 0, "\(straight.errors)")
    #expect(try org.requests().isEmpty)
    let server = RawServer { _, _ in .answer(http(200, #"{"success":true}"#)) }
    defer { server.stop() }
    try configure(server.port)
    let moved = try await send(["--resume", "--to-this-org"], "")
    #expect(try moved.json().map { $0["status"] } == ["accepted"], "\(moved.errors)")
    await org.stop()
  }

  @Test func `the gate is the same, and a dry run shows the call without its key`() async throws {
    try configure(9, mode: "ask")
    let refused = try await send([], track)
    #expect(refused.status == 78)
    #expect(refused.errors.contains("mode = \"ask\": nothing was sent"))
    let dry = try await send(["--dry-run"], track)
    #expect(dry.status == 0)
    let request = try #require(try dry.json().first?["requests"]?[0])
    #expect(request["path"] == "/v1/track")
    #expect(request["headers"]?["Authorization"] == "Basic …")
    #expect(request["body"]?["messageId"] == "kc-…")
    let sandbox = try await ProgramRun(["send", "--via", "segment"], input: track, in: folder)
    #expect(sandbox.status == 78)
    #expect(sandbox.errors.contains("the sandbox is no org that Segment leads to"))
  }

  @Test(arguments: [
    ("endpoint = \"http://segment.example\"", "in plain text"),
    ("region = \"mars\"", "region is us or eu"),
    ("region = \"us\"\nendpoint = \"http://127.0.0.1:9\"", "both say where"),
    ("write_key = \"secret-in-the-file\"", "never stands in this file"),
  ])
  func `settings that could lose the write key are refused`(
    setting: String, words: String
  ) async throws {
    let key = setting.hasPrefix("write_key") ? "" : "write_key = { env = \"SEG\" }\n"
    try folder.write(
      "config/kustomer-console/config.toml",
      "[profiles.acme]\norg_pod = \"prod1\"\n[profiles.acme.segment]\n\(key)\(setting)\n")
    let run = try await send([], track)
    #expect(run.status == 78)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(!run.errors.contains("secret-in-the-file"))
  }

  @Test func `the write key is in no file and in no output`() async throws {
    let secret = "write/key-0123456789"
    let basic = Data("\(secret):".utf8).base64EncodedString()
    // An answer that repeats what it was sent.
    let echo = #"{"success":true,"key":"\#(secret)","auth":"Basic \#(basic)"}"#
    let server = RawServer { _, _ in .answer(http(200, echo)) }
    defer { server.stop() }
    try configure(server.port)
    let run = try await send(["--verbose"], track)
    let shown = try await ProgramRun(["history", "--show", "1"], in: folder)
    var texts = [run.output, run.errors, shown.output, shown.errors]
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    for case let name as String in files {
      guard let data = FileManager.default.contents(atPath: folder.path + "/" + name) else {
        continue
      }
      texts.append(String(decoding: data, as: UTF8.self))
    }
    #expect(texts.count > 6)
    for text in texts { #expect(!text.contains("key-0123456789") && !text.contains(basic)) }
  }

  @Test func `through a listener as Segment a call arrives in the org`() async throws {
    let server = try SandboxServer(SandboxOptions())
    let url = "http://127.0.0.1:\(try await server.start())"
    let hop = try Self.makeFolder()
    try hop.write(
      "config/kustomer-console/config.toml",
      "[profiles.acme]\norg_pod = \"prod1\"\napi_key = { env = \"ACME\" }\nmode = \"live\"\n")
    let identify = #"{"type":"identify","userId":"u1","traits":{"email":"jo@example.com"}}"# + "\n"
    let (folder, secret) = (folder, secret)
    let session = track.replacing("12.5", with: #"12.5,"kustomer_session_id":"s1""#)
    try folder.write("calls.ndjson", identify + session)
    let run = try await ListenerRun(
      ["--forward", "--profile", "acme", "--base-url", url], in: hop, signal: SIGTERM
    ) { port in
      try self.configure(port)
      let sent = try await ProgramRun(
        ["send", "--profile", "acme", "--via", "segment", folder.path + "/calls.ndjson"],
        in: folder, environment: secret)
      #expect(sent.status == 0, "\(sent.errors)")
      try await eventually { try server.kustomer.state.arrivals(path: "/v1/tracking/").count == 1 }
    }
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count == 2)
    let watched = try await ProgramRun(
      ["watch", "--calls", folder.path + "/calls.ndjson", "--profile", "acme", "--since", "1h"]
        + ["--for", "5s", "--every", "100ms", "--base-url", url], in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(watched.status == 0, "\(watched.errors) \(watched.output)")
    // Without a file the journal knows what it has sent; what was seen is expected no more.
    let words = ["watch", "u1", "--profile", "acme", "--since", "1h", "--every", "100ms"]
    let own = try await ProgramRun(
      words + ["--for", "5s", "--base-url", url], in: folder, environment: ["ACME": "sandbox-key"])
    #expect(own.status == 0, "\(own.errors) \(own.output)")
    #expect(try own.json().compactMap { $0["call"] }.count == 2)
    let again = try await ProgramRun(
      words + ["--for", "300ms", "--base-url", url], in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(again.status == 0, "\(again.errors) \(again.output)")
    #expect(try again.json().compactMap { $0["call"] }.isEmpty)
    await server.stop()
  }
}
