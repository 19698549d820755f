internal import KustomerDestination

/// The log: all messages, over the screen or as a pane of the board.
extension State {
  mutating func openLog() {
    model.log.markRead()
    overlay = .log(SearchedText())
  }

  /// Draws the log over the screen.
  func drawLog(_ canvas: inout Canvas, _ shown: SearchedText) {
    let lines = logLines(overlayColumns - 4, with: shown.words)
    let limit = logScrollLimit(shown)
    let first = min(shown.scroll, limit)
    let more = limit > 0 ? "\(first + 1) of \(lines.count), PgDn   " : ""
    canvas.overlay(
      columns: overlayColumns, rows: overlayRows, title: "Log: the newest first",
      footer: more + "/ search   Esc closes"
    ) { pane in
      pane.put(lines, from: first)
      pane.put(searchOf: shown, placeholder: "words of a message")
    }
  }

  /// Draws the newest messages as a pane of the board.
  func drawBoardLog(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(area, title: "Log", footer: "Alt-L full log")
    canvas.draw(in: area.inset(columns: 2)) {
      $0.put(logLines($0.size.columns, newest: $0.size.rows))
    }
  }

  /// Every message that has the words, with its time, the newest first.
  private func logLines(
    _ columns: Int, with words: [Substring] = [], newest: Int = .max
  ) -> [Line] {
    guard !log.lines.isEmpty else { return [Line("nothing was said yet", .muted)] }
    let found = log.lines.filter { $0.has(words) }
    guard !found.isEmpty else { return [Line("no message has these words", .muted)] }
    return found.suffix(newest).reversed().flatMap { line in
      wrapped(line.note.sign + line.note.text, to: columns - 10).enumerated().map { at, text in
        Line(at == 0 ? line.time.clock + "  " : "          ", .muted) + Line(text, line.note.role)
      }
    }
  }

  /// The last line of the log that can stand at the top.
  func logScrollLimit(_ shown: SearchedText) -> Int {
    let rows = overlayRows - 2 - (shown.hasSearchRow ? 1 : 0)
    return max(0, logLines(overlayColumns - 4, with: shown.words).count - rows)
  }

  private var overlayColumns: Int { min(72, size.columns - 4) }
  private var overlayRows: Int { min(20, size.rows - 4) }
}

extension Log.Line {
  /// Whether its text has all the words, whatever their case.
  fileprivate func has(_ words: [Substring]) -> Bool {
    let text = note.text.lowercased()
    return words.allSatisfy { text.contains($0) }
  }
}
