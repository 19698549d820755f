internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// What the Timeline and the lists beside it say is so, whatever the order, the day and the ids.
@Suite struct TimelineTruthTests {
  private func track(
    _ id: Int64, _ title: String, at time: Timestamp, user: String? = "u", visitor: String? = nil,
    session: String? = nil, sent: Timestamp? = nil
  ) -> HistoryEntry {
    var call = JSONObject([
      .init("type", "track"), .init("event", .string(title)),
      .init("timestamp", .string(time.rfc3339)),
    ])
    if let user { call["userId"] = .string(user) }
    if let visitor { call["anonymousId"] = .string(visitor) }
    if let session { call["properties"] = ["kustomer_session_id": .string(session)] }
    let planned = session.map { PlannedSession(id: $0, source: .explicit) }
    return HistoryEntry(
      id: .init(id), profile: "sandbox", call: .object(call), moment: sent ?? time,
      status: .delivered, session: planned)
  }

  private func keyboard(
    _ entries: [HistoryEntry], person: Person, at now: Timestamp = Journal.start + .hours(2),
    _ columns: Int = 120, _ rows: Int = 40
  ) -> Keyboard {
    var keyboard = Keyboard(columns, rows, contents: nil)
    keyboard.now = now
    keyboard.receive(.started(StartContents(entries: entries)))
    keyboard.press(.alt("2"))
    for _ in entries where keyboard.state.shownPerson != person { keyboard.press(.right) }
    return keyboard
  }

  private func place(_ text: String, in screen: String) -> Int? {
    screen.firstRange(of: text).map { screen.distance(from: screen.startIndex, to: $0.lowerBound) }
  }

  @Test func `a session lists its events by the chosen time`() throws {
    let keyboard = keyboard(
      [
        track(1, "Second-E", at: Journal.start + .minutes(5)),
        track(2, "First-E", at: Journal.start),
        track(3, "Third-E", at: Journal.start + .minutes(9)),
      ], person: .user("u"))
    let first = try #require(place("First-E", in: keyboard.screen))
    let second = try #require(place("Second-E", in: keyboard.screen))
    let third = try #require(place("Third-E", in: keyboard.screen))
    #expect(first < second && second < third)
    var byArrival = keyboard
    byArrival.press(.character("b"))
    let items = byArrival.state.timeline.contents.items
    for session in byArrival.state.timeline.contents.timelines.flatMap(\.sessions) {
      let times = session.events.map { items[$0].event.time }
      #expect(times == times.sorted())
    }
  }

  @Test(arguments: [Int64(1), 40, 400])
  func `two generated sessions never bear one short name`(days: Int64) throws {
    let entries = [
      track(1, "A", at: Journal.start), track(2, "B", at: Journal.start + .days(days)),
      track(3, "C", at: Journal.start + .days(days + 366)),
    ]
    let keyboard = keyboard(entries, person: .user("u"), at: Journal.start + .days(900))
    let names = keyboard.screen.split(separator: "\n").compactMap { line -> String? in
      guard line.contains("by pause") else { return nil }
      return line.firstRange(of: " auto ").map {
        String(line.suffix(from: $0.lowerBound).prefix(26))
      }
    }
    #expect(names.count == 3)
    #expect(Set(names).count == 3)
  }

  @Test func `long ids that begin alike are told apart`() {
    let ids = ["checkout-of-the-german-shop-0001", "checkout-of-the-german-shop-0002"]
    let entries = ids.enumerated().map { at, id in
      track(Int64(at + 1), "E\(at)", at: Journal.start + .minutes(Int64(at)), session: id)
    }
    for size in [(120, 40), (80, 24), (60, 20)] {
      var keyboard = keyboard(entries, person: .user("u"), size.0, size.1)
      #expect(keyboard.screen.contains("0001 "))
      #expect(keyboard.screen.contains("0002 "))
      keyboard.press(.alt("3"))
      guard size.0 >= 80 else { continue }
      #expect(keyboard.screen.contains("0001 ") && keyboard.screen.contains("0002 "))
    }
  }

