internal import KustomerDestination

/// The log: all messages, over the screen or as a pane of the board.
extension State {
  mutating func openLog() {
    log.markRead()
    overlay = .log(scroll: 0)
  }

  mutating func performInLog(_ command: Command, _ scroll: Int) -> [Effect] {
    switch command {
    case .escape: overlay = nil
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .up, .down, .pageUp, .pageDown, .first, .last:
      overlay = .log(scroll: moved(scroll, command, count: logScrollLimit + 1))
    default: break
    }
    return []
  }

  /// Draws the log over the screen.
  func drawLog(_ canvas: inout Canvas, _ scroll: Int) {
    let lines = logLines(overlayColumns - 4)
    let first = min(scroll, logScrollLimit)
    let more = logScrollLimit > 0 ? "\(first + 1) of \(lines.count), PgDn   " : ""
    canvas.overlay(
      columns: overlayColumns, rows: overlayRows, title: "Log: the newest first",
      footer: more + "Esc closes"
    ) { $0.put(lines, from: first) }
  }

  /// Draws the newest messages as a pane of the board.
  func drawBoardLog(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(area, title: "Log", footer: "Alt-L full log")
    canvas.draw(in: area.inset(columns: 2)) {
      $0.put(logLines($0.size.columns, newest: $0.size.rows))
    }
  }

  /// Every message with its time, the newest first.
  private func logLines(_ columns: Int, newest: Int = .max) -> [Line] {
    guard !log.lines.isEmpty else { return [Line("nothing was said yet", .muted)] }
    return log.lines.suffix(newest).reversed().flatMap { line in
      wrapped(line.note.sign + line.note.text, to: columns - 10).enumerated().map { at, text in
        Line(at == 0 ? line.time.clock + "  " : "          ", .muted) + Line(text, line.note.role)
      }
    }
  }

  private var logScrollLimit: Int {
    max(0, logLines(overlayColumns - 4).count - overlayRows + 2)
  }

  private var overlayColumns: Int { min(72, size.columns - 4) }
  private var overlayRows: Int { min(20, size.rows - 4) }
}
