/// One call as far as sessions depend on it.
public struct TimelineEvent: Sendable, Hashable {
  /// Nil when the call has none.
  public var userId: String?
  /// Nil when the call has none.
  public var anonymousId: String?
  /// The effective time.
  public var time: Timestamp
  /// The `kustomer_session_id`; nil when the call names no session.
  public var explicitSession: String?
  /// An identify links, but is in no session.
  public var isIdentify: Bool

  /// A call on a timeline.
  public init(
    userId: String?, anonymousId: String?, time: Timestamp, explicitSession: String? = nil,
    isIdentify: Bool = false
  ) {
    self.userId = userId
    self.anonymousId = anonymousId
    self.time = time
    self.explicitSession = explicitSession
    self.isIdentify = isIdentify
  }
}

/// A session as it comes out when all events are known.
public struct SettledSession: Sendable, Hashable {
  /// The explicit id, or the one that would be generated.
  public var id: String
  /// `.explicit` or `.generated`.
  public var source: PlannedSession.Source
  /// Effective time of its earliest event.
  public var start: Timestamp
  /// Effective time of its latest event.
  public var end: Timestamp
  /// 0-based positions in the input, ascending.
  public var events: [Int]
}

/// The sessions of one person.
public struct SettledTimeline: Sendable, Hashable {
  /// Whose they are.
  public var person: Person
  /// By start; explicit before generated on a tie.
  public var sessions: [SettledSession]
}

/// Groups events into sessions when all are known and none was sent.
///
/// The order of the input decides between events of one moment only. Source: the seed's rule on
/// `kustomer_session_id` and on the time between tracking events.
///
/// - Parameters:
///   - events: of any persons.
///   - gap: the pause that ends a generated session.
/// - Returns: timelines by the first appearance of their person; persons without a tracking event
///   are left out.
public func settledTimelines(
  of events: [TimelineEvent], gap: Milliseconds
) -> [SettledTimeline] {
  SettledGrouping(events, gap: gap).timelines()
}

private struct SettledGrouping {
  struct Link {
    var time: Int64
    var user: UInt32
  }

  /// An event in the order that cuts sessions.
  struct Place {
    var person: UInt32
    var index: UInt32
    var time: Int64
  }

  let events: [TimelineEvent]
  let gap: Milliseconds
  private var persons: [Person] = []
  /// Per person the position of the first call, identifies counted.
  private var appearances: [Int: Int] = [:]
  private var numbers: [Person: UInt32] = [:]
  private var links: [ExactText: [Link]] = [:]

  init(_ events: [TimelineEvent], gap: Milliseconds) {
    self.events = events
    self.gap = gap
  }

  func timelines() -> [SettledTimeline] {
    var grouping = self
    grouping.collectLinks()
    var places = grouping.places()
    places.sort {
      ($0.person, $0.time, $0.index) < ($1.person, $1.time, $1.index)
    }
    return grouping.cut(places)
  }

  private mutating func number(of person: Person) -> UInt32 {
    if let number = numbers[person] { return number }
    let number = UInt32(persons.count)
    numbers[person] = number
    persons.append(person)
    return number
  }

  private mutating func collectLinks() {
    var linking: [(time: Int64, index: Int)] = []
    for (index, event) in events.enumerated()
    where event.userId != nil && event.anonymousId != nil {
      linking.append((event.time.milliseconds, index))
    }
    linking.sort { $0 < $1 }
    for (time, index) in linking {
      guard let user = events[index].userId,
        let visitor = events[index].anonymousId.map(ExactText.init)
      else {
        continue
      }
      let number = number(of: .user(user))
      if links[visitor]?.last?.user == number { continue }
      links[visitor, default: []].append(Link(time: time, user: number))
    }
  }

  private mutating func places() -> [Place] {
    var places: [Place] = []
    places.reserveCapacity(events.count)
    for (index, event) in events.enumerated() {
      guard let person = person(of: event) else { continue }
      if appearances[Int(person)] == nil { appearances[Int(person)] = index }
      if event.isIdentify { continue }
      places.append(
        Place(person: person, index: UInt32(index), time: event.time.milliseconds))
    }
    return places
  }

  private mutating func person(of event: TimelineEvent) -> UInt32? {
    if let user = event.userId { return number(of: .user(user)) }
    guard let visitor = event.anonymousId else { return nil }
    guard let links = links[ExactText(visitor)] else { return number(of: .anonymous(visitor)) }
    let after = links.firstIndex(sorted: { $0.time > event.time.milliseconds })
    return links[max(0, after - 1)].user
  }

  private func cut(_ places: [Place]) -> [SettledTimeline] {
    var timelines: [(appearance: Int, timeline: SettledTimeline)] = []
    var start = 0
    while start < places.count {
      var end = start
      while end < places.count, places[end].person == places[start].person { end += 1 }
      let number = Int(places[start].person)
      let sessions = sessions(of: persons[number], places[start..<end])
      timelines.append(
        (appearances[number] ?? 0, SettledTimeline(person: persons[number], sessions: sessions)))
      start = end
    }
    return timelines.sorted { $0.appearance < $1.appearance }.map(\.timeline)
  }

  private func sessions(of person: Person, _ places: ArraySlice<Place>) -> [SettledSession] {
    var sessions: [SettledSession] = []
    var named: [ExactText: Int] = [:]
    var open: Int?
    let owner = SessionTimeline.owner(of: person)
    for place in places {
      let explicit = events[Int(place.index)].explicitSession
      let moment = Timestamp(milliseconds: place.time)
      let joined =
        explicit.map { named[ExactText($0)] } ?? open.flatMap { isWithin(gap, $0) ? $0 : nil }
      if let joined {
        sessions[joined].end = moment
        sessions[joined].events.append(Int(place.index))
      } else {
        if let explicit {
          named[ExactText(explicit)] = sessions.count
        } else {
          open = sessions.count
        }
        sessions.append(
          SettledSession(
            id: explicit ?? SessionID(opened: place.time, owner: owner).text,
            source: explicit == nil ? .generated : .explicit, start: moment, end: moment,
            events: [Int(place.index)]))
      }

      func isWithin(_ gap: Milliseconds, _ open: Int) -> Bool {
        moment - sessions[open].end < gap
      }
    }
    for at in sessions.indices { sessions[at].events.sort() }
    return sessions.sorted {
      ($0.start, $0.source == .explicit ? 0 : 1) < ($1.start, $1.source == .explicit ? 0 : 1)
    }
  }
}
