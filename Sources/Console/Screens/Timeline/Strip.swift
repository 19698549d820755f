internal import KustomerDestination

extension State {
  /// Draws the sessions of the composed person below Compose.
  func drawStrip(_ canvas: inout Canvas, _ area: Area) {
    let person = timeline.contents.draftPerson ?? outcome.plan?.person
    let title = "Sessions of " + (person?.words ?? "nobody yet")
    canvas.pane(area, title: title, footer: "2 full timeline")
    canvas.draw(in: area.inset(columns: 2)) { pane in
      if let person {
        drawAxis(&pane, person, row: 0)
      } else {
        pane.put("a call needs a userId or an anonymousId", at: Position(column: 0, row: 0), .muted)
      }
      let words = sessionWords.map { "+ draft: " + $0 } ?? "the draft would not be sent"
      pane.put(
        Line(words, .title), at: Position(column: 0, row: pane.size.rows - 1),
        width: pane.size.columns)
    }
  }

  /// Whether something besides sessions has a place on the axis: identifies, hidden events.
  var hasOtherLane: Bool { !timeline.others.isEmpty }

  /// Draws labels and spans from a row on; three rows, and one for identifies and hidden events.
  func drawAxis(_ pane: inout Canvas, _ person: Person, row: Int) {
    let contents = timeline.contents
    let sessions = contents.sessions(of: person)
    let moments = sessions.map(\.start) + sessions.map(\.end)
    let gutter = 9
    guard let axis = Axis(over: moments, columns: pane.size.columns - gutter) else {
      pane.put("no tracking event yet", at: Position(column: 0, row: row), .muted)
      return
    }
    let rows = SpanRows(axis: axis, contents: contents)
    put("UTC", Line(axis.labels, .muted), gutter, row, &pane)
    put("by id", rows.row(sessions, isExplicit: true), gutter, row + 1, &pane)
    put("by time", rows.row(sessions, isExplicit: false), gutter, row + 2, &pane)
    if hasOtherLane { put("others", rows.others(timeline.others), gutter, row + 3, &pane) }
  }

  private func put(
    _ name: String, _ line: Line, _ gutter: Int, _ row: Int, _ pane: inout Canvas
  ) {
    pane.put(name, at: Position(column: 0, row: row), .label)
    pane.put(line, at: Position(column: gutter, row: row))
  }
}
