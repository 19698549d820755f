internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// Calls that are compared, kept, copied and written out.
@Suite struct HistoryDiffTests {
  private func keyboard() -> Keyboard {
    var keyboard = Keyboard(120, 40, contents: Journal.contents())
    keyboard.press(.alt("3"))
    return keyboard
  }

  @Test func `d compares a call with any other one`() {
    var keyboard = keyboard()
    keyboard.press(.down, .down, .character("d"))
    #expect(keyboard.screen.contains("This is the call itself"))
    keyboard.press(.down)
    #expect(keyboard.screen.contains("Diff #5 → #4"))
    #expect(keyboard.screen.contains(#"! event  "Logged In" → "Registered""#))
    #expect(keyboard.screen.contains(#"+ properties.plan  "Pro Annual""#))
    #expect(keyboard.screen.contains("Sent to Kustomer"))
    keyboard.press(.escape)
    #expect(keyboard.screen.contains("#4 request"))
  }

  @Test func `d begins with the last good call of the same name`() {
    var calls = Journal.visit
    calls.append(
      HistoryEntry(
        id: .init(8), profile: "sandbox",
        call: ["type": "track", "userId": "userId123", "event": "Registered"],
        moment: Journal.start + .minutes(90), status: .failed, session: nil))
    var keyboard = Keyboard(120, 40, contents: Journal.contents(calls))
    keyboard.press(.alt("3"), .character("d"))
    #expect(keyboard.screen.contains("Diff #8 → #4"))
  }

  @Test(arguments: [
    (#"{"type":"page","userId":"userId123","name":"Billing"}"#, "+ properties.tags[0]"),
    (#"{"identity":{"externalId":"u"},"event":{"name":"Viewed-Billing-Page"}}"#, "! identity."),
    (
      #"{"verdict":"ready","requests":[{"method":"POST","path":"/v1/tracking/identityEvent"}]}"#,
      "+ [0].body.identity.externalId"
    ),
  ])
  func `a call is compared with what a file expects`(expected: String, line: String) throws {
    var keyboard = keyboard()
    keyboard.press(.down, .character("="))
    keyboard.type("good.json")
    keyboard.press(.enter)
    #expect(keyboard.newEffects() == [.readExpected(path: "good.json")])
    keyboard.receive(.expectedRead(try JSON(parsing: expected), path: "good.json"))
    #expect(keyboard.screen.contains("Diff good.json → #6"))
    #expect(keyboard.screen.contains(line))
  }

  @Test func `the star pins a call and lets it go`() {
    var keyboard = keyboard()
    keyboard.press(.character("*"))
    #expect(keyboard.newEffects() == [.pin(.init(7), true)])
    var entry = Journal.visit[6]
    entry.isPinned = true
    keyboard.receive(.pinChanged(entry))
    #expect(keyboard.screen.contains("▌ 7*"))
    #expect(keyboard.screen.contains("#7 is pinned: it is never pruned"))
    keyboard.press(.character("*"))
    #expect(keyboard.newEffects() == [.pin(.init(7), false)])
  }

  @Test func `the calls that show are exported, oldest first`() {
    var keyboard = keyboard()
    keyboard.press(.character("/"))
    keyboard.type("type:page")
    keyboard.press(.enter, .character("x"), .enter)
    #expect(keyboard.screen.contains("the name of the file is missing"))
    keyboard.type(" pages.ndjson ")
    keyboard.press(.enter)
    #expect(
      keyboard.newEffects()
        == [.exportCalls([.init(1), .init(6), .init(7)], path: "pages.ndjson")])
  }

  @Test func `a duplicate has the time of the call`() {
    var keyboard = keyboard()
    keyboard.press(.down, .down, .character("D"))
    #expect(keyboard.state.screen == .compose)
    #expect(keyboard.state.compose.form.timestamp.text == "2024-01-24T10:14:11.000Z")
  }

  @Test func `the panes show the call and the headers, too`() {
    var entry = Journal.visit[6]
    entry.exchanges[0].headers = ["x-ratelimit-remaining: 288"]
    var keyboard = Keyboard(120, 40, contents: Journal.contents([entry]))
    keyboard.press(.alt("3"), .right)
    #expect(keyboard.screen.contains(#""anonymousId": "visitor-2""#))
    keyboard.press(.tab, .tab, .right)
    #expect(keyboard.screen.contains("x-ratelimit-remaining: 288"))
  }

  @Test func `the views of the answer follow each other both ways`() {
    var keyboard = keyboard()
    keyboard.press(.tab, .tab, .left)
    #expect(keyboard.screen.contains("[Timing]"))
    keyboard.press(.right)
    #expect(keyboard.screen.contains("[Body]"))
  }

  @Test func `the timing tells a call of several requests as a whole`() {
    var keyboard = Keyboard(120, 40, contents: Journal.contents(Journal.delayed))
    keyboard.press(.alt("3"), .tab, .tab, .left)
    #expect(keyboard.screen.contains("3 requests in 5.6 s, 36 ms of it under way"))
    #expect(keyboard.screen.contains("pause 420 ms, back-off"))
  }

  @Test func `the timing names the day of what did not go out today`() {
    var entry = Journal.visit[6]
    entry.exchanges[0].begun = Journal.start - .minutes(24 * 60)
    var keyboard = Keyboard(120, 40, contents: Journal.contents([entry]))
    keyboard.press(.alt("3"), .tab, .tab, .left)
    #expect(keyboard.screen.contains("2024-01-23"))
  }

  @Test func `a request whose end is not known has no length`() {
    var entry = Journal.visit[6]
    entry.exchanges[0].milliseconds = nil
    var keyboard = Keyboard(120, 40, contents: Journal.contents([entry]))
    keyboard.press(.alt("3"), .tab, .tab, .left)
    #expect(keyboard.screen.contains("its end is not known"))
  }

  @Test func `the hint of a diff that is hidden says how it shows`() {
    var keyboard = Keyboard(60, 18, contents: Journal.contents())
    keyboard.press(.alt("3"), .character("d"), .down)
    #expect(keyboard.screen.contains("Enter shows the difference"))
    #expect(keyboard.screen.contains("Esc Leave"))
    keyboard.press(.enter)
    #expect(keyboard.screen.contains("Diff #"))
    #expect(!keyboard.screen.contains("Enter shows the difference"))
  }
}
