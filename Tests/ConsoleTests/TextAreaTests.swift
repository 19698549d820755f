internal import Console
internal import Testing

@Suite struct TextAreaTests {
  @Test(arguments: [
    ("ab\ncd", [Command.down, .lineEnd], "ab\ncd|"),
    ("ab\ncd", [.lineEnd, .characterRight], "ab\n|cd"),
    ("ab\ncd", [.down, .characterLeft], "ab|\ncd"),
    ("ab\ncd", [.down, .deleteBackward], "ab|cd"),
    ("ab\ncd", [.lineEnd, .deleteForward], "ab|cd"),
    ("  ab", [.lineEnd, .newLine], "  ab\n  |"),
    ("abc\nd\nefg", [.lineEnd, .down, .down], "abc\nd\ne|fg"),
    ("a\nb", [.up, .pageDown, .lineEnd], "a\nb|"),
    ("", [.deleteBackward, .up, .down], "|"),
    ("ab cd", [.wordRight, .deleteWord], "| cd"),
  ])
  func `keys edit over the ends of lines`(text: String, keys: [Command], result: String) {
    var area = TextArea(text)
    for key in keys {
      let isKnown = area.perform(key)
      #expect(isKnown)
    }
    area.insert("|")
    #expect(area.text == result)
  }

  @Test func `a text of several lines goes in where the cursor is`() {
    var area = TextArea("ad")
    _ = area.perform(.characterRight)
    area.insert("b\nc")
    #expect(area.text == "ab\ncd")
    #expect(area.row == 1)
  }
}
