/// A rectangle of cells.
package struct Area: Hashable, Sendable {
  /// The top left cell.
  package var origin: Position
  /// Its extent.
  package var size: Size

  /// A rectangle; a negative extent counts as 0.
  package init(column: Int, row: Int, columns: Int, rows: Int) {
    origin = Position(column: column, row: row)
    size = Size(columns: columns, rows: rows)
  }

  /// The rectangle of a size whose top left cell is 0, 0.
  package init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  /// The columns it covers, half open.
  package var columns: Range<Int> { origin.column..<(origin.column + size.columns) }
  /// The rows it covers, half open.
  package var rows: Range<Int> { origin.row..<(origin.row + size.rows) }
  /// Whether it holds no cell.
  package var isEmpty: Bool { size.columns == 0 || size.rows == 0 }

  /// Whether a cell lies in it.
  package func contains(_ position: Position) -> Bool {
    columns.contains(position.column) && rows.contains(position.row)
  }

  /// The cells common to both; empty if there are none.
  package func intersection(_ other: Area) -> Area {
    let columns = columns.clamped(to: other.columns)
    let rows = rows.clamped(to: other.rows)
    return Area(
      column: columns.lowerBound, row: rows.lowerBound, columns: columns.count, rows: rows.count)
  }

  /// The area without a margin on each side; what lies in a pane's frame for 1 and 1.
  package func inset(columns: Int = 1, rows: Int = 1) -> Area {
    Area(
      column: origin.column + columns, row: origin.row + rows,
      columns: size.columns - 2 * columns, rows: size.rows - 2 * rows)
  }

  /// Its upper part, of so many rows, and the rest below.
  package func splitRows(_ upper: Int) -> (upper: Area, lower: Area) {
    let upper = min(max(0, upper), size.rows)
    return (
      Area(column: origin.column, row: origin.row, columns: size.columns, rows: upper),
      Area(
        column: origin.column, row: origin.row + upper, columns: size.columns,
        rows: size.rows - upper)
    )
  }

  /// Its left part, of so many columns, and the rest to the right.
  package func splitColumns(_ left: Int) -> (left: Area, right: Area) {
    let left = min(max(0, left), size.columns)
    return (
      Area(column: origin.column, row: origin.row, columns: left, rows: size.rows),
      Area(
        column: origin.column + left, row: origin.row, columns: size.columns - left,
        rows: size.rows)
    )
  }
}
