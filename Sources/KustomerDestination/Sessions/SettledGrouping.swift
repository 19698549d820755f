/// The work of `settledTimelines`: persons become numbers, events are dealt out to them, and each
/// person's events are sorted and cut by themselves.
struct SettledGrouping {
  private struct Link {
    var time: Int64
    var user: Int
    /// From where the 30 days of a visitor's events count back.
    var arrival: Int64
  }

  /// A tracking event on the way to its session.
  private struct Item {
    var time: Int64
    var index: UInt32
    var person: UInt32

    static func isBefore(_ left: Item, _ right: Item) -> Bool {
      left.time != right.time ? left.time < right.time : left.index < right.index
    }
  }

  private let events: [TimelineEvent]
  private let gap: Int64
  private var persons: [Person] = []
  /// Per person the position of the first call, identifies counted.
  private var appearances: [Int] = []
  /// Per person whether any event names its session.
  private var namesSessions: [Bool] = []
  private var users: [ExactText: Int] = [:]
  private var visitors: [ExactText: Int] = [:]
  private var links: [ExactText: [Link]] = [:]

  init(_ events: [TimelineEvent], gap: Milliseconds) {
    self.events = events
    self.gap = gap.count
  }

  mutating func timelines() -> [SettledTimeline] {
    collectLinks()
    let arrived = places()
    let (places, ends) = dealtOut(arrived)
    return appearances.indices.sorted { appearances[$0] < appearances[$1] }.compactMap { person in
      let places = places[(person > 0 ? ends[person - 1] : 0)..<ends[person]]
      guard !places.isEmpty else { return nil }
      return SettledTimeline(
        person: persons[person], sessions: sessions(of: person, places.sorted(by: Item.isBefore)))
    }
  }
}

extension SettledGrouping {
  /// The sessions of one person to whom all the events belong, whatever ids they carry.
  mutating func sessions(of person: Person) -> [SettledSession] {
    let number = add(person)
    var places: [Item] = []
    places.reserveCapacity(events.count)
    for index in events.indices where !events[index].isIdentify {
      if events[index].explicitSession != nil { namesSessions[number] = true }
      places.append(
        Item(
          time: events[index].time.milliseconds, index: UInt32(truncatingIfNeeded: index),
          person: UInt32(truncatingIfNeeded: number)))
    }
    places.sort(by: Item.isBefore)
    return places.isEmpty ? [] : sessions(of: number, places)
  }
}

// MARK: Whose event

extension SettledGrouping {
  private mutating func collectLinks() {
    var linking: [(time: Int64, index: Int)] = []
    for index in events.indices
    where events[index].userId != nil && events[index].anonymousId != nil {
      linking.append((events[index].time.milliseconds, index))
    }
    linking.sort { $0 < $1 }
    for (time, index) in linking {
      guard let user = events[index].userId, let visitor = events[index].anonymousId else {
        continue
      }
      let number = number(ofUser: user)
      if links[ExactText(visitor)]?.last?.user == number { continue }
      links[ExactText(visitor), default: []].append(
        Link(time: time, user: number, arrival: events[index].arrival))
    }
  }

  private mutating func number(ofUser id: String) -> Int {
    if let number = users[ExactText(id)] { return number }
    users[ExactText(id)] = persons.count
    return add(.user(id))
  }

  private mutating func number(ofVisitor id: String) -> Int {
    if let number = visitors[ExactText(id)] { return number }
    visitors[ExactText(id)] = persons.count
    return add(.anonymous(id))
  }

  private mutating func add(_ person: Person) -> Int {
    persons.append(person)
    appearances.append(events.count)
    namesSessions.append(false)
    return persons.count - 1
  }

  private mutating func person(of event: Int) -> Int? {
    if let user = events[event].userId { return number(ofUser: user) }
    guard let visitor = events[event].anonymousId else { return nil }
    guard !links.isEmpty, let links = links[ExactText(visitor)] else {
      return number(ofVisitor: visitor)
    }
    let time = events[event].time.milliseconds
    let after = links.partitioningIndex(where: { $0.time > time })
    if after > 0 { return links[after - 1].user }
    // What nobody has attached in time is gone, and stays the visitor's.
    return links[0].arrival - events[event].arrival <= AnonymousActivity.kept.count
      ? links[0].user : number(ofVisitor: visitor)
  }

