internal import KustomerDestination
internal import Records

extension TimelineRoom {
  /// Draws the Timeline into the body of the screen.
  func draw(_ canvas: inout Canvas) {
    let rows = canvas.bounds.splitRows(1)
    canvas.put(personLine, at: Position(column: 0, row: 0), width: canvas.size.columns)
    guard let person = shownPerson else { return drawEmptyTimeline(&canvas, rows.lower) }
    drawTimelineBody(&canvas, rows.lower, person)
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
    // A short list leaves the room to what is said of the selected line.
    let most = area.size.rows * 62 / 100
    let rows = area.splitRows(min(most, max(area.size.rows / 2, timeline.lines.count + 4)))
    drawTimelineList(&canvas, rows.upper, person)
    let parts = rows.lower.splitColumns(area.size.columns / 2, dragged: splits[.timeline])
    defer { canvas.splitter(.timeline, between: parts.left, and: parts.right) }
    drawTimelineReason(&canvas, parts.left, reason)
    if let readBack = shownReadBack {
      drawOrgSessions(&canvas, parts.right, readBack)
    } else {
      drawSelectedCall(&canvas, parts.right)
    }
  }

  private func drawTimelineReason(
    _ canvas: inout Canvas, _ area: Area, _ reason: (title: String, sentences: [String])
  ) {
    canvas.pane(area, title: "Why it is there")
    canvas.draw(in: area.inset(columns: 2)) { pane in
      var lines = reason.sentences.flatMap { wrapped($0, to: pane.size.columns) + [""] }
        .map { Line($0) }
      lines.insert(Line(fitted(reason.title, to: pane.size.columns), .title), at: 0)
      if let comparison = timeline.comparison {
        lines.append(Line("Compare: \(key(.compare)) goes on", .label))
        lines += comparison.lines(isBrief: false, shown: timeline.ids)
      } else if lines.count + 2 <= pane.size.rows {
        lines.append(
          Line(key(.compare), .keyName) + Line(" compare with, without and one id", .muted))
        lines.append(
          Line("\(key(.shorterGap)) \(key(.longerGap))", .keyName)
            + Line(" a shorter, a longer gap: the bars regroup at once", .muted))
      }
      pane.put(lines)
    }
  }

  private func drawSelectedCall(_ canvas: inout Canvas, _ area: Area) {
    let title = shownEntry.map { "Call #\($0.id.number)" } ?? "Call"
    canvas.pane(area, title: title)
    canvas.draw(in: area.inset(columns: 2)) { $0.put(selectedCallLines($0.size.columns)) }
  }

  private func drawTimelineList(_ canvas: inout Canvas, _ area: Area, _ person: Person) {
    canvas.pane(
      area, title: "Sessions and events", footer: timelineFooter(person), isFocused: true)
    drawTimelineRows(&canvas, area.inset(), person, hasSelection: true)
  }

  /// Draws the lines of a person, as many as fit, the selected one among them, and beside them
  /// their bars and marks over one axis.
  func drawTimelineRows(
    _ canvas: inout Canvas, _ area: Area, _ person: Person, hasSelection: Bool
  ) {
    let columns = area.size.columns
    let kept = timeline.waterfall.flatMap { $0.key.columns < columns ? $0 : nil }
    let left = kept.map { columns - $0.key.columns - 2 } ?? columns
    let parts = area.splitRows(kept == nil ? 0 : 1)
    if let kept { drawScale(&canvas, parts.upper, kept, left: left) }
    let lines = timeline.lines
    let shown =
      hasSelection ? timeline.selection : lines.firstIndex(where: timeline.contents.isDraft)
    let first = firstVisible(
      shown ?? lines.count - 1, count: lines.count, rows: parts.lower.size.rows)
    canvas.draw(in: parts.lower) { pane in
      for (at, line) in lines.dropFirst(first).prefix(pane.size.rows).enumerated() {
        let row = timelineRow(line, of: person, left)
        let width = left - 3 - row.right.width
        pane.put(row.left, at: Position(column: 2, row: at), width: width - 1)
        pane.put(row.right, at: Position(column: 2 + width, row: at))
        if hasSelection, line.isSelectable {
          pane.target(
            Area(column: 0, row: at, columns: columns, rows: 1),
            spot: TimelineSpot(line: first + at))
        }
        if hasSelection, first + at == timeline.selection {
          pane.draw(in: Area(column: 0, row: 0, columns: left, rows: pane.size.rows)) {
            $0.select(row: at)
          }
        }
        if let kept { pane.put(axisLine(line, kept), at: Position(column: left + 1, row: at)) }
      }
    }
  }

  /// Draws the times over the axis, and what is off it.
  private func drawScale(
    _ canvas: inout Canvas, _ area: Area, _ kept: PersonWaterfall, left: Int
  ) {
    canvas.draw(in: area) { pane in
      let zone = ReaderZone.current.shortName
      if let hint = kept.restHint {
        pane.put(text(hint), at: Position(column: 2, row: 0), .muted)
      }
      pane.put(zone, at: Position(column: left - 1 - cells(of: zone), row: 0), .faint)
      pane.put(kept.waterfall.labels(at: now), at: Position(column: left + 1, row: 0))
    }
  }

  private var personLine: Line {
    let persons = timeline.contents.persons
    guard let person = shownPerson, let place = persons.firstIndex(of: person) else {
      return Line(" Person  ", .label) + Line("nobody yet", .muted)
    }
    var line = Line(" Person  ", .label)
    line.append(Glyph.previous.text + " ", .muted)
    line.append(fitted(person.words, to: 28), .title)
    line.append(" " + Glyph.next.text, .muted)
    line.append("  \(place + 1) of \(persons.count)", .muted)
    if let kept = keptWords(person) { line.append("  " + kept, .sessionAnonymous) }
    line.append("    Gap ", .label)
    line.append(key(.shorterGap) + " ", .keyName)
    line.append(timelineGap.brief, .title)
    line.append(" " + key(.longerGap), .keyName)
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

  /// `hidden, kept until 2024-02-23`, `gone since 2024-02-23`; nil of a user.
  private func keptWords(_ person: Person) -> String? {
    guard person.isAnonymous else { return nil }
    let events = timeline.contents.sessions(of: person).flatMap(\.events)
    guard let until = timeline.contents.keptUntil(events) else { return nil }
    return until < now ? "gone since \(until.day)" : "hidden, kept until \(until.day)"
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

  /// The selected call; of a session its newest one.
  private var shownEntry: HistoryEntry? {
    guard let selectedSession, selectedEntry == nil, let person = shownPerson else {
      return selectedEntry
    }
    let items = timeline.contents.sessions(of: person)[selectedSession].events
    guard timeline.lines[timeline.selection] == .session(selectedSession) else { return nil }
    return items.reversed().lazy.compactMap { item -> HistoryEntry? in
      guard case .entry(let id) = timeline.contents.items[item].source else { return nil }
      return calls.entry(id)
    }.first
  }

  /// The selected call as it was composed.
  private func selectedCallLines(_ columns: Int) -> [Line] {
    let isDraft =
      timeline.lines.indices.contains(timeline.selection)
      && timeline.contents.isDraft(timeline.lines[timeline.selection])
    guard let call = shownEntry?.call ?? (isDraft ? outcome.reading.call : nil) else {
      return []
    }
    return jsonLines(of: call).flatMap { $0.line.wrapped(to: columns, indent: $0.indent + 4) }
  }
}
