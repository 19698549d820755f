internal import KustomerDestination

/// The pane of the preview: the view that shows, and the names of all in its lower border.
extension ComposeRoom {
  func drawPreview(_ canvas: inout Canvas, _ area: Area) {
    let inner = area.inset(columns: 2)
    let columns = inner.size.columns
    let sentence = previewFoot(columns)
    let rows = max(0, inner.size.rows - 1 - sentence.count)
    var range: String?
    canvas.draw(in: inner) { pane in
      pane.put(topLine(columns), at: Position(column: 0, row: 0), width: columns)
      let body = Area(column: 0, row: 1, columns: columns, rows: rows)
      range = pane.draw(in: body) { drawView(&$0) }
      for (at, line) in sentence.enumerated() {
        pane.put(line, at: Position(column: 0, row: 1 + rows + at), width: columns)
      }
    }
    let isFocused = compose.pane == .preview
    let footer = range.map { columns >= 40 ? "\($0), \(key(.pageDown))" : $0 }
    canvas.pane(area, title: "", footer: footer, isFocused: isFocused)
    drawViewNames(&canvas, area, isFocused: isFocused)
  }

  /// Draws what the view says, and tells which lines of it show.
  private func drawView(_ pane: inout Canvas) -> String? {
    if compose.view == .segment, let text = compose.text {
      drawText(&pane, text)
      return nil
    }
    let lines = viewLines(pane.size.columns)
    let first = min(compose.previewScroll, max(0, lines.count - pane.size.rows))
    pane.put(lines, from: first)
    return linesShown(from: first, rows: pane.size.rows, of: lines.count)
  }

  /// The verdict, or where the JSON text is broken.
  private func topLine(_ columns: Int) -> Line {
    if compose.view == .answer { return answerHead }
    guard compose.view == .segment else { return verdictLine(columns) }
    if let problem = compose.text?.problem {
      return Line(Glyph.failed.text + " " + problem, .error)
    }
    if compose.isInText { return Line("the form keeps in step; \(key(.escape)) leaves it", .ok) }
    return Line("\(key(.editText)) edits it; the form keeps in step", .muted)
  }

  /// Draws the JSON text with the numbers of its lines.
  private func drawText(_ pane: inout Canvas, _ text: CallText) {
    let lines = text.area.lines
    let gutter = max(2, "\(lines.count)".count) + 1
    let first = firstVisible(text.area.row, count: lines.count, rows: pane.size.rows)
    for (row, line) in lines.dropFirst(first).prefix(pane.size.rows).enumerated() {
      let isWrong = first + row + 1 == text.problemLine
      let number = "\(first + row + 1)"
      let blanks = Console.blanks(gutter - 1 - number.count)
      pane.put(
        blanks + number + (isWrong ? "!" : " "), at: Position(column: 0, row: row),
        isWrong ? .error : .faint)
      pane.put(
        line, at: Position(column: gutter, row: row), width: pane.size.columns - gutter,
        isWrong ? .inputError : .input,
        hasCursor: compose.isInText && hasCursor && first + row == text.area.row)
    }
  }

  /// Draws the names of the views into the upper border, that of the one that shows as its title;
  /// where not all fit, those after it.
  private func drawViewNames(_ canvas: inout Canvas, _ area: Area, isFocused: Bool) {
    let views = PreviewView.allCases
    let shown = views.firstIndex(of: compose.view) ?? 0
    let width = { (names: ArraySlice<PreviewView>) in
      names.reduce(0) { $0 + $1.rawValue.count + 2 }
    }
    let room = area.size.columns - 4
    let first = width(views[...]) <= room ? 0 : shown
    let blank = width(views[first...]) <= room ? 2 : 1
    var column = area.origin.column + 2
    for (at, view) in views.enumerated().dropFirst(first) {
      let text = " " + view.rawValue + (blank == 2 ? " " : "")
      guard column + text.count + 2 < area.columns.upperBound else { break }
      let position = Position(column: column, row: area.origin.row)
      let role: Role = at == shown ? (isFocused ? .borderFocus : .title) : .tab
      column += canvas.put(text, at: position, role)
      canvas.put(jump: jumpLetters(ComposeSpot.view(view)), at: position)
    }
    if blank == 1 {
      canvas.put(" ", at: Position(column: column, row: area.origin.row), .tab)
    }
  }
}
