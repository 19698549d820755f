package import KustomerDestination
package import Records

/// A call as the Timeline places it.
package struct TimelineItem: Hashable, Sendable {
  /// Where it comes from.
  package enum Source: Hashable, Sendable {
    case entry(CallID)
    case draft
  }

  package var source: Source
  package var type: CallType?
  package var title: String
  package var event: TimelineEvent
  /// Nil for the draft.
  package var status: DeliveryStatus?
  /// The HTTP status of the last answer; nil when none came.
  package var answer: Int?
  /// The session that went out; nil when none did.
  package var sentSession: PlannedSession?
}

extension TimelineItem {
  /// In words: `sent 201`, `waits`, `draft`.
  package var state: String { status.map { $0.words(answer: answer) } ?? "draft" }
}

/// Everything that the Timeline shows.
///
/// Whose an event is does not depend on the gap: another gap cuts only the events of the person
/// that shows.
package struct TimelineContents: Sendable {
  /// The calls that group, in order of arrival, the draft last.
  package private(set) var items: [TimelineItem] = []
  /// Calls that never reached the org, and so are on no timeline.
  package private(set) var failed: [TimelineItem] = []
  /// The events of each person, in order of appearance.
  package private(set) var timelines: [SettledTimeline] = []
  /// Everybody of whom something is known, in order of appearance.
  package private(set) var persons: [Person] = []
  /// To whom a visitor's events belong; the last link counts.
  package private(set) var links: [String: String] = [:]
  /// How the person that shows was cut.
  package private(set) var grouping = TimelineGrouping(gap: .minutes(30))
  /// Whose call the draft is; nil when it names nobody.
  package private(set) var draftPerson: Person?

  private var places: [Person: Int] = [:]
  private var cut: Cut?
  /// Of the person that was cut last: another gap must not collect them again.
  private var members: Members?

  /// The sessions of the person that shows.
  private struct Cut: Sendable {
    let person: Person
    let sessions: [SettledSession]
  }

  /// The events of a person.
  private struct Members: Sendable {
    let person: Person
    /// Their places among the items, ascending.
    let items: [Int]
  }

  init() {}

  /// Sorts the calls of a profile, and the draft as if it had been sent, by whose they are.
  ///
  /// - Parameters:
  ///   - entries: the calls.
  ///   - draft: what is composed; nil for nothing.
  ///   - gap: the pause that ends a session.
  ///   - arrival: when a call arrived; nil leaves it its own time.
  init(
    entries: [HistoryEntry], draft: TimelineItem?, gap: Milliseconds,
    arrival: ((HistoryEntry) -> Timestamp)?
  ) {
    grouping = TimelineGrouping(gap: gap)
    items.reserveCapacity(entries.count + 1)
    // A loop over the array itself would copy every call, with all that it holds.
    entries.withUnsafeBufferPointer { entries in
      for place in entries.indices where entries[place].facts.isReady {
        add(entries[place], at: arrival?(entries[place]))
      }
    }
    if let draft { items.append(draft) }
    let isAsSent = arrival == nil
    timelines = settledTimelines(of: items.map { $0.event(isAsSent: isAsSent) }, gap: gap)
    for at in timelines.indices {
      for session in timelines[at].sessions.indices {
        timelines[at].sessions[session].events.sort { Self.isBefore($0, $1, items) }
      }
      Self.name(&timelines[at].sessions, items)
    }
    for (place, timeline) in timelines.enumerated() { places[timeline.person] = place }
    collectPersons()
    draftPerson = draft.flatMap { person(of: $0.event) }
  }

  /// The sessions of a person.
  func sessions(of person: Person) -> [SettledSession] {
    if let cut, cut.person == person { return cut.sessions }
    return places[person].map { timelines[$0].sessions } ?? []
  }

  /// Cuts the events of a person anew; those of everybody else stay.
  mutating func cut(_ person: Person?, _ grouping: TimelineGrouping) {
    guard grouping != self.grouping || cut?.person != person else { return }
    self.grouping = grouping
    members = person.flatMap(members)
    cut = person.map { Cut(person: $0, sessions: sessions(of: $0, grouping)) }
  }

  private func members(of person: Person) -> Members? {
    if let members, members.person == person { return members }
    guard let place = places[person] else { return nil }
    let items = timelines[place].sessions.flatMap(\.events).sorted()
    return Members(person: person, items: items)
  }

  /// How the events of a person would be cut.
  func sessions(of person: Person, _ grouping: TimelineGrouping) -> [SettledSession] {
    guard let members = members(of: person) else { return [] }
    var events = members.items.map { items[$0].event(isAsSent: grouping.isAsSent) }
    if grouping.ids != .asSent {
      for at in events.indices { events[at].explicitSession = grouping.ids.id(of: events[at]) }
    }
    var sessions = settledSessions(of: events, by: person, gap: grouping.gap)
    for at in sessions.indices {
      sessions[at].events = sessions[at].events.map { members.items[$0] }
        .sorted { Self.isBefore($0, $1, items) }
    }
    if grouping.isAsSent { Self.name(&sessions, items) }
    return sessions
  }

  /// What the events of a person would be with other ids.
  func comparison(of person: Person, _ shown: TimelineGrouping) -> IdComparison {
    IdComparison(
      rows: SessionIds.allCases.map { ids in
        let grouping = TimelineGrouping(gap: shown.gap, ids: ids)
        let sessions = sessions(of: person, grouping)
        let names = sessions.prefix(3).map { $0.name(among: sessions) }.joined(separator: ", ")
        return IdComparison.Row(
          ids: ids, sessions: sessions.count, names: names + (sessions.count > 3 ? ", …" : ""))
      })
  }

  /// To whom a call belongs, links followed.
  func person(of event: TimelineEvent) -> Person? {
    if let user = event.userId { return .user(user) }
    guard let visitor = event.anonymousId else { return nil }
    return links[visitor].map { .user($0) } ?? .anonymous(visitor)
  }

  /// A session is explicit when its calls name it: the id of a generated one was sent too.
  private static func name(_ sessions: inout [SettledSession], _ items: [TimelineItem]) {
    for at in sessions.indices where sessions[at].source == .explicit {
      let isNamed = sessions[at].events.contains { items[$0].event.explicitSession != nil }
      if !isNamed { sessions[at].source = .generated }
    }
  }

  /// By the time that they are placed by.
  private static func isBefore(_ left: Int, _ right: Int, _ items: [TimelineItem]) -> Bool {
    (items[left].event.time, left) < (items[right].event.time, right)
  }

  private mutating func add(_ entry: HistoryEntry, at arrived: Timestamp?) {
    var item = TimelineItem(entry)
    if let arrived { item.event.time = arrived }
    if entry.status == .failed { failed.append(item) } else { items.append(item) }
  }

  private mutating func collectPersons() {
    for at in items.indices where items[at].event.userId != nil {
      if let visitor = items[at].event.anonymousId { links[visitor] = items[at].event.userId }
    }
    // Whoever has a tracking event has a timeline.
    var seen = Set(timelines.map(\.person))
    persons = timelines.map(\.person)
    let others = items.indices.filter { items[$0].event.isIdentify }.map { items[$0] } + failed
    for item in others {
      if let person = person(of: item.event), seen.insert(person).inserted {
        persons.append(person)
      }
    }
  }
}

extension TimelineItem {
  /// The call as it groups: by the session that it was sent with, if that counts.
  fileprivate func event(isAsSent: Bool) -> TimelineEvent {
    var placed = event
    if isAsSent, let sentSession, sentSession.source == .generated {
      placed.explicitSession = sentSession.id
    }
    return placed
  }

  init(_ entry: HistoryEntry) {
    var event = entry.facts.event
    event.sent = entry.moment
    self.init(
      source: .entry(entry.id), type: entry.facts.type, title: entry.facts.title, event: event,
      status: entry.status, answer: entry.answer, sentSession: entry.session)
  }
}