  @Test func `sessions of two persons at one minute have two names in the History`() {
    let entries = ["u1", "u2"].enumerated().map { at, user in
      var entry = track(Int64(at + 1), "E", at: Journal.start, user: user)
      entry.session = PlannedSession(
        id: "auto-20240124T092211000Z-000000000000000\(at)", source: .generated)
      return entry
    }
    var keyboard = keyboard(entries, person: .user("u1"))
    keyboard.press(.alt("3"))
    let rows = keyboard.screen.split(separator: "\n").filter { $0.contains(" track ") }
    #expect(rows.count >= 2)
    #expect(!keyboard.screen.contains("auto 09:22"))
  }

  @Test func `ids of any length read whole in the History`() {
    for id in [7, 100_001, 9_876_543_210] as [Int64] {
      var entry = track(id, "E", at: Journal.start)
      entry.isPinned = true
      var keyboard = keyboard([entry], person: .user("u"), 80, 24)
      keyboard.press(.alt("3"))
      #expect(keyboard.screen.contains("\(id)* "))
    }
  }

  @Test func `what no identify has named in time is gone`() {
    let entries = [
      track(1, "Old", at: Journal.start, user: nil, visitor: "v"),
      track(2, "New", at: Journal.start + .days(20), user: nil, visitor: "v"),
      track(3, "Mine", at: Journal.start + .days(31), user: "u"),
    ]
    let exact = keyboard(entries, person: .user("u"), at: Journal.start + .days(30))
    #expect(!exact.screen.contains("  gone") && !exact.screen.contains(", 1 gone"))
    let some = keyboard(entries, person: .user("u"), at: Journal.start + .days(31))
    #expect(some.screen.contains("2 events, 1 gone"))
    #expect(some.screen.contains("  gone"))
    #expect(some.screen.contains("  hidden"))
    let all = keyboard(entries, person: .user("u"), at: Journal.start + .days(51))
    #expect(all.screen.contains("gone since 2024-03-14"))
    #expect(!all.screen.contains("kept until"))
  }

  @Test func `a visitor's own timeline says hidden, and until when`() {
    let entries = [track(1, "Seen", at: Journal.start, user: nil, visitor: "v")]
    var keyboard = keyboard(entries, person: .anonymous("v"))
    #expect(keyboard.screen.contains("hidden, kept until 2024-02-23"))
    #expect(keyboard.screen.contains("  hidden"))
    keyboard.press(.down)
    #expect(keyboard.screen.contains("Hidden in Kustomer until an identify"))
    let late = self.keyboard(
      entries, person: .anonymous("v"), at: Journal.start + .days(30) + Milliseconds(1))
    #expect(late.screen.contains("gone since 2024-02-23"))
    #expect(late.screen.contains("  gone"))
  }

  @Test func `an old timestamp that is sent now is kept from now on`() {
    let entries = [
      track(
        1, "Seen", at: Journal.start - .days(40), user: nil, visitor: "v", sent: Journal.start)
    ]
    let keyboard = keyboard(entries, person: .anonymous("v"))
    #expect(keyboard.screen.contains("hidden, kept until 2024-02-23"))
  }

  @Test func `the preview of an identify counts what is gone`() {
    let entries = [
      track(1, "Old", at: Journal.start, user: nil, visitor: "v"),
      track(2, "New", at: Journal.start + .days(20), user: nil, visitor: "v"),
    ]
    var keyboard = keyboard(entries, person: .anonymous("v"), at: Journal.start + .days(31))
    keyboard.press(
      .alt("1"), .escape, .paste(#"{"type":"identify","userId":"u","anonymousId":"v"}"#))
    #expect(
      keyboard.state.model.sessionWords
        == "v becomes u: 1 event that waited will show; 1 event gone after 30 days")
  }
}
