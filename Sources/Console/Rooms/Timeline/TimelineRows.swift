internal import KustomerDestination

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
    case .session(let at): sessionRow(timeline.contents.sessions(of: person)[at], columns)
    case .event(let item, _): eventRow(timeline.contents.items[item], of: person)
    case .identify(let item): eventRow(timeline.contents.items[item], of: person)
    case .hidden(let item): hiddenRow(timeline.contents.items[item])
    case .failed(let item): eventRow(timeline.contents.failed[item], of: person)
    case .pause(let pause): TimelineRow(left: Line("    - gap \(pause.words) -", .gap))
    case .heading(let text): TimelineRow(left: Line("-- " + text + " --", .label))
    case .visitor(let person, let events, let until):
      TimelineRow(
        left: Line("- \(fitted(person.id, to: 20))  ", .sessionAnonymous)
          + Line(counted(events, "event"), .text),
        right: Line("kept until \(until.day)", .muted))
    case .unexpected(let place): unexpectedRow(place)
    }
  }

  private func sessionRow(_ session: SettledSession, _ columns: Int) -> TimelineRow {
    let isNarrow = columns < 70
    let isExplicit = session.source == .explicit
    let role: Role = isExplicit ? .sessionExplicit : .sessionAuto
    let name =
      isExplicit ? fitted(session.id, to: isNarrow ? 10 : 20) : session.name
    let kind = isExplicit ? "explicit" : "generated"
    let start = session.start.brief(on: now.day)
    let span = session.end > session.start ? "\(start) - \(session.end.brief(on: now.day))" : start
    let length = session.end > session.start ? (session.end - session.start).words : ""
    var left = Line("v " + name.padded(to: isNarrow ? 10 : 14) + "  ", role)
    left.append(kind.padded(to: isNarrow ? 10 : 11), .muted)
    left.append(span, .text)
    if !isNarrow { left.append("  " + length, .text) }
    return TimelineRow(left: left, right: Line(counted(session.events.count, "event"), .text))
  }

  private func eventRow(_ item: TimelineItem, of person: Person) -> TimelineRow {
    var left = Line("    \(item.event.time.brief(on: now.day))  ", .text)
    left.append((item.type?.rawValue ?? "?").padded(to: 10), item.type?.role ?? .muted)
    left.append(item.title, .text)
    if !person.isAnonymous, item.event.userId == nil, let visitor = item.event.anonymousId {
      left.append("  was \(visitor)", .sessionAnonymous)
    }
    var right = Line(item.state, item.role)
    if let found = found(item) {
      right.append("  " + found.finding.rawValue.padded(to: 7), found.finding.role)
    }
    return TimelineRow(left: left, right: right)
  }

  private func hiddenRow(_ item: TimelineItem) -> TimelineRow {
    var left = Line("    \(item.event.time.brief(on: now.day))  ", .muted)
    left.append((item.type?.rawValue ?? "?").padded(to: 10), .muted)
    left.append(item.title, .sessionAnonymous)
    return TimelineRow(left: left, right: Line(item.state + "  hidden", .muted))
  }

  private func unexpectedRow(_ place: Int) -> TimelineRow {
    guard let event = shownReadBack?.events[place] else { return TimelineRow(left: Line()) }
    var left = Line("    \(event.arrived?.brief(on: now.day) ?? "?")  ", .text)
    left.append(event.name, .text)
    left.append("  in \(fitted(event.session ?? "?", to: 20))", .muted)
    return TimelineRow(left: left, right: Line(event.finding.rawValue, event.finding.role))
  }
}

extension TimelineItem {
  fileprivate var role: Role {
    switch status {
    case nil: .info
    case .delivered: .ok
    case .sending: .info
    case .waiting, .uncertain: .warn
    case .failed: .error
    }
  }
}
