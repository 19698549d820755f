/// How the shell shows the room that has the screen.
package struct Stage: Sendable {
  /// The extent of its part of the screen, chrome counted.
  var size: Size
  /// Whether something lies over it, which then has the text cursor.
  var isCovered = false
  /// The letters of a jump on what the cursor can go to; empty while none is open.
  var letters: [Spot: String] = [:]
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

extension HasModel {
  /// The letters that lead to a spot while a jump is open; nil otherwise.
  func jumpLetters(_ spot: some Hashable & Sendable) -> String? {
    model.stage.letters.isEmpty ? nil : model.stage.letters[Spot(spot)]
  }
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
