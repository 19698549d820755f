internal import Console
internal import KustomerDestination
internal import Testing

@Suite struct HostileTextTests {
  static let texts = [
    "\u{1B}[31mred", "\u{1B}]0;title\u{7}", "a\u{202E}b", "a\u{2066}b\u{2069}", "\u{200B}zero",
    "tab\tnewline\nreturn\r", "\u{9B}31m", "\u{7F}", "\u{0}",
    "e" + String(repeating: "\u{301}", count: 20),
    "👩‍👩‍👧", "\u{FEFF}bom", "\u{2028}line", "漢字", "\u{E000}", "\u{1F1E8}\u{1F1ED}", "\u{AD}soft",
  ]

  @Test(arguments: texts) func `hostile text changes no other cell`(text: String) throws {
    let call: JSON = [
      "type": "track", "userId": .string(text), "event": .string(text),
      "properties": [text: .string(text), "kustomer_session_id": .string(text)],
    ]
    let entry = HistoryEntry(
      id: .init(1), profile: "sandbox", call: call, moment: Journal.start, status: .failed,
      session: nil, exchanges: [Exchange(method: "POST", path: text, status: 400, answer: text)],
      problem: text)
    var contents = Journal.contents(Journal.visit + [entry])
    contents.notice = text
    var keyboard = Keyboard(120, 40, contents: contents)
    keyboard.press(.paste(call.compact))
    for screen in ["1", "2", "3", "4", "5"] as [Character] {
      keyboard.press(.alt(screen))
      expectSafe(keyboard)
    }
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
        Exchange(method: "POST", path: text, body: text, status: 400, answer: text, headers: [text])
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

  /// Nothing on the screen acts on a terminal or reverses what is read.
  private func expectSafe(
    _ keyboard: Keyboard, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let unsafe = keyboard.screen.unicodeScalars.filter { scalar in
      scalar != "\n"
        && (scalar.properties.generalCategory == .control
          || (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value))
    }
    #expect(unsafe.isEmpty, sourceLocation: sourceLocation)
  }
}
