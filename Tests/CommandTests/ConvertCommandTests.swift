internal import CallFormats
internal import KustomerDestination
internal import Testing

@Suite struct ConvertCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ["javascript", "swift", "objc"])
  func `the seed's calls go through code and back`(_ form: String) async throws {
    let code = try await ProgramRun(["convert", "--as", form], input: seedCalls, in: folder)
    #expect(code.status == 0)
    #expect(code.errors == "")
    let calls = try await ProgramRun(["convert"], input: code.output, in: folder)
    #expect(calls.status == 0)
    let pairs = zip(
      try calls.json(), try seedCalls.split(separator: "\n").map { try JSON(parsing: String($0)) })
    for (call, original) in pairs {
      for name in ["type", "userId", "event", "name", "properties", "traits", "context"] {
        #expect(call[name] == original[name], "\(name)")
      }
      // A call of a text without a visitor gets that of the text.
      let visitor = try #require(call["anonymousId"]?.stringValue)
      #expect(visitor == original["anonymousId"]?.stringValue ?? visitor)
      #expect(visitor.hasPrefix("visitor-"))
    }
    #expect(calls.lines.count == 4)
  }

  @Test func `curl lines name the address and never a key`() async throws {
    let run = try await ProgramRun(
      ["convert", "--as", "curl", "--base-url", "http://127.0.0.1:9"], input: seedCalls, in: folder,
      environment: ["KUSTOMER_API_KEY": "the-secret-key"])
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(
      run.lines.first
        == #"curl -X POST 'http://127.0.0.1:9/v1/tracking/event' -H "Authorization: Bearer $KUSTOMER_API_KEY" -H 'Content-Type: application/json' --data-raw '{"trackingId":"visitor-1","name":"Viewed-Pricing-Page","sessionId":"abc123","meta":{"titleStr":"Segment Pricing","urlStr":"https://segment.com/pricing"}}'"#
    )
    #expect(!run.output.contains("the-secret-key"))
  }

  @Test func `lines for the sandbox leave its address open`() async throws {
    let run = try await ProgramRun(["convert", "--as", "curl"], input: seedCalls, in: folder)
    #expect(run.lines.first?.hasPrefix("curl -X POST \"$KUSTOMER_BASE_URL\"'/v1/") == true)
    #expect(run.errors.contains("--base-url"))
  }

  @Test func `requests are printed one a line, and what becomes none is said`() async throws {
    let run = try await ProgramRun(
      ["convert", "--as", "kustomer"], input: "{\"type\":\"page\"}\n" + seedCalls, in: folder)
    #expect(run.status == 0)
    #expect(
      try run.json().map { $0["path"]?.stringValue } == [
        "/v1/tracking/event", "/v1/tracking/event", "/v1/customers/externalId=userId123",
        "/v1/customers/{id}", "/v1/customers", "/v1/tracking/identity",
        "/v1/tracking/identityEvent",
      ])
    #expect(
      run.errors
        == "kustomer-console: stdin: line 1: becomes no request: rejected (no_user_anon_id)\n")
  }

  @Test func `a report shows the call, its verdict and its fields`() async throws {
    let run = try await ProgramRun(["convert", "--as", "markdown"], input: seedCalls, in: folder)
    #expect(run.lines.first == "## page `Pricing`")
    #expect(run.lines.contains("- verdict: **ready**"))
    #expect(run.lines.contains("### Fields"))
  }

  @Test func `every command reads every format`() async throws {
    let code = "analytics.identify('u', {email: 'a@b.co'}, {}, done)\nanalytics.track(name)\n"
    let convert = try await ProgramRun(["convert"], input: code, in: folder)
    #expect(convert.status == 1)
    #expect(
      convert.output
        == "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"email\":\"a@b.co\"}}\n")
    #expect(
      convert.errors == """
        kustomer-console: stdin: line 1, column 48: argument 4 is left out
        kustomer-console: stdin: line 2, column 17: name is no literal value; write the value itself; the record is left out

        """)
    let table = "user_id,event,timestamp\nu,A,2024-01-01T10:00:00Z\nu,B,2024-01-01T10:10:00Z\n"
    let sessions = try await ProgramRun(["sessions"], input: table, in: folder)
    #expect(try sessions.json().first?["lines"] == [2, 3])
    let packed = try await ProgramRun(
      shell: "printf '{\"type\":\"page\",\"userId\":\"u\"}' | gzip | \"$K\" map", in: folder)
    #expect(try packed.json().first?["verdict"] == "ready")
    let curl = "curl https://api.segment.io/v1/track -d '{\"userId\":\"u\",\"event\":\"A\"}'"
    let sent = try await ProgramRun(["send"], input: curl, in: folder)
    #expect(try sent.json().first?["status"] == "delivered")
  }

  @Test func `the seed's examples in one file are four ready calls of one visitor`() async throws {
    let code = """
      analytics.page('Pricing', {
        title: 'Segment Pricing', url: 'https://segment.com/pricing', kustomer_session_id: 'abc123'
      });
      [[SEGAnalytics sharedAnalytics] screen:@"Home"
      properties:@{ @"kustomer_session_id": @"abc123" }];
      analytics.identify('userId123', { email: 'john.doe@example.com' });
      analytics.track("Registered", { plan: "Pro Annual", kustomer_session_id:"abc123" });

      """
    let visitor = "visitor-" + FNV1a.hex(FNV1a.hash32(code.utf8))
    let map = try await ProgramRun(["map"], input: code, in: folder)
    #expect(map.status == 0 && map.errors == "")
    let plans = try map.json()
    #expect(plans.map { $0["verdict"]?.stringValue } == ["ready", "ready", "ready", "ready"])
    let last = plans.last?["diagnostics"]?.arrayValue?.compactMap { $0["code"]?.stringValue }
    #expect(last?.suffix(2) == ["user_id_carried", "anonymous_id_supplied"])
    let convert = try await ProgramRun(["convert"], input: code, in: folder)
    let calls = try convert.json()
    #expect(calls.allSatisfy { $0["anonymousId"]?.stringValue == visitor })
    #expect(calls.map { $0["userId"]?.stringValue } == [nil, nil, "userId123", "userId123"])
    #expect(
      convert.errors.contains("line 1: ") && convert.errors.contains("(anonymous_id_supplied)"))
    #expect(convert.errors.contains("line 7: ") && convert.errors.contains("(user_id_carried)"))
    #expect(try await ProgramRun(["send"], input: code, in: folder).status == 0)
    let kept = try await ProgramRun(["history", "--show", "4"], in: folder)
    #expect(try kept.json().first?["plan"]?["diagnostics"] == plans.last?["diagnostics"])
  }

  @Test func `ids that are given fill the calls of a table without such columns`() async throws {
    let table = "event;plan\nA;pro\n"
    let refused = try await ProgramRun(["map"], input: table, in: folder)
    #expect(refused.status == 65 && refused.output == "")
    #expect(refused.errors.contains("column user_id or anonymous_id"))
    let filled = try await ProgramRun(
      ["convert", "--user-id", "u", "--anonymous-id", "v"], input: table, in: folder)
    #expect(
      filled.output
        == #"{"type":"track","userId":"u","anonymousId":"v","event":"A","properties":{"plan":"pro"}}"#
        + "\n")
    let sent = try await ProgramRun(["send", "--user-id", "u"], input: table, in: folder)
    #expect(try sent.json().first?["status"] == "delivered")
    let blank = try await ProgramRun(["map", "--user-id", " "], input: table, in: folder)
    #expect(blank.status == 64)
  }

  @Test(arguments: ["", "\n\n", "[]", "user_id,event\n"])
  func `an input without calls says so`(_ input: String) async throws {
    for command in ["map", "send", "convert", "sessions"] {
      let run = try await ProgramRun([command], input: input, in: folder)
      #expect(run.status == 0 && run.output == "")
      #expect(run.errors == "kustomer-console: stdin: there are no calls in it\n")
    }
  }

  @Test func `another language is one sentence`() async throws {
    let code = "package main\n\nfunc main() {\n  client.Enqueue(analytics.Track{\n  })\n}\n"
    let run = try await ProgramRun(["map"], input: code, in: folder)
    #expect(run.status == 65 && run.output == "")
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains("this is Go code, which is not read"))
  }

  @Test func `JSON that is no call is said to be none`() async throws {
    let run = try await ProgramRun(["convert"], input: #"{"info":1}"#, in: folder)
    #expect(run.status == 0)
    #expect(run.errors.contains("line 1: this JSON is no Segment call"))
  }

  @Test func `an unknown form names those that are known`() async throws {
    let run = try await ProgramRun(["convert", "--as", "yaml"], input: "", in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains("markdown"))
  }
}
