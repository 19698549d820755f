internal import Console
internal import KustomerDestination
internal import Testing

/// The call as JSON text, in step with the form.
@Suite struct CallTextTests {
  /// With the cursor in the text of the opening call.
  private func keyboard() -> Keyboard {
    var keyboard = Keyboard()
    keyboard.press(.alt("j"))
    return keyboard
  }

  @Test func `what is typed into the text changes the form`() {
    var keyboard = keyboard()
    keyboard.press(.down, .down, .down, .end, .left, .left)
    keyboard.type("!")
    #expect(keyboard.state.compose.text?.problem == nil)
    #expect(keyboard.state.compose.form.event.text == "Registered!")
    #expect(keyboard.screen.contains("Event     Registered!"))
  }

  @Test func `what is typed into the form changes the text`() {
    var keyboard = Keyboard()
    keyboard.press(.control("g"))
    keyboard.type("!")
    #expect(keyboard.screen.contains(#""event": "Registered!","#))
  }

  @Test func `a broken text keeps the form, and says where it is broken`() {
    var keyboard = keyboard()
    keyboard.press(.down, .down)
    keyboard.type("x")
    #expect(keyboard.screen.contains("line 3, column 1: unexpected character"))
    #expect(keyboard.state.compose.form.userId.text == "userId123")
    keyboard.press(.control("r"))
    let sent = keyboard.newEffects().filter { if case .send = $0 { true } else { false } }
    #expect(sent.isEmpty)
    #expect(keyboard.screen.contains("not sent: the JSON of the call is broken"))
  }

  @Test func `a broken text outlives the way to the form and a restart`() throws {
    var keyboard = keyboard()
    keyboard.press(.down, .down)
    keyboard.type("x")
    keyboard.press(.tab)
    #expect(keyboard.state.compose.text?.area.text.contains(#"x  "userId""#) == true)
    let drafts = keyboard.newEffects().compactMap { effect -> JSON? in
      if case .saveDraft(let draft) = effect { draft.json } else { nil }
    }
    let draft = try #require(drafts.last)
    let again = Keyboard(contents: StartContents(draft: draft))
    #expect(again.state.compose.text?.problem == "line 3, column 1: unexpected character")
    #expect(again.state.compose.form.userId.text == "userId123")
  }

  @Test func `a change of the form puts a broken text aside for undo`() {
    var keyboard = keyboard()
    keyboard.type("x")
    keyboard.press(.tab)
    keyboard.type("!")
    #expect(keyboard.state.compose.text == nil)
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.text?.area.text.hasPrefix("x{") == true)
  }

  @Test func `undo takes typing back, redo does it again`() {
    var keyboard = keyboard()
    let former = keyboard.state.compose.text?.area.text
    keyboard.press(.delete)
    keyboard.press(.alt("z"))
    #expect(keyboard.state.compose.text?.area.text == former)
    #expect(keyboard.state.compose.isInText)
    keyboard.press(.alt("y"))
    #expect(keyboard.state.compose.text?.problem != nil)
  }

  @Test func `a pasted text of several lines goes in at the cursor`() {
    var keyboard = keyboard()
    for _ in 0..<12 { keyboard.press(.down, .end, .control("u"), .backspace) }
    keyboard.press(.end, .control("u"))
    keyboard.press(.paste("{\"type\":\"page\",\n \"anonymousId\":\"v\",\"name\":\"Home\"}"))
    #expect(keyboard.state.compose.form.type == .page)
    #expect(keyboard.state.compose.form.name.text == "Home")
  }

  @Test func `a text without members for the form keeps them as they are`() {
    var keyboard = keyboard()
    keyboard.press(.right)
    keyboard.press(.paste(#""context":{"ip":"10.0.0.1"},"#))
    #expect(keyboard.state.compose.text?.problem == nil)
    #expect(keyboard.state.outcome.reading.call["context"]?["ip"] == "10.0.0.1")
  }

  @Test func `a value that cannot be read is corrected in the form first`() {
    var keyboard = Keyboard()
    keyboard.press(.control("n"))
    keyboard.type("price")
    keyboard.press(.tab, .control("t"))
    keyboard.type("1x")
    keyboard.press(.alt("j"))
    #expect(keyboard.state.compose.text == nil)
    #expect(keyboard.screen.contains("correct price in the form first"))
  }
}
