internal import CallFormats
internal import Console
internal import KustomerDestination
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

  @Test func `a dry run sends no batch`() {
    var keyboard = Self.imported()
    keyboard.press(.enter)
    var acme = Journal.acme
    acme.mode = .dryRun
    keyboard.receive(.profileSelected(StartContents(profiles: [acme], profile: "acme")))
    keyboard.press(.control("r"))
    #expect(keyboard.screen.contains("is a dry run"))
  }

  @Test(arguments: ScreenTests.sizes)
  func `preview and list are to be read`(size: Size) throws {
    var keyboard = Self.imported(size.columns, size.rows)
    try expectFrame(keyboard, "import-\(size.columns)x\(size.rows)")
    keyboard.press(.enter, .down)
    try expectFrame(keyboard, "batch-\(size.columns)x\(size.rows)")
  }
}
