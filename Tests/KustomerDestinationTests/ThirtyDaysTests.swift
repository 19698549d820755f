import KustomerDestination
import Testing

/// Kustomer keeps what a visitor does for 30 days; an identify that comes later attaches nothing.
///
/// The moment of sending is what counts for calls that are sent, the effective time for those of a
/// file.
private struct Sender {
  var book = SessionBook()

  /// Sends a call that many days after noon; gives its session.
  mutating func send(
    _ ids: String, _ type: String = "page", after length: Milliseconds, time: String? = nil
  )
    throws -> String?
  {
    let timestamp = time.map { #","timestamp":"\#($0)""# } ?? ""
    let plan = try plan(
      #"{"type":"\#(type)",\#(ids)\#(timestamp)}"#, at: noon + length, sessions: book)
    book.record(plan)
    return plan.session?.id
  }

  var ofUser: [String] { book.sessions(of: .user("u")).map(\.id) }
  var ofVisitor: [String] { book.sessions(of: .anonymous("v")).map(\.id) }
}

private let visitor = #""anonymousId":"v""#
private let both = #""userId":"u","anonymousId":"v""#
private let day = Milliseconds.days(1)

@Test func `a session whose last event was sent exactly 30 days ago moves with the link`() throws {
  var sender = Sender()
  let session = try #require(try sender.send(visitor, after: .days(0)))
  _ = try sender.send(both, "identify", after: .days(30))
  #expect(sender.ofUser == [session])
  #expect(sender.ofVisitor.isEmpty)
}

@Test func `a session that is a millisecond older stays with the visitor`() throws {
  var sender = Sender()
  let session = try #require(try sender.send(visitor, after: .days(0)))
  _ = try sender.send(both, "identify", after: .days(30) + Milliseconds(1))
  #expect(sender.ofUser.isEmpty)
  #expect(sender.ofVisitor == [session])
  #expect(sender.book.links == ["v": "u"])
}

@Test func `a session lives on by its last event, whatever time that names`() throws {
  var sender = Sender()
  let old = try sender.send(visitor, after: .days(0))
  let kept = try #require(try sender.send(visitor, after: .days(2), time: "2023-06-01T00:00:00Z"))
  #expect(old != kept)
  let again = try sender.send(visitor, after: .days(9), time: "2023-06-01T00:10:00Z")
  #expect(again == kept)
  _ = try sender.send(both, "identify", after: .days(39))
  #expect(sender.ofUser == [kept])
  #expect(sender.ofVisitor == [old])
}

@Test func `an event with both ids joins no session that is gone`() throws {
  var sender = Sender()
  let old = try #require(
    try sender.send(visitor, after: .days(0), time: "2024-01-30T12:00:00Z"))
  let late = try sender.send(both, after: .days(31), time: "2024-01-30T12:05:00Z")
  #expect(late != old)
  #expect(sender.ofVisitor == [old])
  var other = Sender()
  let held = try other.send(visitor, after: .days(0), time: "2024-01-30T12:00:00Z")
  #expect(try other.send(both, after: .days(30), time: "2024-01-30T12:05:00Z") == held)
}

@Test func `what stayed with a visitor stays there when somebody else is identified`() throws {
  var sender = Sender()
  let session = try #require(try sender.send(visitor, after: .days(0)))
  _ = try sender.send(both, "identify", after: .days(31))
  _ = try sender.send(#""userId":"w","anonymousId":"v""#, "identify", after: .days(32))
  #expect(sender.ofVisitor == [session])
  #expect(sender.book.sessions(of: .user("w")).isEmpty)
}

@Test func `a link whose moment nobody knows moves all sessions`() throws {
  var sender = Sender()
  let session = try #require(try sender.send(visitor, after: .days(0)))
  sender.book.link(anonymousId: "v", to: "u", at: nil)
  #expect(sender.ofUser == [session])
}

private func settled(_ events: [TimelineEvent]) -> [String: [[Int]]] {
  Dictionary(
    uniqueKeysWithValues: settledTimelines(of: events, gap: .minutes(30)).map {
      ($0.person.key, $0.sessions.map(\.events))
    })
}

private func event(_ user: String?, at time: Timestamp, sent: Timestamp? = nil, links: Bool = false)
  -> TimelineEvent
{
  TimelineEvent(userId: user, anonymousId: "v", time: time, isIdentify: links, sent: sent)
}

@Test func `settled, each event's own 30 days count`() {
  let link = noon + .days(30)
  let events = [
    event(nil, at: noon + Milliseconds(-1)), event(nil, at: noon),
    event(nil, at: noon + .minutes(5)), event("u", at: link, links: true),
    event(nil, at: link + .days(60)),
  ]
  #expect(settled(events) == ["anonymous:v": [[0]], "user:u": [[1, 2], [4]]])
}

@Test func `settled, an event before two links is attached by the first or by none`() {
  let events = [
    event(nil, at: noon), event("u", at: noon + .days(31), links: true),
    event("w", at: noon + .days(32), links: true),
  ]
  #expect(settled(events) == ["anonymous:v": [[0]]])
}

@Test func `settled, events that were sent count from their sending`() {
  let sent = [
    event(nil, at: noon, sent: noon + .days(40)),
    event("u", at: noon + .days(40), sent: noon + .days(41), links: true),
  ]
  #expect(settled(sent) == ["user:u": [[0]]])
  let late = [
    event(nil, at: noon, sent: noon),
    event("u", at: noon + .days(1), sent: noon + .days(31), links: true),
  ]
  #expect(settled(late) == ["anonymous:v": [[0]]])
}

@Test(arguments: [false, true])
func `of two sessions with one start the one whose id sorts first takes an event between`(
  isTurned: Bool
) throws {
  // Opened at noon by two visitors, who turn out to be one user in either order.
  var book = SessionBook()
  let visitors = ["v", "w"]
  let ids = try visitors.map { id in
    let sent = try plan(#"{"type":"page","anonymousId":"\#(id)"}"#, sessions: book)
    book.record(sent)
    return try #require(sent.session?.id)
  }
  for visitor in isTurned ? visitors.reversed() : visitors {
    book.link(anonymousId: visitor, to: "u", at: noon)
  }
  #expect(book.sessions(of: .user("u")).map(\.id) == ids.sorted())
  let between = try plan(#"{"type":"page","userId":"u"}"#, at: noon + .minutes(9), sessions: book)
  #expect(between.session?.id == ids.min())
}

@Test func `of two sessions with one start only those within the gap are asked`() throws {
  var book = SessionBook()
  let lengths = ["0000000000000000": Milliseconds.minutes(0), "ffffffffffffffff": .minutes(50)]
  for (owner, length) in lengths {
    book.insert(
      SentSession(
        person: .user("u"), id: "auto-20240101T120000000Z-\(owner)", first: noon,
        last: noon + length, sent: noon))
  }
  let plan = try plan(#"{"type":"page","userId":"u"}"#, at: noon + .minutes(60), sessions: book)
  #expect(plan.session?.id == "auto-20240101T120000000Z-ffffffffffffffff")
}

// One gap is not within the gap, on either side of a session.
@Test(arguments: [(-30, false), (-29, true), (30, false), (29, true)])
func `a late event exactly one gap away opens a session of its own`(minutes: Int64, joins: Bool)
  throws
{
  var sender = Sender()
  let first = try sender.send(visitor, after: .days(0))
  let late = (noon + .minutes(minutes)).rfc3339
  #expect((try sender.send(visitor, after: .days(0), time: late) == first) == joins)
}
