internal import Console
internal import Testing

/// `|` is the cursor.
private func field(_ marked: String) -> TextField {
  let parts = marked.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  var field = TextField(parts[0] + parts[1])
  for _ in parts[1] { _ = field.perform(.characterLeft) }
  return field
}

private func marked(_ field: TextField) -> String {
  field.head + "|" + field.text.dropFirst(field.cursor)
}

@Suite struct TextFieldTests {
  @Test(arguments: [
    ("one two|", Command.lineStart, "|one two"), ("|one two", .lineEnd, "one two|"),
    ("one| two", .characterLeft, "on|e two"), ("|one", .characterLeft, "|one"),
    ("on|e", .characterRight, "one|"), ("one|", .characterRight, "one|"),
    ("one two|", .wordLeft, "one |two"), ("one |two", .wordLeft, "|one two"),
    ("|one two", .wordRight, "one| two"), ("one| two", .wordRight, "one two|"),
    ("on|e", .deleteBackward, "o|e"), ("|one", .deleteBackward, "|one"),
    ("o|ne", .deleteForward, "o|e"), ("one|", .deleteForward, "one|"),
    ("one two|", .deleteWord, "one |"), ("one two |x", .deleteWord, "one |x"),
    ("one| two", .deleteToStart, "| two"), ("one| two", .deleteToEnd, "one|"),
    ("漢字|", .deleteBackward, "漢|"), ("a👩‍👩‍👧|b", .deleteBackward, "a|b"),
  ])
  func `readline keys edit a line`(before: String, command: Command, after: String) {
    var field = field(before)
    let isDone = field.perform(command)
    #expect(isDone)
    #expect(marked(field) == after)
  }

  @Test func `a pasted text becomes one line`() {
    var field = TextField("a")
    field.insert("b\nc\td\u{1B}[31m")
    #expect(field.text == "ab c d[31m")
  }

  @Test func `a combining mark joins the character before it`() {
    var field = TextField("e")
    field.insert("\u{301}")
    #expect(marked(field) == "e\u{301}|")
    field.insert("x")
    #expect(field.text == "e\u{301}x")
  }

  @Test func `what becomes one character at the cursor goes to its left`() {
    var field = TextField("\u{301}y")
    _ = field.perform(.lineStart)
    field.insert("e")
    #expect(marked(field) == "e\u{301}|y")
  }

  @Test func `the window of a huge field is made from what stands around its cursor`() {
    var field = TextField(String(repeating: "ab漢 ", count: 250_000))
    _ = field.perform(.lineStart)
    _ = field.perform(.wordRight)
    #expect(field.window(9).text.hasPrefix("ab漢 "))
    _ = field.perform(.lineEnd)
    field.insert("x")
    #expect(field.window(6) == ("…漢 x", 5))
  }

  @Test(arguments: [
    ("abc|", 10, "abc", 3), ("abcdefghij|", 5, "…hij", 4), ("|abcdefghij", 5, "abcdef", 0),
    ("漢字漢字|", 5, "漢字", 4),
  ])
  func `the window of a field shows its cursor`(
    text: String, width: Int, shown: String, cursor: Int
  ) {
    let window = field(text).window(width)
    #expect(window.text == shown)
    #expect(window.cursor == cursor)
  }

  @Test func `the window of ASCII is that of other characters of a cell`() {
    for length in 0...12 {
      for cursor in 0...length {
        for width in 1...9 {
          var marked = "abcdefghijkl".prefix(length).map { $0 }
          marked.insert("|", at: cursor)
          // A cell each as well, and none of them ASCII.
          let other = marked.map { $0 == "|" ? $0 : "α" }
          let window = field(String(marked)).window(width)
          let expected = field(String(other)).window(width)
          #expect(window.cursor == expected.cursor)
          #expect(window.text.map { $0 == "…" ? $0 : "α" } == Array(expected.text))
        }
      }
    }
  }

  @Test func `an empty field takes a command without trouble`() {
    var field = TextField()
    for command in Command.allCases { _ = field.perform(command) }
    #expect(field.text.isEmpty)
  }
}
