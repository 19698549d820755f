internal import KustomerDestination

extension TimelineRoom {
  /// Draws the sessions of the composed person beside Compose, on a very large screen.
  func drawBoard(_ canvas: inout Canvas, _ area: Area) {
    guard let person = stripPerson else {
      canvas.pane(area, title: "Timeline")
      return
    }
    canvas.pane(area, title: "Timeline of " + person.words, footer: fullTimelineWords)
    drawTimelineRows(&canvas, area.inset(), person, hasSelection: false)
  }

  /// Where all of it is.
  var fullTimelineWords: String {
    "\(keys.name(of: .showTimeline, in: [.everywhere])) full timeline"
  }
}
