/// A part of the screen that the mouse can act on.
package struct Target: Hashable, Sendable {
  /// What a click there means.
  package enum Meaning: Hashable, Sendable {
    /// As the key of that command.
    case command(Command)
    /// As the jump to it; what it is only its room can read.
    case spot(Spot)
    /// The edge between two panes; it can be dragged.
    case splitter(SplitEdge)
    /// Nothing, and nothing of what lies below.
    case nothing
  }

  /// Where it is on the screen.
  package var area: Area
  /// What a click there means.
  package var meaning: Meaning
}

extension Frame {
  /// What lies on top at a place.
  package func target(at position: Position) -> Target.Meaning? {
    targets.last { $0.area.contains(position) }?.meaning
  }
}
