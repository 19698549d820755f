internal import KustomerDestination

extension State {
  /// Draws Compose into the body of the screen.
  func drawCompose(_ canvas: inout Canvas) {
    let layout = composeLayout
    if let area = layout.form { drawForm(&canvas, area) }
    if let area = layout.preview { drawPreview(&canvas, area) }
    if let area = layout.strip { drawStrip(&canvas, area) }
    if let area = layout.trail { drawTrail(&canvas, area) }
    if let area = layout.timeline { drawBoardTimeline(&canvas, area) }
    if let area = layout.history { drawBoardHistory(&canvas, area) }
    if let area = layout.verdict {
      canvas.put(
        Line(" ") + verdictLine(area.size.columns - 1), at: area.origin,
        width: area.size.columns)
    }
    if let first = traceLines(size.columns - 2).first {
      canvas.put(
        Line(" ") + first, at: layout.trace.origin, width: layout.trace.size.columns)
    }
  }

  private func drawPreview(_ canvas: inout Canvas, _ area: Area) {
    let inner = area.inset(columns: 2)
    let columns = inner.size.columns
    let sentence = sessionLines(columns)
    let lines = previewLines(columns)
    let rows = max(0, inner.size.rows - 1 - sentence.count)
    let first = min(compose.previewScroll, max(0, lines.count - rows))
    let range =
      linesShown(from: first, rows: rows, of: lines.count).map { $0 + ", PgDn" }
      ?? (Layout(size).isSingle ? "F6 form" : "")
    canvas.pane(
      area, title: "Kustomer preview", footer: range, isFocused: compose.pane == .preview)
    canvas.draw(in: inner) { pane in
      pane.put(verdictLine(columns), at: Position(column: 0, row: 0), width: columns)
      pane.draw(in: Area(column: 0, row: 1, columns: columns, rows: rows)) { text in
        text.put(lines, from: first)
      }
      for (at, line) in sentence.enumerated() {
        pane.put(line, at: Position(column: 0, row: 1 + rows + at), width: columns)
      }
    }
  }

  /// What to do next in Compose.
  var composeHint: String {
    if let problem = outcome.reading.problems.first {
      return "! \(problem.path): \(problem.sentence)"
    }
    guard let plan = outcome.plan else { return outcome.complaint ?? "" }
    if plan.verdict.isReady {
      if let timeWarning { return "~ " + timeWarning }
      return reasonAgainst(.send) ?? "^R sends what the preview shows \(profile.destination)"
    }
    return plan.diagnostics.first?.message ?? plan.verdict.words
  }

  /// What ^Y copies from the focused pane.
  var copyText: String {
    switch screen {
    case .compose:
      compose.pane == .form
        ? outcome.reading.call.compact
        : previewLines(200).map(\.plain).joined(separator: "\n")
    case .timeline: timelineText
    case .history: historyText
    case .scenarios: JSON.object(SampleCall.seed[scenarios.selection].call).compact
    case .setup: setupText
    case .live: liveText
    }
  }
}
