package import KustomerDestination

/// The sessions of a person as they are put on a slide or into a text.
package struct SessionPicture: Hashable, Sendable {
  /// One tracking event.
  package struct Event: Hashable, Sendable {
    /// When it happened.
    package var time: Timestamp
    /// `page`, `screen`, `track`.
    package var type: String
    /// What it is called.
    package var title: String
    /// How it stands where that is not as usual: `waits`, `missing`; empty else.
    package var state: String

    /// An event.
    package init(time: Timestamp, type: String, title: String, state: String = "") {
      self.time = time
      self.type = type
      self.title = title
      self.state = state
    }
  }

  /// One session.
  package struct Session: Hashable, Sendable {
    /// As sent, or as it would be generated.
    package var id: String
    /// Whether the calls name it, or time cuts it.
    package var source: PlannedSession.Source
    /// By time; never empty.
    package var events: [Event]

    /// A session of those events.
    package init(id: String, source: PlannedSession.Source, events: [Event]) {
      self.id = id
      self.source = source
      self.events = events
    }

    /// Of its first event.
    package var start: Timestamp { events.first?.time ?? Timestamp(milliseconds: 0) }
    /// Of its last event.
    package var end: Timestamp { events.last?.time ?? start }
  }

  /// Whose sessions.
  package var person: Person
  /// The pause that ends a session without an id.
  package var gap: Milliseconds
  /// By start.
  package var sessions: [Session]

  /// The sessions of a person, those without an event left out.
  package init(person: Person, gap: Milliseconds, sessions: [Session]) {
    self.person = person
    self.gap = gap
    self.sessions = sessions.filter { !$0.events.isEmpty }
  }
}

/// The forms in which a picture is written; each is an option of `timeline`.
package enum PictureForm: String, CaseIterable, Hashable, Sendable {
  case svg, md, txt
}

extension SessionPicture {
  /// The picture as a file's text.
  package func text(as form: PictureForm) -> String {
    switch form {
    case .svg: SVGPicture(self).text
    case .md: markdown
    case .txt: plainText
    }
  }

  /// Who cuts a session, in words that need no legend.
  static func words(_ source: PlannedSession.Source) -> String {
    switch source {
    case .explicit: "named by the app"
    case .generated: "cut by time"
    case .predicted: "cut by time, id from Kustomer"
    }
  }

  /// The same, shorter.
  static func lane(_ source: PlannedSession.Source) -> String {
    source == .explicit ? "named by app" : "cut by time"
  }

  var title: String { "Sessions of " + person.words }

  var eventCount: Int { sessions.reduce(0) { $0 + $1.events.count } }

  var moments: [Timestamp] { sessions.flatMap { [$0.start, $0.end] } }

  /// `2 sessions, 7 events, 2024-01-01 10:02 to 11:15 UTC`.
  var summary: String {
    guard let first = moments.min(), let last = moments.max() else {
      return "no tracking event yet"
    }
    let end = last.day == first.day ? last.shortClock : "\(last.day) \(last.shortClock)"
    return counted(sessions.count, "session") + ", " + counted(eventCount, "event")
      + ", \(first.day) \(first.shortClock) to \(end) UTC"
  }

  var rule: String {
    "Calls with one kustomer_session_id are one session; without it a pause of \(gap.words) or more"
      + " begins a new one."
  }

  /// The pause before a session; nil where it begins before the others have ended.
  func pause(before place: Int) -> Milliseconds? {
    guard place > 0, let end = sessions.prefix(place).map(\.end).max(),
      sessions[place].start > end
    else { return nil }
    return sessions[place].start - end
  }
}

extension SessionPicture.Session {
  /// The id, or for one that was generated when it began.
  var name: String {
    switch source {
    case .explicit: id
    case .generated, .predicted: "Session of " + start.shortClock
    }
  }

  /// `10:02 to 10:26, 24m`; with the day where it is another.
  var span: String {
    guard end > start else { return start.shortClock }
    let last = end.day == start.day ? end.shortClock : end.day.dropFirst(5) + " " + end.shortClock
    return "\(start.shortClock) to \(last), \((end - start).words)"
  }
}

extension SessionPicture {
  /// The sessions over an axis of so many columns; nil without an event.
  func waterfall(columns: Int) -> Waterfall? {
    Waterfall(
      sessions: zip(sessions, roles).map { session, role in
        Waterfall.Session(
          isNamed: session.source == .explicit,
          events: session.events.map {
            Waterfall.Event(time: $0.time, glyph: .event, role: role)
          },
          role: role)
      }, others: [], gap: gap, columns: columns)
  }

  /// The colour of each session: those that an id names take the first ones of the ring.
  var roles: [Role] { sessionRoles(sessions.map { $0.source == .explicit }) }
}
