extension Canvas {
  /// Draws a pane's frame: `+- title ---+` with `|` at the sides; the focused one has `#` corners,
  /// `=` edges and `*` before its title, so that focus shows without colour.
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
      pane.edge(row: 0, isFocused: isFocused)
      guard lower > 0 else { return pane.title(title, isFocused: isFocused) }
      for column in [0, area.size.columns - 1] {
        pane.fill(
          Area(column: column, row: 1, columns: 1, rows: lower - 1),
          with: Cell(ascii: UInt8(ascii: "|"), role))
      }
      pane.edge(row: lower, isFocused: isFocused)
      pane.title(title, isFocused: isFocused)
      if let footer { pane.footer(footer, row: lower, role: role) }
    }
  }

  /// Draws the border of a pane with a part of a longer text, and the first way to say which that
  /// fits whole into the title.
  mutating func pane(
    _ area: Area, title: String, ranges: [String], footer: String? = nil, isFocused: Bool
  ) {
    let room = Self.titleRoom(area.size.columns, isFocused: isFocused)
    let fitting = ranges.map { title + "  " + $0 }.first { cells(of: $0) <= room }
    pane(area, title: fitting ?? title, footer: footer, isFocused: isFocused)
  }

  private static func titleRoom(_ columns: Int, isFocused: Bool) -> Int {
    columns - (isFocused ? 6 : 5)
  }

  private mutating func edge(row: Int, isFocused: Bool) {
    let role: Role = isFocused ? .borderFocus : .border
    let line = Cell(ascii: UInt8(ascii: isFocused ? "=" : "-"), role)
    let corner = Cell(ascii: UInt8(ascii: isFocused ? "#" : "+"), role)
    fill(Area(column: 0, row: row, columns: size.columns, rows: 1), with: line)
    for column in [0, size.columns - 1] {
      fill(Area(column: column, row: row, columns: 1, rows: 1), with: corner)
    }
  }

  private mutating func title(_ title: String, isFocused: Bool) {
    let room = Self.titleRoom(size.columns, isFocused: isFocused)
    guard room > 0, !title.isEmpty else { return }
    let text = fitted(title, to: room)
    put(
      (isFocused ? " *" : " ") + text + " ", at: Position(column: 2, row: 0),
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
