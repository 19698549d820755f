internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

@Suite struct TimelineTests {
  private func keyboard() -> Keyboard {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("2"))
    return keyboard
  }

  @Test func `x writes the sessions as a picture`() throws {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("2"))
    _ = keyboard.newEffects()
    keyboard.press(.character("x"))
    guard case .writeFile(let name, let text)? = keyboard.newEffects().first else {
      Issue.record("nothing is written")
      return
    }
    #expect(name == "sessions-userId123.svg")
    #expect(text.contains(">Registered</text>"))
  }

  @Test func `the seed's visit is one session of the identified person`() {
    let keyboard = keyboard()
    #expect(keyboard.state.shownPerson == .user("userId123"))
    #expect(keyboard.screen.contains("▾ abc123"))
    #expect(keyboard.screen.contains("explicit id  4 events"))
    #expect(keyboard.screen.contains("page      Pricing  was visitor-1"))
  }

  /// An event of one user at each of these moments.
  private func calls(at moments: [Timestamp]) -> [HistoryEntry] {
    moments.enumerated().map { place, moment in
      HistoryEntry(
        id: .init(Int64(place)), profile: "sandbox",
        call: ["type": "track", "userId": "u", "event": "E"], moment: moment, status: .delivered,
        session: nil)
    }
  }

  @Test func `an axis that is too short for all has the selected session and those after it`()
    throws
  {
    let visits = (0..<8).map { Journal.start + .minutes($0 * 90) }
    let calls = calls(at: visits.flatMap { [$0, $0 + .minutes(1)] })
    var keyboard = Keyboard(80, 60, contents: Journal.contents(calls))
    keyboard.press(.alt("2"), .right, .end)
    #expect(keyboard.screen.contains("older session"))
    keyboard.press(.home)
    let screen = keyboard.screen
    let newer = try #require(screen.firstMatch(of: /(\d) newer: Home, End/)).1
    let reached = 8 - (try #require(Int(newer)))
    #expect(reached > 1)
    let marked = screen.split(separator: "\n").filter {
      $0.contains("track ") && $0.dropFirst(54).contains("●")
    }
    #expect(marked.count == 2 * reached, "\(screen)")
    // Another line of a session that is on the axis leaves it as it is.
    keyboard.press(.down)
    #expect(keyboard.screen.contains("\(newer) newer"))
  }

  @Test func `times of other days leave what follows in its column`() {
    let calls = calls(at: [Journal.start - .days(1), Journal.start])
    var keyboard = Keyboard(120, 40, contents: Journal.contents(calls))
    keyboard.press(.alt("2"), .right)
    let rows = keyboard.screen.split(separator: "\n").filter { $0.contains("track   ") }
    let columns = Set(rows.map { $0.prefix(upTo: $0.firstRange(of: "track")!.lowerBound).count })
    #expect(rows.count > 1)
    #expect(columns.count == 1, "\(keyboard.screen)")
  }

  @Test func `another gap regroups at once`() {
    let calls = (0..<3).map { at in
      HistoryEntry(
        id: .init(Int64(at)), profile: "sandbox",
        call: ["type": "track", "userId": "u", "event": "E"],
        moment: Journal.start + .minutes(Int64(at) * 25), status: .delivered, session: nil)
    }
    var keyboard = Keyboard(contents: Journal.contents(calls))
    keyboard.press(.alt("2"), .right)
    #expect(keyboard.screen.contains("1 session  3 events"))
    keyboard.press(.character("["))
    #expect(keyboard.screen.contains("3 sessions  3 events"))
    #expect(keyboard.screen.contains("╱ 25m ╱"))
    #expect(keyboard.screen.contains("sending uses 30m"))
    keyboard.press(.escape)
    #expect(keyboard.screen.contains("1 session  3 events"))
  }

  @Test func `an unknown visitor waits as anonymous until a day`() {
    #expect(keyboard().screen.contains("▸ visitor-2  1 event"))
    #expect(keyboard().screen.contains("kept until 2024-02-23"))
  }

  @Test func `a gap stays between a minute and a day`() {
    var keyboard = keyboard()
    for _ in 0..<30 { keyboard.press(.character("]")) }
    #expect(keyboard.state.timelineGap == .hours(24))
    for _ in 0..<30 { keyboard.press(.character("[")) }
    #expect(keyboard.state.timelineGap == .minutes(1))
  }

  @Test func `Enter on an event shows its call in History`() {
    var keyboard = keyboard()
    keyboard.press(.down, .enter)
    #expect(keyboard.state.screen == .history)
    #expect(keyboard.state.selectedEntry?.facts.title == "Pricing")
  }

  @Test func `a call that failed is on no session`() {
    let lines = keyboard().state.timeline.lines
    #expect(lines.last == .failed(0))
  }

  @Test func `ten thousand events have a line each`() {
    var contents = TimelineBench.contents()
    contents.profiles = [.sandbox]
    var keyboard = Keyboard(contents: contents)
    keyboard.press(.alt("2"), .right)
    #expect(keyboard.state.timeline.lines.count == 10_001)
  }
}

