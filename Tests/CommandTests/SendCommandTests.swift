internal import KustomerDestination
internal import Sandbox
internal import Testing

@Suite struct SendCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the seed's four calls reach the sandbox`() async throws {
    let run = try await ProgramRun(["send"], input: seedCalls, in: folder)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let lines = try run.json().sorted {
      ($0["line"]?.integerValue ?? 0) < ($1["line"]?.integerValue ?? 0)
    }
    #expect(lines.map { $0["status"]?.stringValue } == Array(repeating: "delivered", count: 4))
    #expect(lines.map { $0["session"]?.stringValue } == ["abc123", "abc123", nil, "abc123"])
    #expect(
      lines.map { $0["requests"]?.arrayValue?.map { $0["status"]?.integerValue } } == [
        [204], [204], [404, 201, 201], [201],
      ])
    let again = try await ProgramRun(["map"], input: seedCalls, in: folder)
    #expect(again.status == 0)
  }

  @Test func `each call that is not sent says why, in the order of the input`() async throws {
    let calls = """
      {"type":"track"}
      broken
      {"type":"track","userId":"u","event":"Ev","integrations":{"All":false}}
      """
    let run = try await ProgramRun(["send", "-"], input: calls, in: folder)
    #expect(run.status == 1)
    #expect(
      run.lines == [
        #"{"line":1,"status":"not_sent","verdict":"rejected","code":"no_user_anon_id"}"#,
        #"{"line":2,"status":"not_sent","verdict":"rejected","code":"invalid_json"}"#,
        #"{"line":3,"status":"not_sent","verdict":"filtered","code":"FILTERED_BY_INTEGRATIONS_OBJECT"}"#,
      ])
  }

  @Test func `what is sent otherwise than planned is said, and kept`() async throws {
    let org = try await TestOrg()
    let calls = #"""
      {"type":"identify","userId":"u1","traits":{"email":"x@b.co"}}
      {"type":"identify","userId":"u2","traits":{"email":"x@b.co"}}
      """#
    for call in calls.split(separator: "\n") {
      let run = try await ProgramRun(["send"] + org.options, input: String(call), in: folder)
      #expect(run.status == 0)
      let words = "call 1: email x@b.co belongs to another customer: sent in sharedEmails\n"
      #expect(run.errors == (call.contains("u2") ? "kustomer-console: " + words : ""))
    }
    let entry = try await ProgramRun(["history", "--show", "2"], in: folder).json()[0]
    #expect(entry["notes"]?[0]?.stringValue?.hasPrefix("email x@b.co belongs") == true)
    await org.stop()
  }

  @Test func `calls that failed or are uncertain are said in one line`() async throws {
    let org = try await TestOrg()
    for (faults, words) in [
      (["400:1"], "1 call failed; history status:failed shows it"),
      (["cut-after:1"], "1 call is uncertain; history --uncertain shows it"),
      (
        ["400:2", "cut-after:1"],
        "2 calls failed, 1 call is uncertain; history status:failed and history --uncertain "
          + "show them"
      ),
    ] {
      try org.fail(faults)
      let calls = (0..<4).map { #"{"type":"track","userId":"u\#($0)","event":"Ev"}"# }
      let run = try await ProgramRun(
        ["send", "--quiet"] + org.options, input: calls.joined(separator: "\n"), in: folder)
      #expect(run.status == 1)
      #expect(run.errors == "kustomer-console: \(words)\n")
    }
    try org.fail([])
    let run = try await ProgramRun(["send"] + org.options, input: seedCalls, in: folder)
    #expect(run.errors == "")
    await org.stop()
  }

  @Test func `a pod that is none is refused beside a base URL too`() async throws {
    try await configure("mode = \"live\"\norg_pod = \"evil.com/x\"", url: "http://127.0.0.1:9")
    let run = try await ProgramRun(
      ["send", "--profile", "acme"], input: seedCalls, in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(run.status == 78)
    #expect(run.errors.contains("profile acme: "))
  }

  @Test func `a profile that is not there is refused, also where none is sent to`() async throws {
    for arguments in [["map"], ["sessions"], ["send"]] {
      let run = try await ProgramRun(
        arguments + ["--profile", "nope"], input: seedCalls, in: folder)
      #expect(run.status == 78, "\(arguments)")
      #expect(run.output == "")
    }
  }

  @Test func `a filtered call does not count against the status`() async throws {
    let call = #"{"type":"track","userId":"u","event":"Ev","integrations":{"Kustomer":false}}"#
    #expect(try await ProgramRun(["send"], input: call, in: folder).status == 0)
  }

  @Test func `a dry run prints the requests in full and leaves no trace`() async throws {
    let run = try await ProgramRun(["send", "--dry-run"], input: seedCalls, in: folder)
    #expect(run.status == 0)
    let request = try #require(try run.json().last?["requests"]?[0])
    #expect(request["headers"]?["Authorization"]?.stringValue == "Bearer …-key")
    #expect(request["body"]?["event"]?["name"]?.stringValue == "Registered")
    #expect(try run.json().allSatisfy { $0["status"]?.stringValue == "would_send" })
    #expect(throws: (any Error).self) { try folder.mode(of: "state") }
  }

  @Test(
    arguments: [
      ("mode = \"ask\"", [], 78, "confirm with --yes"),
      ("mode = \"ask\"", ["--yes"], 69, "cannot reach 127.0.0.1"),
      ("mode = \"live\"", [], 69, "cannot reach 127.0.0.1"),
      ("mode = \"live\"\nread_only = true", ["--yes"], 78, "read_only = true: nothing was sent"),
      ("mode = \"dry_run\"", ["--yes"], 0, ""),
    ] as [(String, [String], Int32, String)])
  func `the profile's mode decides whether anything goes out`(
    _ mode: String, _ options: [String], _ status: Int32, _ words: String
  ) async throws {
    try await configure(mode, url: "http://127.0.0.1:9")
    let run = try await ProgramRun(
      ["send", "--profile", "acme"] + options, input: seedCalls, in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(run.status == status)
    #expect(run.errors.split(separator: "\n").count == (words.isEmpty ? 0 : 1))
    #expect(run.errors.contains(words) || words.isEmpty)
    #expect(!(run.output + run.errors).contains("sandbox-key"))
  }

  @Test func `what waits from before is told and not sent`() async throws {
    try await configure("mode = \"live\"", url: "http://127.0.0.1:9")
    let environment = ["ACME": "sandbox-key"]
    _ = try await ProgramRun(
      ["send", "--profile", "acme"], input: seedCalls, in: folder, environment: environment)
    let org = try await TestOrg()
    let next = try await ProgramRun(
      ["send", "--profile", "acme"] + org.options,
      input: #"{"type":"track","userId":"u","event":"Ev"}"#, in: folder, environment: environment)
    #expect(next.status == 0)
    #expect(try org.arrivals() == 1)
    #expect(
      next.errors
        == "kustomer-console: 4 calls of earlier runs wait in the outbox of profile acme;"
        + " send --resume goes on\n")
    await org.stop()
  }

  @Test func `verbose tells each request and each pause before another try`() async throws {
    try await configure("mode = \"live\"", url: "http://127.0.0.1:9")
    let org = try await TestOrg(fault: "503:1")
    let run = try await ProgramRun(
      ["send", "--verbose", "--profile", "acme"] + org.options,
      input: #"{"type":"track","userId":"u","event":"Ev"}"#, in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(run.status == 0)
    let lines = run.errors.split(separator: "\n").map { String($0.dropFirst(18)) }
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("POST /v1/tracking/identityEvent 503 ") == true)
    #expect(lines[1].hasPrefix("line 1: try 2 in "))
    #expect(lines[1].contains("127.0.0.1 answered 503 to POST /v1/tracking/identityEvent"))
    #expect(lines.last?.hasPrefix("POST /v1/tracking/identityEvent 201 ") == true)
    await org.stop()
  }

  @Test func `a hostile pod is told where it was named`() async throws {
    try await configure("mode = \"live\"", url: "http://127.0.0.1:9")
    for (arguments, environment, place) in [
      (["check", "--profile", "acme"], ["KUSTOMER_ORG_POD": "evil.com/x"], "KUSTOMER_ORG_POD"),
      (["check", "--base-url", "http://evil.com"], [:], "--base-url"),
    ] {
      let run = try await ProgramRun(arguments, in: folder, environment: environment)
      #expect(run.status == 78)
      #expect(run.errors.hasPrefix("kustomer-console: \(place): "))
    }
  }

  @Test func `what waits goes out with --resume, once`() async throws {
    try await configure("mode = \"live\"", url: "http://127.0.0.1:9")
    let environment = ["ACME": "sandbox-key"]
    let waiting = try await ProgramRun(
      ["send", "--profile", "acme"], input: seedCalls, in: folder, environment: environment)
    #expect(waiting.status == 69)
    #expect(try waiting.json().allSatisfy { $0["status"]?.stringValue == "waiting" })
    let server = try SandboxServer(SandboxOptions())
    let url = "http://127.0.0.1:\(try await server.start())"
    let elsewhere = try await ProgramRun(
      ["send", "--resume", "--profile", "acme", "--base-url", url], in: folder,
      environment: environment)
    #expect(elsewhere.status == 1)
    #expect(try elsewhere.json().count == 4)
    #expect(
      elsewhere.errors
        == "kustomer-console: what was taken in for http://127.0.0.1:9 is not sent to \(url), where"
        + " profile acme points now; point the profile back, or move it on purpose with"
        + " --to-this-org\n")
    let resumed = try await ProgramRun(
      ["send", "--resume", "--to-this-org", "--profile", "acme", "--base-url", url], in: folder,
      environment: environment)
    #expect(resumed.status == 0)
    #expect(resumed.errors == "kustomer-console: 4 calls of other orgs are sent to \(url)\n")
    #expect(
      try resumed.json().map { $0["status"]?.stringValue }
        == Array(repeating: "delivered", count: 4))
    let nothing = try await ProgramRun(
      ["send", "--resume", "--profile", "acme", "--base-url", url], in: folder,
      environment: environment)
    #expect(nothing.status == 0)
    #expect(nothing.output == "")
    await server.stop()
  }

  @Test(
    arguments: [
      ("401", 77, "answered 401"), ("403", 77, "answered 403"), ("503", 75, "answered 503"),
      ("500@POST /v1/tracking/event", 1, "uncertain"),
      ("504-after@POST /v1/tracking/event", 1, "uncertain"),
      ("429=1ms", 75, "answered 429"), ("400", 1, "calls failed"),
    ] as [(String, Int32, String)])
  func `each kind of trouble has its exit status`(
    _ fault: String, _ status: Int32, _ words: String
  ) async throws {
    let server = try SandboxServer(
      SandboxOptions(faults: [SandboxFault(parsing: fault)]))
    try await configure("mode = \"live\"", url: "http://127.0.0.1:\(try await server.start())")
    let run = try await ProgramRun(
      ["send", "--profile", "acme"], input: seedCalls, in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(run.status == status)
    #expect(run.errors.contains(words), "\(run.errors)")
    await server.stop()
  }

  @Test func `a stdin that is closed is said to be`() async throws {
    let run = try await ProgramRun(shell: "\"$K\" send <&-", in: folder)
    #expect(run.status == 66)
    #expect(
      run.errors == "kustomer-console: stdin is closed; name a file, or pipe calls in\n")
  }

  @Test func `a stdout that is closed does not take lines into another file`() async throws {
    try folder.write("calls.ndjson", seedCalls)
    let run = try await ProgramRun(
      shell: "\"$K\" send calls.ndjson >&-; \"$K\" history --limit 9 | wc -l", in: folder)
    #expect(run.output == "4\n")
    #expect(run.errors.hasPrefix("kustomer-console: stdout cannot be written: "))
  }

  @Test func `a later send stays behind what waits, unless it is let ahead`() async throws {
    try await configure("mode = \"live\"", url: "http://127.0.0.1:9")
    let environment = ["ACME": "sandbox-key"]
    let call = #"{"type":"track","userId":"u","event":"Ev"}"#
    let send = ["send", "--profile", "acme"]
    _ = try await ProgramRun(send, input: call, in: folder, environment: environment)
    let run = try await ProgramRun(send, input: call, in: folder, environment: environment)
    #expect(run.status == 1)
    #expect(try run.json().first?["error"]?["code"] == "earlier_call_waits")
    let ahead = try await ProgramRun(
      send + ["--ahead"], input: call, in: folder, environment: environment)
    #expect(ahead.status == 69)
  }

  @Test func `certificates and proxies that cannot be used are refused before anything is sent`()
    async throws
  {
    try await configure("mode = \"live\"", url: "https://acme.example")
    let environment = ["ACME": "sandbox-key", "CURL_CA_BUNDLE": "/none.pem"]
    let run = try await ProgramRun(
      ["send", "--profile", "acme"], input: seedCalls, in: folder, environment: environment)
    #expect(run.status == 78)
    #expect(run.errors.contains("/none.pem (CURL_CA_BUNDLE) cannot be read"))
    let file = "config/kustomer-console/config.toml"
    try folder.write(file, try folder.text(of: file) + "\nproxy = \"foo://x\"\n")
    let other = try await ProgramRun(
      ["send", "--profile", "acme"], input: seedCalls, in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(other.status == 78)
    #expect(other.errors.contains("profile acme: a proxy of foo:// is none"))
  }

  @Test func `a reader that stops reading keeps no answer from being written down`() async throws {
    let server = try SandboxServer(SandboxOptions())
    try await configure("mode = \"live\"", url: "http://127.0.0.1:\(try await server.start())")
    let calls = (1...3_000).map {
      "{\"type\":\"track\",\"userId\":\"u\($0)\",\"event\":\"Ev\"}\n"
    }
    try folder.write("calls.ndjson", calls.joined())
    // The pipe is never read; one signal ends the run.
    let run = try await ProgramRun(
      shell: """
        export ACME=sandbox-key
        mkfifo pipe
        exec 9<>pipe
        "$K" send --profile acme calls.ndjson >pipe 2>errors 9>&- &
        pid=$!
        last=-1
        while sleep 1; do
          now=$("$K" history status:delivered --limit 9999 2>/dev/null 9>&- | wc -l)
          [ "$now" -gt 0 ] && [ "$now" = "$last" ] && break
          last=$now
        done
        kill -INT $pid
        wait $pid
        echo "$?"
        "$K" history --uncertain 9>&- | wc -l
        "$K" history status:delivered --limit 9999 2>/dev/null 9>&- | wc -l
        """, in: folder)
    let lines = run.lines.compactMap { Int($0) }
    #expect(lines.first == 130)
    #expect(lines.dropFirst().first == 0)
    let delivered = try #require(lines.last)
    #expect(0 < delivered && delivered < 3_000)
    #expect(try server.kustomer.state.arrivals(path: "/v1/tracking/").count == delivered)
    await server.stop()
  }

  @Test func `an interrupt leaves the rest in the outbox`() async throws {
    let server = try SandboxServer(
      SandboxOptions(faults: [SandboxFault(parsing: "latency=300ms")]))
    try await configure("mode = \"live\"", url: "http://127.0.0.1:\(try await server.start())")
    let calls = (1...40).map { "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"Ev \($0)\"}\n" }
    try folder.write("calls.ndjson", calls.joined())
    let run = try await ProgramRun(
      shell: """
        export ACME=sandbox-key
        "$K" send --profile acme calls.ndjson >lines &
        while ! grep -q delivered lines; do :; done
        kill -INT $!
        wait $!
        echo "$?"
        """, in: folder)
    #expect(run.output == "130\n")
    let lines = try folder.text(of: "lines").split(separator: "\n")
    #expect(lines.count == 40)
    #expect(lines.contains { $0.contains("\"waiting\"") })
    await server.stop()
  }

  private func configure(_ mode: String, url: String) async throws {
    _ = try await ProgramRun(["profile", "list"], in: folder)
    _ = try await ProgramRun(
      ["profile", "add", "acme", "--base-url", url, "--api-key-env", "ACME"], in: folder)
    let file = "config/kustomer-console/config.toml"
    let text = try folder.text(of: file).replacing("mode = \"ask\"", with: mode)
    let quick = "[delivery]\ntries = 2\nbackoff_base = \"1ms\"\nbackoff_max = \"2ms\"\n\n"
    try folder.write(file, quick + text)
  }
}
