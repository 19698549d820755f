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
    #expect(keyboard.screen.contains("! the journal is locked"))
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
}
