extension TextField {
  /// The part of the text that shows in so many cells, and the cursor's column in it.
  ///
  /// The cursor always shows, with what stands around it. A character takes a cell or more, so only
  /// so many of them on either side are looked at.
  package func window(_ width: Int) -> (text: String, cursor: Int) {
    guard width > 0 else { return ("", 0) }
    if let window = windowOfASCII(width) { return window }
    let after = String(tail.prefix(width + 1))
    var shown = Array(head.suffix(width + 1))
    var column = cells(of: String(shown))
    let rest = cells(of: after)
    if column < width, column + rest <= width { return (String(shown) + after, column) }
    // A third of the field stays free to the right of the cursor, if there is text.
    let limit = Self.cursorLimit(width, rest)
    var dropped = 0
    while column > limit, dropped < shown.count {
      column -= cells(of: shown[dropped])
      dropped += 1
    }
    shown.removeFirst(dropped)
    if dropped > 0, shown.count > 1, cells(of: shown[0]) == 1 { shown[0] = "…" }
    return (String(shown) + after, max(0, column))
  }

  /// The last column for the cursor, with text of so many cells to its right.
  private static func cursorLimit(_ width: Int, _ rest: Int) -> Int {
    max(0, width - 1 - min(rest, width / 3))
  }

  /// The same where each byte around the cursor is a cell, as mostly, without a look at characters;
  /// nil where one is not.
  private func windowOfASCII(_ width: Int) -> (text: String, cursor: Int)? {
    let before = String(decoding: head.utf8.suffix(width + 1), as: UTF8.self)
    let after = String(decoding: tail.utf8.prefix(width + 1), as: UTF8.self)
    guard before.isPrintableASCII, after.isPrintableASCII else { return nil }
    let column = before.utf8.count
    let limit =
      column < width && column + after.utf8.count <= width
      ? column : Self.cursorLimit(width, after.utf8.count)
    if column <= limit { return (before + after, column) }
    let mark = limit > 1 ? "…" : ""
    let shown = String(decoding: before.utf8.suffix(limit - mark.count), as: UTF8.self)
    return (mark + shown + after, limit)
  }
}

extension Canvas {
  /// Draws a text field; with the cursor, the part around the cursor.
  mutating func put(
    _ field: TextField, at position: Position, width: Int, _ role: Role, placeholder: String = "",
    placeholderRole: Role = .placeholder, hasCursor: Bool
  ) {
    let area = Area(column: position.column, row: position.row, columns: width, rows: 1)
    guard !area.isEmpty else { return }
    draw(in: area) { window in
      let origin = Position(column: 0, row: 0)
      if field.isEmpty {
        // Without the ground of a text; in brackets, so that it is never taken for one, even
        // without colours.
        let shown = placeholder.isEmpty ? "" : "(\(fitted(placeholder, to: width - 2)))"
        let isEmpty = shown.isEmpty || hasCursor
        window.put(shown, at: origin, width: width, isEmpty ? role : placeholderRole)
        if hasCursor { window.setCursor(at: origin) }
      } else if hasCursor {
        let (text, cursor) = field.window(width)
        window.fill(window.bounds, " ", role)
        window.put(text, at: origin, role)
        window.setCursor(at: Position(column: min(cursor, width - 1), row: 0))
      } else {
        window.put(field.text, at: origin, width: width, role)
      }
    }
  }
}
