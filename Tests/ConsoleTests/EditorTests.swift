import Console
import KustomerDestination
import Testing

@Suite struct EditorTests {
  private func begin(_ keyboard: inout Keyboard) -> EditJob? {
    keyboard.effects = []
    keyboard.press(.function(4))
    for case .edit(let job) in keyboard.newEffects() { return job }
    return nil
  }

  @Test func `F4 in a field edits that field`() throws {
    var keyboard = Keyboard()
    let job = try #require(begin(&keyboard))
    #expect(job == EditJob(.field(.event), text: "Registered"))
    keyboard.receive(.edited(job, "Order Done\n"))
    #expect(keyboard.state.compose.form.event.text == "Order Done")
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.form.event.text == "Registered")
  }

  @Test func `a value of several lines keeps them`() throws {
    var keyboard = Keyboard()
    keyboard.press(.control("n"))
    keyboard.type("note")
    keyboard.press(.tab)
    let job = try #require(begin(&keyboard))
    keyboard.receive(.edited(job, "one\ntwo\n"))
    let call = keyboard.state.outcome.reading.call
    #expect(call["properties"]?["note"] == .string("one\ntwo"))
    let again = try #require(begin(&keyboard))
    #expect(again.text == "one\ntwo")
  }

  @Test func `F4 beside the fields edits the whole call`() throws {
    var keyboard = Keyboard()
    keyboard.press(.escape)
    let job = try #require(begin(&keyboard))
    #expect(job.purpose == .call)
    #expect(try JSON(parsing: job.text) == keyboard.state.outcome.reading.call)
    keyboard.receive(.edited(job, #"{"type":"page","anonymousId":"v","name":"Pricing"}"#))
    #expect(keyboard.state.compose.form.name.text == "Pricing")
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.form.event.text == "Registered")
  }

  @Test func `what cannot be read is not taken and not lost`() throws {
    var keyboard = Keyboard()
    keyboard.press(.escape)
    let job = try #require(begin(&keyboard))
    keyboard.receive(.edited(job, "{\"type\":\n"))
    #expect(keyboard.state.compose.form.event.text == "Registered")
    #expect(keyboard.screen.contains("not taken: line"))
    #expect(try #require(begin(&keyboard)).text == "{\"type\":\n")
  }

  @Test func `F3 shows the pane in the pager`() {
    var keyboard = Keyboard()
    keyboard.press(.function(6), .function(3))
    let paged = keyboard.newEffects().contains {
      if case .page(let text) = $0 { text.contains("\"planStr\": \"Pro Annual\"") } else { false }
    }
    #expect(paged)
  }
}

@Suite struct MouseTests {
  /// The first place at which a text stands on the screen.
  private func place(of text: String, _ keyboard: Keyboard) throws -> Position {
    for (row, line) in keyboard.screen.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let range = line.firstRange(of: text) else { continue }
      return Position(column: line.distance(from: line.startIndex, to: range.lowerBound), row: row)
    }
    throw Missing()
  }

  private struct Missing: Error {}

  private func click(_ text: String, _ keyboard: inout Keyboard) throws {
    let position = try place(of: text, keyboard)
    keyboard.press(.mouse(Mouse(.press, at: position)), .mouse(Mouse(.release, at: position)))
  }

  @Test func `a click on a field puts the cursor there`() throws {
    var keyboard = Keyboard()
    try click("userId", &keyboard)
    keyboard.type("X")
    #expect(keyboard.state.compose.form.userId.text.contains("X"))
  }

  @Test func `a click on a field of a profile asks for its host, as the jump does`() throws {
    var contents = Journal.contents()
    contents.profile = "acme"
    var keyboard = Keyboard(80, 24, contents: contents)
    keyboard.press(.alt("5"))
    _ = keyboard.newEffects()
    try click("Org pod", &keyboard)
    #expect(keyboard.state.setup.focus == .orgPod)
    #expect(keyboard.newEffects() == [.resolvePod("prod1")])
  }

  @Test func `a click on a tab or a key of the footer does what the key does`() throws {
    var keyboard = Keyboard(80, 24, contents: Journal.contents())
    try click("2 Timeline", &keyboard)
    #expect(keyboard.state.screen == .timeline)
    try click("F1 Help", &keyboard)
    #expect(keyboard.screen.contains("Help: Timeline"))
    try click("Esc Close", &keyboard)
    #expect(keyboard.state.overlay == nil)
  }

  @Test func `a click selects a call, the wheel moves on`() throws {
    var keyboard = Keyboard(80, 24, contents: Journal.contents())
    keyboard.press(.alt("3"))
    try click("page      Billing", &keyboard)
    let selected = try #require(keyboard.state.history.selection)
    let position = try place(of: "page      Billing", keyboard)
    keyboard.press(.mouse(Mouse(.wheelUp, at: position)))
    #expect(keyboard.state.history.selection != selected)
  }

  @Test func `an overlay keeps clicks from what lies below`() throws {
    var keyboard = Keyboard()
    keyboard.press(.control("p"))
    keyboard.press(.mouse(Mouse(.press, at: Position(column: 1, row: 4))))
    #expect(keyboard.state.overlay != nil)
  }

  @Test func `the edge between form and preview can be dragged`() {
    var keyboard = Keyboard(120, 40)
    let edge = Position(column: 43, row: 10)
    keyboard.press(
      .mouse(Mouse(.press, at: edge)),
      .mouse(Mouse(.drag, at: Position(column: 60, row: 12))),
      .mouse(Mouse(.release, at: Position(column: 60, row: 12))))
    let row = keyboard.screen.split(separator: "\n")[2]
    #expect(Array(row)[60] == "#")
  }

  @Test func `Alt-M gives the mouse back to the terminal`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("m"))
    #expect(keyboard.newEffects().contains(.useMouse(false)))
    keyboard.press(.alt("m"))
    #expect(keyboard.newEffects().contains(.useMouse(true)))
  }
}
