import Console
import Testing

@Suite struct KeyFileTests {
  private func read(_ text: String) -> (table: KeyTable, warnings: [String]) {
    let loaded = KeyTable.reading(text, file: "keys.toml")
    return (loaded.table, loaded.warnings.map(\.description))
  }

  private func keys(_ command: Command, _ context: Context, _ table: KeyTable) -> [String] {
    table.bindings.filter { $0.command == command && $0.context == context }
      .flatMap { $0.keys.map(\.name) }
  }

  @Test func `an action gets the keys of the file in every place it has`() {
    let (table, warnings) = read("zoom = [\"F11\", \"Z\"]\n")
    #expect(warnings == [])
    #expect(keys(.zoom, .everywhere, table) == ["F11"])
    #expect(keys(.zoom, .panes, table) == ["F11", "Z"])
    #expect(table.command(for: .function(8), in: [.panes, .everywhere]) == nil)
  }

  @Test func `a table gives keys in one place alone`() {
    let (table, warnings) = read("[timeline]\nresend = [\"C-g\"]\n")
    #expect(warnings == [])
    #expect(keys(.resend, .timeline, table) == ["^G"])
    #expect(keys(.resend, .history, table) == ["r"])
  }

  @Test func `two keys can change places`() {
    let (table, warnings) = read("send = [\"F6\"]\nnext-pane = [\"F5\"]\n")
    #expect(
      warnings == ["keys.toml:2: next-pane cannot be reached in [batch]: F5 is send-batch there"])
    #expect(table.command(for: .function(6), in: [.everywhere]) == .send)
    #expect(table.command(for: .function(5), in: [.everywhere]) == .nextPane)
  }

  @Test(arguments: [
    (
      "send = [\"C-s\"]",
      "keys.toml:1: send cannot be reached in [form]: ^S is save-step there"
    ),
    (
      "[history]\nresend = [\"C-r\", \"F5\"]",
      "keys.toml:2: send cannot be reached in [history]: ^R is resend there"
    ),
    (
      "[typing]\nline-end = [\"F10\"]",
      "keys.toml:2: quit cannot be reached in [typing]: F10 is line-end there"
    ),
  ])
  func `a command that nothing reaches any more in some place is reported`(
    _ text: String, _ warning: String
  ) {
    #expect(read(text).warnings.contains(warning), "\(read(text).warnings)")
  }

  @Test func `an unknown action is reported with its line and the nearest one`() {
    let (table, warnings) = read("# mine\n\nzomo = [\"F11\"]\n")
    #expect(warnings == ["keys.toml:3: unknown action \"zomo\"; did you mean \"zoom\"?"])
    #expect(table == .standard)
  }

  @Test func `an unknown place and an unknown key are reported`() {
    let (table, warnings) = read("zoom = [\"F13\"]\n[timelin]\nresend = [\"r\"]\n")
    #expect(
      warnings == [
        "keys.toml:1: zoom: \"F13\" is no key; write F5, C-r, Alt-1, S-F6, Enter, PgDn, Space or a"
          + " character",
        "keys.toml:2: unknown place [timelin]; did you mean \"timeline\"?",
      ])
    #expect(table == .standard)
  }

  @Test(arguments: [
    ("C-h", "Backspace"), ("C-i", "Tab"), ("C-j", "Enter"), ("C-m", "Enter"), ("C-[", "Esc"),
    ("^I", "Tab"), ("Ctrl-M", "Enter"),
  ])
  func `a key that terminals cannot tell from another is refused`(_ key: String, _ twin: String) {
    let (table, warnings) = read("zoom = [\"\(key)\"]\n")
    #expect(
      warnings == [
        "keys.toml:1: zoom: \"\(key)\" is the same as \(twin) in every terminal; choose another key"
      ])
    #expect(table == .standard)
  }

  @Test(arguments: ["C-Enter", "S-Up", "Alt-F4", "C-5"])
  func `a key that terminals do not send is refused`(_ key: String) {
    let (table, warnings) = read("zoom = [\"\(key)\"]\n")
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("is sent by no terminal") == true)
    #expect(table == .standard)
  }

  @Test func `the second of two that want a key in one place is refused`() {
    let (table, warnings) = read("zoom = [\"F11\"]\ncopy = [\"F11\", \"F12\"]\n")
    #expect(
      warnings
        == ["everywhere", "panes"].map {
          "keys.toml:2: copy cannot have F11: zoom has it in [\($0)] in line 1"
        })
    #expect(table.command(for: .function(11), in: [.everywhere]) == .zoom)
    #expect(table.command(for: .function(12), in: [.everywhere]) == .copy)
  }

  @Test func `a key taken from an action that the file does not name is reported`() {
    let (table, warnings) = read("zoom = [\"F5\"]\n")
    #expect(
      warnings == [
        "keys.toml:1: zoom takes F5 from send in [everywhere]",
        "keys.toml:1: zoom cannot be reached in [batch]: F5 is send-batch there",
      ])
    #expect(keys(.send, .everywhere, table) == ["^R"])
  }

  @Test func `nobody is locked in`() {
    let (table, warnings) = read("cancel = []\nzoom = [\"C-c\", \"F11\"]\n")
    #expect(
      warnings.first == "keys.toml:1: cancel must keep a key, or nobody gets out again; left as it"
        + " was")
    #expect(table.command(for: .control("c"), in: [.always]) == .cancel)
  }

  @Test func `a bare character is text where text is typed`() {
    let (table, warnings) = read("send = [\"s\"]\n")
    #expect(
      warnings == [
        "keys.toml:1: send needs more than a bare character: that is typed as text there"
      ])
    #expect(table == .standard)
  }

  @Test func `an empty list takes the keys of an action away`() {
    let (table, warnings) = read("resend = []\n")
    #expect(warnings == [])
    #expect(table.command(for: .character("r"), in: [.history]) == nil)
  }

  @Test func `a file that is no TOML leaves all keys as they are`() {
    let (table, warnings) = read("# mine\nzoom = ]\n")
    #expect(warnings.count == 1)
    #expect(warnings.first?.hasPrefix("keys.toml:2: not TOML") == true)
    #expect(table == .standard)
  }

  @Test(arguments: KeyTable.standard.bindings.flatMap(\.keys))
  func `every key of the program can be written as it is named`(key: Key) throws {
    #expect(try Key(parsing: key.name) == key)
  }

  @Test func `footer, help and dispatch follow the file`() {
    let loaded = KeyTable.reading("send = [\"F9\"]\n", file: "keys.toml")
    var keyboard = Keyboard(80, 24, keys: loaded.table)
    #expect(keyboard.screen.contains("F9 Send"))
    keyboard.press(.control("r"))
    #expect(keyboard.newEffects().isEmpty)
    keyboard.press(.function(9))
    let effects = keyboard.newEffects()
    #expect(effects.contains { if case .send = $0 { true } else { false } })
    keyboard.press(.function(1))
    var help = keyboard.screen
    for _ in 0..<4 {
      keyboard.press(.pageDown)
      help += keyboard.screen
    }
    #expect(help.contains("F9                send the composed call"))
  }
}

@Suite struct KeyTesterTests {
  @Test func `the tester shows bytes, name and meaning of each press`() {
    var tester = KeyTester()
    for arrival in [
      KeyArrival(bytes: [0x12], keys: [.control("r")]), KeyArrival(bytes: [0x09], keys: [.tab]),
      KeyArrival(bytes: [0x1B, 0x5B, 0x39, 0x7E], keys: []),
    ] {
      let leaves = tester.take(arrival)
      #expect(!leaves)
    }
    let screen = tester.frame(Size(columns: 80, rows: 24), .standard, terminal: "xterm").text
    #expect(
      screen.contains("12                 ^R           send-batch [batch], send [everywhere]"))
    #expect(screen.contains("09                 Tab          "))
    #expect(screen.contains("1b 5b 39 7e        no key       means nothing here"))
    let leaves = tester.take(KeyArrival(bytes: [3], keys: [.control("c")]))
    #expect(leaves)
  }

  @Test func `the help says how to see what keys send`() {
    var keyboard = Keyboard(120, 40)
    keyboard.press(.escape, .function(1), .character("G"))
    #expect(keyboard.screen.contains("kustomer-console keys test"))
  }
}
