internal import KustomerDestination
internal import Testing

@Suite struct HistoryCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func sent() async throws {
    #expect(try await ProgramRun(["send"], input: seedCalls, in: folder).status == 0)
  }

  @Test func `before anything was sent the history is empty, and no journal is made`() async throws
  {
    let run = try await ProgramRun(["history"], in: folder)
    #expect(run.status == 0)
    #expect(run.output + run.errors == "")
    #expect(throws: (any Error).self) { try folder.mode(of: "state") }
  }

  @Test(
    arguments: [
      ([], [4, 3, 2, 1]), (["--limit", "2"], [4, 3]), (["type:page"], [1]),
      (["session:abc123", "facebook"], [4]), (["user:userId123"], [4, 3]), (["nowhere"], []),
      (["--uncertain"], []), (["--profile", "sandbox", "Home"], [2]),
      (["profile:SANDBOX", "verdict:READY"], [4, 3, 2, 1]), (["foo:bar"], []),
      (["after:2000-01-01", "status:delivered"], [4, 3, 2, 1]), (["status:failed"], []),
      (["type:page -name:home"], [1]), (["user=userId12"], []),
    ] as [([String], [Int64])])
  func `calls are listed newest first, as far as they match`(
    _ arguments: [String], _ ids: [Int64]
  ) async throws {
    try await sent()
    let run = try await ProgramRun(["history"] + arguments, in: folder)
    #expect(run.status == 0)
    #expect(try run.json().map { $0["id"]?.integerValue } == ids)
    let cut = "kustomer-console: the newest 2 of 4; --limit N lists more\n"
    #expect(run.errors == (arguments.contains("--limit") ? cut : ""))
  }

  @Test(arguments: [
    (
      "status:bogus",
      "the history has no status \"bogus\"; the nearest is \"failed\";"
        + " it is one of waiting, delivered, accepted, failed, uncertain"
    ),
    ("status:deliverd", "the history has no status \"deliverd\"; did you mean \"delivered\"?"),
    ("type:trakc", "the history has no type \"trakc\"; did you mean \"track\"?"),
    (
      "verdict:rejected",
      "the history has no verdict \"rejected\"; the nearest is \"ready\"; it is one of ready, ready_with_loss"
    ),
    (
      "after:nonsense",
      "after:nonsense is no moment: write a date-time as 2024-01-24T10:42:02Z, or a date"
    ),
    ("profile:sandbx", "the history has no profile \"sandbx\"; did you mean \"sandbox\"?"),
  ])
  func `a value that no call can have is said and not searched for`(
    _ word: String, _ sentence: String
  ) async throws {
    let run = try await ProgramRun(["history", "Home", word], in: folder)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors == "kustomer-console: \(sentence)\n")
  }

  @Test func `the calls of a profile that was removed are still found`() async throws {
    let org = try await TestOrg()
    _ = try await ProgramRun(
      ["profile", "add", "acme", "--org-pod", "us", "--api-key-env", "ACME", "--mode", "live"],
      in: folder)
    _ = try await ProgramRun(
      ["send", "--profile", "acme"] + org.options, input: seedCalls, in: folder,
      environment: ["ACME": "sandbox-key"])
    #expect(try await ProgramRun(["profile", "remove", "acme"], in: folder).status == 0)
    let run = try await ProgramRun(["history", "profile:acme"], in: folder)
    #expect(run.lines.count == 4)
    await org.stop()
  }

  @Test func `a call is shown with its requests and answers, without the key`() async throws {
    try await sent()
    let run = try await ProgramRun(["history", "--show", "3", "1"], in: folder)
    #expect(run.status == 0)
    let call = try #require(try run.json().first)
    #expect(call["source"]?.stringValue?.contains("john.doe@example.com") == true)
    #expect(call["requests"]?.arrayValue?.map { $0["status"]?.integerValue } == [404, 201, 201])
    #expect(try run.json().map { $0["id"]?.integerValue } == [3, 1])
    #expect(!run.output.contains("sandbox-key"))
  }

  @Test func `an export is a file of one's own with all calls, oldest first`() async throws {
    try await sent()
    try folder.write("out.ndjson", "old", mode: 0o644)
    let run = try await ProgramRun(["history", "--export", "out.ndjson"], in: folder)
    #expect(run.status == 0)
    #expect(run.output == "")
    let lines = try folder.text(of: "out.ndjson").split(separator: "\n")
    #expect(
      try lines.map { try JSON(parsing: String($0))["id"]?.integerValue } == [1, 2, 3, 4])
    #expect(try folder.mode(of: "out.ndjson") == 0o600)
    let piped = try await ProgramRun(["history", "type:screen", "--export", "-"], in: folder)
    #expect(try piped.json().map { $0["id"]?.integerValue } == [2])
  }

  @Test func `an export that cannot be written has its own status`() async throws {
    try await sent()
    let run = try await ProgramRun(["history", "--export", "/dev/null/x"], in: folder)
    #expect(run.status == 73)
    let slip = try await ProgramRun(["history", "--export", "exprots/x"], in: folder)
    #expect(slip.status == 73)
    #expect(slip.errors.contains("exprots/x: there is no folder"))
  }

  @Test func `a call is sent again as a new one`() async throws {
    try await sent()
    let run = try await ProgramRun(["history", "--resend", "4"], in: folder)
    #expect(run.status == 0)
    #expect(try run.json().first?["status"]?.stringValue == "delivered")
    let list = try await ProgramRun(["history", "type:track"], in: folder)
    #expect(try list.json().map { $0["id"]?.integerValue } == [5, 4])
  }

  @Test func `resending passes the gate of the profile`() async throws {
    try await sent()
    _ = try await ProgramRun(
      ["profile", "add", "acme", "--org-pod", "prod1", "--api-key-env", "ACME"], in: folder)
    let run = try await ProgramRun(["history", "--resend", "4", "--profile", "acme"], in: folder)
    #expect(run.status == 78)
    #expect(run.errors.contains("confirm with --yes"))
  }

  @Test(
    arguments: [
      (["--show", "9"], 64), (["--resend", "9"], 64), (["--drop", "9"], 64),
      (["--send-again", "9"], 64), (["--drop", "1"], 1), (["--send-again", "1"], 1),
      (["--show", "1", "--drop", "1"], 64), (["--limit", "0"], 64),
      (["words", "--find-out"], 64), (["--show", "x"], 64), (["--profile", "nobody"], 78),
      (["--find-out"], 0),
    ] as [([String], Int32)])
  func `what cannot be done has its status and one line`(
    _ arguments: [String], _ status: Int32
  ) async throws {
    try await sent()
    let run = try await ProgramRun(["history"] + arguments, in: folder)
    #expect(run.status == status)
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }
}

