extension TextField {
  /// The part of the text that shows in so many cells, and the cursor's column in it.
  ///
  /// The cursor always shows, with what stands around it.
  package func window(_ width: Int) -> (text: String, cursor: Int) {
    guard width > 0 else { return ("", 0) }
    let before = cells(of: String(head))
    if before < width, cells(of: text) <= width { return (text, before) }
    var shown = Array(head)
    var column = before
    // A third of the field stays free to the right of the cursor, if there is text.
    let rest = cells(of: String(text.dropFirst(cursor)))
    let limit = max(0, width - 1 - min(rest, width / 3))
    var dropped = 0
    while column > limit, dropped < shown.count {
      column -= cells(of: shown[dropped])
      dropped += 1
    }
    shown.removeFirst(dropped)
    if dropped > 0, shown.count > 1, cells(of: shown[0]) == 1 { shown[0] = "…" }
    return (String(shown) + text.dropFirst(cursor), max(0, column))
  }
}

extension Canvas {
  /// Draws a text field; with the cursor, the part around the cursor.
  mutating func put(
    _ field: TextField, at position: Position, width: Int, _ role: Role, placeholder: String = "",
    hasCursor: Bool
  ) {
    let area = Area(column: position.column, row: position.row, columns: width, rows: 1)
    guard !area.isEmpty else { return }
    draw(in: area) { window in
      let origin = Position(column: 0, row: 0)
      if field.isEmpty {
        // In brackets, so that it is never taken for a text, even without colours.
        let shown = placeholder.isEmpty ? "" : "(\(fitted(placeholder, to: width - 2)))"
        window.put(shown, at: origin, width: width, .placeholder)
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
