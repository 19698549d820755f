/// What was found out of the terminal that shows the console.
package struct TerminalFacts: Hashable, Sendable {
  /// Its type, as in `TERM`, or what stands in for it.
  package let type: String
  /// How many colours are drawn, and what decided that.
  package let colors: String
  /// Whether it takes UTF-8.
  package let isUTF8: Bool
  /// Whether it takes xterm's private modes: bracketed paste, whole frames, the mouse, OSC 52.
  package let takesModes: Bool
  /// Whether it was asked for its background.
  package let isAskedForBackground: Bool
  /// The background that it has told; nil before the answer, and without one.
  package internal(set) var background: RGB?

  /// Whether characters of ambiguous width, such as lines and dots, take two columns; false before
  /// it was measured, and where the terminal does not answer.
  package internal(set) var isAmbiguousWide = false

  /// What is known before the terminal has answered.
  package init(
    type: String, colors: String, isUTF8: Bool, takesModes: Bool, isAskedForBackground: Bool
  ) {
    self.type = type
    self.colors = colors
    self.isUTF8 = isUTF8
    self.takesModes = takesModes
    self.isAskedForBackground = isAskedForBackground
  }
}
