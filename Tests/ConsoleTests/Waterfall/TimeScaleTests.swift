import Console
import KustomerDestination
import Testing

/// The axis that all rows of a waterfall share.
struct TimeScaleTests {
  private static let gap = Milliseconds.minutes(30)

  private func made(_ sessions: [[Int]], columns: Int) -> TimeScale? {
    let sessions = sessions.map { $0.map { minutes($0) } }
    return TimeScale(
      spans: sessions.map { TimeScale.Span(start: $0[0], end: $0[$0.count - 1]) },
      moments: sessions.flatMap(\.self), gap: Self.gap, columns: columns)
  }

  private func minutes(_ count: Int) -> Timestamp {
    Timestamp(milliseconds: Int64(count) * 60_000)
  }

  @Test func `a stretch takes all columns from its first to its last event`() throws {
    let scale = try #require(made([[0, 7, 12]], columns: 50))
    #expect(scale.column(of: minutes(0)) == 0)
    #expect(scale.column(of: minutes(12)) == 49)
    #expect(scale.column(of: minutes(7)) == 28)
    #expect(scale.pauses.isEmpty)
  }

  @Test func `a pause of the gap is cut to a few columns and keeps its length`() throws {
    let scale = try #require(made([[0, 10], [51, 60]], columns: 40))
    #expect(scale.pauses.map(\.length) == [.minutes(41)])
    let pause = try #require(scale.pauses.first)
    #expect(pause.columns.count == "╱ 41m ╱ ".count)
    let before = try #require(scale.column(of: minutes(10)))
    let after = try #require(scale.column(of: minutes(51)))
    #expect(before + 1 == pause.columns.lowerBound)
    #expect(pause.columns.upperBound == after)
  }

  @Test func `a pause just short of the gap is drawn as it was`() throws {
    #expect(try #require(made([[0, 29]], columns: 40)).pauses.isEmpty)
  }

  @Test func `eight sessions in nine days all have their five columns`() throws {
    let day = 24 * 60
    let sessions = (0..<8).map { [$0 * day + $0 * 20, $0 * day + $0 * 20 + 9] }
    let scale = try #require(made(sessions, columns: 52))
    #expect(scale.earlierSessions == 0)
    for session in sessions {
      let span = TimeScale.Span(start: minutes(session[0]), end: minutes(session[1]))
      #expect(try #require(scale.columns(of: span)).count >= TimeScale.narrowest)
    }
  }

  @Test func `sessions that have no room are counted, the newest stay`() throws {
    let sessions = (0..<40).map { [$0 * 600, $0 * 600 + 5] }
    let scale = try #require(made(sessions, columns: 52))
    #expect(scale.earlierSessions > 0)
    #expect(scale.column(of: minutes(sessions[0][0])) == nil)
    #expect(scale.column(of: minutes(sessions[39][1])) != nil)
    #expect(scale.column(of: minutes(sessions[scale.earlierSessions][0])) == 0)
  }

  @Test func `a true scale is straight`() throws {
    let moments = [0, 10, 100].map(minutes)
    let scale = try #require(TimeScale(trueFor: moments, columns: 101))
    #expect(moments.map { scale.column(of: $0) } == [0, 10, 100])
    #expect(scale.isTrue)
    #expect(TimeScale(trueFor: [], columns: 101) == nil)
  }

  @Test func `moments at the ends of time do not trap`() {
    let ends = [Int64.min, -62_135_596_800_000, 0, 253_402_300_799_999, Int64.max]
      .map { Timestamp(milliseconds: $0) }
    for first in ends {
      for last in ends where first < last {
        let span = TimeScale.Span(start: first, end: last)
        let scale = TimeScale(
          spans: [span], moments: [first, last], gap: Self.gap, columns: 40)
        #expect(scale?.column(of: first) == 0)
        #expect(TimeScale(trueFor: [first, last], columns: 40)?.column(of: last) == 39)
      }
    }
  }
}

/// Laws over made-up timelines: the same seed makes the same ones.
struct TimeScaleLawTests {
  private struct Dice {
    var state: UInt64
    mutating func roll(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
  }

  /// Sessions of a person: those by pause do not overlap, those by id may.
  private func generated(_ dice: inout Dice) -> [[Timestamp]] {
    let longest = [60_000, 3_000_000, 400_000_000][dice.roll(3)]
    var moment = 0
    return (0...dice.roll(12)).map { _ in
      moment += dice.roll(3) == 0 ? 0 : dice.roll(longest)
      var time = moment
      let events = (0...dice.roll(6)).map { _ in
        defer { time += dice.roll(longest) }
        return Timestamp(milliseconds: Int64(time))
      }
      if dice.roll(4) > 0 { moment = time + 1_800_000 }
      return events
    }
  }

  @Test(arguments: 0..<300)
  func `the axis is monotone, fills its width, and no session is narrower than five`(
    seed: Int
  ) throws {
    var dice = Dice(state: UInt64(seed))
    let sessions = generated(&dice)
    let columns = 5 + dice.roll(150)
    let spans = sessions.map { TimeScale.Span(start: $0[0], end: $0[$0.count - 1]) }
    let moments = sessions.flatMap(\.self).sorted()
    let scale = try #require(
      TimeScale(spans: spans, moments: moments, gap: .minutes(30), columns: columns))
    let shown = moments.compactMap { scale.column(of: $0) }
    #expect(shown == shown.sorted())
    #expect(shown.first == 0)
    #expect(shown.allSatisfy { 0..<columns ~= $0 })
    #expect(shown.count == moments.count { $0 >= scale.start })
    #expect(scale.pauses.allSatisfy { !$0.columns.isEmpty && $0.length >= .minutes(30) })
    for (span, events) in zip(spans, sessions) {
      guard let bar = scale.columns(of: span) else {
        #expect(span.end < scale.start)
        continue
      }
      let isWhole = span.start >= scale.start
      if isWhole, span.end > span.start { #expect(bar.count >= TimeScale.narrowest) }
      for column in events.compactMap({ scale.column(of: $0) }) { #expect(bar.contains(column)) }
    }
    #expect(scale.earlierSessions == spans.count { $0.start < scale.start })
  }
}
