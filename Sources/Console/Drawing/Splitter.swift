/// An edge between two panes that the mouse can drag.
package enum Splitter: Hashable, Sendable {
  case compose, timeline, history, historyTexts, scenarios, setup, checklist, live
}

/// Such an edge where it lies on the screen.
package struct SplitEdge: Hashable, Sendable {
  /// The columns that each of two panes keeps.
  static let leastColumns = 24
  /// The rows that each of two panes keeps.
  static let leastRows = 5

  let splitter: Splitter
  /// Whether the panes stand side by side, else one below the other.
  let isUpright: Bool
  /// The column, or the row, of the screen at which the first pane begins.
  let start: Int

  /// The columns or rows of the first pane once the edge was dragged to a place.
  func extent(draggedTo place: Position) -> Int {
    (isUpright ? place.column : place.row) + 1 - start
  }
}

extension Area {
  /// `splitColumns`, with so many columns at the left as the mouse has asked for, if it has.
  func splitColumns(_ usual: Int, dragged: Int?) -> (left: Area, right: Area) {
    splitColumns(kept(dragged, of: size.columns, least: SplitEdge.leastColumns) ?? usual)
  }

  /// `splitRows`, with so many rows above as the mouse has asked for, if it has.
  func splitRows(_ usual: Int, dragged: Int?) -> (upper: Area, lower: Area) {
    splitRows(kept(dragged, of: size.rows, least: SplitEdge.leastRows) ?? usual)
  }

  /// What was dragged, where both parts keep the least; nil where they cannot.
  private func kept(_ dragged: Int?, of whole: Int, least: Int) -> Int? {
    guard let dragged, whole >= 2 * least else { return nil }
    return min(max(least, dragged), whole - least)
  }
}

extension Canvas {
  /// Has the edge between two panes that touch be dragged by the mouse.
  mutating func splitter(_ splitter: Splitter, between first: Area, and second: Area) {
    let isUpright = first.columns.upperBound == second.origin.column
    // A row below stands the second pane's title, which a click focuses.
    let edge =
      isUpright
      ? Area(
        column: second.origin.column - 1, row: second.origin.row, columns: 2,
        rows: second.size.rows)
      : Area(
        column: first.origin.column, row: second.origin.row - 1, columns: first.size.columns,
        rows: 1)
    let start = onFrame(first.origin)
    target(
      edge,
      .splitter(
        SplitEdge(
          splitter: splitter, isUpright: isUpright, start: isUpright ? start.column : start.row)))
  }
}
