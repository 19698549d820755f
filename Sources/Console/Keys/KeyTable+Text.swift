extension KeyTable {
  /// Lists and texts that scroll.
  static let lists: [Binding] = [
    Binding([.down, .character("j")], .down, .list, "Down", "a line down"),
    Binding([.up, .character("k")], .up, .list, "Up", "a line up"),
    Binding([.pageDown, .character(" ")], .pageDown, .list, "Page", "a page down", rank: 10),
    Binding([.pageUp], .pageUp, .list, "Page up", "a page up"),
    Binding([.home, .character("g")], .first, .list, "First", "to the first line"),
    Binding([.end, .character("G")], .last, .list, "Last", "to the last line"),
  ]

  /// Text fields.
  static let editing: [Binding] = [
    Binding([.control("a"), .home], .lineStart, .typing, "Start", "to the start of the text"),
    Binding([.control("e"), .end], .lineEnd, .typing, "End", "to the end of the text"),
    Binding([.control("b"), .left], .characterLeft, .typing, "Left", "a character left"),
    Binding([.control("f"), .right], .characterRight, .typing, "Right", "a character right"),
    Binding([.controlLeft, .alt("b")], .wordLeft, .typing, "Word left", "a word left"),
    Binding([.controlRight, .alt("f")], .wordRight, .typing, "Word right", "a word right"),
    Binding([.backspace], .deleteBackward, .typing, "Delete", "delete to the left"),
    Binding([.control("d"), .delete], .deleteForward, .typing, "Delete", "delete to the right"),
    Binding(
      [.control("w"), .altBackspace], .deleteWord, .typing, "Delete word",
      "delete the word to the left"),
    Binding([.control("u")], .deleteToStart, .typing, "Delete", "delete to the start"),
    Binding([.control("k")], .deleteToEnd, .typing, "Delete", "delete to the end"),
  ]
}
