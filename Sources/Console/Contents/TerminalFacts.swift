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

extension Model {
  /// What the help says of this terminal; nothing without one.
  var terminalHelp: [(label: String, words: String)] {
    guard let terminal = terminal else { return [] }
    let modes = terminal.takesModes
    return [
      ("type", "\(terminal.type), \(terminal.isUTF8 ? "UTF-8" : "ASCII")"),
      ("size", "\(size.columns)x\(size.rows)"),
      ("lines and dots", terminal.isAmbiguousWide ? "two columns wide" : "one column wide"),
      ("colours", terminal.colors),
      ("background", terminal.backgroundWords),
      ("frames", modes ? "synchronised (mode 2026), if it knows that" : "as they come"),
      ("paste", modes ? "comes as one, however long" : "comes like typed keys"),
      ("clipboard", modes ? "OSC 52, if it allows that; and desktop programs" : "programs alone"),
      ("mouse", !modes ? "not here" : isMouseOn ? "on" : "off: it selects text"),
    ]
  }
}

extension TerminalFacts {
  fileprivate var backgroundWords: String {
    if let background { return (background.isDark ? "dark" : "light") + ", as it answered" }
    return isAskedForBackground ? "not told" : "not asked: the theme is not \"auto\""
  }
}
