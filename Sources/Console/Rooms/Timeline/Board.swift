internal import KustomerDestination

extension TimelineRoom {
  /// Draws the sessions of the composed person beside Compose, on a very large screen.
  func drawBoard(_ canvas: inout Canvas, _ area: Area) {
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
}