/// A request that was cut in the middle, and what becomes of its call.
@Suite struct UncertainCallTests {
  private let folder: TemporaryFolder
  private let calls = """
    {"type":"track","userId":"u","event":"First"}
    {"type":"track","userId":"u","event":"Second"}
    """

  init() throws { folder = try TemporaryFolder() }

  /// Sends two calls, of which the first may have landed: with a cut it has, with a 504 it has not.
  private func withUncertainCall(
    _ fault: String = "cut-after:1@POST /v1/tracking/", _ test: (TestOrg) async throws -> Void
  ) async throws {
    let org = try await TestOrg(fault: fault)
    let run = try await ProgramRun(["send"] + org.options, input: calls, in: folder)
    #expect(run.status == 1)
    let listed = try await ProgramRun(["history", "--uncertain"], in: folder)
    #expect(try listed.json().map { $0["name"]?.stringValue } == ["First"])
    try await test(org)
    await org.stop()
  }

  @Test func `what has landed is found out, and is not sent again`() async throws {
    try await withUncertainCall { org in
      let run = try await ProgramRun(["history", "--find-out"] + org.options, in: folder)
      #expect(run.status == 0)
      let line = try #require(try run.json().first)
      #expect(line["finding"]?.stringValue == "landed")
      #expect(line["status"]?.stringValue == "delivered")
      #expect(line["error"] == nil)
      #expect(try await ProgramRun(["send", "--resume"] + org.options, in: folder).output == "")
      #expect(try org.arrivals() == 2)
    }
  }

