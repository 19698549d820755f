internal import KustomerDestination

extension State {
  /// Draws the question that waits for Enter or Esc.
  func drawConfirmation(_ canvas: inout Canvas, _ question: Confirmation) {
    let (title, sentences) = words(of: question)
    let columns = min(64, size.columns - 6)
    let lines = sentences.flatMap { wrapped($0, to: columns - 4) }
    canvas.overlay(
      columns: columns, rows: lines.count + 4, title: title, footer: "Enter or y yes   Esc or n no"
    ) { pane in
      pane.put([Line()] + lines.map { Line($0) })
    }
  }

  /// What waits for the next start.
  var keptWords: [String] {
    var parts: [String] = []
    if compose.isUnsent { parts.append("The draft is not sent; it is saved.") }
    if isSending { parts.append("A call is on its way: it waits if it does not arrive.") }
    if waitingCount > 0 { parts.append("\(waitingWords) in the outbox.") }
    guard !parts.isEmpty else { return [] }
    return [parts.joined(separator: " ") + " All of it is here at the next start."]
  }

  /// What is gone then.
  var lostWords: [String] {
    var words: [String] = []
    if let batch = live.batch, live.hasUnsentBatch {
      let calls = counted(batch.calls.count, "call")
      words.append("The batch of \(calls) is not sent, and is not kept.")
    }
    if live.listener.isOn {
      let calls = counted(live.arrived.calls.count, "call")
      words.append("The listener ends; the list of the \(calls) it received is not kept.")
    }
    return words
  }

  /// Draws the palette.
  func drawPalette(_ canvas: inout Canvas, _ palette: PaletteState) {
    let items = paletteItems(for: palette.query.text)
    canvas.overlay(
      columns: 72, rows: 20, title: "Palette", footer: "\(items.count) found"
    ) { pane in
      pane.put(">", at: Position(column: 0, row: 0), .title)
      pane.put(
        palette.query, at: Position(column: 2, row: 0), width: pane.size.columns - 2, .input,
        placeholder: "a few letters of what you want", hasCursor: true)
      let rule = String(repeating: "-", count: pane.size.columns)
      pane.put(rule, at: Position(column: 0, row: 1), .faint)
      let list = pane.bounds.splitRows(2).lower.splitRows(pane.size.rows - 4)
      pane.draw(in: list.upper) { draw(items, selection: palette.selection, &$0) }
      pane.put(rule, at: list.lower.origin, .faint)
      let reason =
        items.indices.contains(palette.selection)
        ? items[palette.selection].reason.map { "off: " + $0 } : nil
      pane.put(
        reason ?? PaletteScope.legend, at: Position(column: 2, row: pane.size.rows - 1),
        width: pane.size.columns - 2, reason == nil ? .muted : .warn)
    }
  }

  private func draw(_ items: [PaletteItem], selection: Int, _ pane: inout Canvas) {
    guard !items.isEmpty else {
      pane.put("nothing by that name; Esc closes", at: Position(column: 2, row: 0), .muted)
      return
    }
    let first = firstVisible(selection, count: items.count, rows: pane.size.rows)
    for (row, item) in items.dropFirst(first).prefix(pane.size.rows).enumerated() {
      let shown = item.reason == nil ? item.key : "off"
      let width = pane.size.columns - 3 - cells(of: shown)
      pane.put(
        item.title, at: Position(column: 2, row: row), width: width,
        item.reason == nil ? .text : .faint)
      pane.put(
        shown, at: Position(column: pane.size.columns - cells(of: shown), row: row),
        item.reason == nil ? .keyName : .faint)
      pane.target(
        Area(column: 0, row: row, columns: pane.size.columns, rows: 1),
        spot: PaletteSpot(place: first + row))
      if first + row == selection { pane.select(row: row) }
    }
  }
}
