internal import KustomerDestination
internal import Testing

@Suite struct MapCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the seed's four calls become Kustomer's requests`() async throws {
    let run = try await ProgramRun(["map"], input: seedCalls, in: folder)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let plans = try run.json()
    #expect(plans.map { $0["line"]?.integerValue } == [1, 2, 3, 4])
    #expect(plans.map { $0["verdict"]?.stringValue } == ["ready", "ready", "ready", "ready"])
    #expect(
      plans.map { $0["requests"]?.arrayValue?.last?["body"]?.compact } == [
        #"{"trackingId":"visitor-1","name":"Viewed-Pricing-Page","sessionId":"abc123","meta":{"titleStr":"Segment Pricing","urlStr":"https://segment.com/pricing"}}"#,
        #"{"trackingId":"visitor-1","name":"Viewed-Home-Screen","sessionId":"abc123"}"#,
        #"{"trackingId":"visitor-1","externalId":"userId123"}"#,
        #"{"identity":{"externalId":"userId123"},"event":{"name":"Registered","sessionId":"abc123","meta":{"planStr":"Pro Annual","accountTypeStr":"Facebook"}}}"#,
      ])
  }

  @Test func `a broken record gives a line on both streams, and the rest goes on`() async throws {
    let run = try await ProgramRun(
      ["map", "-"], input: "{\"type\":\"track\",\n\n{\"type\":\"page\",\"userId\":\"u\"}\n",
      in: folder)
    #expect(run.status == 1)
    #expect(
      run.lines.first
        == #"{"line":1,"type":null,"verdict":"rejected","requests":[],"diagnostics":[{"severity":"error","code":"invalid_json","path":"","message":"line 1, column 17: the text ends too early"}]}"#
    )
    #expect(run.lines.count == 2)
    #expect(
      run.errors == "kustomer-console: stdin: line 1, column 17: the text ends too early;"
        + " the record is left out\n")
  }

  @Test func `a table's row with a type that is none is unsupported, as in JSON`() async throws {
    let table = "type,userId,event\ntrack,u1,A\nidentifiy,u3,x\ngroup,u2,\n"
    let plans = try await ProgramRun(["map"], input: table, in: folder).json()
    #expect(plans.map { $0["type"]?.stringValue } == ["track", "identifiy", "group"])
    #expect(plans.map { $0["verdict"]?.stringValue } == ["ready", "unsupported", "unsupported"])
  }

  @Test func `the moment of sending is the call's time, and gives its session`() async throws {
    let call = "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"Ev\"}\n"
    for arguments in [
      ["--now", "2024-01-02T03:04:05.678Z", "map"], ["map", "--now=2024-01-02T04:04:05.678+01:00"],
    ] {
      let run = try await ProgramRun(arguments, input: call, in: folder)
      let session = try run.json().first?["session"]?["id"]?.stringValue
      #expect(session?.hasPrefix("auto-20240102T030405678Z-") == true)
    }
  }

  @Test func `only the wanted verdicts are printed`() async throws {
    let calls = seedCalls + "{\"type\":\"group\",\"userId\":\"u\"}\n{\"type\":\"track\"}\n"
    let run = try await ProgramRun(
      ["map", "--only", "rejected", "--only", "unsupported"], input: calls, in: folder)
    #expect(try run.json().map { $0["line"]?.integerValue } == [5, 6])
    #expect(run.status == 0)
  }

  @Test func `the trace is printed when it is asked for`() async throws {
    #expect(
      try await ProgramRun(["map"], input: seedCalls, in: folder).json().allSatisfy {
        $0["trace"] == nil
      }
    )
    let traced = try await ProgramRun(["map", "--trace"], input: seedCalls, in: folder).json()
    #expect(traced.allSatisfy { $0["trace"]?.arrayValue?.isEmpty == false })
  }

  @Test func `several files are named in each line`() async throws {
    try folder.write(
      "a.json", "[{\"type\":\"page\",\"userId\":\"u\"},\n{\"type\":\"page\",\"userId\":\"u\"}]")
    try folder.write("b.json", "{\"type\":\"page\",\"userId\":\"u\"}")
    let run = try await ProgramRun(["map", "a.json", "b.json"], in: folder)
    #expect(
      try run.json().map { line in
        ["file", "line", "item"].map { line[$0]?.compact ?? "" }.joined(separator: " ")
      } == [#""a.json" 1 1"#, #""a.json" 2 2"#, #""b.json" 1 "#])
  }

  @Test func `a reader that has seen enough ends the program without a word`() async throws {
    let run = try await ProgramRun(
      shell: #"yes '{"type":"page","userId":"u"}' | head -n 20000 | "$K" map | head -n 1"#,
      in: folder)
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.lines.count == 1)
  }

  @Test func `a slow pipe gets each plan as soon as its call is there`() async throws {
    let run = try await ProgramRun(
      shell: """
        mkfifo calls plans
        "$K" map <calls >plans &
        exec 3>calls 4<plans
        echo '{"type":"page","userId":"u"}' >&3
        read -r line <&4 && echo "$line"
        exec 3>&-
        wait
        """, in: folder)
    #expect(try run.json().first?["verdict"]?.stringValue == "ready")
  }

  @Test func `settings of config.toml reach the mapping`() async throws {
    try folder.write("config.toml", "[mapping]\nevent_names = \"plain\"\n")
    let run = try await ProgramRun(["map", "--config", "."], input: seedCalls, in: folder)
    #expect(
      try run.json().first?["requests"]?[0]?["body"]?["name"]?.stringValue == "Pricing")
  }

  @Test func `calls group into settled sessions`() async throws {
    let run = try await ProgramRun(
      ["--now", "2024-01-01T00:00:00Z", "sessions"],
      input: seedCalls + "{\"type\":\"page\",\"anonymousId\":\"v2\",\"name\":\"A\"}\n", in: folder)
    #expect(run.status == 0)
    #expect(
      run.lines.first
        == #"{"person":"user:userId123","session":"abc123","source":"explicit","start":"2024-01-01T00:00:00.000Z","end":"2024-01-01T00:00:00.000Z","events":3,"lines":[1,2,4]}"#
    )
    let second = try #require(try run.json().last)
    #expect(second["person"]?.stringValue == "anonymous:v2")
    #expect(second["visible"]?.boolValue == false)
    #expect(second["kept_until"]?.stringValue == "2024-01-31T00:00:00.000Z")
  }

  @Test func `sessions that Kustomer will name are predicted`() async throws {
    try folder.write("config.toml", "[session]\nids = \"leave_to_kustomer\"\n")
    let calls = seedCalls + "{\"type\":\"page\",\"userId\":\"u\"}\n"
    let run = try await ProgramRun(["sessions", "--config", "."], input: calls, in: folder)
    #expect(try run.json().map { $0["source"]?.stringValue } == ["explicit", "predicted"])
  }

  @Test func `the gap cuts sessions`() async throws {
    let calls = ["10:00", "10:20", "10:50"].map {
      "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"Ev\",\"timestamp\":\"2024-01-01T\($0)Z\"}\n"
    }.joined()
    for (gap, sessions) in [
      ("20m", [[1], [2], [3]]), ("21m", [[1, 2], [3]]), ("31m", [[1, 2, 3]]),
    ] {
      let run = try await ProgramRun(["sessions", "--gap", gap], input: calls, in: folder)
      #expect(
        try run.json().map { $0["lines"]?.arrayValue?.compactMap { $0.integerValue.map(Int.init) } }
          == sessions)
    }
  }

  @Test func `any input converts to one call a line`() async throws {
    let run = try await ProgramRun(
      ["convert"],
      input: "{\n \"batch\": [ {\"type\": \"page\", \"n\": 1.0} ],\n \"context\": {\"ip\": 1}\n}",
      in: folder)
    #expect(run.output == "{\"type\":\"page\",\"n\":1.0,\"context\":{\"ip\":1}}\n")
  }

  @Test(
    arguments: [
      ("user:ua", [1, 3, 4]), ("type:track -name:b", [1, 3]), ("user=ua type:page", [4]),
      ("verdict:rejected", [5]), ("nothing", []),
    ] as [(String, [Int64])])
  func `map --where prints what the History's filter finds`(query: String, lines: [Int64])
    async throws
  {
    let calls = """
      {"type":"track","userId":"uA","event":"Ev A"}
      {"type":"track","userId":"uB","event":"Ev B"}
      {"type":"track","userId":"uA","event":"Ev A"}
      {"type":"page","userId":"uA"}
      broken

      """
    let run = try await ProgramRun(["map", "--where", query], input: calls, in: folder)
    let found: [Int64] = try run.json().compactMap { $0["line"]?.integerValue.map { Int64($0) } }
    #expect(found == lines)
  }

  @Test func `map --where refuses a word that finds nothing ever`() async throws {
    let run = try await ProgramRun(["map", "--where", "verdict:nope"], in: folder)
    #expect(run.status == 64, "\(run.errors)")
    #expect(run.errors.contains("verdict"))
    #expect(run.output.isEmpty)
  }
}