  private mutating func places() -> [Item] {
    var places: [Item] = []
    places.reserveCapacity(events.count)
    for index in events.indices {
      guard let person = person(of: index) else { continue }
      appearances[person] = min(appearances[person], index)
      if events[index].isIdentify { continue }
      if events[index].explicitSession != nil { namesSessions[person] = true }
      places.append(
        Item(
          time: events[index].time.milliseconds, index: UInt32(truncatingIfNeeded: index),
          person: UInt32(truncatingIfNeeded: person)))
    }
    return places
  }

  /// The places by person, and where those of each person end.
  private func dealtOut(_ places: [Item]) -> ([Item], ends: [Int]) {
    var ends = Array(repeating: 0, count: persons.count)
    for place in places { ends[Int(place.person)] += 1 }
    var next = 0
    for person in ends.indices { (ends[person], next) = (next, next + ends[person]) }
    let dealt = [Item](unsafeUninitializedCapacity: places.count) { dealt, count in
      for place in places {
        dealt.initializeElement(at: ends[Int(place.person)], to: place)
        ends[Int(place.person)] += 1
      }
      count = places.count
    }
    return (dealt, ends)
  }
}

// MARK: Where a session ends

extension SettledGrouping {
  private func sessions(of person: Int, _ places: [Item]) -> [SettledSession] {
    let owner = SessionTimeline.owner(of: persons[person])
    return namesSessions[person] ? mixed(places, owner) : generated(places, owner)
  }

  /// Sessions of a person none of whose events names one: runs without a gap.
  private func generated(_ places: [Item], _ owner: UInt64) -> [SettledSession] {
    var sessions: [SettledSession] = []
    sessions.reserveCapacity(1 + places.indices.dropFirst().count { isGap(before: $0, places) })
    var start = 0
    for end in 1...places.count where end == places.count || isGap(before: end, places) {
      let id = SessionID(opened: places[start].time, owner: owner)
      sessions.append(
        SettledSession(
          .generated(id), .generated, start: places[start].time, end: places[end - 1].time,
          events: ascending(places[start..<end])))
      start = end
    }
    return sessions
  }

  private func isGap(before at: Int, _ places: [Item]) -> Bool {
    places[at].time - places[at - 1].time >= gap
  }

  private func ascending(_ places: ArraySlice<Item>) -> [Int] {
    var events = places.map { Int($0.index) }
    if events.count > 1 { events.sort() }
    return events
  }

  /// Sessions of a person who has explicit ones too, which may stand inside generated ones.
  private func mixed(_ places: [Item], _ owner: UInt64) -> [SettledSession] {
    var runs: [[Item]] = []
    var named: [ExactText: Int] = [:]
    var open: Int?
    for place in places {
      if let explicit = events[Int(place.index)].explicitSession.map(ExactText.init) {
        let run = named[explicit, default: runs.count]
        named[explicit] = run
        add(place, to: run)
      } else if let last = open, let end = runs[last].last, place.time - end.time < gap {
        add(place, to: last)
      } else {
        open = runs.count
        add(place, to: runs.count)
      }
    }
    return runs.map { session($0, owner) }.sorted {
      ($0.start, $0.source == .explicit ? 0 : 1) < ($1.start, $1.source == .explicit ? 0 : 1)
    }

    func add(_ place: Item, to run: Int) {
      if run == runs.count { runs.append([]) }
      runs[run].append(place)
    }
  }

  private func session(_ run: [Item], _ owner: UInt64) -> SettledSession {
    let explicit = events[Int(run[0].index)].explicitSession
    let id = SessionID(opened: run[0].time, owner: owner)
    return SettledSession(
      explicit.map { .text($0) } ?? .generated(id), explicit == nil ? .generated : .explicit,
      start: run[0].time, end: run[run.count - 1].time, events: ascending(run[...]))
  }
}

extension TimelineEvent {
  fileprivate var arrival: Int64 { (sent ?? time).milliseconds }
}
