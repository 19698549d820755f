import Foundation
import GRDB
import KustomerDestination
import ProofHarness
import Records
import Sandbox
import Testing

@testable import Delivery

@Suite struct ReadBackTests {
  private func reader(_ bench: Bench, key: String = "sandbox-key") throws -> OrgReader {
    OrgReader(try bench.org(key: key), transport: bench.transport, clock: Bench.system)
  }

  @Test func `check says what the key may do`() async throws {
    let key = SandboxKey(
      "tracking-only-0042", name: "Tracking", org: "acme", roles: ["org.tracking"])
    try await onBench(keys: [.standard, key]) { bench in
      let check = try await reader(bench, key: "tracking-only-0042").check()
      #expect(check.isAccepted && !check.isOK)
      #expect(check.podServed == "prod1")
      #expect(check.key.name == "Tracking")
      #expect(check.key.lastChars == "0042")
      #expect(check.roles == ["org.tracking"])
      #expect(check.missingForTrack == [])
      #expect(
        check.missingForIdentify == [
          "org.permission.customer.create", "org.permission.customer.read",
          "org.permission.customer.update",
        ])
      #expect(
        check.missingForReadBack == ["org.permission.customer.read", "org.permission.event.read"])
    }
  }

  @Test func `check prints as one line`() async throws {
    try await onBench { bench in
      let check = try await reader(bench).check()
      let ms = try #require(check.latency).count
      let org = try #require(check.key.org)
      let roles = SandboxKey.allRoles.map { "\"\($0)\"" }.joined(separator: ",")
      #expect(
        check.jsonLine()
          == #"{"base_url":"http://127.0.0.1:\#(bench.port)","pod":null,"pod_served":"prod1","#
          + #""key":{"name":"Sandbox","last_chars":"-key","expires":null,"org":"\#(org)","#
          + #""org_name":null},"roles":[\#(roles)],"#
          + #""missing":{"identify":[],"track":[],"read_back":[]},"ok":true,"latency_ms":\#(ms)}"#)
    }
  }

  @Test func `check of a wrong key says so`() async throws {
    try await onBench { bench in
      let check = try await reader(bench, key: "wrong-key-9f9f").check()
      #expect(!check.isOK)
      #expect(check.problem?.code == "key_refused")
      #expect(check.podServed == "prod1")
      #expect(check.roles == nil)
      #expect(check.missingForTrack == nil)
      #expect(!check.jsonLine().contains("wrong-key"))
    }
  }

  @Test func `a sent timeline is read back`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake(seedCalls, into: journal)
      _ = try await bench.deliver(from: journal)
      let timeline = try #require(try await reader(bench).timeline(of: "userId123"))
      #expect(timeline.sessions.map(\.id) == ["abc123"])
      #expect(
        Set(timeline.sessions[0].events.map(\.name)) == [
          "Viewed-Pricing-Page", "Viewed-Home-Screen", "Registered",
        ])
      #expect(timeline.sessions[0].events.allSatisfy { $0.arrived != nil })
      #expect(try await reader(bench).timeline(of: "nobody") == nil)
    }
  }

  @Test func `long lists are read page by page`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake(
        (0..<230).map { track("u", "E\($0)", session: $0 < 120 ? "s\($0)" : "long") },
        into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      let timeline = try #require(try await reader(bench).timeline(of: "u"))
      #expect(timeline.sessions.count == 121)
      #expect(timeline.sessions.first { $0.id == "long" }?.events.count == 110)
    }
  }

  private func actual(_ sessions: [(String, [String])]) -> ReadTimeline {
    ReadTimeline(
      customer: "c",
      sessions: sessions.map { id, events in
        .init(id: id, events: events.map { .init(name: $0) })
      })
  }

  @Test func `prediction and org are compared event by event`() {
    let comparison = Comparison(
      predicted: [
        .init(id: "s1", events: ["A", "B", "B"]), .init(id: "s2", events: ["C", "D"]),
      ], actual: actual([("s1", ["A", "B", "D", "X"]), ("s3", ["B"])]))
    #expect(
      comparison.rows.map { "\($0.event) \($0.finding) \($0.predicted ?? "-") \($0.actual ?? "-")" }
        == [
          "A same s1 s1", "B same s1 s1", "B moved s1 s3", "C missing s2 -", "D moved s2 s1",
          "X unexpected - s1",
        ])
    #expect(comparison.count(.moved) == 2)
  }

  @Test func `sessions of the org's own ids are matched by their events`() {
    let comparison = Comparison(
      predicted: [
        .init(id: "p1", events: ["A", "B"], idIsTheirs: true), .init(id: "k1", events: ["A"]),
        .init(id: "p2", events: ["A", "C"], idIsTheirs: true),
      ], actual: actual([("k1", ["A", "B"]), ("k2", ["A", "C"]), ("k3", ["A", "B"])]))
    #expect(comparison.count(.same) == 5)
    #expect(comparison.rows.last?.finding == .unexpected)
  }

  @Test func `an org without the customer misses everything`() {
    let comparison = Comparison(predicted: [.init(id: "s", events: ["A"])], actual: nil)
    #expect(comparison.rows.map(\.finding) == [.missing])
  }
}

