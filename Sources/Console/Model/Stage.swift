/// How the shell shows the room that has the screen.
package struct Stage: Sendable {
  /// The extent of its part of the screen, chrome counted.
  var size: Size
  /// Whether something lies over it, which then has the text cursor.
  var isCovered = false
  /// Whether text is typed into what lies over it.
  var isTypedOver = false
  /// The letters of a jump on what the cursor can go to; empty while none is open.
  var letters: [Spot: String] = [:]
}

extension HasModel {
  /// The letters that lead to a spot while a jump is open; nil otherwise.
  func jumpLetters(_ spot: some Hashable & Sendable) -> String? {
    model.stage.letters.isEmpty ? nil : model.stage.letters[Spot(spot)]
  }
}
