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
      let parts = pane.bounds.inset(columns: 1, rows: 0).splitRows(hasOtherLane ? 5 : 4)
      pane.draw(in: parts.upper) { drawAxis(&$0, person, row: 0) }
      drawTimelineRows(&pane, parts.lower, person, hasSelection: false)
    }
  }

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
