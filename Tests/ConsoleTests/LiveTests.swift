internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// The calls that the listener receives.
@Suite struct LiveTests {
  /// Tracks of a few persons, numbered from `start` on; each third names nobody.
  static func calls(_ count: Int, from start: Int = 1) -> [ListedCall] {
    let now = Keyboard().now
    return (start..<start + count).map { number in
      var call = JSONObject([
        .init("type", "track"), .init("event", .string("Event \(number)")),
        .init("properties", ["plan": .string("plan-\(number % 7)")]),
      ])
      if number % 3 != 0 { call["userId"] = .string("u\(number % 5)") }
      guard let read = try? Call(parsing: JSON.object(call).compact) else {
        preconditionFailure("the call is made here")
      }
      let plan = Destination().plan(for: read, at: now, sessions: SessionBook())
      return ListedCall(id: number, call: read.json, plan: plan, moment: now)
    }
  }

  static func listening(_ columns: Int = 80, _ rows: Int = 24, _ count: Int = 5) -> Keyboard {
    var keyboard = Keyboard(columns, rows, contents: Journal.contents())
    keyboard.press(.alt("6"), .character("s"))
    var reading = ListenerReading()
    reading.phase = .on("http://127.0.0.1:8790")
    reading.requests = count
    keyboard.receive(.listenerChanged(reading))
    if count > 0 { keyboard.receive(.callsArrived(calls(count))) }
    return keyboard
  }

  @Test func `the listener starts by a key and says where it is`() {
    var keyboard = Self.listening(80, 24, 0)
    #expect(keyboard.newEffects() == [.startListening])
    #expect(keyboard.screen.contains("✓ the listener answers on http://127.0.0.1:8790"))
    #expect(keyboard.screen.contains("analytics.host = \"http://127.0.0.1:8790\""))
    keyboard.press(.character("s"))
    #expect(keyboard.newEffects() == [.stopListening])
  }

  @Test func `a listener is not ended by a key that quits before that is asked`() {
    var keyboard = Self.listening()
    _ = keyboard.newEffects()
    keyboard.press(.function(10))
    #expect(keyboard.newEffects() == [])
    #expect(keyboard.screen.contains("The listener ends; the list of the 5 calls"))
    keyboard.press(.enter)
    #expect(keyboard.newEffects() == [.quit])
  }

  @Test func `what nobody has sent cannot be opened`() {
    var keyboard = Self.listening(80, 24, 0)
    #expect(!keyboard.screen.contains("Enter Open"))
    keyboard.press(.enter)
    #expect(keyboard.screen.contains("no call is selected"))
    keyboard.receive(.callsArrived(Self.calls(1)))
    #expect(keyboard.screen.contains("Enter Open"))
  }

  @Test func `the newest call stands first, and the list follows it`() {
    var keyboard = Self.listening()
    #expect(keyboard.state.live.list.selected?.id == 5)
    keyboard.receive(.callsArrived(Self.calls(2, from: 6)))
    #expect(keyboard.state.live.list.selected?.id == 7)
    keyboard.press(.down)
    keyboard.receive(.callsArrived(Self.calls(1, from: 8)))
    #expect(keyboard.state.live.list.selected?.id == 6)
  }

  @Test func `a paused list stands still and counts what comes`() {
    var keyboard = Self.listening()
    keyboard.press(.character("p"))
    keyboard.receive(.callsArrived(Self.calls(3, from: 6)))
    #expect(keyboard.state.live.list.selected?.id == 5)
    #expect(keyboard.screen.contains("3 more came, p shows them"))
    keyboard.press(.character("p"))
    #expect(keyboard.state.live.list.selected?.id == 8)
  }

