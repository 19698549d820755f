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
