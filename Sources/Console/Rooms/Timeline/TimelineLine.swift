package import KustomerDestination

/// A line of the Timeline.
package enum TimelineLine: Hashable, Sendable {
  /// A session of the person, 0-based.
  case session(Int)
  /// A call in such a session.
  case event(item: Int, session: Int)
  /// The time between the sessions around it.
  case pause(Milliseconds)
  /// A blank line, or a heading over what follows.
  case heading(String)
  /// An identify of the person.
  case identify(item: Int)
  /// A visitor that nobody has identified.
  case visitor(Person, events: Int, until: Timestamp)
  /// A call of such a visitor.
  case hidden(item: Int)
  /// A call that the org refused.
  case failed(Int)
  /// An event that only the org has, 0-based among those that were read back.
  case unexpected(Int)

  /// Whether the selection can stand on it.
  var isSelectable: Bool {
    switch self {
    case .session, .event, .identify, .visitor, .hidden, .failed, .unexpected: true
    case .pause, .heading: false
    }
  }
}

extension TimelineLine {
  /// Whether it has no room where only the sessions and their person's identifies show.
  var isBelowSessions: Bool {
    switch self {
    case .heading, .visitor, .hidden, .failed, .unexpected: true
    case .session, .event, .pause, .identify: false
    }
  }
}

extension TimelineContents {
  /// The lines of a person, from the first session to what waits and what failed.
  func lines(of person: Person) -> [TimelineLine] {
    var lines = sessionLines(of: person)
    let identifies = items.indices.filter {
      items[$0].event.isIdentify && self.person(of: items[$0].event) == person
    }
    if !identifies.isEmpty {
      lines += [.heading(""), .heading("Identify calls open no session")]
      lines += identifies.map { .identify(item: $0) }
    }
    let visitors = timelines.filter { $0.person.isAnonymous && $0.person != person }
    if !visitors.isEmpty {
      lines += [
        .heading(""),
        .heading("Anonymous: kept 30 days, hidden until an identify names the visitor"),
      ]
      lines += visitors.flatMap(visitorLines)
    }
    let refused = failed.indices.filter { self.person(of: failed[$0].event) == person }
    if !refused.isEmpty {
      lines += [.heading(""), .heading("Failed: not in Kustomer")]
      lines += refused.map { .failed($0) }
    }
    return lines
  }

  /// Whether a line is the draft's.
  func isDraft(_ line: TimelineLine) -> Bool {
    switch line {
    case .event(let item, _), .identify(let item), .hidden(let item):
      items[item].source == .draft
    case .session, .pause, .heading, .visitor, .failed, .unexpected: false
    }
  }

  private func sessionLines(of person: Person) -> [TimelineLine] {
    var lines: [TimelineLine] = []
    let sessions = sessions(of: person)
    var end: Timestamp?
    for (at, session) in sessions.enumerated() {
      if let end, session.start > end { lines.append(.pause(session.start - end)) }
      lines.append(.session(at))
      for item in session.events { lines.append(.event(item: item, session: at)) }
      end = max(end ?? session.end, session.end)
    }
    return lines
  }

  /// How many calls of a visitor have a line; Enter on the visitor shows all.
  private static let shownOfVisitor = 4

  private func visitorLines(_ timeline: SettledTimeline) -> [TimelineLine] {
    let events = timeline.sessions.flatMap(\.events)
    guard let until = keptUntil(events) else { return [] }
    return [.visitor(timeline.person, events: events.count, until: until)]
      + events.suffix(Self.shownOfVisitor).map { .hidden(item: $0) }
  }
}

/// What Kustomer still has of a visitor whom no identify has named.
extension TimelineContents {
  /// Until when the last of these items is kept; nil without one.
  func keptUntil(_ places: [Int]) -> Timestamp? { places.map { items[$0].keptUntil }.max() }

  /// How many of a visitor's events are gone at that moment.
  func goneCount(of visitor: Person, at now: Timestamp) -> Int {
    sessions(of: visitor).flatMap(\.events).count { items[$0].isGone(at: now) }
  }
}

extension TimelineItem {
  /// Until when Kustomer keeps it, unless an identify names the visitor.
  var keptUntil: Timestamp { (event.sent ?? event.time) + AnonymousActivity.kept }

  /// Whether no identify came in time; exactly 30 days still hold.
  func isGone(at now: Timestamp) -> Bool { keptUntil < now }
}
