internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

@Suite struct LoopTests {
  @Test func `keys pressed before the journal is open are done after it`() {
    var keyboard = Keyboard(contents: nil)
    keyboard.type("abc")
    #expect(keyboard.effects.isEmpty)
    #expect(!keyboard.screen.contains("opening the journal"))
    #expect(keyboard.state.patience == 250)
    keyboard.wait(Milliseconds(250))
    #expect(keyboard.screen.contains("opening the journal"))
    keyboard.receive(.started(StartContents()))
    #expect(keyboard.state.compose.form.event.text == "Registeredabc")
    #expect(!keyboard.effects.isEmpty)
  }

  @Test func `what is wrong with a file of settings is read at the start`() {
    var keyboard = Keyboard(contents: nil)
    keyboard.receive(.failed("keys.toml:3: there is no key \"C-?\""))
    keyboard.receive(.started(StartContents()))
    #expect(keyboard.screen.contains("keys.toml:3: there is no key"))
    keyboard.press(.alt("l"))
    #expect(keyboard.screen.contains("sandbox: nothing leaves here"))
  }

  @Test func `a send pressed before the journal is open sends what it brings`() {
    var keyboard = Keyboard(contents: nil)
    keyboard.press(.control("r"))
    keyboard.receive(.started(StartContents()))
    let isSent = keyboard.effects.contains { if case .send = $0 { true } else { false } }
    #expect(isSent)
  }

  @Test func `each key pressed before that finds what the one before it left`() {
    let keys: [Key] = [.alt("2"), .right]
    var late = Keyboard(contents: Journal.contents())
    var early = Keyboard(contents: nil)
    for key in keys {
      late.press(key)
      early.press(key)
    }
    early.receive(.started(Journal.contents()))
    #expect(early.screen == late.screen)
    #expect(early.screen.contains("2 of 2"))
  }

  @Test func `the saved draft is back at the next start`() {
    var former = Keyboard()
    former.type("!")
    let draft = former.state.compose.form.draft
    let keyboard = Keyboard(contents: StartContents(draft: draft))
    #expect(keyboard.state.compose.form == former.state.compose.form)
  }

  @Test func `a draft that is saved at once changes nothing on the screen`() {
    var keyboard = Keyboard()
    _ = update(
      &keyboard.state, .keyPressed(.character("!")), at: keyboard.now, uptime: keyboard.uptime)
    let before = view(keyboard.state)
    #expect(isUnseen(keyboard.state, .draftSaved))
    _ = update(&keyboard.state, .draftSaved, at: keyboard.now, uptime: keyboard.uptime)
    #expect(view(keyboard.state) == before)
  }

  @Test func `a draft that is saved late is seen to be`() {
    var keyboard = Keyboard()
    for _ in 0..<2 {
      _ = update(
        &keyboard.state, .keyPressed(.character("x")), at: keyboard.now, uptime: keyboard.uptime)
      keyboard.now = keyboard.now + .seconds(2)
    }
    #expect(keyboard.screen.contains("saving draft"))
    #expect(!isUnseen(keyboard.state, .draftSaved))
    _ = update(&keyboard.state, .draftSaved, at: keyboard.now, uptime: keyboard.uptime)
    #expect(keyboard.screen.contains("draft saved"))
  }

  @Test func `what waits from last time is shown and not sent`() {
    let call = JSON.object(SampleCall.opening.call)
    let entry = HistoryEntry(
      id: .init(1), profile: "sandbox", call: call, moment: Journal.start, status: .waiting,
      session: nil)
    var keyboard = Keyboard(contents: Journal.contents([entry]))
    #expect(keyboard.effects.isEmpty)
    #expect(keyboard.screen.contains("from before, 1 call waits"))
    keyboard.press(.alt("3"), .character("w"))
    #expect(keyboard.effects.isEmpty)
    keyboard.press(.enter)
    #expect(keyboard.effects == [.deliverWaiting])
  }

