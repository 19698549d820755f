internal import KustomerDestination

extension TimelineRoom {
  /// Draws the sessions of the composed person below Compose.
  func drawStrip(_ canvas: inout Canvas, _ area: Area) {
    let person = stripPerson
    let title = "Sessions of " + (person?.words ?? "nobody yet")
    canvas.pane(area, title: title, footer: "2 full timeline")
    canvas.draw(in: area.inset(columns: 2)) { pane in
      if let person {
        drawAxis(&pane, person, row: 0)
      } else {
        pane.put("a call needs a userId or an anonymousId", at: Position(column: 0, row: 0), .muted)
      }
      let words = model.sessionWords.map { "+ draft: " + $0 } ?? "the draft would not be sent"
      pane.put(
        Line(words, .title), at: Position(column: 0, row: pane.size.rows - 1),
        width: pane.size.columns)
    }
  }

  /// Whether something besides sessions has a place on the axis: identifies, hidden events.
  var hasOtherLane: Bool { !timeline.others.isEmpty }

  /// Whose sessions the strip shows.
  var stripPerson: Person? { timeline.contents.draftPerson ?? outcome.plan?.person }

  /// Draws labels and spans from a row on; three rows, and one for identifies and hidden events.
  func drawAxis(_ pane: inout Canvas, _ person: Person, row: Int) {
    let columns = pane.size.columns - AxisRows.gutter
    let rows =
      timeline.axis?.fits(person, columns) == true
      ? timeline.axis : axisRows(of: person, columns: columns)
    guard let rows else {
      let words = hasStarted ? "no tracking event yet" : "reading the journal ..."
      pane.put(words, at: Position(column: 0, row: row), .muted)
      return
    }
    for (at, line) in rows.lines.enumerated() {
      pane.put(line, at: Position(column: 0, row: row + at))
    }
  }

  /// Keeps the rows of the strip in step with the sessions: most keys leave them as they are.
  ///
  /// - Parameter strip: where it lies; nil while it does not show.
  mutating func keepAxis(_ strip: Area?) {
    guard let strip, let person = stripPerson else {
      timeline.axis = nil
      return
    }
    let columns = strip.inset(columns: 2).size.columns - AxisRows.gutter
    if timeline.axis?.fits(person, columns) == true { return }
    timeline.axis = axisRows(of: person, columns: columns)
  }

  /// Nil before the first event.
  private func axisRows(of person: Person, columns: Int) -> AxisRows? {
    let contents = timeline.contents
    let sessions = contents.sessions(of: person)
    let moments = sessions.map(\.start) + sessions.map(\.end)
    guard let axis = Axis(over: moments, columns: columns) else { return nil }
    let spans = SpanRows(axis: axis, contents: contents)
    var rows = AxisRows(person: person, columns: columns)
    rows.add("UTC", Line(axis.labels, .muted))
    rows.add("by id", spans.row(sessions, isExplicit: true))
    rows.add("by time", spans.row(sessions, isExplicit: false))
    if hasOtherLane { rows.add("others", spans.others(timeline.others)) }
    return rows
  }
}

/// The sessions of a person over an axis, as they are drawn.
struct AxisRows: Sendable {
  /// The columns before the axis.
  static let gutter = 9

  private let person: Person
  private let columns: Int
  private(set) var lines: [Line] = []

  init(person: Person, columns: Int) {
    self.person = person
    self.columns = columns
  }

  /// Whether they are those of that person, with an axis of so many columns.
  func fits(_ person: Person, _ columns: Int) -> Bool {
    self.person == person && self.columns == columns
  }

  fileprivate mutating func add(_ name: String, _ row: Line) {
    var line = Line(name, .label)
    line.append(blanks: Self.gutter - line.width)
    line.append(row)
    lines.append(line)
  }
}
