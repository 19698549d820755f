/// How a screen of some size is divided.
package struct Layout: Hashable, Sendable {
  private let size: Size

  /// The layout of a screen.
  package init(_ size: Size) { self.size = size }

  /// The rows of sessions below a call where there is little room: a title, the times, two lanes.
  static let laneRows = 4

  /// One pane at a time.
  package var isSingle: Bool { (size.columns < 80 || size.rows < 24) && !isTall }
  /// Panes below one another instead of side by side.
  package var isTall: Bool { size.columns <= 84 && size.rows >= 46 }
  /// Whether the sessions of the composed person show below Compose.
  package var hasStrip: Bool { size.columns >= 110 && size.rows >= 34 }
  /// Whether explanations have a pane of their own.
  package var isWide: Bool { size.columns >= 110 }
  /// Whether everything shows at once.
  package var isBoard: Bool { size.columns >= 170 && size.rows >= 50 }

  /// What lies between the two first and the two last lines.
  package var body: Area {
    Area(column: 0, row: 2, columns: size.columns, rows: size.rows - 4)
  }
}

extension Size {
  /// The smallest screen on which something useful can be shown.
  package static let smallest = Size(columns: 60, rows: 18)

  /// Whether only a polite sentence fits.
  package var isTooSmall: Bool {
    columns < Self.smallest.columns || rows < Self.smallest.rows
  }
}
