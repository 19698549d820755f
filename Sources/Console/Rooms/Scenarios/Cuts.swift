internal import KustomerDestination
internal import Records

/// How the events of a scenario so far fall into sessions with and without their ids.
struct Cuts {
  /// One session of a cut.
  struct Session {
    var name: String
    var isExplicit: Bool
    var start: Timestamp
    var end: Timestamp
    var titles: [String]
  }

  let withIds: [Session]
  let withoutIds: [Session]

  /// The cuts of the person of the step that shows; nil when nobody was named.
  init?(_ player: Player, gap: Milliseconds) {
    guard let place = player.shown, let person = player.run.person(ofStep: place) else {
      return nil
    }
    let played = zip(player.run.script, player.run.results).prefix(place + 1)
    let facts = played.compactMap { step, result -> CallFacts? in
      guard let sent = result.sent, sent.status == .delivered else { return nil }
      return step.call.map { CallFacts(call: $0, moment: result.moment) }
    }
    let gap = player.step?.gap ?? gap
    withIds = Self.sessions(of: person, facts, facts.map(\.event), gap)
    let bare = facts.map { fact in
      var event = fact.event
      event.explicitSession = nil
      return event
    }
    withoutIds = Self.sessions(of: person, facts, bare, gap)
  }

  private static func sessions(
    of person: Person, _ facts: [CallFacts], _ events: [TimelineEvent], _ gap: Milliseconds
  ) -> [Session] {
    let timelines = settledTimelines(of: events, gap: gap)
    let sessions = timelines.first { $0.person == person }?.sessions ?? []
    return sessions.map { session in
      Session(
        name: session.source == .explicit ? session.id : "by pause",
        isExplicit: session.source == .explicit, start: session.start, end: session.end,
        titles: session.events.map { events[$0].time.shortClock + "  " + facts[$0].title })
    }
  }

  /// A pane's lines.
  static func lines(of sessions: [Session], columns: Int) -> [Line] {
    var lines = [Line(counted(sessions.count, "session"), .title), Line()]
    for (session, role) in zip(sessions, sessionRoles(sessions.map(\.isExplicit))) {
      let end = session.end > session.start ? " - " + session.end.shortClock : ""
      lines.append(
        Line(Glyph.open.text + " Session  ", .muted)
          + Line(fitted(session.name, to: max(8, columns - 28)), role)
          + Line("  " + session.start.shortClock + end, .muted))
      lines += session.titles.map { Line("    " + $0, .text) }
    }
    return lines
  }
}
