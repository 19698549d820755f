import Console
import Testing

struct FrameWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("ｶﾅ", 2), ("ＡＢ", 4),
    ("한국어", 6), ("\u{1112}\u{1161}\u{11AB}", 2), ("हिन्दी", 5), ("का", 2), ("ไทย", 3), ("…", 1),
    ("❤️", 1), ("⚡️", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇯🇵", 2), ("1️⃣", 1), ("🫨", 2), ("□", 1),
    ("\u{1B}[0m", 4), ("a\u{200B}b", 10), ("\u{E000}", 1), ("\u{378}", 1), ("\u{1161}", 1),
    ("\t", 1), ("\r\n", 2), ("\u{A0}", 1), ("\u{3000}", 2),
  ])
  func `a text is as wide as ncurses draws it`(_ text: String, _ width: Int) {
    #expect(cells(of: text) == width)
  }

  @Test(arguments: [
    ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}", "\u{D55C}\u{AD6D}"),
    ("\u{1100}\u{1161}", "\u{AC00}"), ("\u{1112}\u{1175}\u{11C2}", "\u{D7A3}"),
  ])
  func `a Korean syllable in letters is drawn as one character`(_ text: String, _ drawn: String) {
    var frame = Frame(size: Size(columns: 4, rows: 1))
    _ = frame.draw { $0.put(text, at: Position(column: 0, row: 0), .text) }
    #expect(Array(frame.text.unicodeScalars) == Array((drawn + "\n").unicodeScalars))
  }

  @Test func `a character is as wide as the text of it alone`() {
    for character in "aé漢👍🏽\u{1B}\t🇯🇵क" {
      #expect(cells(of: character) == cells(of: String(character)))
    }
  }

  @Test(arguments: [
    ("Registered", 20, "Registered"), ("Registered", 10, "Registered"),
    ("Registered", 9, "Register…"), ("Registered", 1, "…"), ("Registered", 0, ""),
    ("Registered", -3, ""), ("漢字仮名", 8, "漢字仮名"), ("漢字仮名", 7, "漢字仮…"),
    ("漢字仮名", 6, "漢字…"), ("a\nb", 3, "a␊b"), ("👍🏽ok", 4, "👍ok"),
  ])
  func `a text is cut to its room with an ellipsis`(_ text: String, _ room: Int, _ cut: String) {
    #expect(fitted(text, to: room) == cut)
    #expect(cells(of: fitted(text, to: room)) <= max(0, room))
  }
}
