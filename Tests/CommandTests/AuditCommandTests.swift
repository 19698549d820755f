internal import Foundation
internal import KustomerDestination
internal import Testing

@Suite struct AuditCommandTests {
  private let folder: TemporaryFolder
  private let now = ["--now", "2024-05-02T00:00:00Z"]

  init() throws { folder = try TemporaryFolder() }

  private func track(_ event: String, _ properties: String, _ minute: Int) -> String {
    #"{"type":"track","userId":"u\#(minute)","event":"\#(event)","#
      + #""timestamp":"2024-05-01T10:0\#(minute):00Z","properties":{\#(properties)}}"# + "\n"
  }

  private func findings(_ run: ProgramRun) throws -> [String] {
    try run.json().filter { $0["audit"] == "finding" }.compactMap { line in
      guard let code = line["code"]?.stringValue, let count = line["count"]?.integerValue else {
        return nil
      }
      return "\(code) \(count) line \(line["line"]?.integerValue ?? 0)"
    }
  }

  @Test func `two pairs of faults in six lines give their findings and no other`() async throws {
    let calls =
      track("Order Completed", #""total":12.5"#, 1) + track("Order Completed", #""total":13.5"#, 2)
      + track("Order Completed", #""total":"12.5""#, 3) + track("Signed Up", #""plan":"a""#, 4)
      + track("signed_up", #""plan":"b""#, 5) + track("Signed Up", #""plan":"c""#, 6)
    let run = try await ProgramRun(["audit"] + now, input: calls, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try findings(run) == ["key_split 1 line 3", "name_variants 1 line 5"])
    let events = try run.json().filter { $0["audit"] == "event" }
    #expect(
      events.map { $0["event"] } == ["track Order Completed", "track Signed Up", "track signed_up"])
    #expect(events.first?["calls"] == 3)
    let field = try run.json().first { $0["path"] == "properties.total" && $0["audit"] == "field" }
    #expect(field?["targets"] == ["event.meta.totalNum", "event.meta.totalStr"])
    #expect(field?["kinds"] == ["number", "string"])
    let strict = try await ProgramRun(["audit", "--strict"] + now, input: calls, in: folder)
    #expect(strict.status == 1)
  }

  @Test func `a clean export gives no finding, and is silent against itself`() async throws {
    let calls = (1...6).map { track("Order Completed", #""total":\#($0).5,"plan":"Pro""#, $0) }
    try folder.write("calls.ndjson", calls.joined())
    let run = try await ProgramRun(["audit", "calls.ndjson", "--strict"] + now, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try findings(run).isEmpty)
    try folder.write("plan.ndjson", run.output)
    let same = try await ProgramRun(
      ["audit", "calls.ndjson", "--against", "plan.ndjson"] + now, in: folder)
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output == "")
    let other =
      track("Order Completed", #""total":"1","coupon":"x""#, 1) + track("Order Refunded", "", 2)
    let differs = try await ProgramRun(
      ["audit", "--against", "plan.ndjson"] + now, input: other, in: folder)
    #expect(differs.status == 1)
    #expect(
      try findings(differs) == [
        "new_event 1 line 2", "new_field 1 line 1", "missing_field 1 line 0", "other_kind 1 line 1",
      ])
  }

  @Test func `calls of nobody, of a placeholder and without their session id are found`()
    async throws
  {
    let calls = [
      #"{"type":"track","event":"A"}"#, #"{"type":"track","userId":"undefined","event":"A"}"#,
      #"{"type":"track","userId":"u","event":"A","timestamp":"2024-05-01T10:00:00Z","properties":{"kustomer_session_id":"s"}}"#,
      #"{"type":"track","userId":"u","event":"A","timestamp":"2024-05-01T10:05:00Z"}"#,
      #"{"type":"track","userId":"w","event":"A","timestamp":"2031-05-01T10:05:00Z"}"#,
    ].joined(separator: "\n")
    let run = try await ProgramRun(["audit"] + now, input: calls, in: folder)
    let codes = try findings(run).map { String($0.prefix { $0 != " " }) }
    #expect(
      Set(codes).isSuperset(of: [
        "no_id", "placeholder_id", "partial_session_id", "future_or_old_times",
      ]))
  }

  @Test func `people get a table and a report that nothing from outside acts in`() async throws {
    let calls =
      track("A\\u001b[31m|<b>漢字", #""x":1"#, 1) + track("A\\u001b[31m|<b>漢字", #""x":"1""#, 2)
    let run = try await ProgramRun(
      ["audit", "--output", "table", "--md", "report.md"] + now, input: calls, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.first?.hasPrefix("event") == true)
    #expect(!run.output.contains("\u{1B}"))
    #expect(run.output.contains("key_split"))
    let report = try folder.text(of: "report.md")
    #expect(report.contains("**key_split** (warning)"))
    #expect(!report.contains("\u{1B}") && !report.contains("<b>"))
  }

  @Test func `a baseline that is none is named with its line`() async throws {
    try folder.write("plan.ndjson", "{\"audit\":\"event\",\"event\":\"track A\"}\nnothing\n")
    let run = try await ProgramRun(
      ["audit", "--against", "plan.ndjson"], input: "{}", in: folder)
    #expect(run.status == 65)
    #expect(run.errors.contains("plan.ndjson:2 is no line of an audit"))
    #expect(
      try await ProgramRun(["audit", "--against", "none"], input: "{}", in: folder).status == 66)
  }
}
