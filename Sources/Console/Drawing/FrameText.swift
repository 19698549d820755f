extension Frame {
  /// The rows as lines without trailing blanks, each ended by a line feed: what
  /// `tmux capture-pane -p` shows.
  package var text: String {
    lines { $0.glyph.map(String.init) ?? "" }
  }

  /// One letter per cell for its role, with a legend of the roles that occur; `.` is plain text,
  /// left out at the end of a row.
  package var roleText: String {
    let rows = lines { $0.role == .text ? " " : String($0.role.letter) }
      .replacing(" ", with: ".")
    let used = Set(cells.map(\.role))
    let legend = Role.allCases.filter { used.contains($0) && $0 != .text }
      .map { "\($0.letter) \($0.rawValue)\n" }
    return rows + legend.joined()
  }

  private func lines(_ draw: (Cell) -> String) -> String {
    var text = ""
    for row in 0..<size.rows {
      var line = cells[row * size.columns..<(row + 1) * size.columns].map(draw).joined()
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    return text
  }
}
