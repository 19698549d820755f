internal import Console
internal import KustomerDestination
internal import Testing

/// What is pasted is recognised, said, and can be taken back in one step.
@Suite struct PasteTests {
  @Test(arguments: [
    (
      "analytics.page('Pricing', {\n  title: 'Segment Pricing',\n"
        + "  url: 'https://segment.com/pricing',\n  kustomer_session_id: 'abc123'\n});",
      CallType.page, "Pricing"
    ),
    (
      "[[SEGAnalytics sharedAnalytics] screen:@\"Home\"\n"
        + "properties:@{ @\"kustomer_session_id\": @\"abc123\" }];", .screen, "Home"
    ),
    (
      "analytics.track(\"Registered\", {\n  plan: \"Pro Annual\",\n  accountType: \"Facebook\",\n"
        + "  kustomer_session_id:\"abc123\"\n});", .track, "Registered"
    ),
  ])
  func `the seed's code fills the form and keeps its person`(
    code: String, type: CallType, name: String
  ) {
    var keyboard = Keyboard()
    let person = keyboard.state.compose.form.userId.text
    keyboard.press(.paste(code))
    let form = keyboard.state.compose.form
    #expect(form.type == type)
    #expect((type == .track ? form.event : form.name).text == name)
    #expect(form.session.text == "abc123")
    #expect(form.userId.text == person && !person.isEmpty)
    #expect(
      keyboard.screen.contains("one \(type.rawValue) call from code fills the form; still of"))
  }

  @Test func `code that names its person brings it along`() {
    var keyboard = Keyboard()
    keyboard.press(
      .paste("analytics.identify('u9', {\n  email: 'john.doe@example.com'\n});"))
    #expect(keyboard.state.compose.form.userId.text == "u9")
    #expect(keyboard.state.compose.form.type == .identify)
  }

  @Test func `undo takes a paste back in one step, also over an untouched draft`() {
    var keyboard = Keyboard()
    let form = keyboard.state.compose.form
    keyboard.press(.paste("analytics.page('A')"), .alt("z"))
    #expect(keyboard.state.compose.form == form)
  }

  @Test func `an ordinary text is typed into the field`() {
    var keyboard = Keyboard()
    for text in ["Order Completed", "eu", "550e8400-e29b-41d4-a716-446655440000"] {
      keyboard.press(.control("u"), .paste(text))
      #expect(keyboard.state.compose.form.event.text == text)
    }
  }

  @Test func `code that would have to be run is named and fills nothing`() {
    var keyboard = Keyboard()
    let form = keyboard.state.compose.form
    keyboard.press(.paste("analytics.track(name, {a: 1})"))
    #expect(keyboard.state.compose.form == form)
    #expect(keyboard.screen.contains("line 1, column 17: name is"))
  }

  @Test func `a key that is pasted anywhere goes into the key field of Setup alone`() {
    let key = "eyJhbGciOiJIUzI1NiJ9.eyJvcmciOiJhY21lIn0.c2lnbmF0dXJl3f9a"
    for screen in ["1", "2", "3", "5", "6"] as [Character] {
      var keyboard = Keyboard()
      keyboard.press(.alt(screen), .paste("Bearer \(key)"))
      #expect(keyboard.state.screen == .setup)
      #expect(keyboard.state.setup.form.key.text == key)
      #expect(keyboard.screen.contains("found an API key, …3f9a"))
      #expect(!keyboard.screen.contains("eyJ"))
      let drafts = keyboard.effects.contains {
        if case .saveDraft(let draft) = $0 { draft.json.compact.contains("eyJ") } else { false }
      }
      #expect(!drafts)
    }
  }

  @Test func `the text of the settings page fills key and pod`() {
    var keyboard = Keyboard()
    keyboard.press(
      .alt("5"),
      .paste("Org Pod\nprod2\nAPI Key\neyJhbGciOiJIUzI1NiJ9.eyJvcmciOiJhY21lIn0.c2lnbmF0dXJl3f9a\n")
    )
    #expect(keyboard.state.setup.form.orgPod.text == "prod2")
    #expect(keyboard.state.setup.form.key.text.hasSuffix("3f9a"))
    #expect(keyboard.state.setup.focus == .name)
    #expect(keyboard.effects.contains(.resolvePod("prod2")))
    #expect(keyboard.screen.contains("found the org pod prod2 and an API key, …3f9a"))
  }

  @Test func `a word in the name of a profile is typed, an address is its pod`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("5"), .character("n"), .paste("eu"))
    #expect(keyboard.state.setup.form.name.text == "eu")
    keyboard.press(.paste("https://acme.api.kustomerapp.com/v1"))
    #expect(keyboard.state.setup.form.name.text == "eu")
    #expect(keyboard.state.setup.form.orgPod.text == "acme")
  }

  @Test func `several calls are shown in numbers before they are kept`() {
    var keyboard = Keyboard()
    keyboard.press(
      .paste(#"{"type":"page","userId":"u"}"# + "\n{bad\n" + #"{"type":"group","userId":"u"}"#))
    #expect(keyboard.screen.contains("3 calls of what was pasted"))
    #expect(keyboard.screen.contains("1 ready, 1 unsupported, 1 not read"))
    #expect(keyboard.screen.contains("line 2, column 2"))
    keyboard.press(.escape)
    #expect(keyboard.state.live.batch == nil)
    #expect(keyboard.screen.contains("nothing of it is kept"))
  }

  private static func onNote() -> Keyboard {
    var keyboard = Keyboard()
    keyboard.press(.control("n"))
    keyboard.type("note")
    keyboard.press(.tab)
    return keyboard
  }

  private static func value(_ keyboard: Keyboard) -> JSON? {
    keyboard.state.compose.form.reading.call["properties"]?["note"]
  }

  @Test func `a value keeps the line ends and tabs that are pasted into it`() {
    var keyboard = Self.onNote()
    keyboard.type("so: ")
    let form = keyboard.state.compose.form
    keyboard.press(.paste("line one\nline two\ttab"))
    #expect(Self.value(keyboard) == "so: line one\nline two\ttab")
    #expect(keyboard.screen.contains("pasted whole as a string with escapes"))
    keyboard.type("!")
    keyboard.press(.paste("\nend"))
    #expect(Self.value(keyboard) == "so: line one\nline two\ttab!\nend")
    keyboard.press(.alt("z"), .alt("z"), .alt("z"))
    #expect(keyboard.state.compose.form == form)
  }

  @Test func `a text is pasted whole between what stands in a value`() {
    var keyboard = Self.onNote()
    keyboard.type("ab")
    keyboard.press(.left, .paste("1\t\"2\""))
    #expect(Self.value(keyboard) == "a1\t\"2\"b")
    keyboard.press(.paste("\n"))
    #expect(Self.value(keyboard) == "a1\t\"2\"\nb")
  }

  @Test(arguments: [
    ("one\ntwo", "line ends became blanks"), ("one\ttwo", "tabs became blanks"),
    ("one\u{7}two", "controls are left out"),
  ])
  func `a field of one line says what it cannot hold`(text: String, words: String) {
    var keyboard = Keyboard()
    keyboard.press(.control("u"), .paste(text))
    #expect(keyboard.screen.contains(words))
    #expect(keyboard.screen.contains("Alt-Z undoes it"))
  }

  @Test func `a filter and a prompt say it, too`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("3"), .character("/"), .paste("one\ntwo"))
    #expect(keyboard.state.history.filter.text == "one two")
    #expect(keyboard.screen.contains("pasted as text, line ends became blanks"))
    keyboard.press(.alt("i"), .paste("a\tb"))
    #expect(keyboard.screen.contains("pasted as text, tabs became blanks"))
  }
}
