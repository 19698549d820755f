internal import Delivery
internal import Foundation
internal import Glibc
internal import KustomerDestination
internal import Sandbox
internal import Testing

@Suite struct ListenCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the lines are those of map, in the order of arrival`() async throws {
    let calls = Self.mixedCalls(60)
    let run = try await ListenerRun(in: folder) { port in
      for call in calls[..<10] {
        try await hand(call, to: "/v1/\(Self.type(of: call))", at: port)
      }
      let batch = "{\"batch\":[\(calls[10...].joined(separator: ","))],\"writeKey\":\"k\"}"
      try await hand(batch, to: "/v1/batch", at: port)
    }
    let map = try await ProgramRun(
      ["map"], input: calls.joined(separator: "\n"), in: folder)
    #expect(run.lines == map.lines)
    #expect(run.status == 0)
    #expect(run.errors.contains("11 requests, 60 calls"))
  }

  @Test func `forwarded calls reach the org in the sessions that map names`() async throws {
    let calls = Self.mixedCalls(120)
    let server = try SandboxServer(SandboxOptions())
    let url = "http://127.0.0.1:\(try await server.start())"
    try await configure("live")
    let run = try await ListenerRun(
      ["--forward", "--profile", "acme", "--base-url", url], in: folder, signal: SIGTERM
    ) { [folder] port in
      for start in stride(from: 0, to: calls.count, by: 20) {
        let batch = "{\"batch\":[\(calls[start..<start + 20].joined(separator: ","))]}"
        try await hand(batch, to: "/v1/batch", at: port)
        // The same again, as an SDK does that has not seen the answer.
        try await hand(batch, to: "/v1/import", at: port)
      }
      let journal = try Journal(
        at: folder.path + "/state/kustomer-console/journal.sqlite",
        clock: { Timestamp(milliseconds: 0) })
      try await eventually { try journal.waitingCount(profile: "acme") == 0 }
    }
    let map = try await ProgramRun(["map"], input: calls.joined(separator: "\n"), in: folder)
    let sessions = try map.json().flatMap { try Self.sessions(ofPlan: $0) }
    #expect(try Self.events(in: server).sorted() == sessions.sorted())
    #expect(sessions.count == Self.events(calls))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("120 duplicates; 120 delivered\n"), "\(run.errors)")
    #expect(run.lines.count == 240)
    await server.stop()
  }

  @Test func `what the org cannot take waits in the outbox`() async throws {
    try await configure("live")
    let calls = Self.mixedCalls(40)
    let options = ["--forward", "--profile", "acme", "--base-url", "http://127.0.0.1:9"]
    let run = try await ListenerRun(options, in: folder) { [folder] port in
      for call in calls {
        try await hand(call, to: "/v1/\(Self.type(of: call))", at: port)
      }
      try await eventually { try folder.text(of: "errors").contains("cannot reach") }
    }
    #expect(run.status == 69)
    #expect(run.errors.contains("40 wait in the outbox, send --resume goes on"), "\(run.errors)")
    try await expectAllResumed(calls)
  }

  @Test func `a listener that is killed loses no call that was answered`() async throws {
    try await configure("live")
    let calls = Self.mixedCalls(200)
    let options = ["--forward", "--profile", "acme", "--base-url", "http://127.0.0.1:9"]
    let run = try await ListenerRun(options, in: folder, signal: SIGKILL) { port in
      try await withThrowingTaskGroup { group in
        for start in stride(from: 0, to: calls.count, by: 10) {
          let batch = "{\"batch\":[\(calls[start..<start + 10].joined(separator: ","))]}"
          group.addTask { try await hand(batch, to: "/v1/batch", at: port) }
        }
        try await group.waitForAll()
      }
    }
    #expect(run.status == 128 + SIGKILL)
    try await expectAllResumed(calls)
  }

  @Test(
    arguments: [
      ("ask", [], "confirm with --yes"), ("dry_run", ["--yes"], "mode = \"dry_run\""),
    ] as [(String, [String], String)])
  func `the profile's gate stands before forwarding`(
    _ mode: String, _ options: [String], _ words: String
  ) async throws {
    try await configure(mode)
    let run = try await ProgramRun(
      ["listen", "--forward", "--profile", "acme"] + options, in: folder)
    #expect(run.status == 78)
    #expect(run.errors.contains(words))
  }

  @Test func `no page puts events into an org but one that is named`() async throws {
    let call = #"{"userId":"u1","event":"Registered"}"#
    let options = ["--forward", "--profile", "sandbox", "--origin", "https://shop.example"]
    let run = try await ListenerRun(options, in: folder) { [folder] port in
      let origins = [
        ("Origin: https://evil.example\r\n", 403), ("Origin: null\r\n", 403),
        ("Origin: https://shop.example\r\n", 200), ("Origin: http://localhost:3000\r\n", 200),
        ("", 200),
      ]
      for (headers, expected) in origins {
        let status = try await post(call, to: "/v1/track", at: port, headers: headers)
        #expect(status == expected, "\(headers)")
      }
      let journal = try Journal(
        at: folder.path + "/state/kustomer-console/journal.sqlite",
        clock: { Timestamp(milliseconds: 0) })
      try await eventually { try journal.waitingCount(profile: "sandbox") == 0 }
    }
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("5 requests, 3 calls"))
    #expect(run.errors.contains("2 requests refused"))
  }

  @Test(arguments: [
    (["--origin", "https://shop.example"], "--origin goes with --forward"),
    (["--forward", "--origin", "shop"], "write the page's origin as https://shop.example"),
  ])
  func `an origin that means nothing is wrong usage`(
    options: [String], problem: String
  ) async throws {
    let run = try await ProgramRun(["listen"] + options, in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains(problem))
  }

  @Test func `a call of a batch that cannot be read is reported, the others are taken`()
    async throws
  {
    let run = try await ListenerRun(in: folder) { port in
      let body = #"{"batch":[{"type":"page","userId":"u"},7,{"type":"page","userId":"u"}]}"#
      try await hand(body, to: "/v1/batch", at: port)
    }
    #expect(run.lines.count == 2)
    #expect(
      run.errors.contains(
        "request 1: call 2 of the batch: line 1, column 40: not a JSON object; the others"))
    #expect(run.errors.contains("1 unreadable"))
  }

  @Test func `a refused key leaves what comes in the outbox`() async throws {
    try await configure("live")
    let server = try SandboxServer(SandboxOptions(keys: []))
    let url = "http://127.0.0.1:\(try await server.start())"
    let options = ["--forward", "--profile", "acme", "--base-url", url]
    let run = try await ListenerRun(options, in: folder) { [folder] port in
      try await hand(Self.mixedCalls(1)[0], to: "/v1/page", at: port)
      try await eventually { try folder.text(of: "errors").contains("answered 401") }
      try await hand(Self.mixedCalls(1)[0], to: "/v1/page", at: port)
    }
    #expect(run.status == 77)
    await server.stop()
  }

  @Test func `neither a write key nor the settings of a webhook are kept`() async throws {
    try await configure("live")
    let secret = "Zm9yYmlkZGVu"
    let options = ["--forward", "--profile", "acme", "--base-url", "http://127.0.0.1:9"]
    let run = try await ListenerRun(options, in: folder) { port in
      let call = #"{"userId":"u","event":"E","writeKey":"\#(secret)"}"#
      let basic = "Authorization: Basic \(Data("\(secret):".utf8).base64EncodedString())\r\n"
      try await hand(call, to: "/v1/track", at: port, headers: basic)
      let settings = Data(#"{"orgPod":"prod2","apiKey":"\#(secret)"}"#.utf8)
      let header = "X-Segment-Settings: \(settings.base64EncodedString())\r\n"
      try await hand(
        #"{"type":"page","userId":"u"}"#, to: "/", at: port, headers: basic + header)
    }
    #expect(run.lines.count == 2)
    let journal = try Data(
      contentsOf: URL(filePath: folder.path + "/state/kustomer-console/journal.sqlite"))
    let all = Array(journal) + Array((run.lines.joined() + run.errors).utf8)
    for text in [secret, Data("\(secret):".utf8).base64EncodedString()] {
      #expect(!all.contains(Array(text.utf8)))
    }
  }

  @Test func `a closed pipe ends it`() async throws {
    let run = try await ProgramRun(
      shell: """
        { "$K" listen 2>errors; echo "$?" >status; } | head -n 1 >first &
        while ! grep -q 'answers on' errors; do :; done
        sed 's/.*127.0.0.1:\\([0-9]*\\).*/\\1/' errors
        """, in: folder)
    let port = try #require(UInt16(run.output.dropLast()))
    try await eventually { [folder] in
      // The first lines are read, one after them meets nobody.
      _ = try? await post(#"{"userId":"u","event":"E"}"#, to: "/v1/track", at: port)
      return (try? folder.text(of: "status")) == "0\n"
    }
  }

  @Test func `an address that others reach is warned of`() async throws {
    let run = try await ProgramRun(
      shell: """
        "$K" listen --bind 0.0.0.0 2>errors &
        while ! grep -q 'answers on' errors; do :; done
        kill -TERM $!
        wait $!
        echo "$?"
        """, in: folder)
    #expect(run.output == "0\n")
    #expect(try folder.text(of: "errors").contains("0.0.0.0 is no loopback address"))
  }
}

extension ListenCommandTests {
  /// Page, screen, track and identify of a few persons, some of them visitors until then; a third
  /// of the time between two calls of a person is over the gap.
  private static func mixedCalls(_ count: Int) -> [String] {
    (0..<count).map { number in
      let person = number % 5
      let minutes = number / 5 * (number % 3 == 0 ? 50 : 10) % 1_400
      let time = "2024-01-01T\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60)):00Z"
      let ids =
        switch (person, number % 4) {
        case (0..<3, _): "\"userId\":\"u\(person)\""
        case (_, 2): "\"userId\":\"u\(person)\",\"anonymousId\":\"v\(person)\""
        default: "\"anonymousId\":\"v\(person)\""
        }
      let start = "\"messageId\":\"m\(number)\",\"timestamp\":\"\(time)\",\(ids)"
      return switch number % 4 {
      case 0: "{\"type\":\"page\",\"name\":\"Page \(number)\",\(start)}"
      case 1: "{\"type\":\"screen\",\"name\":\"Screen \(number)\",\(start)}"
      case 2: "{\"type\":\"identify\",\"traits\":{\"email\":\"a\(person)@b.cd\"},\(start)}"
      default: "{\"type\":\"track\",\"event\":\"Event \(number)\",\(start)}"
      }
    }
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private static func type(of call: String) -> String {
    ["page", "screen", "identify", "track"].first { call.contains("\"type\":\"\($0)\"") } ?? ""
  }

  /// How many of the calls are tracking events.
  private static func events(_ calls: [String]) -> Int {
    calls.count { type(of: $0) != "identify" }
  }

  /// Name and session of each tracking event that has arrived.
  private static func events(in server: SandboxServer) throws -> [String] {
    try server.kustomer.state.arrivals(path: "/v1/tracking/").compactMap { arrival in
      try session(of: JSON(parsing: arrival.body))
    }
  }

  private static func sessions(ofPlan plan: JSON) throws -> [String] {
    (plan["requests"]?.arrayValue ?? []).compactMap { $0["body"].flatMap(session) }
  }

  private static func session(of body: JSON) -> String? {
    let event = body["event"] ?? body
    guard let name = event["name"]?.stringValue, let id = event["sessionId"]?.stringValue else {
      return nil
    }
    return "\(name) \(id)"
  }

  private func expectAllResumed(_ calls: [String]) async throws {
    let server = try SandboxServer(SandboxOptions())
    let url = "http://127.0.0.1:\(try await server.start())"
    let resumed = try await ProgramRun(
      ["send", "--resume", "--to-this-org", "--profile", "acme", "--base-url", url], in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    // What was being sent when the listener was killed may have landed: it is not sent unasked.
    let history = try await ProgramRun(["history", "--uncertain", "--limit", "1000"], in: folder)
    let uncertain = history.lines.count
    #expect(uncertain <= 16, "more than there are connections")
    #expect(resumed.lines.count + uncertain == calls.count)
    #expect(try Self.events(in: server).count + uncertain == Self.events(calls))
    await server.stop()
  }

  private func configure(_ mode: String) async throws {
    _ = try await ProgramRun(
      ["profile", "add", "acme", "--org-pod", "prod1", "--api-key-env", "ACME"], in: folder)
    let file = "config/kustomer-console/config.toml"
    let text = try folder.text(of: file).replacing("mode = \"ask\"", with: "mode = \"\(mode)\"")
    let quick = "[delivery]\ntries = 2\nbackoff_base = \"1ms\"\nbackoff_max = \"2ms\"\n\n"
    try folder.write(file, quick + text)
  }
}
