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
    let title = compose.view.title + typingMark(isFocused)
    canvas.pane(
      area, title: title, ranges: range.map { [$0 + ", PgDn", $0] } ?? [], isFocused: isFocused)
    drawViewNames(&canvas, area)
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
    guard compose.view == .segment else { return verdictLine(columns) }
    if let problem = compose.text?.problem { return Line("! " + problem, .error) }
    if compose.isInText { return Line("the form keeps in step; Esc leaves it", .ok) }
    return Line("Enter edits it; the form keeps in step", .muted)
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

  /// Draws the names of the views into the lower border, that of the one that shows in brackets.
  private func drawViewNames(_ canvas: inout Canvas, _ area: Area) {
    let views = PreviewView.allCases
    let names = views.reduce(0) { $0 + $1.rawValue.count + 2 }
    let isWide = names + views.count + 2 <= area.size.columns
    let width = isWide ? names : names - views.count + 1
    guard width + 2 <= area.size.columns else { return }
    var column = area.columns.upperBound - 1 - width
    let row = area.rows.upperBound - 1
    for (at, view) in views.enumerated() {
      let isShown = view == compose.view
      let position = Position(column: column, row: row)
      let isNext = !isWide && at > 0 && views[at - 1] == compose.view
      let text =
        (isShown ? "[" : isNext ? "]" : " ") + view.rawValue + (isShown ? "]" : " ")
      column += canvas.put(text, at: position, isShown ? .tabActive : .tab) - (isWide ? 0 : 1)
      canvas.put(jump: jumpLetters(ComposeSpot.view(view)), at: position)
    }
  }
}