@Suite struct WatchTests {
  private func look(_ watch: inout Watch, _ attributes: JSON?) -> [String] {
    lines(watch.take([], attributes: attributes, ours: []))
  }

  private func lines(_ arrivals: [Watch.Arrival]) -> [String] {
    arrivals.map { arrival in
      "\(arrival.matches ?? 0): "
        + arrival.fields.map { "\($0.path) \($0.state.rawValue)" }.joined(separator: ", ")
    }
  }

  private func watch() throws -> Watch {
    let call = try Call(
      parsing: #"{"type":"identify","userId":"u","traits":{"name":"Jo","email":"jo@x.org"}}"#)
    let since = Timestamp(milliseconds: 0)
    let plan = Destination().plan(for: call, at: since, sessions: SessionBook())
    return Watch([try #require(ExpectedCall(line: 1, plan, others: []))], since: since)
  }

  @Test func `an identify has arrived when the customer has what was predicted`() throws {
    var watch = try watch()
    #expect(look(&watch, nil) == [])
    #expect(look(&watch, ["externalId": "u", "name": "Jo"]) == [])
    let emails: JSON = [["email": "jo@x.org", "verified": false]]
    let done: JSON = ["externalId": "u", "name": "Jo", "emails": emails, "rev": 2]
    #expect(look(&watch, done) == ["1: externalId same, emails same, name same"])
    #expect(watch.open.isEmpty && watch.countOfOthers == 0)
  }

  @Test func `a customer who was changed otherwise is told at the end`() throws {
    var watch = try watch()
    let before: JSON = ["externalId": "u", "name": "Al"]
    #expect(look(&watch, before) == [])
    let after: JSON = ["externalId": "u", "name": "Joe"]
    #expect(look(&watch, after) == [])
    #expect(
      lines(watch.end(attributes: after))
        == ["1: externalId same, emails absent, name other"])
    #expect(watch.open.isEmpty && watch.countOfOthers == 1)
  }

  @Test func `a customer whom nobody has changed has not arrived`() throws {
    var watch = try watch()
    let before: JSON = ["externalId": "u", "name": "Al"]
    #expect(look(&watch, before) == [])
    #expect(lines(watch.end(attributes: before)) == [])
    #expect(watch.open.count == 1)
  }
}

@Suite struct UncertainTests {
  private func reader(_ bench: Bench) throws -> OrgReader {
    OrgReader(try bench.org(), transport: bench.transport, clock: Bench.system)
  }

  private func isLanded(_ finding: UncertainFinding) -> Bool {
    if case .landed = finding { true } else { false }
  }

  @Test(arguments: [("cut-after:1", true), ("cut-before:1", false)])
  func `reading back tells whether an event landed`(fault: String, landed: Bool) async throws {
    try await onBench(faults: [fault]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u", "A"), track("u", "A"), track("u", "B")], into: journal)
      _ = try await bench.deliver(from: journal)
      let findings = try await reader(bench).findOut(journal, settleAfter: Milliseconds(0))
      for (id, finding) in findings {
        #expect(isLanded(finding) == landed)
        let resolution: Resolution = landed ? .delivered(customer: nil) : .sendAgain
        #expect(try journal.settle(id, as: resolution))
        #expect(try !journal.settle(id, as: resolution))
      }
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(try bench.arrivals("/v1/tracking/").count == 3)
      #expect(
        try journal.history(try CallQuery(parsing: "status:delivered"), limit: 9).count == 3)
    }
  }

  @Test func `of several alike as many have landed as the org has left over`() async throws {
    try await onBench(faults: ["cut-after:2"]) { bench in
      let journal = try bench.journal()
      try bench.intake((0..<5).map { _ in track("u", "A") }, into: journal)
      _ = try await bench.deliver(from: journal)
      #expect(bench.reports.count { $0.status == .uncertain } == 2)
      let findings = try await reader(bench).findOut(journal, settleAfter: Milliseconds(0))
      #expect(findings.count == 2)
      #expect(findings.allSatisfy { isLanded($0.finding) })
    }
  }

  @Test func `an event that has landed does not make another doubtful`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      func send(_ mark: Int, cutBy fault: String) async throws {
        bench.sandbox.kustomer.controls.add([try SandboxFault(parsing: fault)])
        let call = #"{"type":"track","userId":"u","event":"A","properties":{"mark":\#(mark)}}"#
        try bench.intake([call], into: journal)
        _ = try await bench.deliver(from: journal)
      }
      // A request that is cut before its body is read may not have been written yet: then it is
      // sent again, and delivered.
      for mark in 1...50 where !bench.reports.contains(where: { $0.status == .uncertain }) {
        try await send(mark, cutBy: "cut-before:1")
      }
      try await send(51, cutBy: "cut-after:1")
      let findings = try await reader(bench).findOut(journal, settleAfter: Milliseconds(0))
      #expect(findings.map { isLanded($0.finding) } == [false, true])
      #expect(findings.first?.finding == .notLanded)
    }
  }

  @Test func `nothing is known not to have landed right after its attempt`() async throws {
    try await onBench(faults: ["cut-after:1@POST /v1/tracking/"]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u", "A"), track("u", "B")], into: journal)
      _ = try await bench.deliver(from: journal)
      // As if the org had lost it.
      try journal.write {
        try $0.execute(
          sql: """
            UPDATE attempt SET body = CAST(replace(CAST(body AS TEXT), 'A', 'C') AS BLOB)
            WHERE delivery = 1
            """)
      }
      let reader = try reader(bench)
      let early = try await reader.findOut(journal, settleAfter: .minutes(2))
      guard case .cannotTellYet(_, let moment)? = early.first?.finding else {
        Issue.record("\(early)")
        return
      }
      let ended = try #require(try journal.entry(1)?.attempts.last?.noted)
      #expect(moment == ended + .minutes(2))
      let late = try await reader.findOut(journal, settleAfter: Milliseconds(0))
      #expect(late.map(\.finding) == [.notLanded])
    }
  }

  @Test(arguments: [
    #"{"data":[],"links":{"next":"/v1/customers/c1/sessions?page=1&pageSize=100"}}"#,
    #"{"data":[{"type":"customer_session","id":"..","attributes":{"sessionId":".."}}]}"#,
    #"{"data":[],"meta":{"total":3,"totalPages":1}}"#,
    #"{"data":[],"links":{"next":"https://evil.example/v1/x"}}"#, #"{"data":[],"errors":[]}"#,
    "<html>", #"{"data":{}}"#, "404", "500",
  ])
  func `absence is no proof unless all was read`(answer: String) async throws {
    let server = RawServer { _, request in
      if request.hasPrefix("POST") { return .cut }
      if request.contains("externalId=") {
        return .answer(http(200, #"{"data":{"type":"customer","id":"c1"}}"#))
      }
      if let status = Int(answer) { return .answer(http(status)) }
      return .answer(http(200, answer))
    }
    defer { server.stop() }
    try await onBench { bench in
      let journal = try bench.journal()
      let org = try bench.org(port: server.port)
      try bench.intake([track("u", "A")], into: journal)
      _ = try await bench.deliver(from: journal, org: org)
      #expect(bench.reports.map(\.status) == [.uncertain])
      let reader = OrgReader(org, transport: bench.transport, clock: Bench.system)
      let findings = try await reader.findOut(journal, settleAfter: Milliseconds(0))
      guard case .cannotTell? = findings.first?.finding else {
        Issue.record("\(findings)")
        return
      }
    }
  }

  @Test func `the next page is where the org says`() async throws {
    let event =
      #"{"type":"customer_event","attributes":{"trackingEvent":"tracking.A","#
      + #""publishedAt":"2024-05-01T10:00:00Z"}}"#
    let server = RawServer { _, request in
      let isEvents = request.contains("/sessions/s/events")
      if isEvents, request.contains("cursor=2") {
        return .answer(http(200, #"{"data":[\#(event)]}"#))
      }
      if isEvents {
        let next = "/v1/customers/c1/sessions/s/events?cursor=2"
        return .answer(http(200, #"{"data":[\#(event)],"links":{"next":"\#(next)"}}"#))
      }
      return .answer(
        http(200, #"{"data":[{"id":"s","attributes":{"sessionId":"s"}}],"links":{"next":null}}"#))
    }
    defer { server.stop() }
    try await onBench { bench in
      let reader = OrgReader(
        try bench.org(port: server.port), transport: bench.transport, clock: Bench.system)
      let timeline = try await reader.timeline(ofCustomer: "c1")
      #expect(timeline.isComplete)
      #expect(timeline.sessions.map(\.events.count) == [2])
    }
  }

  @Test func `an event of an unnamed visitor cannot be looked up`() async throws {
    try await onBench(faults: ["cut-after:1"]) { bench in
      let journal = try bench.journal()
      try bench.intake([seedCalls[0]], into: journal)
      _ = try await bench.deliver(from: journal)
      let findings = try await reader(bench).findOut(journal, settleAfter: Milliseconds(0))
      guard case .cannotTell? = findings.first?.finding else {
        Issue.record("\(findings)")
        return
      }
      #expect(try journal.settle(1, as: .drop))
      let entry = try #require(try journal.entry(1)).entry
      #expect(entry.status == .failed)
      #expect(entry.problem?.code == "dropped")
    }
  }

  @Test func `a waiting call is dropped, but not out of a courier's hands`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake(seedCalls, into: journal)
      let holder = Lease.Holder.next()
      let profile = try #require(try journal.entry(1)).entry.profile
      #expect(try journal.acquireLease(of: profile, for: holder) == nil)
      #expect(try !journal.settle(1, as: .drop))
      try journal.releaseLease(of: profile, for: holder)
      #expect(try journal.settle(1, as: .drop))
      #expect(try !journal.settle(1, as: .drop))
      #expect(try journal.entry(1)?.entry.status == .failed)
      #expect(try journal.entry(1)?.entry.problem?.message == "dropped by hand; it waited")
      _ = try await bench.deliver(from: journal)
      #expect(Set(bench.reports.map(\.line)) == [2, 3, 4])
    }
  }

  @Test func `an event of a visitor who was named later is looked up there`() async throws {
    try await onBench(faults: ["cut-after:1"]) { bench in
      let journal = try bench.journal()
      try bench.intake([seedCalls[0], seedCalls[2]], into: journal)
      _ = try await bench.deliver(from: journal)
      let findings = try await reader(bench).findOut(journal, settleAfter: Milliseconds(0))
      #expect(findings.map { isLanded($0.finding) } == [true])
    }
  }

  @Test func `an identity call may be repeated`() async throws {
    try await onBench(faults: ["cut-after:1@POST /v1/tracking/identity"]) { bench in
      let journal = try bench.journal()
      try bench.intake([seedCalls[2]], into: journal)
      _ = try await bench.deliver(from: journal)
      let findings = try await reader(bench).findOut(journal, settleAfter: Milliseconds(0))
      #expect(findings.map(\.finding) == [.notLanded])
    }
  }

  private func timeline(_ events: [(String, String, JSON?)]) -> ReadTimeline {
    ReadTimeline(
      customer: "c",
      sessions: [
        .init(
          id: "s",
          events: events.map { name, time, meta in
            .init(name: name, arrived: Timestamp("2024-05-01T\(time)Z"), meta: meta)
          })
      ])
  }

  private func sent(_ name: String, _ time: String, _ meta: JSON? = nil) throws -> SentEvent {
    var body: JSONObject = JSONObject([.init("name", .string(name)), .init("sessionId", "s")])
    body["meta"] = meta
    let moment = try #require(Timestamp("2024-05-01T\(time)Z"))
    let event = SentEvent(
      delivery: 1, kind: .event, body: .object(body), sent: moment)
    return try #require(event)
  }

  @Test(
    arguments: [
      ("10:00:01", true), ("09:58:30", true), ("09:00:00", nil), ("23:00:00", nil),
      ("10:02:00", true), ("10:03:00", nil), ("10:19:00", nil), ("09:57:00", nil),
    ] as [(String, Bool?)])
  func `an event of another time leaves it to the person`(time: String, landed: Bool?) throws {
    var decision = UncertainDecision(timeline: timeline([("A", time, nil)]), delivered: [])
    #expect(decision.haveLanded([try sent("A", "10:00:00")]) == [landed])
  }

  @Test func `an event that another delivery sent is not taken twice`() throws {
    var decision = UncertainDecision(
      timeline: timeline([("A", "10:00:00", nil)]), delivered: [try sent("A", "10:00:00")])
    #expect(decision.haveLanded([try sent("A", "10:00:01")]) == [false])
  }

  @Test func `meta tells events of one name apart`() throws {
    var decision = UncertainDecision(
      timeline: timeline([
        ("A", "10:00:00", ["b": 1, "a": .number("1.0")]), ("A", "10:00:00", ["a": 2]),
      ]), delivered: [try sent("A", "10:00:00", ["a": 2])])
    #expect(decision.haveLanded([try sent("A", "10:00:00", ["a": 1, "b": 1])]) == [true])
    #expect(decision.haveLanded([try sent("A", "10:00:00", ["a": 1, "b": 1])]) == [false])
  }

  @Test func `an event that a call of unknown fate may have sent proves nothing`() throws {
    let dropped = try sent("A", "10:00:00")
    let asked = try sent("A", "10:00:30")
    var one = UncertainDecision(
      timeline: timeline([("A", "10:00:10", nil)]), delivered: [], doubtful: [dropped])
    #expect(one.haveLanded([asked]) == [nil])
    // Of two events one is its own in any case.
    var two = UncertainDecision(
      timeline: timeline([("A", "10:00:10", nil), ("A", "10:00:31", nil)]), delivered: [],
      doubtful: [dropped])
    #expect(two.haveLanded([asked]) == [true])
  }

  @Test func `another meta in the same session leaves it to the person`() throws {
    var decision = UncertainDecision(
      timeline: timeline([("A", "10:00:00", ["a": 1])]), delivered: [])
    #expect(decision.haveLanded([try sent("A", "10:00:00", ["a": 2])]) == [nil])
  }
}
