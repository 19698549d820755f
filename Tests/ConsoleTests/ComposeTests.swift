internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

@Suite struct ComposeTests {
  static let sent: JSON = [
    "type": "track", "userId": "userId123", "event": "Registered",
    "properties": [
      "plan": "Pro Annual", "accountType": "Facebook", "kustomer_session_id": "abc123",
    ],
  ]

  private func keyboard(
    mode: SendMode = .live, isReadOnly: Bool = false
  ) -> Keyboard {
    var profile = Journal.acme
    profile.mode = mode
    profile.isReadOnly = isReadOnly
    return Keyboard(contents: StartContents(profiles: [.sandbox, profile], profile: "acme"))
  }

  private func sends(_ effects: [Effect]) -> [Effect] {
    effects.filter { if case .send = $0 { true } else { false } }
  }

  @Test func `^R sends what the preview shows`() throws {
    var keyboard = Keyboard()
    let moment = keyboard.now
    keyboard.wait(.minutes(5))
    let requests = try #require(keyboard.outcome.plan?.requests)
    keyboard.press(.control("r"))
    #expect(
      sends(keyboard.effects) == [
        .send(SendableCall(source: Self.sent.compact, moment: moment, requests: requests))
      ])
  }

  @Test func `F5 sends as well`() {
    var keyboard = Keyboard()
    keyboard.press(.function(5))
    #expect(sends(keyboard.effects).count == 1)
  }

  @Test func `Enter never sends from the form`() {
    var keyboard = Keyboard()
    for _ in 0..<30 { keyboard.press(.enter) }
    keyboard.press(.escape, .enter, .enter)
    #expect(sends(keyboard.effects).isEmpty)
  }

  @Test func `the time of a draft is that of its first change after a send`() {
    var keyboard = Keyboard()
    keyboard.press(.control("r"))
    keyboard.wait(.minutes(42))
    keyboard.type("x")
    let begun = keyboard.now
    keyboard.wait(.minutes(1))
    _ = keyboard.newEffects()
    keyboard.press(.control("r"))
    guard case .send(let call)? = sends(keyboard.effects).first else {
      Issue.record("nothing was sent")
      return
    }
    #expect(call.moment == begun)
  }

  @Test func `the time of a draft shows where it comes from`() {
    #expect(Keyboard(120, 40).screen.contains("(10:42:02 UTC, when begun)"))
    #expect(Keyboard(80, 24).screen.contains("(10:42:02 UTC, begun)"))
  }

  @Test func `a draft of another day is not sent without a question`() {
    var keyboard = Keyboard(120, 40)
    keyboard.wait(.hours(24))
    #expect(keyboard.screen.contains("(2024-01-24 10:42 UTC)"))
    keyboard.press(.control("r"))
    #expect(sends(keyboard.effects).isEmpty)
    #expect(keyboard.screen.contains("The time of this draft is 2024-01-24 10:42 UTC"))
    keyboard.press(.enter)
    #expect(sends(keyboard.effects).count == 1)
  }

  @Test func `^T on the time makes an old draft one of now`() {
    var keyboard = Keyboard()
    keyboard.wait(.hours(24))
    keyboard.press(.tab, .tab, .tab, .tab, .control("t"), .control("r"))
    #expect(sends(keyboard.effects).count == 1)
    #expect(!keyboard.screen.contains("2024-01-24"))
  }

  @Test func `a profile that asks sends after s in the question, not after Enter`() {
    var keyboard = keyboard(mode: .ask)
    keyboard.press(.control("r"))
    #expect(sends(keyboard.effects).isEmpty)
    #expect(keyboard.screen.contains("Send to acme?"))
    keyboard.press(.control("r"), .enter, .character("y"))
    #expect(sends(keyboard.effects).isEmpty)
    keyboard.press(.character("s"))
    #expect(sends(keyboard.effects).count == 1)
  }

  @Test func `the question names who, what, where and what is lost`() {
    var keyboard = keyboard(mode: .ask)
    keyboard.press(
      .paste(#"{"type":"identify","userId":"u7","traits":{"email":"a@b.ch","shoe":"44"}}"#),
      .control("r"))
    for words in ["api.kustomerapp.com", "call: identify", "of: u7", "lost: shoe"] {
      #expect(keyboard.screen.contains(words))
    }
  }

  @Test func `the question names the host before the label`() {
    var profile = Journal.acme
    profile.label = "api.elsewhere.example"
    var keyboard = Keyboard(
      120, 40, contents: StartContents(profiles: [.sandbox, profile], profile: "acme"))
    keyboard.press(.control("r"))
    #expect(keyboard.screen.contains("to api.kustomerapp.com, profile acme,"))
    #expect(keyboard.screen.contains(#""api.elsewhere.example""#))
  }

  @Test func `Esc in the question sends nothing`() {
    var keyboard = keyboard(mode: .ask)
    keyboard.press(.control("r"), .escape, .enter)
    #expect(sends(keyboard.effects).isEmpty)
  }

  @Test func `a dry run and a read-only profile never send`() {
    var dry = keyboard(mode: .dryRun)
    dry.press(.control("r"))
    #expect(sends(dry.effects).isEmpty)
    #expect(dry.screen.contains("is a dry run"))
    var readOnly = keyboard(isReadOnly: true)
    readOnly.press(.control("r"))
    #expect(sends(readOnly.effects).isEmpty)
    #expect(readOnly.screen.contains(" READ-ONLY"))
  }

  @Test func `an input error is not sent, and the cursor goes to it`() {
    var keyboard = Keyboard()
    keyboard.press(.control("n"))
    keyboard.type("price")
    keyboard.press(.tab, .control("t"))
    keyboard.type("1x")
    keyboard.press(.tab, .control("r"))
    #expect(sends(keyboard.effects).isEmpty)
    #expect(keyboard.state.compose.focus == .rowValue(2))
    #expect(keyboard.screen.contains("not sent: price: \"1x\" is no number"))
  }

  @Test func `a call that the destination refuses is not sent, with the reason`() {
    var keyboard = Keyboard()
    keyboard.press(.tab, .control("u"), .control("r"))
    #expect(sends(keyboard.effects).isEmpty)
    #expect(keyboard.screen.contains("REJECTED  no person (no_user_anon_id)"))
  }

  @Test func `from another screen ^R only shows the draft`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("3"), .control("r"))
    #expect(sends(keyboard.effects).isEmpty)
    #expect(keyboard.state.screen == .compose)
  }

  @Test func `every typed character is saved as the draft`() {
    var keyboard = Keyboard()
    _ = keyboard.newEffects()
    keyboard.type("!")
    #expect(keyboard.effects == [.saveDraft(keyboard.state.compose.draft)])
  }

  @Test func `a cursor that moves begins no draft`() {
    var keyboard = Keyboard()
    keyboard.press(.control("r"))
    var sent = keyboard.state.entries[0]
    sent.status = .delivered
    keyboard.receive(.deliveryChanged(sent))
    _ = keyboard.newEffects()
    keyboard.press(.left, .control("a"), .function(10))
    #expect(keyboard.effects == [.quit])
  }

  @Test func `F2 goes through the types and loses no text`() {
    var keyboard = Keyboard()
    let form = keyboard.state.compose.form
    for _ in 0..<4 { keyboard.press(.function(2)) }
    #expect(keyboard.state.compose.form == form)
  }

  @Test(arguments: [
    ("p" as Character, CallType.page), ("s", .screen), ("i", .identify), ("t", .track),
    ("S", .screen),
  ])
  func `a letter on the type chooses it`(letter: Character, type: CallType) {
    var keyboard = Keyboard()
    keyboard.press(.backTab, .character(letter))
    #expect(keyboard.state.compose.form.type == type)
    #expect(keyboard.state.compose.focus == .type)
  }

  @Test func `Alt-T gives the kind of a value back that ^T changed`() {
    var keyboard = Keyboard()
    keyboard.press(.control("n"), .tab, .control("t"), .control("t"), .alt("t"))
    #expect(keyboard.state.compose.form.rows[2].kind == .number)
  }

  @Test func `Up and Down stop at the ends of the form, Tab goes round`() {
    var keyboard = Keyboard()
    keyboard.press(.up, .up)
    #expect(keyboard.state.compose.focus == .type)
    #expect(keyboard.screen.contains("this is the first field"))
    keyboard.press(.backTab, .down)
    #expect(keyboard.state.compose.focus == .locale)
    keyboard.press(.tab)
    #expect(keyboard.state.compose.focus == .type)
  }

  @Test func `the cursor stays in the first field through all types`() {
    var keyboard = Keyboard()
    for _ in 0..<3 { keyboard.press(.function(2)) }
    #expect(keyboard.state.compose.focus == .userId)
    keyboard.press(.function(2))
    #expect(keyboard.state.compose.focus == .event)
  }

  @Test func `an empty form has its cursor in the first field`() {
    var keyboard = Keyboard()
    keyboard.press(.function(2), .tab, .tab, .function(6), .control("p"))
    keyboard.type("empty the form")
    keyboard.press(.enter)
    #expect(keyboard.state.compose.focus == .name)
    #expect(keyboard.state.isTyping)
  }

  @Test func `rows that have no room are counted at the edge`() {
    var keyboard = Keyboard(80, 24)
    for _ in 0..<9 { keyboard.press(.control("n")) }
    #expect(keyboard.screen.contains("lines 8-20 of 20"))
  }

  @Test func `Alt-Z takes a whole typed word back`() {
    var keyboard = Keyboard()
    let form = keyboard.state.compose.form
    keyboard.type("abc")
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.form == form)
    keyboard.press(.alt("y"))
    #expect(keyboard.state.compose.form.event.text == "Registeredabc")
  }

  @Test func `a pasted call fills the form, and says so`() {
    var keyboard = Keyboard()
    keyboard.press(.paste(#"{"type":"identify","userId":"u1","traits":{"email":"a@b.ch"}}"#))
    #expect(keyboard.state.compose.form.type == .identify)
    #expect(keyboard.screen.contains("one identify call from JSON fills the form"))
  }

  @Test func `an id that is no whole number is marked in its field, with the sentence`() {
    var keyboard = Keyboard()
    keyboard.press(.paste(#"{"type":"track","userId":12.5,"event":"E"}"#), .tab)
    #expect(keyboard.screen.contains("userId   ✗12.5"))
    #expect(keyboard.screen.contains("✗ userId is a number"))
    keyboard.press(.control("u"))
    keyboard.type("12345")
    #expect(keyboard.screen.contains("READY"))
  }

  @Test func `a pasted call can be undone`() {
    var keyboard = Keyboard()
    keyboard.type("!")
    let form = keyboard.state.compose.form
    keyboard.press(.paste(#"{"type":"identify","userId":"u1"}"#), .alt("z"))
    #expect(keyboard.state.compose.form == form)
  }

  @Test func `pasted text goes into the field`() {
    var keyboard = Keyboard()
    keyboard.press(.control("u"), .paste("Order\nCompleted"))
    #expect(keyboard.state.compose.form.event.text == "Order Completed")
  }

  @Test func `a paste that may have been meant as a call says that it is text`() {
    var keyboard = Keyboard()
    let form = keyboard.state.compose.form
    keyboard.press(.paste("dear {name},\nhello"))
    #expect(keyboard.screen.contains("▲ pasted as text, line ends became blanks: this is"))
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.form == form)
  }

  @Test func `a pasted word says nothing`() {
    var keyboard = Keyboard()
    keyboard.press(.control("u"), .paste("Order Completed"))
    #expect(!keyboard.screen.contains("pasted as text"))
  }

  @Test func `Esc leaves the field and loses no text`() {
    var keyboard = Keyboard()
    keyboard.type("x")
    let form = keyboard.state.compose.form
    keyboard.press(.escape, .escape, .escape)
    #expect(keyboard.state.compose.form == form)
    #expect(!keyboard.state.isTyping)
    keyboard.press(.character("2"))
    #expect(keyboard.state.screen == .timeline)
  }

  @Test func `a session that was sent is joined by the next draft at once`() {
    var keyboard = Keyboard(120, 40)
    keyboard.press(.tab, .tab, .tab, .control("u"))
    #expect(keyboard.screen.contains("opens the first session of userId123"))
    // The answer stays in view until a key changes the draft; ^G goes on to the preview.
    keyboard.press(.control("r"), .control("g"))
    keyboard.wait(.minutes(12))
    #expect(keyboard.screen.contains("joins the running session as event 2: 12m since its last"))
    keyboard.wait(.minutes(30))
    #expect(keyboard.screen.contains("opens a new session: 42m since the last event, gap 30m"))
  }

  @Test func `a cut value is counted, and named where it stands`() {
    var keyboard = Keyboard()
    let long = String(repeating: "x", count: 1_100)
    keyboard.press(
      .paste(#"{"userId":"u","event":"E","properties":{"text":"\#(long)"}}"#),
      .tab, .tab, .tab, .tab, .tab, .tab)
    #expect(keyboard.screen.contains("READY, WITH LOSS  1 value cut"))
    #expect(keyboard.screen.contains("text → event.meta.textStr   cut at 1024 characters"))
  }

  @Test func `an adapted event name is said in the headline`() {
    var keyboard = Keyboard()
    keyboard.type("!?")
    #expect(keyboard.screen.contains("READY  to the sandbox, name adapted"))
  }

  @Test func `reasons that do not reject have no sign of an error`() {
    var keyboard = Keyboard(120, 40)
    keyboard.press(.paste(#"{"type":"track","event":"E","context":{"ip":"1.1.1.1"}}"#))
    keyboard.press(.paste(#"{"type":"track","userId":"","event":"E"}"#))
    let signs = keyboard.screen.split(separator: "\n").filter { $0.contains("│ ✗ ") }
    let others = signs.filter { !$0.contains("REJECTED") }
    #expect(others.count == 1)
    #expect(keyboard.screen.contains("▲ userId is empty and counts as absent"))
  }

  @Test func `a custom trait is named with the reason`() {
    var keyboard = Keyboard(120, 40)
    keyboard.press(
      .paste(#"{"type":"identify","userId":"u","traits":{"email":"a@b.ch","shoe":"44"}}"#))
    #expect(keyboard.screen.contains("READY, WITH LOSS"))
    #expect(keyboard.screen.contains("not sent: shoe"))
  }

  @Test func `a view of a hidden preview is named when it is chosen`() {
    var keyboard = Keyboard(60, 18)
    keyboard.press(.control("g"))
    #expect(keyboard.screen.contains("preview: Segment; F6 shows it"))
    keyboard.press(.function(6), .control("g"))
    #expect(!keyboard.screen.contains("F6 shows it"))
    keyboard = Keyboard()
    keyboard.press(.control("g"))
    #expect(!keyboard.screen.contains("F6 shows it"))
  }

  @Test(arguments: ScreenTests.sizes) func `which lines of the preview show is never cut`(
    size: Size
  ) {
    for count in [0, 40, 120] {
      var keyboard = Keyboard(size.columns, size.rows)
      for number in 0..<count {
        keyboard.press(.control("n"))
        keyboard.type("k\(number)")
      }
      keyboard.press(.function(6))
      for view in PreviewView.allCases {
        let title = keyboard.screen.split(separator: "\n")[2]
        #expect(!title.contains("…"), "\(view): \(title)")
        keyboard.press(.control("g"))
      }
    }
  }
}