  @Test func `right after its attempt nothing is known not to have landed`() async throws {
    try await withUncertainCall("504:1@POST /v1/tracking/") { org in
      let run = try await ProgramRun(["history", "--find-out"] + org.options, in: folder)
      #expect(run.status == 1)
      let line = try #require(try run.json().first)
      #expect(line["finding"]?.stringValue == "cannot_tell_yet")
      #expect(line["status"]?.stringValue == "uncertain")
      let moment = try #require(line["ask_again"]?.stringValue)
      #expect(run.errors.contains("ask again at \(moment)"))
    }
  }

  @Test func `what has not landed waits, and is sent on a word`() async throws {
    try folder.write("config.toml", "[delivery]\nsettle_after = \"1ms\"\n")
    try await withUncertainCall("504:1@POST /v1/tracking/") { org in
      let options = org.options + ["--config", folder.path]
      let run = try await ProgramRun(["history", "--find-out"] + options, in: folder)
      #expect(run.status == 0)
      #expect(run.errors.contains("send --resume or history --send-again sends it"))
      let line = try #require(try run.json().first)
      #expect(line["finding"]?.stringValue == "not_landed")
      #expect(line["status"]?.stringValue == "waiting")
      #expect(try org.arrivals() == 1)
      let again = try await ProgramRun(["history", "--send-again", "1"] + options, in: folder)
      #expect(again.status == 0)
      #expect(try again.json().first?["status"]?.stringValue == "delivered")
      #expect(try org.arrivals() == 2)
    }
  }

  @Test func `without looking, a person may send again`() async throws {
    try await withUncertainCall { org in
      let again = try await ProgramRun(
        ["history", "--send-again", "1"] + org.options, in: folder)
      #expect(again.status == 0)
      #expect(try org.arrivals() == 3)
    }
  }

  @Test func `a dropped call is failed and never sent`() async throws {
    try await withUncertainCall { org in
      let dropped = try await ProgramRun(["history", "--drop", "1"], in: folder)
      #expect(dropped.status == 0)
      #expect(try dropped.json().first?["status"]?.stringValue == "failed")
      #expect(try dropped.json().first?["error"]?["code"]?.stringValue == "dropped")
      #expect(try await ProgramRun(["send", "--resume"] + org.options, in: folder).output == "")
      #expect(try org.arrivals() == 2)
    }
  }

  @Test func `an org that does not answer, or another org, decides nothing`() async throws {
    try await withUncertainCall { org in
      let other = try await ProgramRun(
        ["history", "--find-out", "--base-url", "http://127.0.0.1:9"], in: folder)
      #expect(other.status == 1)
      #expect(
        try other.json().first?["reason"]?.stringValue
          == "it went to \(org.options[1]), and profile sandbox points to http://127.0.0.1:9 now")
      await org.stop()
      let run = try await ProgramRun(["history", "--find-out"] + org.options, in: folder)
      #expect(run.status == 69)
      #expect(!run.errors.contains("--resume"))
      let listed = try await ProgramRun(["history", "--uncertain"], in: folder)
      #expect(listed.lines.count == 1)
    }
  }

  @Test func `an event of an unnamed visitor is left to the person`() async throws {
    let org = try await TestOrg(fault: "cut-after:1")
    let call = #"{"type":"page","anonymousId":"v","name":"Pricing"}"#
    _ = try await ProgramRun(["send"] + org.options, input: call, in: folder)
    let run = try await ProgramRun(["history", "--find-out"] + org.options, in: folder)
    #expect(run.status == 1)
    #expect(try run.json().first?["finding"]?.stringValue == "cannot_tell")
    #expect(try run.json().first?["status"]?.stringValue == "uncertain")
    #expect(run.errors.contains("--send-again or --drop"))
    await org.stop()
  }
}
