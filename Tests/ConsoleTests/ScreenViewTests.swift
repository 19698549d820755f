internal import Console
internal import KustomerDestination
internal import Testing

/// The views of a screen and what lies over it, at the sizes that people have, to be read.
@Suite struct ScreenViewTests {
  private func frame(_ name: String, _ size: Size) -> String {
    "\(name)-\(size.columns)x\(size.rows)"
  }

  private func keyboard(_ size: Size) -> Keyboard {
    Keyboard(size.columns, size.rows, contents: Journal.contents())
  }

  @Test(arguments: ScreenTests.usual) func `the call is typed as JSON beside the form`(
    size: Size
  ) throws {
    var keyboard = keyboard(size)
    keyboard.press(.alt("j"), .down, .down)
    keyboard.type("x")
    try expectFrame(keyboard, frame("compose-json", size))
  }

  @Test(arguments: [ScreenTests.smallest], [PreviewView.trace, .diff, .curl, .code])
  func `the preview has a view for each question`(size: Size, view: PreviewView) throws {
    var keyboard = keyboard(size)
    keyboard.press(.tab, .tab, .tab)
    keyboard.type("-2")
    while keyboard.state.compose.view != view { keyboard.press(.control("g")) }
    try expectFrame(keyboard, frame("compose-\(view.rawValue.lowercased())", size))
  }

  @Test(arguments: [ScreenTests.smallest]) func `every field and tab has its letter`(size: Size)
    throws
  {
    var keyboard = keyboard(size)
    keyboard.press(.control("o"))
    try expectFrame(keyboard, frame("jump", size))
  }

  @Test(arguments: [ScreenTests.smallest]) func `the log has all that was said`(size: Size) throws {
    var keyboard = keyboard(size)
    keyboard.receive(.failed("cannot reach api.kustomerapp.com; check the network"))
    keyboard.receive(.deliveryChanged(Journal.cut[4]))
    keyboard.press(.alt("l"))
    try expectFrame(keyboard, frame("log", size))
  }

  @Test(arguments: [ScreenTests.smallest]) func `the sandbox is told what goes wrong`(
    size: Size
  ) throws {
    var keyboard = keyboard(size)
    keyboard.press(.alt("s"), .down, .down)
    keyboard.receive(
      .sandboxChanged(
        SandboxFacts(faults: ["429=5000ms:20%", "418-json@/v1/"], clock: keyboard.now)))
    try expectFrame(keyboard, frame("sandbox-panel", size))
  }

  @Test(arguments: [ScreenTests.smallest]) func `a timeline is compared with and without ids`(
    size: Size
  ) throws {
    var keyboard = keyboard(size)
    keyboard.press(.alt("2"), .down, .character("c"), .character("c"))
    try expectFrame(keyboard, frame("timeline-compare", size))
  }

  @Test(arguments: [ScreenTests.smallest]) func `two calls are compared`(size: Size) throws {
    var keyboard = keyboard(size)
    keyboard.press(.alt("3"), .down, .down, .character("d"), .down)
    keyboard.press(.tab)
    try expectFrame(keyboard, frame("history-diff", size))
  }

  @Test(arguments: [ScreenTests.smallest]) func `the name of a file is asked for`(size: Size) throws
  {
    var keyboard = keyboard(size)
    keyboard.press(.alt("3"), .character("x"), .enter)
    keyboard.type("calls")
    try expectFrame(keyboard, frame("export", size))
  }

  @Test(arguments: [ScreenTests.smallest]) func `the help is searched for words`(size: Size) throws
  {
    var keyboard = keyboard(size)
    keyboard.press(.function(1), .character("/"))
    keyboard.type("undo")
    try expectFrame(keyboard, frame("help-search", size))
  }

  @Test(arguments: [ScreenTests.smallest]) func `the palette finds calls of the history`(
    size: Size
  ) throws {
    var keyboard = keyboard(size)
    keyboard.press(.control("p"))
    keyboard.type("#user")
    try expectFrame(keyboard, frame("palette-history", size))
  }
}
