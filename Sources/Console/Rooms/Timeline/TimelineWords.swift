internal import KustomerDestination
internal import Records

extension TimelineRoom {
  /// Why the selected line is where it is: a title, and sentences.
  var timelineReason: (title: String, sentences: [String]) {
    guard let person = shownPerson, timeline.lines.indices.contains(timeline.selection) else {
      return ("Timeline", ["Nothing is known yet: send a call on screen 1."])
    }
    switch timeline.lines[timeline.selection] {
    case .session(let at):
      let sessions = timeline.contents.sessions(of: person)
      return (sessions[at].name(among: sessions), [sessionReason(sessions[at])])
    case .event(let item, let at):
      let session = timeline.contents.sessions(of: person)[at]
      var reason = eventReason(timeline.contents.items[item], item, session, of: person)
      if person.isAnonymous {
        reason.sentences.insert(hiddenReason(timeline.contents.items[item]), at: 0)
      }
      return reason
    case .hidden(let item):
      let item = timeline.contents.items[item]
      return (item.title, [hiddenReason(item)])
    case .identify(let item): return identifyReason(timeline.contents.items[item])
    case .visitor(let visitor, _, let until):
      return (
        visitor.id,
        [
          until < now
            ? "Gone: no identify has named \(visitor.id) within 30 days, until \(until.day)."
            : "Hidden in Kustomer until an identify carries \(visitor.id); kept 30 days, until "
              + "\(until.day)."
        ]
      )
    case .failed(let item):
      return (
        timeline.contents.failed[item].title, ["The org refused it: \(key(.open)) shows why."]
      )
    case .pause, .heading: return ("Timeline", [])
    case .unexpected(let place):
      guard let event = shownReadBack?.events[place] else { return ("Timeline", []) }
      return (event.name, [event.sentence])
    }
  }

  private func hiddenReason(_ item: TimelineItem) -> String {
    item.isGone(at: now)
      ? "Gone: no identify has named the visitor within 30 days, until \(item.keptUntil.day)."
      : "Hidden in Kustomer until an identify names the visitor: then it shows in the customer's "
        + "timeline. Kept until \(item.keptUntil.day)."
  }

  private func sessionReason(_ session: SettledSession) -> String {
    if session.source == .explicit, timeline.ids == .one {
      return "If every call named the same kustomer_session_id, all would be one session."
    }
    return session.source == .explicit
      ? "Named by kustomer_session_id: its events belong together whatever the time between them."
      : "Cut by time: no pause in it reaches the gap of \(timeline.contents.grouping.gap.brief)."
  }

  private func eventReason(
    _ item: TimelineItem, _ index: Int, _ session: SettledSession, of person: Person
  ) -> (title: String, sentences: [String]) {
    let gap = timeline.contents.grouping.gap
    var sentences: [String] = []
    if session.source == .explicit {
      sentences.append(
        "In \(session.id) because kustomer_session_id says so: an explicit id always wins over "
          + "the gap.")
      sentences.append("If the id were missing: " + withoutId(item, of: person))
    } else if let former = generatedTime(before: index, in: session, of: person) {
      let pause = item.event.time - former
      sentences.append(
        pause < gap
          ? "Joins: \(pause.words) after the event before it, less than the gap of \(gap.brief)."
          : "Opens a session: \(pause.words) after the event before it, gap \(gap.brief).")
    } else {
      sentences.append("Opens a session: it is the first event without an id.")
    }
    if let sent = item.sentSession, item.status != nil, sent.id != session.id {
      sentences.append("It was sent in \(sent.id), and a sent id never changes.")
    }
    // What the org says stands first: a small screen has two lines for all of it.
    if let found = found(item) { sentences.insert(found.sentence, at: 0) }
    return (item.title, sentences)
  }

  /// When the generated event before this one was: the latest of its session before it, else the
  /// end of the session before.
  private func generatedTime(
    before index: Int, in session: SettledSession, of person: Person
  ) -> Timestamp? {
    let contents = timeline.contents
    let time = contents.items[index].event.time
    var former: Timestamp?
    for other in session.events where other != index {
      let moment = contents.items[other].event.time
      let isBefore = moment < time || moment == time && other < index
      if isBefore, former.map({ $0 < moment }) ?? true { former = moment }
    }
    if let former { return former }
    return contents.sessions(of: person).last {
      $0.source != .explicit && $0.end < session.start
    }?.end
  }

  /// Where an event with an id would be without it.
  private func withoutId(_ item: TimelineItem, of person: Person) -> String {
    let gap = timeline.contents.grouping.gap
    let cut = timeline.contents.sessions(of: person).filter { $0.source != .explicit }
    let time = item.event.time
    if let before = cut.last(where: { $0.start <= time }) {
      guard before.end < time else {
        return "it would join \(before.name(among: cut)), which runs at that time."
      }
      let pause = time - before.end
      if pause < gap {
        return
          "it would join \(before.name(among: cut)), \(pause.words) after its last event, less "
          + "than the gap of \(gap.brief)."
      }
    }
    if let after = cut.first(where: { $0.start > time }), after.start - time < gap {
      return "it would open a session that goes on with \(after.name(among: cut)), "
        + "\((after.start - time).words) later."
    }
    return "it would be a session of its own: no event without an id is within the gap of "
      + "\(gap.brief)."
  }

  private func identifyReason(_ item: TimelineItem) -> (title: String, sentences: [String]) {
    guard let user = item.event.userId else {
      return (item.title, ["An identify without a userId: Kustomer finds the customer by email."])
    }
    guard let visitor = item.event.anonymousId else {
      return (item.title, ["Creates or updates the customer \(user)."])
    }
    return (
      item.title,
      [
        "Creates or updates the customer \(user), and attaches what \(visitor) did in the 30 days "
          + "before."
      ]
    )
  }

  /// What to do next on the Timeline.
  var hint: String {
    if timeline.contents.persons.isEmpty {
      return "nothing was sent yet: \(key(.showCompose)) goes to Compose, which sends"
    }
    if let ids = timeline.ids {
      return "\(ids.rawValue): \(key(.compare)) goes on, \(key(.escape)) ends the comparison"
    }
    if timeline.gap != nil {
      return
        "gap \(timelineGap.brief) is tried out; \(key(.escape)) goes back to \(settings.gap.brief)"
    }
    if model.readBack != nil, shownReadBack == nil {
      return "\(key(.readBack)) reads back what Kustomer has of this person, too"
    }
    return
      "gap: \(key(.longerGap)) longer, \(key(.shorterGap)) shorter; \(key(.compare)) with and without ids; \(key(.timeBasis)) arrival times; \(key(.previousPerson)), \(key(.nextPerson)) the person"
  }

  /// The Timeline as text.
  var copyText: String {
    guard let person = shownPerson else { return "" }
    let rows = timeline.lines.map { timelineRow($0, of: person, 80) }
    return ([person.key] + rows.map { $0.left.plain.padded(to: 70) + $0.right.plain })
      .joined(separator: "\n")
  }
}
