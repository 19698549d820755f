internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// From ^R to the outbox, and what the strip shows of it.
@Suite struct SendingTests {
  @Test(arguments: [(120, 40), (160, 50)])
  func `the call that was just sent is on the strip`(columns: Int, rows: Int) {
    var keyboard = Keyboard(columns, rows)
    keyboard.press(.control("r"))
    #expect(!keyboard.screen.contains("no tracking event yet"))
    #expect(keyboard.screen.contains("event 1 of session abc123"))
    keyboard.type("!")
    #expect(!keyboard.screen.contains("no tracking event yet"))
    #expect(keyboard.screen.contains("joins abc123 as event 2"))
  }

  @Test func `the strip is true before the journal is read`() {
    let keyboard = Keyboard(120, 40, contents: nil)
    #expect(!keyboard.screen.contains("no tracking event yet"))
  }

  @Test(arguments: [
    #"{"type":"track","userId":"userId123","event":""}"#,
    #"{"type":"identify","userId":"userId123"}"#, #"{"type":"track","userId":"userId123"}"#,
    #"{"type":"page","userId":"userId123","integrations":{"All":false}}"#,
  ])
  func `the strip shows the person's sessions whatever becomes of the draft`(draft: String) {
    var keyboard = Keyboard(120, 40, contents: Journal.contents())
    keyboard.press(.paste(draft))
    #expect(keyboard.screen.contains("Sessions of userId123"))
    #expect(!keyboard.screen.contains("no tracking event yet"))
    #expect(keyboard.screen.contains("09:22:11  page      Pricing"))
  }

  @Test func `a draft is sent once it is in the outbox, and not before`() {
    var keyboard = Keyboard()
    keyboard.commitsAtOnce = false
    keyboard.type("!")
    keyboard.press(.control("r"), .control("r"))
    let sends = keyboard.effects.filter { if case .send = $0 { true } else { false } }
    #expect(sends.count == 1)
    #expect(keyboard.state.compose.isUnsent)
    keyboard.press(.function(10))
    #expect(keyboard.screen.contains("The draft is not sent"))
    keyboard.press(.escape)
    keyboard.receive(.callNotCommitted("the disk is full"))
    #expect(keyboard.screen.contains("not sent: the disk is full"))
    #expect(keyboard.state.compose.isUnsent)
    keyboard.commitsAtOnce = true
    keyboard.press(.control("r"))
    #expect(!keyboard.state.compose.isUnsent)
  }

  @Test func `what is typed while a call is committed is a new draft`() throws {
    var keyboard = Keyboard()
    keyboard.commitsAtOnce = false
    keyboard.press(.control("r"))
    keyboard.type("!")
    let plan = try #require(keyboard.outcome.plan)
    var sessions = SessionBook()
    sessions.record(plan)
    let entry = HistoryEntry(
      id: .init(1), profile: "sandbox", call: ComposeTests.sent, moment: keyboard.now,
      status: .sending, session: plan.session)
    keyboard.receive(.callCommitted(entry, sessions))
    #expect(keyboard.state.compose.isUnsent)
    #expect(keyboard.state.compose.form.event.text == "Registered!")
  }

  @Test func `another plan than the shown one is said, and the next ^R sends it`() throws {
    var keyboard = Keyboard(120, 40)
    keyboard.commitsAtOnce = false
    keyboard.press(.paste(#"{"type":"page","anonymousId":"v9","name":"Later"}"#))
    let shown = try #require(keyboard.outcome.plan)
    keyboard.press(.control("r"))
    let earlier = SentSession(
      person: .anonymous("v9"), id: "auto-20240124T103000000Z-0000000000000001",
      first: shown.time - .minutes(5), last: shown.time - .minutes(5),
      sent: shown.time)
    var sessions = SessionBook()
    sessions.insert(earlier)
    keyboard.receive(.planChanged(sessions, profile: "sandbox"))
    #expect(keyboard.screen.contains("another program has sent for v9 meanwhile"))
    #expect(keyboard.state.compose.isUnsent)
    let now = try #require(keyboard.outcome.plan)
    #expect(now.session?.id == earlier.id)
    _ = keyboard.newEffects()
    keyboard.press(.control("r"))
    guard case .send(let call)? = keyboard.newEffects().first else {
      Issue.record("nothing was sent")
      return
    }
    #expect(call.requests == now.requests && call.requests != shown.requests)
  }

  @Test(arguments: ["", "  ", "\\u0009"])
  func `a blank id is nobody on every screen`(blank: String) throws {
    let text = #"{"type":"track","userId":"\#(blank)","anonymousId":"v9","event":"E"}"#
    let call = try JSON(parsing: text)
    let entry = HistoryEntry(
      id: .init(1), profile: "sandbox", call: call, moment: Keyboard().now, status: .delivered,
      session: nil)
    #expect(entry.facts.person == .anonymous("v9"))
    #expect(entry.facts.event.userId == nil && entry.facts.event.anonymousId == "v9")
    var keyboard = Keyboard(contents: StartContents(entries: [entry]))
    keyboard.press(.alt("2"))
    #expect(keyboard.state.timeline.contents.persons.contains(.anonymous("v9")))
    #expect(!keyboard.state.timeline.contents.persons.contains { $0.id.isEmpty || $0.id == "  " })
  }

  @Test(arguments: [
    #""userId":"undefined""#, #""userId":"null""#, #""anonymousId":"[object Object]""#,
  ])
  func `an id that is nobody's is asked about before an org gets it`(id: String) {
    var live = Journal.acme
    live.mode = .live
    let call = #"{"type":"track","event":"E",\#(id)}"#
    var contents = StartContents(profiles: [.sandbox, live], profile: "acme")
    for profile in ["acme", "sandbox"] {
      contents.profile = profile
      var keyboard = Keyboard(120, 40, contents: contents)
      keyboard.press(.escape, .paste(call))
      _ = keyboard.newEffects()
      keyboard.press(.control("r"))
      let isAsked = profile == "acme"
      #expect(keyboard.effects.contains { $0.isSend } == !isAsked)
      guard isAsked else { continue }
      #expect(keyboard.screen.contains("Send to acme?"))
      #expect(keyboard.screen.contains("merge"))
      keyboard.press(.escape)
      #expect(!keyboard.effects.contains { $0.isSend })
      keyboard.press(.control("r"), .enter)
      #expect(!keyboard.effects.contains { $0.isSend })
      keyboard.press(.character("s"))
      #expect(keyboard.effects.contains { $0.isSend })
    }
  }

  @Test func `^C stops a connection test`() {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("5"), .character("t"))
    _ = keyboard.newEffects()
    keyboard.press(.control("c"))
    #expect(keyboard.newEffects() == [.stopAsking])
  }

  @Test func `what another process has delivered is not on its way any more`() {
    var keyboard = Keyboard()
    keyboard.press(.control("r"))
    var entry = keyboard.state.entries[0]
    #expect(entry.status == .sending)
    entry.status = .delivered
    keyboard.receive(.newsRead([entry], SessionBook()))
    #expect(keyboard.state.entries[0].status == .delivered)
  }
}

extension Effect {
  fileprivate var isSend: Bool { if case .send = self { true } else { false } }
}