  @Test func `what waits in other profiles is named at the start`() {
    let keyboard = Keyboard(
      120, 40,
      contents: StartContents(
        profiles: [.sandbox, Journal.acme], waitingElsewhere: ["acme": 2]))
    #expect(
      keyboard.screen.contains("from before, 2 calls wait in acme: Alt-5 changes the profile"))
  }

  @Test func `the profiles say how many calls wait in each`() {
    var keyboard = Keyboard(
      contents: StartContents(
        profiles: [.sandbox, Journal.acme], waitingElsewhere: ["acme": 2]))
    keyboard.press(.alt("5"))
    #expect(keyboard.screen.contains("acme  2 waiting"))
  }

  @Test func `F10 quits at once when nothing is unsent, a bare letter asks`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("3"), .character("q"))
    #expect(keyboard.effects.isEmpty)
    #expect(keyboard.screen.contains("Nothing is unsent."))
    keyboard.press(.escape, .function(10))
    #expect(keyboard.effects == [.quit])
  }

  @Test func `F10 asks when the draft is unsent`() {
    var keyboard = Keyboard()
    keyboard.type("!")
    _ = keyboard.newEffects()
    keyboard.press(.function(10))
    #expect(keyboard.effects.isEmpty)
    #expect(keyboard.screen.contains("The draft is not sent; it is saved."))
    keyboard.press(.enter)
    #expect(keyboard.effects == [.quit])
  }

  /// Also where `--now` holds the date.
  @Test(arguments: [false, true])
  func `^C twice within a second quits, slower it does not`(isDateHeld: Bool) {
    var keyboard = Keyboard()
    keyboard.press(.control("c"))
    keyboard.wait(.seconds(2), isDateHeld: isDateHeld)
    keyboard.press(.control("c"))
    #expect(keyboard.effects.isEmpty)
    keyboard.press(.control("c"))
    #expect(keyboard.effects == [.quit])
  }

  @Test func `^C always leaves in the end`() {
    var keyboard = Keyboard()
    keyboard.type("!")
    _ = keyboard.newEffects()
    keyboard.press(.control("c"), .control("c"), .control("c"))
    #expect(keyboard.effects == [.quit])
  }

  @Test func `a screen that is too small can still be left`() {
    var keyboard = Keyboard(40, 10)
    keyboard.press(.function(10))
    #expect(keyboard.effects == [.quit])
  }

  @Test func `a screen that is too small asks before something stays unsent`() {
    var keyboard = Keyboard()
    keyboard.type("q")
    _ = keyboard.newEffects()
    keyboard.receive(.resized(Size(columns: 40, rows: 10)))
    // Where text is typed q is a letter.
    keyboard.press(.character("q"), .function(10))
    #expect(keyboard.newEffects() == [])
    #expect(keyboard.screen.contains("Quit? Not all is sent"))
    keyboard.press(.escape)
    #expect(keyboard.screen.contains("needs 60×18"))
    keyboard.press(.control("c"), .character("y"))
    #expect(keyboard.newEffects() == [.quit])
  }

  @Test(arguments: [(59, 18), (40, 10), (20, 5), (13, 4), (13, 1)])
  func `a screen that is too small says what it needs`(columns: Int, rows: Int) {
    var keyboard = Keyboard(columns, rows)
    #expect(keyboard.screen.contains("needs 60×18"))
    keyboard.press(.function(10))
    #expect(keyboard.effects == [.quit])
  }

  @Test func `a failure is said in one sentence`() {
    var keyboard = Keyboard()
    keyboard.receive(.failed("cannot write the journal: disk full"))
    #expect(keyboard.screen.contains("✗ cannot write the journal: disk full"))
  }

  @Test(arguments: [(80, 24), (60, 18), (120, 40)])
  func `a long sentence is read to its end`(columns: Int, rows: Int) {
    var keyboard = Keyboard(columns, rows)
    let sentence =
      "call 148 waits: cannot find api.acme.kustomerapp.com; check the Org pod and the network; "
      + "w in History (3) sends it"
    keyboard.receive(.failed(sentence))
    let words = keyboard.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(sentence))
  }

  @Test func `the palette says why a command is off`() {
    var keyboard = Keyboard()
    keyboard.press(.control("p"))
    keyboard.type("redo")
    #expect(keyboard.screen.contains("off: nothing to redo"))
  }

  @Test func `the palette finds a name before words and places`() {
    let state = Keyboard().state
    #expect(state.paletteItems(for: "se").first?.word == "Session")
    #expect(state.paletteItems(for: "send").first?.word == "Send")
    #expect(state.paletteItems(for: "compose").first?.title == "Console: go to Compose")
    #expect(state.paletteItems(for: "test").first?.word == "Test")
  }

  @Test func `the palette names keys that do it from here`() {
    let keys = { (state: State) in
      state.paletteItems(for: "").filter { $0.title.hasPrefix("Compose") && $0.key == "^T" }
    }
    var keyboard = Keyboard()
    #expect(keys(keyboard.state).isEmpty)
    keyboard.press(.tab, .tab, .tab, .tab)
    #expect(keys(keyboard.state).count == 1)
    let setup = keyboard.state.paletteItems(for: "go to Setup").first
    #expect(setup?.key == "Alt-5")
  }

  @Test func `the palette loads a call of the seed`() {
    var keyboard = Keyboard()
    keyboard.press(.control("p"))
    keyboard.type("load identify")
    keyboard.press(.enter)
    #expect(keyboard.state.compose.form.type == .identify)
  }

  @Test func `the palette runs a command on its screen`() {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.control("p"))
    keyboard.type("shorter pause")
    keyboard.press(.enter)
    #expect(keyboard.state.screen == .timeline)
    #expect(keyboard.state.timelineGap == .minutes(20))
  }

  @Test func `a letter without a meaning says where to look`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("4"), .character("x"))
    #expect(keyboard.screen.contains("x has no meaning here; ? shows the keys"))
  }

  @Test(arguments: [(80, 24), (120, 40), (60, 18), (200, 60)])
  func `whether text is being typed shows in a word`(columns: Int, rows: Int) {
    var keyboard = Keyboard(columns, rows)
    #expect(keyboard.screen.contains("Segment call: typing"))
    #expect(keyboard.screen.contains("Esc Leave"))
    keyboard.press(.escape)
    #expect(!keyboard.screen.contains("typing"))
    keyboard.press(.enter)
    #expect(keyboard.screen.contains("Segment call: typing"))
  }

  @Test func `the palette opens a story of the program, and one's own`() {
    var keyboard = Keyboard()
    keyboard.press(.control("p"))
    #expect(keyboard.newEffects() == [.readScenarios])
    let text =
      "schema = 1\nname = \"My visit\"\n[[step]]\ncaption = \"c\"\n"
      + "call = { type = \"page\", userId = \"u\", name = \"Home\" }\n"
    let own = ListedScenario(source: "my-demo", text: text, isOwn: true)
    keyboard.receive(.scenariosRead([own]))
    let stories = keyboard.state.paletteItems(for: "@")
    #expect(stories.count == ListedScenario.bundled.count + 1 + SampleCall.seed.count)
    keyboard.type("@my-de")
    keyboard.press(.enter)
    #expect(keyboard.state.screen == .scenarios)
    #expect(keyboard.state.scenarios.player?.scenario.name == "My visit")
    keyboard.press(.escape)
    #expect(keyboard.state.scenarios.selection == ListedScenario.bundled.count)
  }

  @Test func `a story that cannot be read says why in the palette`() {
    var keyboard = Keyboard()
    keyboard.receive(
      .scenariosRead([ListedScenario(source: "broken", text: "steps = [", isOwn: true)]))
    keyboard.press(.control("p"))
    keyboard.type("@broken")
    #expect(keyboard.screen.contains("off: broken"))
  }

  @Test func `a screen's key closes what lies over the screen`() {
    for key in [.function(1), .alt("l"), .alt("s"), .control("p"), .control("o")] as [Key] {
      var keyboard = Keyboard()
      keyboard.press(key, .alt("4"))
      #expect(keyboard.state.overlay == nil)
      #expect(keyboard.state.screen == .scenarios)
      #expect(keyboard.newEffects().contains(.readScenarios))
    }
  }

  @Test func `a screen's key leaves no question unanswered`() {
    for key in [.alt("i"), .control("s")] as [Key] {
      var keyboard = Keyboard()
      keyboard.press(key, .alt("3"))
      #expect(keyboard.state.overlay != nil)
      #expect(keyboard.screen.contains("first answer what is asked; Esc goes back"))
    }
  }

  @Test func `Esc at rest tells how to go on`() {
    var keyboard = Keyboard()
    keyboard.press(.escape, .escape)
    #expect(
      keyboard.screen.contains("a letter or Enter types; 1 to 6 change the screen, F10 quits"))
  }
}
