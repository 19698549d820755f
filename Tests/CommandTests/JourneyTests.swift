internal import Console
internal import Delivery
internal import Foundation
internal import KustomerDestination
internal import ProofHarness
internal import Records
internal import Sandbox
internal import Testing

@testable internal import kustomer_console

/// What is shown, what is committed and what is sent are one thing.
@Suite struct JourneyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Another process with the same journal, which sends for itself.
  private func sendElsewhere(_ text: String, _ journal: Journal, _ org: TestOrg) throws {
    let permit = try Org(
      profile: "sandbox", baseURL: BaseURL(org.options[1]), key: APIKey(SandboxKey.standard.text),
      mode: .live
    ).permit()
    let call = IntakeCall(source: text, call: try Call(parsing: text))
    let result = try journal.commit(
      call, as: nil, permit, destination: Destination(),
      moment: Timestamp(milliseconds: 1_760_000_000_000))
    #expect(result.delivery != nil)
  }

  private func call(_ dice: inout Dice) -> String {
    let ids = [
      #""userId":"u1""#, #""anonymousId":"v1""#, #""userId":"u1","anonymousId":"v1""#,
      #""userId":"","anonymousId":"v1""#, #""userId":"  ","anonymousId":"v2""#,
      #""userId":"u2","anonymousId":"v2""#, #""userId":"u 2/ü""#,
    ]
    let rest = [
      #""type":"track","event":"Order Done","properties":{"total":1.50,"tags":["a",2]}"#,
      #""type":"page","name":"Pricing","properties":{"kustomer_session_id":"abc"}"#,
      #""type":"screen","name":"Home","properties":{"kustomer_session_id":"  "}"#,
      #""type":"identify","traits":{"email":"jo@x.org","phone":"+49 1711","plan":"Pro"}"#,
      #""type":"identify","traits":{"email":"jo@y.org","website":"y.org"}"#,
      #""type":"track","event":"商品 Viewed","timestamp":"2025-10-09T08:30:00Z""#,
    ]
    let id = ids.randomElement(using: &dice) ?? ids[0]
    return "{\(rest.randomElement(using: &dice) ?? rest[0]),\(id)}"
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `what is shown is what is committed is what is sent`(seed: UInt64) async throws {
    var dice = Dice(state: seed)
    let org = try await TestOrg()
    var journey = try await Journey(folder, org.options)
    let other = try Journal(at: journey.journal.path) { Invocation.systemNow }
    for _ in 0..<30 {
      switch Int.random(in: 0..<10, using: &dice) {
      case 0: try sendElsewhere(call(&dice), other, org)
      case 1:
        let faults = ["503:1", "500:1@PATCH /", "cut-before:1"]
        try org.fail([faults.randomElement(using: &dice) ?? faults[0]])
      case 2: journey.order(.deliverWaiting)
      case 3: journey.skip(.minutes(Int64.random(in: 1...45, using: &dice)))
      case 4:
        for screen in ["2", "3", "1"] as [Character] {
          try await journey.press(.alt(screen))
          #expect(journey.untruths == [])
        }
      default:
        try await journey.press(.alt("1"), .escape, .paste(call(&dice)), .control("r"))
        // Another process was faster: what would go out now shows, and goes out on the second ^R.
        if case .planChanged? = journey.answers.last { try await journey.press(.control("r")) }
      }
      #expect(journey.untruths == [])
    }
    try org.fail([])
    try sendElsewhere(#"{"type":"track","userId":"u1","event":"Last"}"#, other, org)
    try await journey.wait(for: "the couriers") { journey in
      journey.state.calls.count(.sending) == 0
        && journey.state.entries.contains { $0.facts.title == "Last" }
    }
    journey.finish()
    try expectShownIsSent(journey, org)
    try await expectFacts(&journey)
    await org.stop()
  }

  /// The plans that were shown, those of the journal, and the bytes that arrived.
  private func expectShownIsSent(_ journey: Journey, _ org: TestOrg) throws {
    let shown = zip(journey.decided, journey.answers).compactMap { call, answer in
      if case .callCommitted(let entry, _) = answer { (entry.id.number, call) } else { nil }
    }
    #expect(!shown.isEmpty)
    let arrived = try org.requests().map(\.body)
    for (id, call) in shown {
      let detail = try #require(try journey.journal.entry(id))
      #expect(detail.source == call.source)
      let planned = try JSON(parsing: detail.plan)["requests"]?.arrayValue ?? []
      let requests = planned.compactMap { PlannedRequest($0) }
      #expect(requests == call.requests)
      // What a 409 changes about a customer has tests of its own.
      let isRepaired = detail.attempts.contains { $0.status == 409 }
      for attempt in detail.attempts {
        let kind = try #require(attempt.request.kind)
        if isRepaired, kind.writesCustomer { continue }
        guard let plan = requests.first(where: { $0.kind == kind }) else { continue }
        guard let bytes = attempt.request.body else { continue }
        let body = try JSON(parsing: String(decoding: bytes, as: UTF8.self))
        if kind == .customerChange { expect(body, of: plan) } else { #expect(body == plan.body) }
        if attempt.status.map({ $0 < 300 }) ?? false {
          #expect(arrived.contains(String(decoding: bytes, as: UTF8.self)))
        }
      }
    }
  }

  /// A change may unite the lists that its plan names, leave out what the record has, and echo the
  /// record's company.
  private func expect(_ body: JSON, of plan: PlannedRequest) {
    let planned = plan.body?.objectValue ?? JSONObject()
    for member in body.objectValue?.members ?? [] {
      let isUnited = plan.merges.contains(member.key)
      if isUnited {
        let ours = planned[member.key]?.arrayValue ?? []
        #expect(member.value.arrayValue?.suffix(ours.count) == ours[...])
      } else if member.key != "company" {
        #expect(planned[member.key] == member.value)
      }
    }
    for member in planned.members where !plan.merges.contains(member.key) {
      #expect(body[member.key] == member.value)
    }
  }

  /// The screens have what the journal has, of both processes.
  private func expectFacts(_ journey: inout Journey) async throws {
    try await journey.press(.alt("2"))
    let details = try journey.journal.details(limit: 1_000)
    #expect(journey.state.entries.map(\.id.number) == details.map(\.entry.id).sorted())
    for detail in details {
      let shown = try #require(journey.state.calls.entry(.init(detail.entry.id)))
      #expect(shown.session == detail.entry.session)
      #expect(shown.status == detail.entry.status)
      #expect(shown.facts.event.userId == detail.entry.user)
      let own = try Call(parsing: detail.source).ids
      #expect(own.user == detail.entry.user && own.visitor == detail.entry.visitor)
    }
    let contents = journey.state.timeline.contents
    for timeline in contents.timelines {
      for session in timeline.sessions {
        for item in session.events where contents.items[item].status != nil {
          #expect(contents.items[item].sentSession?.id == session.id)
        }
      }
    }
    #expect(contents.timelines.contains { $0.person == .user("u1") })
  }

  /// Connects an org and works with it; writes a call and sends it, twice; looks at its sessions;
  /// plays a scenario as a presentation; and is asked before the org gets a call.
  private static let uses: [[Key]] = [
    [.alt("5"), .character("n"), .paste("acme"), .tab, .tab, .paste("prod1"), .tab]
      + [.paste("k-0123456789"), .control("s"), .character("t"), .escape, .enter],
    [.alt("1"), .alt("n"), .paste("Order Completed"), .tab, .paste("u1"), .control("n")]
      + [.paste("price"), .tab, .paste("19.9"), .control("t"), .control("r"), .character("s")],
    [.alt("1"), .alt("n"), .paste("Order Refunded"), .tab, .paste("u1"), .control("r")]
      + [.character("s"), .alt("2"), .character("]"), .down, .alt("3"), .enter, .escape],
    [.alt("4"), .enter, .function(9), .character(" "), .character(" "), .character(" ")]
      + [.character("c"), .escape, .escape, .alt("2"), .alt("1")],
    [.alt("5"), .up, .enter, .alt("1"), .control("r"), .alt("2"), .alt("3")],
  ]

  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
  func `after each key of the three uses the screens hold what the journal has`(size: Size)
    async throws
  {
    let org = try await TestOrg()
    var journey = try await Journey(folder, org.options, size: size)
    for (use, keys) in Self.uses.enumerated() {
      for (place, key) in keys.enumerated() {
        try await journey.press(key)
        try await journey.wait(for: "the journal's word") { (try? $0.differences()) == [] }
        let broken = try journey.differences()
        #expect(broken == [], "use \(use), key \(place)")
      }
      try await journey.wait(for: "the courier") { $0.state.calls.count(.sending) == 0 }
    }
    #expect(journey.decided.count == 3)
    journey.finish()
    try expectShownIsSent(journey, org)
    await org.stop()
  }

  @Test func `a composed call goes through Segment by the key that says so`() async throws {
    let server = RawServer { _, _ in .answer(http(200, #"{"success":true}"#)) }
    defer { server.stop() }
    let config = folder.path + "/config/kustomer-console"
    try FileManager.default.createDirectory(atPath: config, withIntermediateDirectories: true)
    try folder.write("config/kustomer-console/write.key", "write-key")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: config + "/write.key")
    try folder.write(
      "config/kustomer-console/config.toml",
      """
      [profiles.acme]
      org_pod = "prod1"
      mode = "live"
      [profiles.acme.segment]
      write_key = { file = "write.key" }
      endpoint = "http://127.0.0.1:\(server.port)"
      """)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: config + "/config.toml")
    var journey = try await Journey(folder, ["--profile", "acme"])
    try await journey.press(.alt("v"), .control("r"))
    try await journey.wait(for: "Segment's word") { $0.state.calls.count(.accepted) == 1 }
    #expect(try journey.differences() == [])
    try await journey.press(.alt("3"), .character("r"), .character("s"))
    try await journey.wait(for: "Segment's word") { $0.state.calls.count(.accepted) == 2 }
    #expect(server.requests.count == 2)
    #expect(server.requests.allSatisfy { $0.hasPrefix("POST /v1/track ") })
    journey.finish()
  }

  @Test func `each try that failed is told with its answer`() async throws {
    let org = try await TestOrg(fault: "503:2")
    var journey = try await Journey(folder, org.options)
    try await journey.press(.control("r"))
    try await journey.wait(for: "the end") { $0.state.calls.count(.delivered) == 1 }
    #expect(journey.pauses.map(\.next) == [2, 3])
    for pause in journey.pauses {
      #expect(pause.tries == 8 && !pause.isAsked && pause.length != nil)
      #expect(pause.call == journey.state.entries.last?.id)
      #expect(pause.reason.contains("answered 503"))
    }
    #expect(journey.state.entries.last?.exchanges.map(\.status).prefix(2) == [503, 503])
    journey.finish()
    await org.stop()
  }

  @Test func `what waits is on its way while it is tried, and ^C stops it`() async throws {
    let org = try await TestOrg()
    var journey = try await Journey(folder, org.options)
    let other = try Journal(at: journey.journal.path) { Invocation.systemNow }
    try sendElsewhere(#"{"type":"track","userId":"u","event":"E"}"#, other, org)
    try await journey.wait(for: "the news") { $0.state.calls.count(.waiting) == 1 }
    try org.fail(["429"])
    journey.order(.deliverWaiting)
    try await journey.wait(for: "a try") { !$0.pauses.isEmpty }
    #expect(journey.state.calls.count(.sending) == 1)
    #expect(journey.pauses.first?.isAsked == true)
    try await journey.wait(for: "its answer") {
      $0.state.entries.last?.exchanges.last?.status == 429
    }
    try await journey.press(.control("c"))
    try await journey.wait(for: "the stop") { $0.state.calls.count(.waiting) == 1 }
    journey.finish()
    await org.stop()
  }

  @Test func `a filter finds calls that were not read`() async throws {
    let org = try await TestOrg()
    let journal = try Journal(at: Journey.journalPath(folder)) { Invocation.systemNow }
    let permit = try Org(
      profile: "sandbox", baseURL: BaseURL(org.options[1]), key: APIKey(SandboxKey.standard.text),
      mode: .live
    ).permit()
    let intake = try journal.beginRun(
      permit, destination: Destination(), moment: Timestamp(milliseconds: 1_760_000_000_000))
    for start in stride(from: 0, to: 2_600, by: 200) {
      let texts = (start..<start + 200).map {
        #"{"type":"track","userId":"User\#($0 + 1_000)","event":"E"}"#
      }
      _ = try intake.add(
        texts.map { IntakeCall(source: $0, call: try Call(parsing: $0)) })
    }
    try intake.goLive()
    var journey = try await Journey(folder, org.options)
    try await journey.wait(for: "the first page") { $0.state.entries.count == 2_200 }
    try await journey.press(.alt("3"), .character("/"), .paste("user:user1007"))
    try await journey.wait(for: "the search") { $0.state.selectedEntry?.id == .init(8) }
    #expect(view(journey.state).text.contains("1 of 2600"))
    try await journey.press(.control("x"), .paste("no-such-word"))
    try await journey.wait(for: "the search") { view($0.state).text.contains("0 of 2600") }
    journey.finish()
    await org.stop()
  }

  @Test func `a journal that cannot be opened keeps nothing, and says so`() async throws {
    try FileManager.default.createDirectory(
      atPath: Journey.journalPath(folder), withIntermediateDirectories: true)
    let org = try await TestOrg()
    var journey = try await Journey(folder, org.options, ownJournal: folder.path + "/own.sqlite")
    try await journey.wait(for: "the reason") { view($0.state).text.contains("not saved") }
    #expect(view(journey.state).text.contains("draft not saved"))
    try await journey.press(.character("!"), .function(10))
    #expect(view(journey.state).text.contains("Leaving"))
    #expect(!view(journey.state).text.contains("it is saved"))
    journey.finish()
    await org.stop()
  }

  @Test func `two consoles on one journal keep both drafts`() async throws {
    let org = try await TestOrg()
    var first = try await Journey(folder, org.options)
    var second = try await Journey(folder, org.options)
    try await first.press(.character("1"))
    try await first.wait(for: "the draft") { $0.state.compose.isSaved }
    try await second.press(.character("2"))
    try await second.wait(for: "the word") {
      $0.state.note.map { KeyTable.standard.text($0.text) }?
        .hasPrefix("another console has a draft of its own") == true
    }
    first.finish()
    second.finish()
    var third = try await Journey(folder, org.options)
    #expect(third.state.compose.form.event.text == "Registered2")
    let told = third.state.note.map { KeyTable.standard.text($0.text) }
    #expect(told?.contains("another console left one, too") == true)
    try await third.press(.alt("z"))
    #expect(third.state.compose.form.event.text == "Registered1")
    third.finish()
    await org.stop()
  }

  @Test func `a silent org keeps nothing from being committed`() async throws {
    let org = try await TestOrg(fault: "latency=60s")
    var journey = try await Journey(folder, org.options)
    journey.order(.testConnection("sandbox"))
    try await journey.press(.control("r"))
    guard case .callCommitted? = journey.answers.last else {
      Issue.record("\(String(describing: journey.answers.last))")
      return
    }
    #expect(try journey.journal.details(limit: 5).map(\.entry.status) == [.waiting])
    journey.order(.stopAsking)
    try await journey.wait(for: "the end of the test") {
      $0.state.note?.text == "the test of sandbox was stopped"
    }
    await org.stop()
    journey.finish()
  }

  @Test func `what the org cannot tell yet it is asked again, without a key`() async throws {
    let org = try await TestOrg()
    var journey = try await Journey(folder, org.options, settleAfter: .seconds(1))
    let identify = #"{"type":"identify","userId":"u1","traits":{"email":"jo@example.com"}}"#
    try await journey.press(.escape, .paste(identify), .control("r"))
    try await journey.wait(for: "the customer") { $0.state.calls.count(.delivered) == 1 }
    try org.fail(["504:1@POST /v1/tracking/"])
    let track = #"{"type":"track","userId":"u1","event":"Bought"}"#
    try await journey.press(.escape, .paste(track), .control("r"))
    try await journey.wait(for: "the gateway's word") { $0.state.calls.count(.uncertain) == 1 }
    try await journey.press(.alt("3"), .character("f"))
    try await journey.wait(for: "the org's last word") { $0.state.calls.count(.waiting) == 1 }
    journey.finish()
    await org.stop()
  }

  @Test func `a file whose name is no UTF-8 is read by the name that a terminal shows`()
    async throws
  {
    let call = #"{"type":"track","userId":"u1","event":"Bought"}"#
    let made = try await ProgramRun(
      shell: #"echo '\#(call)' >"$(printf 'zo\350.ndjson')""#, in: folder)
    #expect(made.status == 0)
    let org = try await TestOrg()
    var journey = try await Journey(folder, org.options)
    try await journey.press(.alt("i"), .paste(folder.path + "/zo\u{FFFD}.ndjson"), .enter)
    try await journey.wait(for: "the calls") { $0.state.live.pending != nil }
    try await journey.press(.enter)
    #expect(journey.state.live.batch?.calls.count == 1)
    journey.finish()
    await org.stop()
  }

  @Test func `what is quit before it was committed is in the outbox`() async throws {
    let org = try await TestOrg(fault: "latency=60s")
    var journey = try await Journey(folder, org.options)
    journey.order(.testConnection("sandbox"))
    let call = #"{"type":"track","userId":"u","event":"E"}"#
    journey.order(.send(SendableCall(source: call, moment: Invocation.systemNow)))
    journey.finish()
    let kept = try journey.journal.details(limit: 5)
    #expect(kept.map(\.source) == [call])
    #expect(kept.map(\.entry.status) == [.waiting])
    #expect(try org.arrivals() == 0)
    await org.stop()
  }

  @Test func `another process that was faster is said, and the second ^R sends`() async throws {
    let org = try await TestOrg()
    var journey = try await Journey(folder, org.options)
    let other = try Journal(at: journey.journal.path) { Invocation.systemNow }
    let visit = #"{"type":"page","anonymousId":"v7","name":"Pricing","timestamp":"\#(time)"}"#
    try await journey.press(.escape, .paste(visit))
    let shown = try #require(journey.state.outcome.plan?.session)
    // Before the next look at the journal.
    try sendElsewhere(
      visit.replacing(time, with: "2025-10-09T08:29:00Z"), other, org)
    try await journey.press(.control("r"))
    guard case .planChanged? = journey.answers.last else {
      Issue.record("\(String(describing: journey.answers.last))")
      return
    }
    let said = journey.state.note.map { KeyTable.standard.text($0.text) }
    #expect(said?.contains("another program has sent for v7") == true)
    let now = try #require(journey.state.outcome.plan?.session)
    #expect(now != shown)
    #expect(try journey.journal.details(limit: 5).count == 1)
    try await journey.press(.control("r"))
    #expect(try journey.journal.details(limit: 5).first?.entry.session == now)
    journey.finish()
    await org.stop()
  }

  private let time = "2025-10-09T08:30:00Z"
}
