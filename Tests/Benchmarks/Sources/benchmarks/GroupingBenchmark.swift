import KustomerDestination

/// Groups a million events of 10 000 persons from their names, beside a sort of as many numbers.
struct GroupingBenchmark {
  private var events: [TimelineEvent] = []
  private var pairs: [(UInt32, Int64)] = []

  init(count: Int = 1_000_000, persons: Int = 10_000) {
    var dice = Dice()
    for _ in 0..<count {
      let person = dice.roll(below: persons)
      let time = 1_700_000_000_000 + Int64(dice.roll(below: 31_536_000)) * 1_000
      events.append(
        TimelineEvent(
          userId: "user-\(person)", anonymousId: nil, time: Timestamp(milliseconds: time)))
      pairs.append((UInt32(person), time))
    }
  }

  /// Prints the CPU seconds of grouping and of sorting, in turn.
  func run(rounds: Int) {
    for _ in 0..<rounds {
      var sorted = pairs
      let sorting = measured { sorted.sort { $0 < $1 } }
      var timelines: [SettledTimeline] = []
      let grouping = measured { timelines = settledTimelines(of: events, gap: .minutes(30)) }
      precondition(timelines.count == Set(pairs.map(\.0)).count && sorted.count == pairs.count)
      print(grouping, sorting)
    }
  }
}
