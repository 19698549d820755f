/// A part of the screen that the mouse can act on.
package struct Target: Hashable, Sendable {
  /// What a click there means.
  package enum Meaning: Hashable, Sendable {
    /// As the jump to it, or as the key of a command.
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

/// Something on the screen that the cursor can go to, as its room calls it.
package struct Spot: Hashable, Sendable {
  /// What only the room can read.
  let value: any Hashable & Sendable

  init(_ value: some Hashable & Sendable) { self.value = value }

  package static func == (one: Spot, other: Spot) -> Bool {
    AnyHashable(one.value) == AnyHashable(other.value)
  }

  package func hash(into hasher: inout Hasher) { AnyHashable(value).hash(into: &hasher) }
}

extension Canvas {
  /// Lets a click in an area go to a spot.
  mutating func target(_ area: Area, spot: some Hashable & Sendable) {
    target(area, .spot(Spot(spot)))
  }

  /// Draws the letters of a jump over what is there; does nothing without any.
  mutating func put(jump letters: String?, at position: Position) {
    if let letters { put(letters, at: position, .selection) }
  }
}
