/// The extent of a screen or pane in terminal cells.
package struct Size: Hashable, Sendable {
  /// Cells in a row, at least 0.
  package var columns: Int
  /// Rows, at least 0.
  package var rows: Int

  /// A size in cells.
  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
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

/// A rectangle of cells.
package struct Area: Hashable, Sendable {
  /// The top left cell.
  package var origin: Position
  /// Its extent.
  package var size: Size

  /// A rectangle.
  package init(column: Int, row: Int, columns: Int, rows: Int) {
    origin = Position(column: column, row: row)
    size = Size(columns: max(0, columns), rows: max(0, rows))
  }
}
