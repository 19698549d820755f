internal import KustomerDestination
internal import Records

extension ComposeRoom {
  /// Draws Compose into the body of the screen.
  func draw(_ canvas: inout Canvas) {
    let layout = self.layout
    if let area = layout.form { drawForm(&canvas, area) }
    if let area = layout.preview {
      canvas.target(area, spot: ComposeSpot.pane(.preview))
      drawPreview(&canvas, area)
    }
    if let form = layout.form, let preview = layout.preview,
      form.columns.upperBound == preview.origin.column
    {
      canvas.splitter(.compose, between: form, and: preview)
    }
    if let area = layout.trail { drawTrail(&canvas, area) }
    if let area = layout.difference { drawBoardDifference(&canvas, area) }
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
  var hint: String {
    if compose.view == .segment, let problem = compose.text?.problem {
      return Glyph.failed.text
        + " \(problem): the form keeps the last good text; \(key(.undo)) undoes"
    }
    if let problem = outcome.reading.problems.first {
      return Glyph.failed.text + " \(problem.path): \(problem.sentence)"
    }
    guard let plan = outcome.plan else { return outcome.complaint ?? "" }
    if plan.verdict.isReady {
      if let timeWarning { return Glyph.loss.text + " " + timeWarning }
      return reasonAgainstSending
        ?? "\(key(.send)) sends \(sentWords) \(profile.destination(via: model.route))"
    }
    return plan.diagnostics.first?.message ?? plan.verdict.words
  }

  /// Through Segment goes the call, of which the preview shows what Kustomer should get.
  private var sentWords: String { model.route == .segment ? "the call" : "what the preview shows" }

  /// What ^Y copies from the focused pane.
  var copyText: String { compose.pane == .form ? outcome.reading.call.compact : viewText }

  /// Draws where every field of the draft goes, on a very large screen.
  func drawTrail(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(area, title: "Trace: every field")
    canvas.draw(in: area.inset(columns: 2)) { $0.put(trailLines($0.size.columns)) }
  }

  /// Draws what is different since the last send, on a very large screen.
  func drawBoardDifference(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(area, title: "Diff with the last send")
    canvas.draw(in: area.inset(columns: 2)) { $0.put(differenceLines($0.size.columns)) }
  }

  /// Draws what the draft would send, beside another screen.
  func drawAside(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(
      area, title: "Draft: what it sends",
      footer: "\(keys.name(of: .showCompose, in: [.everywhere])) edits it")
    canvas.draw(in: area.inset(columns: 2)) { pane in
      pane.put([verdictLine(pane.size.columns)] + previewLines(pane.size.columns))
    }
  }
}
