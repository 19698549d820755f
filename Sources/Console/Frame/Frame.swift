/// One cell of the screen.
package struct Cell: Hashable, Sendable {
  /// What is drawn: always safe for a terminal; empty in the right half of a wide glyph.
  package var glyph: Character?
  /// What it means.
  package var role: Role

  /// A cell.
  package init(_ glyph: Character?, _ role: Role) {
    self.glyph = glyph
    self.role = role
  }
}

/// A whole screen as a value: what the terminal shows, and what tests read.
package struct Frame: Hashable, Sendable {
  /// The extent of the screen.
  package let size: Size
  /// Row by row, `size.columns` cells each.
  package private(set) var cells: [Cell]
  /// Where the hardware cursor stands; nil while nothing is being typed, and then it is hidden.
  package var cursor: Position?
  /// The terminal window's title.
  package var title = "Kustomer Console"
  /// Whether the terminal beeps with this frame.
  package var bell = false

  /// An empty screen.
  package init(size: Size) {
    self.size = size
    cells = Array(repeating: Cell(" ", .text), count: size.columns * size.rows)
  }

  /// The cell at a place; writing outside the screen does nothing.
  package subscript(position: Position) -> Cell {
    get { cells[position.row * size.columns + position.column] }
    set {
      guard 0..<size.columns ~= position.column, 0..<size.rows ~= position.row else { return }
      cells[position.row * size.columns + position.column] = newValue
    }
  }
}