  @Test func `the filter searches names, or whole calls`() {
    var keyboard = Self.listening(80, 24, 20)
    keyboard.press(.character("/"))
    keyboard.type("EVENT 12")
    #expect(keyboard.state.live.list.count == 1)
    keyboard.receive(.callsArrived(Self.calls(110, from: 21)))
    #expect(keyboard.state.live.list.count == 12)
    keyboard.press(.control("u"))
    keyboard.type("plan-3")
    #expect(keyboard.state.live.list.count == 0)
    keyboard.press(.control("t"))
    #expect(keyboard.state.live.list.count == 19)
    keyboard.press(.enter, .escape)
    #expect(keyboard.state.live.list.count == 130)
    keyboard.press(.character("/"))
    keyboard.type(#"name:"event 13" -verdict:rejected"#)
    #expect(keyboard.state.live.list.count == 2)
    keyboard.press(.control("u"))
    keyboard.type("type:alias")
    #expect(keyboard.screen.contains("type:alias is none of page, screen, identify, track"))
  }

  @Test func `a call opens in Compose with its preview`() {
    var keyboard = Self.listening()
    keyboard.press(.enter)
    #expect(keyboard.state.screen == .compose)
    #expect(keyboard.state.compose.form.event.text == "Event 5")
    #expect(keyboard.screen.contains("READY"))
  }

  @Test func `forwarding passes the profile's gate`() {
    var keyboard = Self.listening()
    _ = keyboard.newEffects()
    keyboard.press(.control("t"))
    #expect(keyboard.newEffects() == [.startForwarding])
    var acme = Journal.acme
    keyboard.receive(.profileSelected(StartContents(profiles: [acme], profile: "acme")))
    keyboard.press(.control("t"))
    #expect(keyboard.screen.contains("Forward to acme?"))
    keyboard.press(.escape)
    #expect(keyboard.newEffects() == [])
    keyboard.press(.control("t"), .character("s"))
    #expect(keyboard.newEffects() == [.startForwarding])
    acme.mode = .dryRun
    keyboard.receive(.profileSelected(StartContents(profiles: [acme], profile: "acme")))
    keyboard.press(.control("t"))
    #expect(keyboard.newEffects() == [])
    #expect(keyboard.screen.contains("is a dry run"))
  }

  @Test func `what forwarding does is counted`() {
    var keyboard = Self.listening()
    var reading = keyboard.state.live.listener
    reading.forwardsTo = "sandbox"
    (reading.forwarded, reading.waiting) = (4, 2)
    keyboard.receive(.listenerChanged(reading))
    #expect(keyboard.screen.contains("FORWARDS to sandbox: 4 delivered, 2 waiting"))
  }

  @Test(arguments: ScreenTests.usual)
  func `it is to be read off, on, and with calls`(size: Size) throws {
    var off = Keyboard(size.columns, size.rows)
    off.press(.alt("6"))
    try expectFrame(off, "live-off-\(size.columns)x\(size.rows)")
    try expectFrame(
      Self.listening(size.columns, size.rows, 0), "live-on-\(size.columns)x\(size.rows)")
    var keyboard = Self.listening(size.columns, size.rows, 40)
    keyboard.press(.down, .down)
    try expectFrame(keyboard, "live-\(size.columns)x\(size.rows)")
  }

  @Test func `only the newest ten thousand calls are kept, and what came is counted`() {
    var keyboard = Self.listening(80, 24, 0)
    for start in stride(from: 1, to: 12_001, by: 500) {
      keyboard.receive(.callsArrived(Self.calls(500, from: start)))
    }
    let list = keyboard.state.live.list
    #expect(list.total == 12_000)
    #expect((10_000...11_000).contains(list.calls.count))
    #expect(list.selected?.id == 12_000)
    keyboard.press(.character("G"))
    #expect(keyboard.state.live.list.selected?.id == list.calls.first?.id)
  }

  @Test func `a list that nothing reaches is not paused, one that is paused goes on`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("6"), .character("p"))
    #expect(keyboard.screen.contains("the listener is off; s starts it"))
    keyboard = Self.listening()
    keyboard.press(.character("p"))
    keyboard.receive(.listenerChanged(ListenerReading()))
    keyboard.press(.character("p"))
    #expect(keyboard.state.live.list.heldAt == nil)
  }

  @Test(arguments: ScreenTests.sizes) func `what is forwarded is never cut`(size: Size) {
    var keyboard = Self.listening(size.columns, size.rows)
    var reading = keyboard.state.live.listener
    reading.forwardsTo = "sandbox"
    (reading.forwarded, reading.failed, reading.waiting) = (1204, 2, 37)
    keyboard.receive(.listenerChanged(reading))
    keyboard.press(.down)
    let line = keyboard.screen.split(separator: "\n")[2]
    #expect(line.contains("FORWARDS to sandbox: 1204 delivered, 2 failed, 37 waiting"))
    #expect(!line.contains("…"))
  }
}
