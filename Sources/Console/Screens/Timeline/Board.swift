internal import KustomerDestination

extension State {
  /// Draws the sessions of the composed person beside Compose, on a very large screen.
  func drawBoardTimeline(_ canvas: inout Canvas, _ area: Area) {
    guard let person = timeline.contents.draftPerson ?? outcome.plan?.person else {
      canvas.pane(area, title: "Timeline")
      return
    }
    canvas.pane(area, title: "Timeline of " + person.words, footer: "2 full timeline")
    canvas.draw(in: area.inset()) { pane in
      let parts = pane.bounds.inset(columns: 1, rows: 0).splitRows(4)
      pane.draw(in: parts.upper) { drawAxis(&$0, person, row: 0) }
      drawTimelineRows(&pane, parts.lower, person, hasSelection: false)
    }
  }

  /// Draws where every field of the draft goes, on a very large screen.
  func drawTrail(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(area, title: "Trace: every field")
    canvas.draw(in: area.inset(columns: 2)) { pane in
      let rows = outcome.plan?.trace ?? []
      let third = pane.size.columns / 3
      for (at, row) in rows.prefix(pane.size.rows).enumerated() {
        let target = row.targets.isEmpty ? "not sent" : row.targets.joined(separator: ", ")
        let role: Role = row.targets.isEmpty ? .notSent : .ok
        pane.put(
          row.source ?? "(made)", at: Position(column: 0, row: at), width: third, .text)
        pane.put(
          target, at: Position(column: third + 1, row: at), width: third + 6, role)
        pane.put(
          row.reason.map(\.rawValue) ?? row.rule,
          at: Position(column: 2 * third + 8, row: at), width: third - 8, .muted)
      }
    }
  }

  /// Draws the newest calls below Compose, on a very large screen.
  func drawBoardHistory(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(area, title: "History", footer: "3 full history")
    canvas.draw(in: area.inset(columns: 2)) { pane in
      pane.put(historyHead(pane.size.columns), at: Position(column: 0, row: 0))
      let newest = entries.suffix(max(0, pane.size.rows - 1)).reversed()
      for (at, entry) in newest.enumerated() {
        pane.put(
          historyRow(entry, pane.size.columns), at: Position(column: 0, row: 1 + at),
          width: pane.size.columns)
      }
    }
  }
}
