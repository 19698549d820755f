import KustomerDestination
import Testing

/// Marbles: ten minutes a column; the letter says whose event it is.
///
/// `v` anonymous visitor, `u` user, `I` identify of both, `w` user w; `-` nothing.
private func arrivals(_ marbles: String, gap: Milliseconds = .minutes(30)) throws -> String {
  var book = SessionBook()
  var ids: [String] = []
  var result = ""
  for (column, marble) in marbles.enumerated() {
    guard let call = call(marble, at: noon + .minutes(Int64(column) * 10)) else {
      result.append("-")
      continue
    }
    let plan = try plan(call, settings: DestinationSettings(gap: gap), sessions: book)
    book.record(plan)
    guard let id = plan.session?.id else {
      result.append("I")
      continue
    }
    if !ids.contains(id) { ids.append(id) }
    result.append(String((ids.firstIndex(of: id) ?? 0) + 1))
  }
  return result
}

private func call(_ marble: Character, at time: Timestamp) -> String? {
  let ids =
    switch marble {
    case "v": #""anonymousId":"v""#
    case "u": #""userId":"u""#
    case "w": #""userId":"w""#
    case "b", "I": #""userId":"u","anonymousId":"v""#
    case "J": #""userId":"w","anonymousId":"v""#
    case "e": #""userId":"u","properties":{"kustomer_session_id":"explicit"}"#
    default: ""
    }
  guard !ids.isEmpty else { return nil }
  let type = marble == "I" || marble == "J" ? "identify" : "page"
  return #"{"type":"\#(type)",\#(ids),"timestamp":"\#(time.rfc3339)"}"#
}

@Test(arguments: [
  ("v-v--v---v", "1-1--1---2", 40), ("v-v--v---v", "1-1--2---3", 30), ("uwuw", "1212", 30),
  ("u--u", "1--2", 30), ("u--u", "1--1", 31), ("ue-eu", "12-23", 30), ("vIv", "1I1", 30),
  ("vIu", "1I1", 30), ("vb", "11", 30), ("vu", "12", 30), ("vIvJv", "1I1I2", 60),
  ("vI--v", "1I--2", 30),
])
func `sessions are cut as calls arrive`(calls: String, sessions: String, gap: Int64) throws {
  #expect(try arrivals(calls, gap: .minutes(gap)) == sessions)
}

private func page(_ time: String, _ ids: String = #""anonymousId":"v""#) -> String {
  #"{"type":"page",\#(ids),"timestamp":"2024-01-01T\#(time):00Z"}"#
}

@Test func `the specification's example groups as it says`() throws {
  let identify =
    #"{"type":"identify","userId":"u","anonymousId":"v","timestamp":"2024-01-01T10:25:00Z"}"#
  let calls = [page("10:00"), page("10:20"), identify, page("10:50"), page("11:30"), page("10:58")]
  var book = SessionBook()
  var ids: [String?] = []
  for call in calls {
    let plan = try plan(call, sessions: book)
    book.record(plan)
    ids.append(plan.session?.id)
  }
  // FNV-1a by its published definition, written out again.
  func hash(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    let hex = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - hex.count) + hex
  }
  let first = "auto-20240101T100000000Z-" + hash("anonymous:v")
  let second = "auto-20240101T105000000Z-" + hash("user:u")
  let third = "auto-20240101T113000000Z-" + hash("user:u")
  #expect(ids == [first, first, nil, second, third, second])
  #expect(book.sessions(of: .user("u")).map(\.id) == [first, second, third])
  #expect(book.sessions(of: .anonymous("v")).isEmpty)

  let events = calls.map { call in
    let time = try? plan(call).time
    return TimelineEvent(
      userId: call.contains(#""userId""#) ? "u" : nil, anonymousId: "v", time: time ?? noon,
      isIdentify: call.contains("identify"))
  }
  let settled = settledTimelines(of: events, gap: .minutes(30))
  #expect(settled.map(\.person) == [.user("u")])
  #expect(settled[0].sessions.map(\.events) == [[0, 1], [3, 5], [4]])
  #expect(
    settled[0].sessions.map(\.id) == [
      "auto-20240101T100000000Z-" + hash("user:u"), second, third,
    ])
}

@Test func `a late event joins, and one that bridges two joins the earlier`() throws {
  var book = SessionBook()
  func send(_ time: String) throws -> String? {
    let plan = try plan(page(time), sessions: book)
    book.record(plan)
    return plan.session?.id
  }
  let first = try send("10:00")
  let second = try send("10:50")
  #expect(first != second)
  #expect(try send("10:25") == first)
  #expect(try send("09:45") == first)
  #expect(try send("10:45") == first)
  #expect(try send("11:10") == first)
  #expect(try send("11:45") != second)
  #expect(book.sessions(of: .anonymous("v")).count == 3)
}

@Test func `a book read back from sent sessions goes on as before`() throws {
  var book = SessionBook()
  for time in ["10:00", "10:10", "11:00"] { book.record(try plan(page(time), sessions: book)) }
  var again = SessionBook()
  for session in book.sessions(of: .anonymous("v")) { again.insert(session) }
  for time in ["10:35", "11:20", "09:31", "13:00"] {
    #expect(
      try plan(page(time), sessions: again).session == plan(page(time), sessions: book).session)
  }
}

