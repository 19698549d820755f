internal import KustomerDestination

extension State {
  /// Draws Compose into the body of the screen.
  func drawCompose(_ canvas: inout Canvas) {
    let layout = composeLayout
    if let area = layout.form { drawForm(&canvas, area) }
    if let area = layout.preview {
      canvas.target(area, .composePane(.preview))
      drawPreview(&canvas, area)
    }
    if let form = layout.form, let preview = layout.preview,
      form.columns.upperBound == preview.origin.column
    {
      canvas.splitter(.compose, between: form, and: preview)
    }
    if let area = layout.strip { drawStrip(&canvas, area) }
    if let area = layout.trail { drawTrail(&canvas, area) }
    if let area = layout.timeline { drawBoardTimeline(&canvas, area) }
    if let area = layout.difference { drawBoardDifference(&canvas, area) }
    if let area = layout.log { drawBoardLog(&canvas, area) }
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

  /// What to do next in Compose.
  var composeHint: String {
    if compose.view == .segment, let problem = compose.text?.problem {
      return "! \(problem): the form keeps the last good text; Alt-Z undoes"
    }
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
        : viewText
    case .timeline: timelineText
    case .history: historyText
    case .scenarios: scenariosText
    case .setup: setupText
    case .live: liveText
    }
  }
}
