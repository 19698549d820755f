package import KustomerDestination

/// A call as the Timeline places it.
package struct TimelineItem: Hashable, Sendable {
  /// Where it comes from.
  package enum Source: Hashable, Sendable {
    case entry(HistoryEntry.ID)
    case draft
  }

  package var source: Source
  package var type: CallType?
  package var title: String
  package var event: TimelineEvent
  /// Nil for the draft.
  package var status: DeliveryStatus?
  /// In words: `sent 201`, `waits`, `draft`.
  package var state: String
  /// The session that went out; nil when none did.
  package var sentSession: PlannedSession?
}

/// Everything that the Timeline shows, grouped with one gap.
package struct TimelineContents: Sendable {
  /// The calls that group, in order of arrival, the draft last.
  package private(set) var items: [TimelineItem] = []
  /// Calls that never reached the org, and so are on no timeline.
  package private(set) var failed: [TimelineItem] = []
  /// The sessions of each person, in order of appearance.
  package private(set) var timelines: [SettledTimeline] = []
  /// Everybody of whom something is known, in order of appearance.
  package private(set) var persons: [Person] = []
  /// To whom a visitor's events belong; the last link counts.
  package private(set) var links: [String: String] = [:]
  /// The pause that was used.
  package private(set) var gap = Milliseconds.minutes(30)
  /// Whose call the draft is; nil when it names nobody.
  package private(set) var draftPerson: Person?

  private var places: [Person: Int] = [:]

  init() {}

  /// Groups the calls of a profile, and the draft as if it had been sent.
  init(entries: [HistoryEntry], draft: TimelineItem?, gap: Milliseconds) {
    self.gap = gap
    for entry in entries where entry.facts.isReady {
      let item = TimelineItem(entry)
      if entry.status == .failed { failed.append(item) } else { items.append(item) }
    }
    if let draft { items.append(draft) }
    timelines = settledTimelines(of: items.map(\.event), gap: gap)
    for (place, timeline) in timelines.enumerated() { places[timeline.person] = place }
    collectPersons()
    draftPerson = draft.flatMap { person(of: $0.event) }
  }

  /// The sessions of a person.
  func sessions(of person: Person) -> [SettledSession] {
    places[person].map { timelines[$0].sessions } ?? []
  }

  /// To whom a call belongs, links followed.
  func person(of event: TimelineEvent) -> Person? {
    if let user = event.userId { return .user(user) }
    guard let visitor = event.anonymousId else { return nil }
    return links[visitor].map { .user($0) } ?? .anonymous(visitor)
  }

  private mutating func collectPersons() {
    for item in items {
      guard let user = item.event.userId, let visitor = item.event.anonymousId else { continue }
      links[visitor] = user
    }
    // The timelines know best, since an early event stays with the first of two users.
    var seen = Set(timelines.map(\.person))
    persons = timelines.map(\.person)
    for item in items + failed {
      if let person = person(of: item.event), seen.insert(person).inserted {
        persons.append(person)
      }
    }
  }
}

extension TimelineItem {
  init(_ entry: HistoryEntry) {
    self.init(
      source: .entry(entry.id), type: entry.facts.type, title: entry.facts.title,
      event: entry.facts.event, status: entry.status, state: entry.resultWords,
      sentSession: entry.session)
  }
}

extension HistoryEntry {
  /// `sent 201`, `waits`, `failed 400`, `unknown`: what became of it, in two words.
  package var resultWords: String {
    let code = lastAnswer?.status.map { " \($0)" } ?? ""
    return switch status {
    case .sending: "sending"
    case .waiting: "waits"
    case .delivered: "sent" + code
    case .failed: "failed" + code
    case .uncertain: "unknown"
    }
  }
}
