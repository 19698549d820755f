import Console
import KustomerDestination
import Records
import Testing

/// What a step expects, held against what came of it.
@Suite struct ExpectationTests {
  private static let moment = Timestamp(milliseconds: 1_704_105_722_000)

  private static func run(
    _ expect: String, status: DeliveryStatus = .delivered, seen: SeenTimeline? = nil,
    readProblem: String? = nil
  ) throws -> ScenarioRun {
    let scenario = try Scenario(
      parsing: """
        schema = 1
        name = "n"
        [[step]]
        call = { type = "track", userId = "u", event = "Bought it!", properties = { price = 1.50, kustomer_session_id = "s1" } }
        expect = { \(expect) }
        """)
    let script = scenario.script(run: "r", now: moment)
    var run = ScenarioRun(script)
    let plan = Destination().plan(
      for: try Call(parsing: script[0].call?.compact ?? ""), at: moment)
    let requests = plan.requests.map {
      StepResult.Request(method: $0.method.rawValue, path: $0.path, body: $0.body, status: 201)
    }
    run.note(
      StepResult(
        moment: moment,
        sent: StepResult.Sent(
          plan, status: status, requests: requests,
          problem: status == .delivered ? nil : "the org said no"),
        seen: seen, readProblem: readProblem))
    return run
  }

  private static let seen = SeenTimeline(
    userId: "u", hasCustomer: true,
    sessions: [.init(id: "s1", events: [.init(name: "Bought-it", arrived: moment)])])

  @Test(arguments: [
    #"verdict = "ready""#, #"code = "event_name_adapted""#, #"session = "s1""#, "status = 201",
    #"status = "delivered""#, "sessions = 1", "events = 1", "visible = true",
    #"request = { event = { name = "Bought-it" } }"#,
    #"request = { event = { meta = { priceNum = 1.5 } } }"#,
    #"request = { method = "POST", path = "/v1/tracking/identityEvent" }"#,
    #"request = '{"event":{"sessionId":"s1"}}'"#,
    #"request = '"sessionId":"s1"'"#,
  ]) func `what came as expected is no complaint`(expect: String) throws {
    #expect(try Self.run(expect, seen: Self.seen).complaints(ofStep: 0) == [])
  }

  @Test(arguments: [
    (#"verdict = "rejected""#, "verdict: expected rejected, got ready"),
    (#"code = "oversize""#, "code: expected oversize, got event_name_adapted"),
    (#"session = "s2""#, "session: expected s2, got s1"),
    ("status = 204", "status: expected 204, got 201"),
    (#"status = "failed""#, "status: expected failed, got delivered"),
    ("sessions = 2", "sessions: expected 2, got 1"),
    ("events = 0", "events: expected 0, got 1"),
    ("visible = false", "visible: expected false, got true"),
    (#"request = { event = { name = "Bought" } }"#, "request: expected"),
    (#"request = { nothing = 1 }"#, "request: expected"),
  ]) func `what came otherwise is told`(expect: String, sentence: String) throws {
    let complaints = try Self.run(expect, seen: Self.seen).complaints(ofStep: 0)
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasPrefix(sentence) == true, "\(complaints)")
  }

  @Test func `a call that was not delivered is told without being asked`() throws {
    #expect(
      try Self.run(#"verdict = "ready""#, status: .failed).complaints(ofStep: 0)
        == ["status: expected delivered, got failed (the org said no)"])
  }

  @Test func `a refusal can be what is expected`() throws {
    #expect(try Self.run(#"status = "failed""#, status: .failed).complaints(ofStep: 0) == [])
  }

  @Test func `a timeline that cannot be read is not taken as empty`() throws {
    #expect(
      try Self.run("sessions = 0", readProblem: "no answer").complaints(ofStep: 0)
        == ["the timeline could not be read back: no answer"])
  }

  @Test(arguments: [
    (#"{"a":1,"b":[1,{"c":"x","d":2}]}"#, #"{"b":[{"c":"x"}]}"#, true),
    (#"{"a":1,"b":[1,2]}"#, #"{"b":[3]}"#, false),
    (#"{"a":1}"#, #"{"a":1.0}"#, true),
    (#"{"a":1}"#, #"{"a":"1"}"#, false),
    (#"{"a":null}"#, #"{"a":null}"#, true),
    (#"{}"#, #"{"a":null}"#, false),
    (#"[1]"#, #"{}"#, false),
  ]) func `a fragment is contained member by member`(
    whole: String, part: String, isContained: Bool
  ) throws {
    #expect(try JSON(parsing: whole).contains(JSON(parsing: part)) == isContained)
  }
}
