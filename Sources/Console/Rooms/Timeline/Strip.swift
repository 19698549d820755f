internal import KustomerDestination

extension TimelineRoom {
  /// Draws the sessions of the composed person below Compose: with their events in a pane, or where
  /// there is little room a lane for each of the newest.
  func drawStrip(_ canvas: inout Canvas, _ area: Area) {
    let title = "Sessions of " + (stripPerson?.words ?? "nobody yet")
    let isPane = area.size.rows > Layout.laneRows
    if isPane {
      canvas.pane(area, title: title, footer: fullTimelineWords)
    } else {
      canvas.heading(title, area)
    }
    let inner = isPane ? area.inset() : area.inset(columns: 1, rows: 1).grown(rows: 1)
    guard let person = stripPerson else {
      return canvas.draw(in: inner) {
        $0.put(
          "a call needs a userId or an anonymousId", at: Position(column: 1, row: 0), .muted)
      }
    }
    guard !timeline.contents.sessions(of: person).isEmpty else {
      return canvas.draw(in: inner) {
        $0.put(emptyWords, at: Position(column: 1, row: 0), width: $0.size.columns - 2)
      }
    }
    if isPane {
      drawTimelineRows(&canvas, inner, person, hasSelection: false)
    } else {
      canvas.draw(in: inner) { drawLanes(&$0, person) }
    }
  }

  /// Whose sessions the strip shows.
  var stripPerson: Person? { timeline.contents.draftPerson ?? outcome.plan?.person }

  /// What stands there while the person has no tracking event.
  private var emptyWords: Line {
    guard hasStarted else { return Line("reading the journal ...", .muted) }
    return Line("no tracking event yet; ", .muted)
      + Line(model.sessionWords ?? "the draft would not be sent", .muted)
  }

  /// The columns before the axis of a lane.
  private static let gutter = 25

  /// The columns of the axis in a strip.
  func stripColumns(_ area: Area) -> Int {
    area.size.rows > Layout.laneRows
      ? Self.axisColumns(beside: area.inset().size.columns)
      : area.size.columns - 2 - Self.gutter - " draft".count
  }

  private func drawLanes(_ pane: inout Canvas, _ person: Person) {
    guard let kept = timeline.waterfall else { return }
    pane.put(
      kept.waterfall.labels(at: now), at: Position(column: Self.gutter, row: 0))
    let words = kept.restWords ?? ReaderZone.current.shortName
    pane.put(words, at: Position(column: 1, row: 0), width: Self.gutter - 2, .muted)
    for (row, place) in laneSessions(of: person, pane.size.rows - 1).enumerated() {
      drawLane(&pane, kept, person, place, row: row + 1)
    }
  }

  private func drawLane(
    _ pane: inout Canvas, _ kept: PersonWaterfall, _ person: Person, _ place: Int, row: Int
  ) {
    let session = timeline.contents.sessions(of: person)[place]
    guard let lane = kept.session(place) else { return }
    let name = session.shortName(within: 13, among: timeline.contents.sessions(of: person))
    var head = Line(fitted(name, to: 13).padded(to: 13) + " ", lane.role)
    head.append(counted(session.events.count, "event"), .text)
    pane.put(head, at: Position(column: 1, row: row), width: Self.gutter - 2)
    var bar = kept.waterfall.bar(of: lane)
    if lane.events.last?.glyph == .draft { bar.append(" draft", .muted) }
    pane.put(bar, at: Position(column: Self.gutter, row: row))
  }

  /// The newest sessions, that of the draft among them, by start.
  private func laneSessions(of person: Person, _ count: Int) -> [Int] {
    let sessions = timeline.contents.sessions(of: person)
    var shown = Array(sessions.indices.suffix(max(0, count)))
    if let draft = draftSession, let first = shown.first, draft < first { shown[0] = draft }
    return shown
  }

  /// The session that the draft joins or opens, by its place among those of its person.
  var draftSession: Int? {
    guard let person = stripPerson, outcome.plan?.session != nil else { return nil }
    let sessions = timeline.contents.sessions(of: person)
    return sessions.indices.last { place in
      sessions[place].events.contains { timeline.contents.items[$0].source == .draft }
    }
  }
}

extension Canvas {
  /// Draws a line with a title in it over an area, without sides.
  fileprivate mutating func heading(_ title: String, _ area: Area) {
    fill(
      Area(
        column: area.origin.column + 1, row: area.origin.row, columns: area.size.columns - 2,
        rows: 1),
      Glyph.edge.character, .border)
    let text = fitted(title, to: area.size.columns - 8)
    put(
      " " + text + " ",
      at: Position(column: area.origin.column + 3, row: area.origin.row), .title)
  }
}

extension Area {
  /// The same with more rows at its end.
  fileprivate func grown(rows: Int) -> Area {
    Area(
      column: origin.column, row: origin.row, columns: size.columns, rows: size.rows + rows)
  }
}
