internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

@Suite struct HostileTextTests {
  /// Forty kinds: what moves the cursor, colours, names the window, asks the terminal, reverses,
  /// hides, joins or is no character at all.
  static let texts = [
    "\u{1B}[31mred", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;aGk=\u{7}", "\u{1B}c", "\u{1B}[2J",
    "\u{1B}[6n", "\u{1B}P1$r\u{1B}\\", "\u{1B}_apc\u{1B}\\", "\u{1B}[?1049l", "\u{1B}[?2004l",
    "\u{1B}]8;;http://x\u{7}link\u{1B}]8;;\u{7}", "\u{1B}(0qqq", "\u{1B}N\u{1B}O", "\u{E}\u{F}",
    "\u{9B}31m", "\u{9D}0;t\u{9C}", "\u{90}q\u{9C}", "\u{85}next", "\u{8}\u{8}\u{8}over",
    "\u{7}bell", "\u{7F}", "\u{0}", "tab\tnewline\nreturn\r", "\u{B}\u{C}feed", "a\u{202E}b",
    "a\u{2066}b\u{2069}", "\u{200E}\u{200F}\u{61C}", "a\u{202A}b\u{202C}", "\u{200B}zero",
    "\u{200D}\u{200C}", "\u{AD}soft", "\u{FEFF}bom", "\u{2028}line\u{2029}", "\u{E000}",
    "\u{E0041}\u{E007F}tag", "\u{FFFE}\u{FFFF}", "e" + String(repeating: "\u{301}", count: 20),
    "👩‍👩‍👧", "漢字", "\u{1F1E8}\u{1F1ED}", "\u{115F}\u{3164}filler",
  ]

  @Test(arguments: texts) func `hostile text changes no other cell`(text: String) throws {
    let call: JSON = [
      "type": "track", "userId": .string(text), "event": .string(text),
      "properties": [text: .string(text), "kustomer_session_id": .string(text)],
    ]
    let entry = HistoryEntry(
      id: .init(1), profile: "sandbox", call: call, moment: Journal.start, status: .failed,
      session: nil,
      exchanges: [
        Exchange(
          method: "POST", path: text, status: 400, answer: text, begun: Journal.start)
      ], problem: text)
    var contents = Journal.contents(Journal.visit + [entry])
    contents.notice = text
    contents.profiles.append(ProfileSummary(name: text, label: text, orgPod: text, host: text))
    var keyboard = Keyboard(120, 40, contents: contents)
    keyboard.press(.paste(call.compact))
    for screen in ["1", "2", "3", "4", "5", "6"] as [Character] {
      keyboard.press(.alt(screen))
      expectSafe(keyboard)
      keyboard.press(.function(1))
      expectSafe(keyboard)
      keyboard.press(.escape, .control("p"))
      keyboard.type("profile")
      expectSafe(keyboard)
      keyboard.press(.escape)
    }
    keyboard.receive(.failed(text))
    expectSafe(keyboard)
    var tester = KeyTester()
    _ = tester.take(KeyArrival(bytes: Array(text.utf8), keys: text.map(Key.character)))
    expectSafe(tester.frame(Size(columns: 120, rows: 40), .standard, terminal: text).text)
  }

  @Test(arguments: texts) func `hostile text is as tame in every view and overlay`(
    text: String
  ) throws {
    let call: JSON = [
      "type": "track", "userId": .string(text), "event": .string(text),
      "properties": [text: .string(text)],
    ]
    var entry = HistoryEntry(
      id: .init(9), profile: "sandbox", call: call, moment: Journal.start, status: .failed,
      session: nil,
      exchanges: [
        Exchange(
          method: "POST", path: text, body: text, status: 400, answer: text, headers: [text],
          begun: Journal.start)
      ], problem: text)
    entry.isPinned = true
    var keyboard = Keyboard(200, 60, contents: Journal.contents(Journal.visit + [entry]))
    keyboard.press(.paste(call.compact))
    for _ in PreviewView.allCases {
      keyboard.press(.control("g"))
      expectSafe(keyboard)
    }
    keyboard.press(.alt("j"), .paste(text))
    expectSafe(keyboard)
    keyboard.receive(.failed(text))
    keyboard.receive(.expectedRead([text: .string(text)], path: text))
    expectSafe(keyboard)
    keyboard.press(.right, .tab, .tab, .right)
    expectSafe(keyboard)
    keyboard.press(.character("x"), .paste(text))
    expectSafe(keyboard)
    keyboard.press(.escape, .alt("l"))
    expectSafe(keyboard)
    keyboard.press(.escape, .alt("s"))
    keyboard.receive(.sandboxChanged(SandboxFacts(faults: [text], clock: keyboard.now)))
    expectSafe(keyboard)
    keyboard.press(.escape, .control("p"), .character("#"))
    expectSafe(keyboard)
    keyboard.press(.escape, .alt("2"), .character("/"), .paste(text), .enter)
    expectSafe(keyboard)
  }

  /// Nothing on the screen acts on a terminal or reverses what is read, and no cell is missing.
  private func expectSafe(
    _ keyboard: Keyboard, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let frame = view(keyboard.state)
    expectSafe(frame.text, sourceLocation: sourceLocation)
    let size = keyboard.state.size
    #expect(frame.cells.count == size.columns * size.rows, sourceLocation: sourceLocation)
  }

  private func expectSafe(
    _ screen: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(screen.unicodeScalars.filter(Self.isUnsafe).isEmpty, sourceLocation: sourceLocation)
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x20..<0x7F: false
    case 0x200E...0x200F, 0x61C, 0x2028...0x202E, 0x2066...0x2069: true
    default: scalar.properties.generalCategory == .control
    }
  }
}
