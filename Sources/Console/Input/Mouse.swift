/// What the mouse did over a cell.
package struct Mouse: Hashable, Sendable {
  /// The kinds that a terminal reports.
  package enum Action: Hashable, Sendable { case press, drag, release, wheelUp, wheelDown }

  /// What it did.
  package var action: Action
  /// The cell, 0-based.
  package var position: Position

  /// An event.
  package init(_ action: Action, at position: Position) {
    self.action = action
    self.position = position
  }
}
