/// The extent of a screen or pane in terminal cells.
package struct Size: Hashable, Sendable {
  /// Cells in a row, at least 0.
  package var columns: Int
  /// Rows, at least 0.
  package var rows: Int

  /// A size in cells; below 0 counts as 0.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A cell's place, 0-based from the top left corner.
package struct Position: Hashable, Sendable {
  /// 0-based, to the right.
  package var column: Int
  /// 0-based, downwards.
  package var row: Int

  /// A place.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}
