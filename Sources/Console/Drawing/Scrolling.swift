/// `lines 3-12 of 18`, the first 0-based; nil when all of them show.
func linesShown(from first: Int, rows: Int, of count: Int) -> String? {
  guard count > rows else { return nil }
  return "lines \(first + 1)-\(min(count, first + rows)) of \(count)"
}

/// The first line that shows so that a line does, in a window of so many rows; 0-based.
func firstVisible(_ line: Int, count: Int, rows: Int) -> Int {
  guard count > rows, rows > 0 else { return 0 }
  return min(max(0, line - rows * 2 / 3), count - rows)
}

extension Canvas {
  /// Marks a row as the selected one: `▌` and the ground of the selection.
  mutating func select(row: Int) {
    paint(Area(column: 0, row: row, columns: size.columns, rows: 1), .selection)
    put(Glyph.selected.text, at: Position(column: 0, row: row), .selection)
  }
}
