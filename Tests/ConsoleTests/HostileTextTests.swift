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
      for scalar in keyboard.screen.unicodeScalars where scalar != "\n" {
        #expect(scalar.properties.generalCategory != .control)
        #expect(!(0x2028...0x202E).contains(scalar.value))
        #expect(!(0x2066...0x2069).contains(scalar.value))
      }
    }
  }
}