@Test func `only calls that are ready link`() throws {
  var book = SessionBook()
  book.record(
    try plan(#"{"type":"identify","userId":"u","anonymousId":"v","traits":[1]}"#, sessions: book))
  #expect(book.links.isEmpty)
  book.record(try plan(#"{"type":"identify","userId":"u","anonymousId":"v"}"#, sessions: book))
  #expect(book.links == ["v": "u"])
}

@Test func `settled, a visitor's event belongs to the last link before it, else the first`() {
  func at(_ minute: Int64, _ user: String?, identify: Bool = false) -> TimelineEvent {
    TimelineEvent(
      userId: user, anonymousId: "v", time: noon + .minutes(minute), isIdentify: identify)
  }
  let events = [
    at(25, nil), at(0, nil), at(10, "a", identify: true), at(15, nil), at(20, "b", identify: true),
  ]
  let timelines = settledTimelines(of: events, gap: .hours(1))
  #expect(timelines.map(\.person) == [.user("b"), .user("a")])
  #expect(timelines.map { $0.sessions.map(\.events) } == [[[0]], [[1, 3]]])
}

@Test func `explicit sessions stand before generated ones that start with them`() {
  let events = [
    TimelineEvent(userId: "u", anonymousId: nil, time: noon),
    TimelineEvent(userId: "u", anonymousId: nil, time: noon, explicitSession: "s"),
    TimelineEvent(
      userId: "u", anonymousId: nil, time: noon + .hours(9), explicitSession: "s"),
  ]
  let sessions = settledTimelines(of: events, gap: .minutes(30))[0].sessions
  #expect(sessions.map(\.source) == [.explicit, .generated])
  #expect(sessions.map(\.events) == [[1, 2], [0]])
  #expect(sessions[0].end == noon + .hours(9))
}

@Test func `ids that differ only in normal form are two persons`() throws {
  #expect(Person.user("\u{E9}") != .user("e\u{301}"))
  let mark = Person.user("\u{301}x")
  #expect(Person(key: mark.key) == mark)
  let events = ["\u{E9}", "e\u{301}"].map {
    TimelineEvent(userId: $0, anonymousId: nil, time: noon, explicitSession: nil)
  }
  #expect(settledTimelines(of: events, gap: .minutes(30)).count == 2)
}

@Test func `a link keeps the ids of sessions that were opened in one millisecond`() throws {
  var book = SessionBook()
  func send(_ text: String) throws -> String? {
    let plan = Destination().plan(for: try Call(parsing: text), at: noon, sessions: book)
    book.record(plan)
    return plan.session?.id
  }
  let user = try send(#"{"type":"track","userId":"u","event":"Done"}"#)
  let visitor = try send(#"{"type":"track","anonymousId":"v","event":"Done"}"#)
  _ = try send(#"{"type":"identify","userId":"u","anonymousId":"v","traits":{}}"#)
  #expect(Set(book.sessions(of: .user("u")).map(\.id)) == Set([user, visitor]))
}

@Test func `a timeline of many sessions finds those that late events join`() throws {
  // Three hours apart, out of order, so that lists are split, and all are looked for again.
  let count = 2_000
  var book = SessionBook()
  func session(_ index: Int) -> SentSession {
    let first = noon + .hours(Int64(3 * index))
    let id = "auto-\(first.rfc3339.filter { !"-:.".contains($0) })-0123456789abcdef"
    return SentSession(
      person: .user("u"), id: id, first: first, last: first + .minutes(50), sent: first)
  }
  let expected = (0..<count).map(session)
  for index in 0..<count { book.insert(session(index * 797 % count)) }
  #expect(book.sessions(of: .user("u")) == expected)
  for index in 0..<count { book.insert(session(index)) }
  #expect(book.sessions(of: .user("u")) == expected)
  let call = try Call(parsing: #"{"type":"track","userId":"u","event":"Done"}"#)
  for wanted in expected {
    let moment = wanted.first + .minutes(79)
    let plan = Destination().plan(for: call, at: moment, sessions: book)
    #expect(plan.session?.id == wanted.id)
  }
}

@Test func `the events of one person are cut alone as among all`() {
  for seed in 0..<40 as Range<Int64> {
    let events = (0..<60 as Range<Int64>).map { at in
      let roll = (at &* 7_919 &+ seed &* 104_729) % 97
      return TimelineEvent(
        userId: "u", anonymousId: nil, time: noon + .minutes(roll * 7),
        explicitSession: roll % 5 == 0 ? "s-\(roll % 3)" : nil, isIdentify: roll % 11 == 0)
    }
    let among = settledTimelines(of: events, gap: .minutes(30)).first?.sessions
    #expect(settledSessions(of: events, by: .user("u"), gap: .minutes(30)) == among)
  }
  #expect(settledSessions(of: [], by: .user("u"), gap: .minutes(30)).isEmpty)
}
