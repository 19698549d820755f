extension Canvas {
  /// Draws a pane's frame: `╭─ title ───╮` with `│` at the sides; the focused one is drawn with
  /// heavy lines, so that focus shows without colour.
  ///
  /// The footer stands at the right of the lower edge. What lies inside is left as it is:
  /// `area.inset()`.
  package mutating func pane(
    _ area: Area, title: String, footer: String? = nil, isFocused: Bool = false
  ) {
    guard !area.isEmpty else { return }
    let role: Role = isFocused ? .borderFocus : .border
    draw(in: area) { pane in
      let lower = area.size.rows - 1
      pane.edge(row: 0, isFocused: isFocused, isTop: true)
      guard lower > 0 else { return pane.title(title, isFocused: isFocused) }
      for column in [0, area.size.columns - 1] {
        pane.fill(
          Area(column: column, row: 1, columns: 1, rows: lower - 1),
          with: Cell((isFocused ? Glyph.focusSide : .side).character, role))
      }
      pane.edge(row: lower, isFocused: isFocused, isTop: false)
      pane.title(title, isFocused: isFocused)
      if let footer { pane.footer(footer, row: lower, role: isFocused ? role : .muted) }
    }
  }

  /// Draws the border of a pane with a part of a longer text, and the first way to say which that
  /// fits whole into the title.
  mutating func pane(
    _ area: Area, title: String, ranges: [String], footer: String? = nil, isFocused: Bool
  ) {
    let room = Self.titleRoom(area.size.columns)
    let fitting = ranges.map { title + "  " + $0 }.first { cells(of: $0) <= room }
    pane(area, title: fitting ?? title, footer: footer, isFocused: isFocused)
  }

  private static func titleRoom(_ columns: Int) -> Int {
    columns - 5
  }

  private mutating func edge(row: Int, isFocused: Bool, isTop: Bool) {
    let role: Role = isFocused ? .borderFocus : .border
    let line: Glyph = isFocused ? .focusEdge : .edge
    let corners: (left: Glyph, right: Glyph) =
      switch (isFocused, isTop) {
      case (false, true): (.cornerTopLeft, .cornerTopRight)
      case (false, false): (.cornerBottomLeft, .cornerBottomRight)
      case (true, true): (.focusTopLeft, .focusTopRight)
      case (true, false): (.focusBottomLeft, .focusBottomRight)
      }
    fill(
      Area(column: 0, row: row, columns: size.columns, rows: 1), with: Cell(line.character, role))
    for (column, corner) in [(0, corners.left), (size.columns - 1, corners.right)] {
      fill(
        Area(column: column, row: row, columns: 1, rows: 1), with: Cell(corner.character, role))
    }
  }

  private mutating func title(_ title: String, isFocused: Bool) {
    let room = Self.titleRoom(size.columns)
    guard room > 0, !title.isEmpty else { return }
    let text = fitted(title, to: room)
    put(
      " " + text + " ", at: Position(column: 2, row: 0),
      isFocused ? .borderFocus : .title)
  }

  private mutating func footer(_ footer: String, row: Int, role: Role) {
    let room = size.columns - 5
    guard room > 0, !footer.isEmpty else { return }
    let text = fitted(footer, to: room)
    let column = size.columns - cells(of: text) - 3
    put(" " + text + " ", at: Position(column: column, row: row), role)
  }
}
