internal import Console
internal import KustomerDestination
internal import Testing

@Suite struct CopyMenuTests {
  @Test func `the same key again offers the forms of the call`() {
    var keyboard = Keyboard()
    _ = keyboard.newEffects()
    keyboard.press(.control("y"))
    #expect(keyboard.newEffects().count == 1)
    keyboard.press(.control("y"))
    #expect(keyboard.newEffects() == [])
    #expect(keyboard.screen.contains("Copy the call as"))
    keyboard.press(.escape, .down, .control("y"))
    #expect(keyboard.newEffects().count == 1)
  }

  @Test(arguments: [
    (0, "{\n  \"type\": \"track\""), (1, "analytics.track(\"Registered\""),
    (2, "analytics.track(name: \"Registered\""), (3, "[[SEGAnalytics sharedAnalytics] track:"),
    (4, "curl 'https://api.segment.io/v1/track' -u \"$SEGMENT_WRITE_KEY:\""),
    (5, "curl -X POST \"$KUSTOMER_BASE_URL\"'/v1/tracking/identityEvent'"),
    (6, "{\"method\":\"POST\""), (7, "## track"),
  ])
  func `each form is copied whole`(row: Int, start: String) throws {
    var keyboard = Keyboard()
    keyboard.press(.control("y"), .control("y"))
    _ = keyboard.newEffects()
    for _ in 0..<row { keyboard.press(.down) }
    keyboard.press(.enter)
    guard case .copy(let text)? = keyboard.newEffects().first else {
      Issue.record("nothing was copied")
      return
    }
    let body = text.split(separator: "\n").drop { $0.hasPrefix("//") }.joined(separator: "\n")
    #expect(body.hasPrefix(start), "\(text)")
  }

  @Test func `where no call is, the key copies the pane again`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("5"))
    _ = keyboard.newEffects()
    keyboard.press(.control("y"), .control("y"))
    #expect(keyboard.newEffects().count == 2)
  }

  @Test(arguments: [ScreenTests.smallest])
  func `the menu is to be read`(size: Size) throws {
    var keyboard = Keyboard(size.columns, size.rows)
    keyboard.press(.control("y"), .control("y"), .down)
    try expectFrame(keyboard, "copy-menu-\(size.columns)x\(size.rows)")
  }
}
