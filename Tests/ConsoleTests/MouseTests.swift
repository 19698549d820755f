internal import Console
internal import KustomerDestination
internal import Testing

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

  /// The screen of a key, where one of its edges lies, where that is dragged to, and where a corner
  /// of the second pane stands then; columns and rows.
  private static let drags: [(screen: Key, from: (Int, Int), to: (Int, Int), corner: (Int, Int))] =
    [
      (.alt("1"), (43, 10), (60, 12), (61, 2)),
      (.alt("2"), (59, 30), (70, 30), (71, 24)),
      (.alt("3"), (20, 17), (50, 24), (0, 25)),
      (.alt("3"), (59, 25), (39, 25), (40, 18)),
      (.alt("4"), (47, 20), (69, 20), (70, 2)),
      (.alt("5"), (36, 9), (49, 9), (50, 2)),
      (.alt("6"), (20, 21), (20, 14), (0, 15)),
    ]

  @Test(arguments: drags.indices)
  func `the edge between two panes can be dragged`(place: Int) throws {
    var keyboard = Keyboard(120, 40, contents: Journal.contents())
    keyboard.receive(.callsArrived(LiveTests.calls(1)))
    let drag = Self.drags[place]
    let (from, to) = (Position(drag.from), Position(drag.to))
    keyboard.press(drag.screen)
    keyboard.press(
      .mouse(Mouse(.press, at: from)), .mouse(Mouse(.drag, at: to)),
      .mouse(Mouse(.release, at: to)))
    let frame = view(keyboard.state)
    let corner = try #require(frame[Position(drag.corner)].glyph)
    #expect("╭┏".contains(corner), "\(frame.text)")
    keyboard.press(.mouse(Mouse(.drag, at: from)))
    #expect(keyboard.screen.contains("hold Shift to select text"))
  }

  @Test func `an edge leaves room for both panes`() {
    var keyboard = Keyboard(120, 40)
    for column in [0, 119] {
      keyboard.press(
        .mouse(Mouse(.press, at: edge(keyboard))),
        .mouse(Mouse(.drag, at: Position(column: column, row: 12))),
        .mouse(Mouse(.release, at: Position(column: column, row: 12))))
      #expect(edge(keyboard).column == (column == 0 ? 23 : 95))
    }
  }

  /// The last column of the form.
  private func edge(_ keyboard: Keyboard) -> Position {
    let row = Array(keyboard.screen.split(separator: "\n")[2])
    return Position(column: row.dropFirst().firstIndex(of: "┓") ?? 0, row: 10)
  }

  @Test func `a click selects a scenario`() throws {
    var keyboard = Keyboard(120, 40)
    keyboard.press(.alt("4"))
    try click("A gap cuts", &keyboard)
    #expect(keyboard.screen.contains("▌ A gap cuts"))
  }

  @Test func `a click selects a call of Live, the wheel scrolls its detail`() throws {
    var keyboard = LiveTests.listening(80, 24)
    try click("Event 2", &keyboard)
    #expect(keyboard.state.live.list.selected?.id == 2)
    let detail = try place(of: "what call 2 becomes", keyboard)
    keyboard.press(.mouse(Mouse(.wheelDown, at: detail)))
    #expect(keyboard.state.live.pane == .detail)
    #expect(keyboard.state.live.scroll > 0)
    try click("Event 4", &keyboard)
    #expect(keyboard.state.live.pane == .list)
  }

  @Test func `Alt-M gives the mouse back to the terminal`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("m"))
    #expect(keyboard.newEffects().contains(.useMouse(false)))
    keyboard.press(.alt("m"))
    #expect(keyboard.newEffects().contains(.useMouse(true)))
  }
}

extension Position {
  fileprivate init(_ place: (column: Int, row: Int)) {
    self.init(column: place.column, row: place.row)
  }
}
