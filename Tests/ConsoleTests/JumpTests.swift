internal import Console
internal import KustomerDestination
internal import Testing

@Suite struct JumpTests {
  /// The letter that stands before a text on the screen.
  private func letter(before text: String, _ keyboard: Keyboard) -> Character? {
    let lines = keyboard.screen.split(separator: "\n")
    for line in lines {
      guard let range = line.firstRange(of: text), range.lowerBound > line.startIndex else {
        continue
      }
      return line[line.index(before: range.lowerBound)]
    }
    return nil
  }

  @Test func `every field, view and screen of Compose has a letter of its own`() throws {
    var keyboard = Keyboard()
    keyboard.press(.control("o"))
    let texts = ["userId123", "abc123", "Facebook", "curl", "3 History"]
    let letters = try texts.map { try #require(letter(before: $0, keyboard)) }
    #expect(Set(letters).count == texts.count)
    #expect(letters.filter(\.isLetter).count == texts.count)
  }

  @Test func `a letter puts the cursor into its field`() throws {
    var keyboard = Keyboard()
    keyboard.press(.control("o"))
    keyboard.press(.character(try #require(letter(before: "userId123", keyboard))))
    #expect(keyboard.state.compose.focus == .userId)
    #expect(keyboard.state.isTyping)
    keyboard.type("x")
    #expect(keyboard.state.compose.form.userId.text == "userId123x")
  }

  @Test func `a letter shows its view`() throws {
    var keyboard = Keyboard()
    keyboard.press(.control("o"))
    keyboard.press(.character(try #require(letter(before: "curl", keyboard))))
    #expect(keyboard.state.compose.view == .curl)
  }

  @Test func `a form of many rows takes two letters each`() {
    var keyboard = Keyboard(120, 40)
    for _ in 0..<20 { keyboard.press(.control("n")) }
    keyboard.press(.control("o"), .character("a"))
    #expect(keyboard.state.overlay != nil)
    keyboard.press(.character("a"))
    #expect(keyboard.state.overlay == nil)
    #expect(keyboard.state.compose.focus == .type)
  }

  @Test func `Esc and a letter that nothing has change nothing`() {
    var keyboard = Keyboard()
    keyboard.press(.control("o"), .escape)
    #expect(keyboard.state.compose.focus == .event)
    keyboard.press(.control("o"), .character("%"))
    #expect(keyboard.state.overlay == nil)
    #expect(keyboard.screen.contains("no field or tab has the letter %"))
  }

  @Test func `the History's filter can be jumped to`() throws {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("3"), .control("o"))
    keyboard.press(.character(try #require(letter(before: "(type:track", keyboard))))
    #expect(keyboard.state.history.isFiltering)
  }

  @Test func `a letter selects a scenario`() throws {
    var keyboard = Keyboard(100, 30)
    keyboard.press(.alt("4"), .control("o"))
    keyboard.press(.character(try #require(letter(before: "A gap cuts", keyboard))))
    #expect(keyboard.screen.contains("▌ A gap cuts"))
  }

  @Test func `a letter selects a step of the checklist`() throws {
    let contents = StartContents(profiles: [.sandbox, Journal.acme], profile: "acme")
    var keyboard = Keyboard(100, 30, contents: contents)
    keyboard.press(.alt("5"), .character("o"), .control("o"))
    keyboard.press(.character(try #require(letter(before: "[ ] 8 First", keyboard))))
    #expect(keyboard.screen.contains("▌ [ ] 8 First identify"))
  }

  @Test func `Live's panes and its filter can be jumped to`() throws {
    var keyboard = Keyboard(100, 30)
    keyboard.receive(.callsArrived(LiveTests.calls(1)))
    keyboard.press(.alt("6"), .control("o"))
    keyboard.press(.character(try #require(letter(before: "─ what call", keyboard))))
    #expect(keyboard.state.live.pane == .detail)
    keyboard.press(.control("o"))
    keyboard.press(.character(try #require(letter(before: "(/, then any words", keyboard))))
    #expect(keyboard.state.live.isFiltering)
  }
}
