internal import KustomerDestination
internal import Testing

@Suite struct TimelineCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the seed's visit is one session of three calls`() async throws {
    _ = try await ProgramRun(["send"], input: seedCalls, in: folder)
    let run = try await ProgramRun(["timeline", "userId123"], in: folder)
    #expect(run.status == 0)
    let line = try #require(try run.json().first)
    #expect(line["person"]?.stringValue == "user:userId123")
    #expect(line["session"]?.stringValue == "abc123")
    #expect(line["source"]?.stringValue == "explicit")
    #expect(line["calls"]?.compact == "[1,2,4]")
    #expect(line["read_back"] == nil)
  }

  @Test func `pictures are written beside the lines`() async throws {
    _ = try await ProgramRun(["send"], input: seedCalls, in: folder)
    let run = try await ProgramRun(
      ["timeline", "userId123", "--svg", "a.svg", "--md", "a.md", "--txt", "a.txt"], in: folder)
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
    #expect(try folder.text(of: "a.svg").contains(">Sessions of userId123</text>"))
    #expect(try folder.text(of: "a.md").hasPrefix("# Sessions of userId123\n\n1 session, 3 events"))
    #expect(try folder.text(of: "a.txt").contains("page    Pricing\n"))
  }

  @Test func `a picture can go to stdout instead of the lines`() async throws {
    _ = try await ProgramRun(["send"], input: seedCalls, in: folder)
    let run = try await ProgramRun(
      ["timeline", "userId123", "--read-back", "--txt", "-"], in: folder)
    #expect(run.status == 0)
    #expect(run.lines.first == "Sessions of userId123")
    #expect(!run.output.contains("{"))
  }

  @Test func `only one picture can go to stdout`() async throws {
    let run = try await ProgramRun(["timeline", "u", "--txt", "-", "--md", "-"], in: folder)
    #expect(run.status == 64)
  }

  @Test func `read back, each event is where it was predicted`() async throws {
    _ = try await ProgramRun(["send"], input: seedCalls, in: folder)
    let run = try await ProgramRun(["timeline", "userId123", "--read-back"], in: folder)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let line = try #require(try run.json().first)
    #expect(line["same"]?.integerValue == 3)
    let rows = line["read_back"]?.arrayValue ?? []
    #expect(rows.allSatisfy { $0["arrived"] != nil })
    let fields = rows.last?["fields"]?.arrayValue ?? []
    #expect(
      fields.map { $0["path"]?.stringValue } == [
        "name", "sessionId", "meta.accountTypeStr", "meta.planStr",
      ])
    #expect(fields.allSatisfy { $0["state"] == "same" && $0["actual"] == $0["predicted"] })
  }

  @Test func `ids that Kustomer makes are predicted by the gap`() async throws {
    let config = "[session]\nids = \"leave_to_kustomer\"\n"
    try folder.write("config.toml", config)
    let calls = (1...3).map { #"{"type":"track","userId":"u","event":"E \#($0)"}"# }
    let options = ["--config", folder.path]
    _ = try await ProgramRun(
      ["send"] + options, input: calls.joined(separator: "\n"), in: folder)
    let run = try await ProgramRun(["timeline", "u", "--read-back"] + options, in: folder)
    #expect(run.status == 0)
    #expect(try run.json().first?["source"]?.stringValue == "predicted")
    #expect(try run.json().first?["same"]?.integerValue == 3)
  }

  @Test func `what is missing and what others have sent shows`() async throws {
    let org = try await TestOrg(fault: "cut-before:1@POST /v1/tracking/")
    let there = org.options
    let first = #"{"type":"track","userId":"u","event":"First"}"#
    let second =
      #"{"type":"track","userId":"u","event":"Second","properties":{"kustomer_session_id":"s"}}"#
    _ = try await ProgramRun(["send"] + there, input: first, in: folder)
    _ = try await ProgramRun(["send"] + there, input: second, in: folder)
    let another = try TemporaryFolder()
    let third = second.replacing("Second", with: "Third").replacing("\"s\"", with: "\"other\"")
    _ = try await ProgramRun(["send"] + there, input: third, in: another)
    let run = try await ProgramRun(["timeline", "u", "--read-back"] + there, in: folder)
    #expect(run.status == 1)
    #expect(run.errors.contains("1 same, 0 moved, 1 missing, 1 unexpected"))
    let lines = try run.json()
    #expect(lines.map { $0["missing"]?.integerValue } == [1, 0, 0])
    #expect(lines.map { $0["unexpected"]?.integerValue } == [0, 0, 1])
    #expect(lines.last?["session"]?.stringValue == "other")
    #expect(lines.last?["source"]?.stringValue == "org")
    await org.stop()
  }

  @Test func `what was sent to another org is not missed in this one`() async throws {
    let (former, org) = (try await TestOrg(), try await TestOrg())
    for (name, options) in [("First", former.options), ("Second", org.options)] {
      let call = #"{"type":"track","userId":"u","event":"\#(name)"}"#
      _ = try await ProgramRun(["send"] + options, input: call, in: folder)
    }
    let run = try await ProgramRun(["timeline", "u", "--read-back"] + org.options, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors == "kustomer-console: 1 call was sent to another org and is left out\n")
    #expect(try run.json().map { $0["same"]?.integerValue } == [1])
    #expect(try run.json().map { $0["missing"]?.integerValue } == [0])
    await former.stop()
    await org.stop()
  }

  @Test func `a user of whom nothing is known has no line`() async throws {
    let run = try await ProgramRun(["timeline", "nobody"], in: folder)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(try await ProgramRun(["timeline"], in: folder).status == 64)
  }
}
