internal import KustomerDestination

extension TimelineRoom {
  /// Draws the Timeline into the body of the screen.
  func draw(_ canvas: inout Canvas) {
    let rows = canvas.bounds.splitRows(1)
    canvas.put(personLine, at: Position(column: 0, row: 0), width: canvas.size.columns)
    guard let person = shownPerson else { return drawEmptyTimeline(&canvas, rows.lower) }
    let hasAxis = canvas.size.rows >= 16 && !isZoomed
    let axisRows = hasOtherLane ? 4 : 3
    let parts = rows.lower.splitRows(hasAxis ? axisRows : 0)
    if hasAxis {
      canvas.draw(
        in: Area(column: 1, row: 1, columns: canvas.size.columns - 2, rows: axisRows)
      ) { drawAxis(&$0, person, row: 0) }
    }
    drawTimelineBody(&canvas, parts.lower, person)
  }

  private func drawTimelineBody(_ canvas: inout Canvas, _ area: Area, _ person: Person) {
    let isWide = Layout(size).isWide && !isZoomed
    let reason = timelineReason
    guard isWide else {
      let parts = area.splitRows(area.size.rows - 2)
      drawTimelineList(&canvas, parts.upper, person)
      let text = wrapped(reason.sentences.joined(separator: " "), to: area.size.columns - 2)
      let compared = timeline.comparison?.lines(isBrief: true)
      return canvas.draw(in: parts.lower.inset(columns: 1, rows: 0)) {
        $0.put(compared ?? text.map { Line($0) })
      }
    }
    let parts = area.splitColumns(area.size.columns * 62 / 100, dragged: splits[.timeline])
    defer { canvas.splitter(.timeline, between: parts.left, and: parts.right) }
    drawTimelineList(&canvas, parts.left, person)
    guard let readBack = shownReadBack else {
      return drawTimelineReason(&canvas, parts.right, reason, hasCall: true)
    }
    let rows = parts.right.splitRows(parts.right.size.rows * 4 / 10)
    drawTimelineReason(&canvas, rows.upper, reason, hasCall: false)
    drawOrgSessions(&canvas, rows.lower, readBack)
  }

  private func drawTimelineReason(
    _ canvas: inout Canvas, _ area: Area, _ reason: (title: String, sentences: [String]),
    hasCall: Bool
  ) {
    canvas.pane(area, title: reason.title)
    canvas.draw(in: area.inset(columns: 2)) { pane in
      var lines = reason.sentences.flatMap { wrapped($0, to: pane.size.columns) + [""] }
        .map { Line($0) }
      if let comparison = timeline.comparison {
        lines += comparison.lines(isBrief: false, shown: timeline.ids) + [Line()]
      }
      if hasCall { lines += selectedCallLines(pane.size.columns) }
      pane.draw(in: pane.bounds.splitRows(pane.size.rows - 3).upper) { $0.put(lines) }
      let legend = [
        "o sent  + draft  w waiting  ? unknown", "= named by id  - cut by time",
        "i identify  . hidden until an identify",
      ]
      for (at, text) in legend.enumerated() {
        pane.put(text, at: Position(column: 0, row: pane.size.rows - 3 + at), .muted)
      }
    }
  }

  private func drawTimelineList(_ canvas: inout Canvas, _ area: Area, _ person: Person) {
    canvas.pane(
      area, title: "Sessions and events", footer: timelineFooter(person), isFocused: true)
    drawTimelineRows(&canvas, area.inset(), person, hasSelection: true)
  }

  /// Draws the lines of a person, as many as fit, the selected one among them.
  func drawTimelineRows(
    _ canvas: inout Canvas, _ area: Area, _ person: Person, hasSelection: Bool
  ) {
    let lines = timeline.lines
    let first = firstVisible(timeline.selection, count: lines.count, rows: area.size.rows)
    canvas.draw(in: area) { pane in
      for (at, line) in lines.dropFirst(first).prefix(pane.size.rows).enumerated() {
        let row = timelineRow(line, of: person, pane.size.columns)
        let width = pane.size.columns - 3 - row.right.width
        pane.put(row.left, at: Position(column: 2, row: at), width: width - 1)
        pane.put(row.right, at: Position(column: 2 + width, row: at))
        if hasSelection, line.isSelectable {
          pane.target(
            Area(column: 0, row: at, columns: pane.size.columns, rows: 1),
            spot: TimelineSpot(line: first + at))
        }
        if hasSelection, first + at == timeline.selection { pane.select(row: at) }
      }
    }
  }

  private var personLine: Line {
    let persons = timeline.contents.persons
    guard let person = shownPerson, let place = persons.firstIndex(of: person) else {
      return Line(" Person  ", .label) + Line("nobody yet", .muted)
    }
    var line = Line(" Person  ", .label)
    line.append("< \(fitted(person.words, to: 28)) >", .title)
    line.append("  \(place + 1) of \(persons.count)", .muted)
    line.append("    gap ", .label)
    line.append("[ \(timelineGap.brief) ]", .gap)
    line.append("    by ", .label)
    line.append(timeline.timeBasis.rawValue, timeline.timeBasis == .arrival ? .warn : .text)
    if let ids = timeline.ids { line.append("  \(ids.rawValue)", .warn) }
    if timeline.gap != nil { line.append("  sending uses \(settings.gap.brief)", .warn) }
    if let reading = timeline.reading, reading.person == person {
      line.append("  reading \(reading.progress)", .info)
    } else if let readBack = shownReadBack {
      line.append("  read \(readBack.moment.brief(on: now.day))", .muted)
    }
    return line
  }

  private func timelineFooter(_ person: Person) -> String {
    if let readBack = shownReadBack { return "in Kustomer: \(readBack.counts)" }
    let sessions = timeline.contents.sessions(of: person)
    let events = sessions.reduce(0) { $0 + $1.events.count }
    return "\(counted(sessions.count, "session"))  \(counted(events, "event"))"
  }

  private func drawEmptyTimeline(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(area, title: "Sessions and events", isFocused: true)
    canvas.draw(in: area.inset(columns: 2)) { pane in
      let text =
        "Nothing is known yet. Send a call on screen 1: it shows here, in its session, with the "
        + "pauses between the sessions."
      pane.put(wrapped(text, to: pane.size.columns).map { Line($0, .muted) })
    }
  }

  /// The selected call as it was composed.
  private func selectedCallLines(_ columns: Int) -> [Line] {
    let isDraft =
      timeline.lines.indices.contains(timeline.selection)
      && timeline.contents.isDraft(timeline.lines[timeline.selection])
    guard let call = selectedEntry?.call ?? (isDraft ? outcome.reading.call : nil) else {
      return []
    }
    return jsonLines(of: call).flatMap { $0.line.wrapped(to: columns, indent: $0.indent + 4) }
  }
}