/// Many events of one person, two minutes apart.
enum TimelineBench {
  static func contents() -> StartContents {
    let call: JSON = ["type": "track", "userId": "u", "event": "E"]
    let entries = (0..<10_000).map { at in
      HistoryEntry(
        id: .init(Int64(at)), profile: "sandbox", call: call,
        moment: Journal.start + .minutes(Int64(at) * 2), status: .delivered, session: nil)
    }
    return StartContents(entries: entries)
  }
}

/// The same events with ids and without, by their own times and by arrival.
@Suite struct TimelineComparisonTests {
  /// Two visits an hour apart with one id, and two events ten minutes apart without.
  private func keyboard(_ columns: Int = 80, _ rows: Int = 24) -> Keyboard {
    let times: [(Int64, String?)] = [(0, "s"), (60, "s"), (100, nil), (110, nil)]
    let calls = times.enumerated().map { at, time in
      var call: JSONObject = JSONObject([
        .init("type", "track"), .init("userId", "u"), .init("event", .string("E\(at)")),
        .init("timestamp", .string((Journal.start + .minutes(time.0)).rfc3339)),
      ])
      if let id = time.1 { call["properties"] = ["kustomer_session_id": .string(id)] }
      return HistoryEntry(
        id: .init(Int64(at + 1)), profile: "sandbox", call: .object(call),
        moment: Journal.start + .hours(24 + 2 * Int64(at)), status: .delivered, session: nil)
    }
    var keyboard = Keyboard(columns, rows, contents: Journal.contents(calls))
    keyboard.press(.alt("2"))
    while keyboard.state.shownPerson != .user("u") { keyboard.press(.right) }
    return keyboard
  }

  @Test func `c leaves the ids out, then gives all one`() {
    var keyboard = keyboard()
    #expect(keyboard.screen.contains("2 sessions  4 events"))
    keyboard.press(.character("c"))
    #expect(keyboard.screen.contains("with ids 2   without ids 3   one id 1"))
    keyboard.press(.character("c"))
    #expect(keyboard.screen.contains("3 sessions  4 events"))
    keyboard.press(.character("c"))
    #expect(keyboard.screen.contains("1 session  4 events"))
    keyboard.press(.escape)
    #expect(keyboard.screen.contains("2 sessions  4 events"))
  }

  @Test func `b places events by their arrival`() {
    var keyboard = keyboard()
    keyboard.press(.character("b"))
    #expect(keyboard.screen.contains("by arrival time"))
    // Two hours apart each: the generated ones are two sessions now.
    #expect(keyboard.screen.contains("3 sessions  4 events"))
    keyboard.press(.character("b"))
    #expect(keyboard.screen.contains("2 sessions  4 events"))
  }

  @Test func `an event with an id says where it would be without`() {
    var keyboard = keyboard(120, 40)
    keyboard.press(.down, .down)
    #expect(keyboard.screen.contains("If the id were missing: it would be a"))
    for _ in 0..<4 { keyboard.press(.character("]")) }
    #expect(keyboard.screen.contains("it would open a"))
  }

  @Test func `identifies and hidden events have marks on the axis`() {
    var keyboard = Keyboard(120, 40, contents: Journal.contents())
    keyboard.press(.alt("2"))
    #expect(keyboard.screen.contains("◆"))
    #expect(keyboard.screen.contains("○"))
    #expect(keyboard.screen.contains("Landing"))
    #expect(keyboard.screen.contains("hidden"))
  }
}
