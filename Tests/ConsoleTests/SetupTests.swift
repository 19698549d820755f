internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

@Suite struct SetupTests {
  static let key = "eyJhbGciOi.payload-of-the-key.c3f9"

  static let wrongPod = ConnectionResult(
    profile: "acme", isGood: false,
    sentence: "api.kustomerapp.com answered 401 to GET /v1/auth/tokens/current: Auth token "
      + "associated with pod prod2 but request is being handled by prod1; use prod2?",
    facts: [.init("address", "https://api.kustomerapp.com"), .init("pod", "prod1")],
    rightPod: "prod2")

  @Test(
    arguments: [
      ([], .character("u")), ([.character("e"), .control("t")], .function(7)),
    ] as [([Key], Key)])
  func `a key of another pod changes the pod and tests again`(before: [Key], key: Key) {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("5"), .down)
    for key in before { keyboard.press(key) }
    keyboard.receive(.connectionTested(Self.wrongPod))
    _ = keyboard.newEffects()
    keyboard.press(key)
    guard case .saveProfile(let edit)? = keyboard.effects.first else {
      Issue.record("\(keyboard.effects)")
      return
    }
    #expect(edit.orgPod == "prod2")
    #expect(edit.former == "acme")
    #expect(edit.key == nil)
    #expect(keyboard.effects.dropFirst() == [.resolvePod("prod2"), .testConnection("acme")])
  }

  @Test func `without a test there is no other pod`() {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("5"), .down, .character("u"))
    #expect(keyboard.effects.allSatisfy { if case .saveProfile = $0 { false } else { true } })
    #expect(keyboard.screen.contains("no test has named another pod"))
  }

  private func typed() -> Keyboard {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("5"), .character("n"))
    keyboard.type("live")
    keyboard.press(.tab, .tab)
    keyboard.type("prod2")
    keyboard.press(.tab, .paste(Self.key))
    return keyboard
  }

  @Test func `a typed key never stands on the screen`() {
    var keyboard = typed()
    #expect(!keyboard.screen.contains("c3f9"))
    keyboard.press(.control("s"))
    #expect(!keyboard.screen.contains("payload"))
  }

  @Test func `saving hands the key over, and its text cannot be printed`() {
    var keyboard = typed()
    keyboard.press(.control("s"))
    let saved = keyboard.effects.compactMap { effect in
      if case .saveProfile(let edit) = effect { edit } else { nil }
    }
    #expect(saved.first?.key?.text == Self.key)
    #expect(saved.first?.mode == .ask)
    #expect(!String(describing: keyboard.effects).contains("payload"))
    #expect(!String(reflecting: keyboard.effects).contains("payload"))
    var dumped = ""
    dump(keyboard.effects, to: &dumped)
    #expect(!dumped.contains("payload"))
  }

  @Test func `the host of a pod is asked for as it is typed`() {
    let pods = typed().effects.compactMap { effect in
      if case .resolvePod(let pod) = effect { pod } else { nil }
    }
    #expect(pods.last == "prod2")
  }

  @Test func `^S stands in the footer also while something is missing, and says what`() {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("5"), .character("n"))
    #expect(keyboard.screen.contains("^S Save"))
    keyboard.press(.control("s"))
    #expect(keyboard.screen.contains("▲ the profile needs a name, as acme"))
  }

  @Test func `a refused pod is not saved`() {
    var keyboard = typed()
    keyboard.receive(.podResolved("prod2", .refused("prod2 is closed")))
    _ = keyboard.newEffects()
    keyboard.press(.control("s"))
    #expect(keyboard.effects.isEmpty)
    #expect(keyboard.screen.contains("prod2 is closed"))
  }

  @Test(arguments: [
    "a key", "eyJ\nhbGci", "schl\u{FC}ssel", "a\u{200B}b", String(repeating: "k", count: 8_193),
  ])
  func `a key that no request can carry is refused in its field`(key: String) {
    var keyboard = typed()
    keyboard.press(.control("u"), .paste(key))
    _ = keyboard.newEffects()
    #expect(keyboard.screen.contains("✗ the API key "))
    keyboard.press(.control("s"))
    #expect(keyboard.effects.isEmpty)
  }

  @Test func `a key is taken without the blanks around it`() {
    var keyboard = typed()
    keyboard.press(.control("u"), .paste("  eyJ.a.b\n"), .control("s"))
    let saved = keyboard.effects.compactMap { effect in
      if case .saveProfile(let edit) = effect { edit } else { nil }
    }
    #expect(saved.first?.key?.text == "eyJ.a.b")
  }

  @Test func `the test of a profile only reads, and shows its facts`() {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("5"), .down, .character("t"))
    #expect(keyboard.effects.contains(.testConnection("acme")))
    keyboard.receive(
      .connectionTested(
        ConnectionResult(
          profile: "acme", isGood: false, sentence: "401: this key belongs to pod prod2",
          facts: [.init("pod", "prod2", isProblem: true)])))
    #expect(keyboard.screen.contains("401: this key belongs to pod prod2"))
    #expect(keyboard.screen.contains("✗ pod"))
  }

  @Test func `Enter works with the selected profile`() {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("5"), .down, .enter)
    #expect(keyboard.effects.contains(.selectProfile("acme")))
  }

  @Test func `undo takes back what was typed field by field, redo brings it again`() {
    var keyboard = typed()
    keyboard.press(.alt("z"), .alt("z"))
    #expect(keyboard.state.setup.form.key.isEmpty)
    #expect(keyboard.state.setup.form.orgPod.isEmpty)
    #expect(keyboard.state.setup.form.name.text == "live")
    keyboard.press(.alt("y"))
    #expect(keyboard.state.setup.form.orgPod.text == "prod2")
    keyboard.press(.alt("z"), .alt("z"), .alt("z"))
    #expect(keyboard.state.setup.form.name.isEmpty)
    #expect(keyboard.screen.contains("nothing to undo"))
  }

  @Test func `a choice and a pasted key are steps of undo`() {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("5"), .down, .character("e"))
    for _ in 1...4 { keyboard.press(.tab) }
    let mode = keyboard.state.setup.form.mode
    keyboard.press(.right)
    #expect(keyboard.state.setup.form.mode != mode)
    keyboard.press(.alt("z"))
    #expect(keyboard.state.setup.form.mode == mode)
    keyboard.press(.escape, .paste(Self.key), .alt("z"))
    #expect(keyboard.state.setup.form.key.isEmpty)
  }

  @Test func `what was typed for one profile is never undone in another`() {
    var keyboard = typed()
    keyboard.press(.escape, .escape, .up, .character("e"), .alt("z"))
    #expect(keyboard.screen.contains("nothing to undo"))
    #expect(keyboard.state.setup.form.name.text == "acme")
  }

  @Test func `the palette undoes in the form where it was opened`() {
    var keyboard = typed()
    keyboard.press(.control("p"))
    keyboard.type("undo")
    #expect(keyboard.screen.contains("Setup: undo"))
    keyboard.press(.enter)
    #expect(keyboard.state.setup.form.key.isEmpty)
    #expect(keyboard.state.screen == .setup)
  }

  @Test func `a form that is left keeps what was typed`() {
    var keyboard = typed()
    keyboard.press(.escape, .escape, .up, .down)
    #expect(keyboard.state.setup.form.name.text == "live")
  }
}
