extension State {
  /// Draws the keys that work where the help was opened, the nearest first.
  func drawHelp(_ canvas: inout Canvas, _ scroll: Int) {
    let lines = helpLines
    let limit = helpScrollLimit
    let first = min(scroll, limit)
    let more = limit > 0 ? "\(first + helpRows) of \(lines.count), PgDn   Esc closes" : "Esc closes"
    canvas.overlay(
      columns: 72, rows: helpRows + 2, title: "Help: \(screen.title)", footer: more
    ) { $0.put(lines, from: first) }
  }

  /// The last line of the help that can stand at the top.
  var helpScrollLimit: Int { max(0, helpLines.count - helpRows) }

  private var helpRows: Int { max(1, min(20, size.rows - 4) - 2) }

  private var helpLines: [Line] {
    var other = self
    other.overlay = nil
    var lines: [Line] = other.fieldHelp
    var heading: Context?
    for binding in keys.bindings(in: other.contexts) {
      if binding.context != heading {
        if !lines.isEmpty { lines.append(Line()) }
        lines.append(Line(binding.context.title, .title))
        heading = binding.context
      }
      let isOff = other.reasonAgainst(binding.command) != nil
      lines += helpLines(of: binding, isOff ? .faint : .text)
    }
    return lines
  }

  private var helpColumns: Int { min(72, size.columns - 4) - 4 }

  private func helpLines(of binding: Binding, _ role: Role) -> [Line] {
    wrapped(binding.help, to: helpColumns - 20).enumerated().map { row, text in
      let keys = row == 0 ? "  " + binding.keyNames.padded(to: 18) : ""
      return Line(keys.padded(to: 20), .keyName) + Line(text, role)
    }
  }

  /// What the field under the cursor is for.
  private var fieldHelp: [Line] {
    guard screen == .compose, compose.pane == .form else { return [] }
    return [Line("This field", .title)]
      + wrapped(compose.focus.help(in: compose.form), to: helpColumns - 2).map { Line("  " + $0) }
  }
}
