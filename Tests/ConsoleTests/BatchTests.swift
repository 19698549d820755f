internal import CallFormats
internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// Calls out of a file: shown in numbers, kept, walked through, sent as one run.
@Suite struct BatchTests {
  private static func batch() -> CallBatch {
    let text =
      SampleCall.seed.map { JSON.object($0.call).compact }.joined(separator: "\n")
      + "\n{\"type\":\"track\"\n{\"type\":\"alias\",\"userId\":\"u\"}\n"
    var reader = CallReader()
    Array(text.utf8).withUnsafeBytes { reader.append($0) }
    reader.end()
    var records: [CallRecord] = []
    while let record = try? reader.next() { records.append(record) }
    return CallBatch(
      "calls.ndjson", records: records, settings: DestinationSettings(), sessions: SessionBook(),
      at: Keyboard().now)
  }

  private static func imported(_ columns: Int = 80, _ rows: Int = 24) -> Keyboard {
    var keyboard = Keyboard(columns, rows, contents: Journal.contents())
    keyboard.press(.alt("i"))
    keyboard.type("~/calls.ndjson")
    keyboard.press(.enter)
    keyboard.receive(.callsRead(batch()))
    return keyboard
  }

  @Test func `a file is read when its name is entered, and nothing is kept before that is said`() {
    var keyboard = Self.imported()
    #expect(keyboard.newEffects() == [.readCalls("~/calls.ndjson")])
    #expect(keyboard.screen.contains("6 calls of calls.ndjson"))
    #expect(keyboard.state.live.batch == nil)
    keyboard.press(.enter)
    #expect(keyboard.state.live.batch?.calls.count == 6)
    #expect(keyboard.state.screen == .live)
    #expect(keyboard.newEffects() == [])
  }

  @Test func `a call of the batch opens in Compose, and the list is still there`() {
    var keyboard = Self.imported()
    keyboard.press(.enter, .down, .down, .enter)
    #expect(keyboard.state.screen == .compose)
    #expect(keyboard.state.compose.form.type == .identify)
    #expect(keyboard.screen.contains("Alt-6 goes back to the list"))
    keyboard.press(.alt("6"))
    #expect(keyboard.state.live.list.selected?.place == "3")
  }

  @Test func `the batch goes out as one run of what can be sent, after a question`() throws {
    var keyboard = Self.imported()
    keyboard.press(.enter, .control("r"))
    #expect(keyboard.screen.contains("Send 4 calls?"))
    #expect(keyboard.screen.contains("2 calls cannot be sent and stay here"))
    _ = keyboard.newEffects()
    keyboard.press(.enter)
    guard case .sendBatch(let calls, _)? = keyboard.newEffects().first else {
      Issue.record("nothing was sent")
      return
    }
    #expect(calls.map(\.id) == [1, 2, 3, 4])
    keyboard.receive(.batchCommitted([1: .init(1), 4: .init(4)]))
    #expect(keyboard.screen.contains("delivered"))
    keyboard.press(.control("r"))
    #expect(keyboard.screen.contains("this batch is sent"))
    #expect(keyboard.newEffects() == [])
  }

  /// A call of the journal as the batch or the listener put it there.
  private static func committed(
    _ number: Int64, user: String = "u9", session: PlannedSession?
  ) -> HistoryEntry {
    HistoryEntry(
      id: .init(number), profile: "sandbox",
      call: [
        "type": "track", "userId": .string(user), "anonymousId": "v9", "event": "Committed",
      ],
      moment: Keyboard().now, status: .sending, session: session)
  }

  @Test func `what others put into the outbox is known to the preview at once`() throws {
    var keyboard = Keyboard()
    keyboard.press(.paste(#"{"type":"track","userId":"u9","event":"Opening"}"#))
    let opening = try #require(keyboard.outcome.plan)
    var sessions = SessionBook()
    sessions.link(anonymousId: "v9", to: "u9", at: nil)
    sessions.record(opening)
    keyboard.receive(
      .entriesChanged([Self.committed(8, session: opening.session)], sessions))
    keyboard.now = keyboard.now + .minutes(2)
    keyboard.press(.paste(#"{"type":"page","anonymousId":"v9","name":"Later"}"#))
    let later = try #require(keyboard.outcome.plan)
    #expect(later.person == .user("u9"))
    #expect(later.session?.id == opening.session?.id)
    #expect(keyboard.screen.contains("joins the running session as event 2"))
  }

  @Test func `what another process has sent shows`() {
    var keyboard = Keyboard(contents: Journal.contents())
    var mine = Self.committed(8, session: nil)
    keyboard.receive(.deliveryChanged(mine))
    mine.status = .waiting
    keyboard.receive(.newsRead([mine, Self.committed(9, session: nil)], SessionBook()))
    #expect(keyboard.state.calls.entry(.init(8))?.status == .sending)
    #expect(keyboard.state.calls.entry(.init(9)) != nil)
  }

  @Test func `a batch that is not sent is not lost by a key that quits`() {
    var keyboard = Self.imported()
    keyboard.press(.enter)
    _ = keyboard.newEffects()
    keyboard.press(.function(10))
    #expect(keyboard.newEffects() == [])
    #expect(keyboard.screen.contains("The batch of 6 calls is not sent, and is not kept."))
    keyboard.press(.escape)
    keyboard.receive(.batchCommitted([1: .init(1)]))
    keyboard.press(.function(10))
    #expect(keyboard.newEffects() == [.quit])
  }

  @Test func `a run ends with how all its calls ended`() {
    var keyboard = Keyboard()
    keyboard.receive(.runEnded([.delivered: 2, .uncertain: 1]))
    #expect(keyboard.screen.contains("3 calls: 2 delivered, 1 uncertain; Alt-3 shows them"))
    #expect(keyboard.state.note?.kind == .warning)
    keyboard.receive(.runEnded([.delivered: 1]))
    #expect(keyboard.screen.contains("3 calls:"))
  }

  @Test func `a dry run sends no batch`() {
    var keyboard = Self.imported()
    keyboard.press(.enter)
    var acme = Journal.acme
    acme.mode = .dryRun
    keyboard.receive(.profileSelected(StartContents(profiles: [acme], profile: "acme")))
    keyboard.press(.control("r"))
    #expect(keyboard.screen.contains("is a dry run"))
  }

  @Test(arguments: ScreenTests.usual)
  func `preview and list are to be read`(size: Size) throws {
    var keyboard = Self.imported(size.columns, size.rows)
    try expectFrame(keyboard, "import-\(size.columns)x\(size.rows)")
    keyboard.press(.enter, .down)
    try expectFrame(keyboard, "batch-\(size.columns)x\(size.rows)")
  }

  @Test func `a batch is not paused, and its editor is Enter`() {
    var keyboard = Self.imported()
    keyboard.press(.enter)
    #expect(!keyboard.screen.contains("p Pause"))
    keyboard.press(.character("p"))
    #expect(keyboard.screen.contains("a batch stands still by itself"))
    #expect(keyboard.state.live.list.heldAt == nil)
    keyboard.press(.character("e"))
    #expect(keyboard.screen.contains("the editor edits the draft; Enter loads a call into it"))
  }
}
