internal import KustomerDestination

/// The log: every message of this session.
struct LogRoom: SearchedRoom {
  var text: SearchedText
  var model: Model

  // Its keys are those of the help, which has them in the key table.
  static let rows: [Row<Self>] = searchRows
}

extension LogRoom {
  /// Draws the log over the screen.
  func draw(_ canvas: inout Canvas) {
    let lines = model.logLines(overlayColumns - 4, with: text.words)
    let limit = scrollLimit
    let first = min(text.scroll, limit)
    let more = limit > 0 ? "\(first + 1) of \(lines.count), \(key(.pageDown))   " : ""
    canvas.overlay(
      columns: overlayColumns, rows: overlayRows, title: "Log: the newest first",
      footer: more + closingWords
    ) { pane in
      pane.put(lines, from: first)
      pane.put(searchOf: text, placeholder: "words of a message")
    }
  }

  /// The last line of the log that can stand at the top.
  var scrollLimit: Int {
    let rows = overlayRows - 2 - (text.hasSearchRow ? 1 : 0)
    return max(0, model.logLines(overlayColumns - 4, with: text.words).count - rows)
  }

  private var overlayColumns: Int { min(72, size.columns - 4) }
  private var overlayRows: Int { min(20, size.rows - 4) }
}

extension Model {
  /// Draws the newest messages as a pane of the board.
  func drawBoardLog(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(
      area, title: "Log", footer: "\(keys.name(of: .openLog, in: [.everywhere])) full log")
    canvas.draw(in: area.inset(columns: 2)) {
      $0.put(logLines($0.size.columns, newest: $0.size.rows))
    }
  }

  /// Every message that has the words, with its time, the newest first.
  func logLines(
    _ columns: Int, with words: [Substring] = [], newest: Int = .max
  ) -> [Line] {
    guard !log.lines.isEmpty else { return [Line("nothing was said yet", .muted)] }
    let found = log.lines.filter { $0.has(words, keys) }
    guard !found.isEmpty else { return [Line("no message has these words", .muted)] }
    return found.suffix(newest).reversed().flatMap { line in
      wrapped(keys.text(line.note.line), to: columns - 10).enumerated().map { at, text in
        Line(at == 0 ? line.time.clock + "  " : "          ", .muted) + Line(text, line.note.role)
      }
    }
  }
}

extension Log.Line {
  /// Whether its text has all the words, whatever their case.
  fileprivate func has(_ words: [Substring], _ keys: KeyTable) -> Bool {
    let text = keys.text(note.text).lowercased()
    return words.allSatisfy { text.contains($0) }
  }
}
