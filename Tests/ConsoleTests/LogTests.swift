internal import Console
internal import Testing

@Suite struct LogTests {
  @Test func `what another message replaced can be read in the log`() {
    var keyboard = Keyboard()
    keyboard.receive(.failed("the journal is locked"))
    keyboard.receive(.succeeded("the theme is loaded"))
    #expect(!keyboard.screen.contains("the journal is locked"))
    #expect(keyboard.screen.contains("1 new: Alt-L"))
    keyboard.press(.alt("l"))
    #expect(keyboard.screen.contains("✗ the journal is locked"))
    keyboard.press(.escape)
    #expect(!keyboard.screen.contains("new: Alt-L"))
  }

  @Test func `a message that stood until a key was read`() {
    var keyboard = Keyboard()
    keyboard.receive(.failed("the journal is locked"))
    keyboard.press(.tab)
    keyboard.receive(.succeeded("the theme is loaded"))
    #expect(keyboard.state.log.unread == 0)
  }

  @Test func `the log keeps the newest five hundred`() {
    var keyboard = Keyboard()
    for number in 0..<600 { keyboard.receive(.succeeded("message \(number)")) }
    #expect(keyboard.state.log.lines.count == 500)
    #expect(keyboard.state.log.lines.last?.note.text == "message 599")
  }

  @Test func `a search leaves the messages that have its words`() {
    var keyboard = Keyboard()
    keyboard.receive(.failed("the journal is locked"))
    keyboard.receive(.succeeded("the theme is loaded"))
    keyboard.press(.alt("l"), .character("/"))
    keyboard.type("Journal lock")
    #expect(keyboard.screen.contains("✗ the journal is locked"))
    #expect(!keyboard.screen.contains("the theme is loaded"))
    keyboard.press(.enter, .escape)
    #expect(keyboard.screen.contains("the theme is loaded"))
    keyboard.press(.character("/"))
    keyboard.type("zebra")
    #expect(keyboard.screen.contains("no message has these words"))
  }

  @Test func `a key without a meaning is not a message of the session`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("l"))
    let said = keyboard.state.log
    keyboard.press(.character("d"))
    #expect(keyboard.screen.contains("d has no meaning here; Esc closes"))
    #expect(keyboard.state.log == said)
  }
}
