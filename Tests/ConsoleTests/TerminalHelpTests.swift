internal import Console
internal import KustomerDestination
internal import Testing

/// What the help says of the terminal, and the theme that is chosen in the palette.
@Suite struct TerminalHelpTests {
  private func keyboard(asksBackground: Bool = false) -> Keyboard {
    let facts = TerminalFacts(
      type: "tmux-256color", colors: "256: as TERM says", isUTF8: true, takesModes: true,
      isAskedForBackground: asksBackground)
    var contents = StartContents()
    contents.themes = ["dark", "dracula", "light"]
    var keyboard = Keyboard(120, 40, contents: nil)
    keyboard.state = State(size: keyboard.state.size, now: keyboard.now, terminal: facts)
    keyboard.receive(.started(contents))
    return keyboard
  }

  @Test func `the help ends with what was found out of the terminal`() {
    var keyboard = keyboard()
    keyboard.press(.function(1), .end)
    for words in [
      "This terminal", "type              tmux-256color, UTF-8", "size              120x40",
      "colours           256: as TERM says", "not asked: the theme is not", "OSC 52",
      "mode 2026", "mouse             on",
    ] {
      #expect(keyboard.screen.contains(words))
    }
  }

  @Test(arguments: [
    (RGB(red: 0, green: 0, blue: 0), "dark"), (RGB(red: 255, green: 255, blue: 255), "light"),
  ])
  func `the background stands there once the terminal has told it`(color: RGB, word: String) {
    var keyboard = keyboard(asksBackground: true)
    keyboard.press(.function(1), .end)
    #expect(keyboard.screen.contains("background        not told"))
    _ = keyboard.newEffects()
    let theme = ThemeLibrary().theme(named: word).theme
    keyboard.receive(.backgroundTold(color, theme))
    #expect(keyboard.newEffects() == [.useTheme(theme)])
    #expect(keyboard.screen.contains("background        \(word), as it answered"))
  }

  @Test func `a search of the help is about keys alone`() {
    var keyboard = keyboard()
    keyboard.press(.function(1), .character("/"))
    keyboard.type("mouse")
    #expect(!keyboard.screen.contains("This terminal"))
  }

  @Test func `the palette changes the theme`() {
    var keyboard = keyboard()
    keyboard.press(.control("p"))
    keyboard.type("theme drac")
    keyboard.press(.enter)
    #expect(keyboard.newEffects().last == .readTheme("dracula"))
    let loaded = ThemeLibrary().theme(named: "dracula")
    keyboard.receive(.themeChosen("dracula", loaded))
    #expect(keyboard.newEffects() == [.useTheme(loaded.theme)])
    #expect(keyboard.screen.contains("theme = \"dracula\" in config.toml keeps it"))
  }
}
