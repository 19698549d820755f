internal import KustomerDestination
internal import Testing

/// What arrives in an org, whoever sent it, beside what was expected of it.
@Suite struct WatchCommandTests {
  private let folder: TemporaryFolder
  private let identify = #"{"type":"identify","userId":"u1","traits":{"email":"jo@example.com"}}"#

  init() throws { folder = try TemporaryFolder() }

  private func expect(_ calls: String...) throws -> String {
    try folder.write("calls.ndjson", calls.map { $0 + "\n" }.joined())
  }

  private static func track(_ event: String, _ properties: String) -> String {
    #"{"type":"track","userId":"u1","event":"\#(event)","properties":{\#(properties)}}"#
  }

  /// Posts an event as somebody else does who has a key.
  private func post(_ event: String, _ org: TestOrg) async throws {
    let body = #"{"identity":{"externalId":"u1"},"event":{"sessionId":"s",\#(event)}}"#
    let port = try #require(org.options[1].split(separator: ":").last.flatMap { UInt16($0) })
    let headers = "Authorization: Bearer sandbox-key\r\nContent-Type: application/json\r\n"
    #expect(
      try await CommandTests.post(
        body, to: "/v1/tracking/identityEvent", at: port, headers: headers) == 201)
  }

  private func watch(_ words: [String], _ org: TestOrg) async throws -> ProgramRun {
    try await ProgramRun(
      ["watch", "u1", "--since", "10m", "--for", "1s", "--every", "100ms"] + words + org.options,
      in: folder)
  }

  /// `path state` of the fields of a line that are not as predicted.
  private func others(_ line: JSON?) -> [String] {
    (line?["fields"]?.arrayValue ?? []).compactMap { field in
      guard let path = field["path"]?.stringValue, let state = field["state"]?.stringValue else {
        return nil
      }
      return state == "same" ? nil : "\(path) \(state)"
    }
  }

  @Test func `each field is the same, another, absent or extra`() async throws {
    let org = try await TestOrg()
    let session = #""kustomer_session_id":"s""#
    let calls = try expect(
      Self.track("Bought", #""total":12.5,"plan":"Pro",\#(session)"#),
      Self.track("Looked", #""page":"a","place":"b",\#(session)"#),
      Self.track("Left", #""reason":"late",\#(session)"#))
    try await post(#""name":"Bought","meta":{"totalNum":12.50,"planStr":"Pro"}"#, org)
    try await post(#""name":"Looked","meta":{"pageStr":"z","placeNum":1}"#, org)
    try await post(#""name":"Foreign""#, org)
    let run = try await watch(["--calls", calls, "--until", "3"], org)
    #expect(run.status == 1, "\(run.errors)")
    let lines = try run.json()
    #expect(lines.map { $0["name"]?.stringValue } == ["Bought", "Looked", "Foreign"])
    #expect(lines.map { $0["matches"] } == ["1", "2", "null"].map { try? JSON(parsing: $0) })
    #expect(lines.allSatisfy { $0["from_here"] == .bool(false) })
    #expect(others(lines.first) == [])
    #expect(
      others(lines[1]) == ["meta.pageStr other", "meta.placeStr absent", "meta.placeNum extra"])
    #expect(lines[2]["fields"] == [])
    #expect(run.errors.contains("1 of 3 arrived otherwise than predicted"))
    await org.stop()
  }

  @Test func `what arrives as predicted ends the watch, and what does not is waited for`()
    async throws
  {
    let org = try await TestOrg()
    let calls = try expect(
      identify, Self.track("Bought", #""plan":"Pro","kustomer_session_id":"s""#))
    let early = try await watch(["--calls", calls], org)
    #expect(early.status == 75 && early.output == "")
    #expect(early.errors.contains("2 of 2 calls have not arrived: line 1, line 2"))
    // As Segment hands it over: another process with another journal.
    let another = try TemporaryFolder()
    let sent = try await ProgramRun(
      ["send"] + org.options, input: try folder.text(of: "calls.ndjson"),
      in: another)
    #expect(sent.status == 0, "\(sent.errors)")
    let run = try await watch(["--calls", calls], org)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try run.json().compactMap { $0["matches"]?.integerValue }.sorted() == [1, 2])
    #expect(try run.json().allSatisfy { others($0).isEmpty })
    await org.stop()
  }

  @Test func `a call under another style of names is known, and its name is another`() async throws
  {
    let org = try await TestOrg()
    let calls = try expect(
      #"{"type":"page","userId":"u1","name":"Pricing","properties":{"kustomer_session_id":"s"}}"#)
    try await post(#""name":"Pricing""#, org)
    let run = try await watch(["--calls", calls], org)
    #expect(run.status == 1)
    #expect(others(try run.json().first) == ["name other"])
    await org.stop()
  }

  @Test func `what was sent from here is said to be`() async throws {
    let org = try await TestOrg()
    let call = Self.track("Bought", #""kustomer_session_id":"s""#)
    _ = try await ProgramRun(["send"] + org.options, input: call, in: folder)
    try await post(#""name":"Bought","meta":{"planStr":"Basic"}"#, org)
    let run = try await watch(["--until", "2"], org)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try run.json().map { $0["from_here"] } == [.bool(true), .bool(false)])
    await org.stop()
  }

  @Test func `what a listener forwards is watched as it arrives`() async throws {
    let org = try await TestOrg()
    let visit = [
      #"{"type":"page","anonymousId":"v1","name":"Pricing","properties":{"kustomer_session_id":"s"}}"#,
      identify.replacing(#""userId""#, with: #""anonymousId":"v1","userId""#),
      Self.track("Bought", #""plan":"Pro","kustomer_session_id":"s""#),
    ]
    let calls = try folder.write("visit.ndjson", visit.joined(separator: "\n"))
    let words = ["--calls", calls, "--until", "3", "--for", "100s"]
    let listener = try await ListenerRun(
      ["--forward", "--profile", "sandbox"] + org.options, in: TemporaryFolder()
    ) { port in
      let batch = "{\"batch\":[\(visit.joined(separator: ","))]}"
      try await hand(batch, to: "/v1/batch", at: port)
      let run = try await watch(words, org)
      #expect(run.status == 0, "\(run.errors)")
      #expect(try run.json().compactMap { $0["matches"]?.integerValue }.sorted() == [1, 2, 3])
    }
    #expect(listener.status == 0, "\(listener.errors)")
    await org.stop()
  }

  @Test func `a refused key and a silent org end it as they end a send`() async throws {
    let org = try await TestOrg(fault: "401:9")
    #expect(try await watch([], org).status == 77)
    let dead = try await ProgramRun(
      ["watch", "u1", "--base-url", "http://127.0.0.1:9"], in: folder)
    #expect(dead.status == 69)
    await org.stop()
  }

  @Test(arguments: [
    ([], "name whom to watch"), (["u", "--email", "jo@example.com"], "name one person"),
    (["u", "--for", "soon"], "write a time as 10m"), (["u", "--until", "0"], "1 or more"),
  ])
  func `wrong usage is said`(words: [String], sentence: String) async throws {
    let run = try await ProgramRun(["watch"] + words, in: folder)
    #expect(run.status == 64 && run.errors.contains(sentence), "\(run.errors)")
  }
}
