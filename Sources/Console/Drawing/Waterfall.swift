package import KustomerDestination

/// The sessions of a person over one time axis: a bar for each session, a mark for each event.
///
/// The strip under Compose, the Timeline, the presentation and all pictures are drawn from it.
package struct Waterfall: Hashable, Sendable {
  /// What stands at a moment.
  package struct Event: Hashable, Sendable {
    /// When it happened, or when it arrived, as the axis goes.
    package var time: Timestamp
    /// What it is and how it stands.
    package var glyph: Glyph
    /// The colour of its kind.
    package var role: Role

    /// A mark at a moment.
    package init(time: Timestamp, glyph: Glyph, role: Role) {
      self.time = time
      self.glyph = glyph
      self.role = role
    }
  }

  /// A session with its events.
  package struct Session: Hashable, Sendable {
    /// Whether the calls name it; else a pause cuts it.
    package var isNamed: Bool
    /// By time; never empty.
    package var events: [Event]
    /// The colour that it has everywhere.
    package var role: Role

    /// A session of those events.
    package init(isNamed: Bool, events: [Event], role: Role) {
      self.isNamed = isNamed
      self.events = events
      self.role = role
    }

    /// From its first to its last event.
    package var span: TimeScale.Span? {
      guard let first = events.first, let last = events.last else { return nil }
      return TimeScale.Span(start: first.time, end: last.time)
    }
  }

  /// By start.
  package let sessions: [Session]
  /// Identifies, hidden events and others that are in no session of the person.
  package let others: [Event]
  /// The axis of all rows.
  package let scale: TimeScale
  /// What stands on the axis, ascending; of very many only some, since few have room for a label.
  let moments: [Timestamp]

  /// A waterfall of so many columns; nil without anything to show.
  ///
  /// - Parameters:
  ///   - sessions: by start.
  ///   - others: what is in none of them.
  ///   - gap: the pause that ends a session.
  ///   - columns: the width, in cells.
  ///   - isTrue: whether equal columns are equal times.
  ///   - only: the place of the session that has the axis alone; nil for all.
  package init?(
    sessions: [Session], others: [Event], gap: Milliseconds, columns: Int, isTrue: Bool = false,
    only: Int? = nil
  ) {
    let scaled = only.map { sessions.indices.contains($0) ? [sessions[$0]] : [] } ?? sessions
    let marks = scaled.flatMap(\.events) + (only == nil ? others : [])
    let moments = marks.map(\.time).sorted()
    let scale =
      isTrue
      ? TimeScale(trueFor: moments, columns: columns)
      : TimeScale(
        spans: scaled.compactMap(\.span), moments: moments, gap: gap, columns: columns)
    guard let scale else { return nil }
    self.sessions = sessions
    self.others = others
    self.scale = scale
    let shown = moments.filter { scale.start <= $0 && $0 <= scale.end }
    let step = max(1, shown.count / 2_000)
    self.moments = stride(from: 0, to: shown.count, by: step).map { shown[$0] }
  }

  /// The bar of a session with the marks of its events; empty when it is off the axis.
  package func bar(of session: Session) -> Line {
    var row = MarkedRow(columns: scale.columns)
    guard let span = session.span, let columns = scale.columns(of: span) else { return row.line }
    if columns.count > 1 {
      let fill: Glyph = session.isNamed ? .barByID : .barByPause
      for column in columns { row.put(fill, session.role, at: column) }
      for pause in scale.pauses where columns.contains(pause.columns.lowerBound) {
        row.put(.cut, session.role, at: pause.cut.lowerBound)
        row.put(.cut, session.role, at: pause.cut.upperBound - 1)
      }
    }
    for event in session.events {
      guard let column = scale.column(of: event.time) else { continue }
      row.put(event.glyph, event.glyph == .event ? session.role : event.role, at: column)
    }
    return row.line
  }

  /// The row of one event.
  package func mark(_ event: Event) -> Line { marks([event]) }

  /// A row of several events, those of one column over one another.
  package func marks(_ events: [Event]) -> Line {
    var row = MarkedRow(columns: scale.columns)
    for event in events {
      guard let column = scale.column(of: event.time) else { continue }
      row.put(event.glyph, event.role, at: column)
    }
    return row.line
  }
}

/// The colour of each session, by whether an id names it: named ones take the first ones of the
/// ring.
package func sessionRoles(_ isNamed: [Bool]) -> [Role] {
  var nextNamed = 0
  var nextCut = isNamed.count { $0 }
  return isNamed.map { isNamed in
    let place = isNamed ? nextNamed : nextCut
    if isNamed { nextNamed += 1 } else { nextCut += 1 }
    return Role.ring[place % Role.ring.count]
  }
}

/// A row of cells with a sign here and there.
private struct MarkedRow {
  private var cells: [(glyph: Glyph, role: Role)?]

  init(columns: Int) {
    cells = Array(repeating: nil, count: columns)
  }

  mutating func put(_ glyph: Glyph, _ role: Role, at column: Int) {
    if cells.indices.contains(column) { cells[column] = (glyph, role) }
  }

  /// Without the blanks at its end.
  var line: Line {
    var line = Line()
    var blank = 0
    for cell in cells {
      guard let cell else {
        blank += 1
        continue
      }
      line.append(blanks: blank)
      blank = 0
      line.append(cell.glyph.text, cell.role)
    }
    return line
  }
}
