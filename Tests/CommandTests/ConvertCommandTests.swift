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
      for name in [
        "type", "userId", "anonymousId", "event", "name", "properties", "traits", "context",
      ] {
        #expect(call[name] == original[name], "\(name)")
      }
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

  @Test func `an unknown form names those that are known`() async throws {
    let run = try await ProgramRun(["convert", "--as", "yaml"], input: "", in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains("markdown"))
  }
}
