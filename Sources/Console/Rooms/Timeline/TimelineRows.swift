internal import KustomerDestination
internal import Records

/// A line of the Timeline as a table row: mark, what, and how it stands.
struct TimelineRow {
  var left: Line
  /// At the right edge.
  var right = Line()
}

extension TimelineRoom {
  /// A line of the Timeline in so many columns; the first two are free for the selection.
  func timelineRow(_ line: TimelineLine, of person: Person, _ columns: Int) -> TimelineRow {
    switch line {
    case .session(let at): sessionRow(at, of: person, columns)
    case .event(let item, _):
      eventRow(timeline.contents.items[item], of: person, columns, isHidden: person.isAnonymous)
    case .identify(let item): eventRow(timeline.contents.items[item], of: person, columns)
    case .hidden(let item): hiddenRow(timeline.contents.items[item], of: person, columns)
    case .failed(let item): eventRow(timeline.contents.failed[item], of: person, columns)
    case .pause(let pause):
      TimelineRow(
        left: Line("    " + Glyph.cut.text + " \(pause.words) " + Glyph.cut.text, .gap))
    case .heading(let text): TimelineRow(left: Line(text, .muted))
    case .visitor(let visitor, let events, let until): visitorRow(visitor, events, until)
    case .unexpected(let place): unexpectedRow(place)
    }
  }

  private func visitorRow(_ visitor: Person, _ events: Int, _ until: Timestamp) -> TimelineRow {
    let gone = timeline.contents.goneCount(of: visitor, at: now)
    let some = 0 < gone && gone < events ? ", \(gone) gone" : ""
    return TimelineRow(
      left: Line(Glyph.closed.text + " \(fitted(visitor.id, to: 20))  ", .sessionAnonymous)
        + Line(counted(events, "event") + some, .text),
      right: Line(until < now ? "gone since \(until.day)" : "kept until \(until.day)", .muted))
  }

  private func sessionRow(_ place: Int, of person: Person, _ columns: Int) -> TimelineRow {
    let sessions = timeline.contents.sessions(of: person)
    let session = sessions[place]
    let isNarrow = columns < 62
    var left = Line(Glyph.open.text + " ", .muted)
    let width = isNarrow ? 16 : 22
    let name = fitted(session.shortName(within: width, among: sessions), to: width)
    let role = sessionRoles(sessions.map { $0.source == .explicit })[place]
    left.append(name.padded(to: width) + "  ", role)
    left.append((session.source == .explicit ? "explicit id" : "by pause").padded(to: 13), .muted)
    left.append(counted(session.events.count, "event").padded(to: 10), .text)
    let length = session.end > session.start ? (session.end - session.start).words : ""
    return TimelineRow(left: left, right: Line(length, .muted))
  }

  /// As wide as that of the person's first session, so that what follows stands in columns.
  private func time(of item: TimelineItem, _ person: Person) -> String {
    let oldest = timeline.contents.sessions(of: person).first?.start ?? now
    return item.event.time.brief(on: now.day).padded(to: oldest.brief(on: now.day).count)
  }

  /// How far events stand in.
  private func indent(_ columns: Int) -> String { columns < 62 ? "  " : "    " }

  private func eventRow(
    _ item: TimelineItem, of person: Person, _ columns: Int, isHidden: Bool = false
  ) -> TimelineRow {
    let role: Role = isLit(item) ? .fresh : .muted
    var left = Line(indent(columns) + time(of: item, person), role) + Line("  ")
    left.append((item.type?.rawValue ?? "?").padded(to: 10), item.type?.role ?? .muted)
    left.append(item.title, .text)
    if !person.isAnonymous, item.event.userId == nil, let visitor = item.event.anonymousId {
      left.append("  was \(visitor)", .sessionAnonymous)
    }
    var right = item.standing
    if isHidden { right.append(item.isGone(at: now) ? "  gone" : "  hidden", .muted) }
    if let found = found(item) {
      right.append("  " + found.finding.rawValue.padded(to: 7), found.finding.role)
    }
    return TimelineRow(left: left, right: right)
  }

  private func hiddenRow(
    _ item: TimelineItem, of person: Person, _ columns: Int
  ) -> TimelineRow {
    var left = Line(indent(columns) + time(of: item, person) + "  ", .muted)
    left.append((item.type?.rawValue ?? "?").padded(to: 10), .muted)
    left.append(item.title, .sessionAnonymous)
    return TimelineRow(
      left: left, right: item.standing + Line(item.isGone(at: now) ? "  gone" : "  hidden", .muted))
  }

  private func unexpectedRow(_ place: Int) -> TimelineRow {
    guard let event = shownReadBack?.events[place] else { return TimelineRow(left: Line()) }
    var left = Line("    \(event.arrived?.brief(on: now.day) ?? "?")  ", .text)
    left.append(event.name, .text)
    left.append("  in \(fitted(event.session ?? "?", to: 20))", .muted)
    return TimelineRow(left: left, right: Line(event.finding.rawValue, event.finding.role))
  }
}
