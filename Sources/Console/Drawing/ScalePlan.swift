internal import KustomerDestination

/// How many columns each part of a piecewise axis gets.
///
/// First every part gets the fewest that it can do with; what is left goes to the labels of the
/// pauses, then to the stretches, by how many events lie in them.
struct ScalePlan {
  /// Moments whose columns are fixed, ascending: the ends of sessions and what stands beside a
  /// pause.
  private(set) var knots: [Timestamp] = []
  /// For each knot but the last: the columns to the next one.
  private(set) var steps: [Int] = []
  /// Whether a pause follows the knot.
  private(set) var isPause: [Bool] = []
  /// Blank columns after a knot, before its pause or the end of the axis.
  private(set) var tails: [Int] = []
  /// How many moments lie behind the knot, up to the next one.
  private var weights: [Int] = []

  init(spans: [TimeScale.Span], moments: [Timestamp], gap: Milliseconds) {
    let all = Self.distinct(moments + spans.flatMap { [$0.start, $0.end] })
    let ends = Set(spans.flatMap { [$0.start, $0.end] })
    for (place, moment) in all.enumerated() {
      let follows = place > 0 && moment - all[place - 1] >= gap
      let leads = place + 1 < all.count && all[place + 1] - moment >= gap
      let isEdge = place == 0 || place + 1 == all.count
      if isEdge || follows || leads || ends.contains(moment) {
        if follows, let last = isPause.indices.last { isPause[last] = true }
        knots.append(moment)
        isPause.append(false)
        weights.append(0)
      } else if let last = weights.indices.last {
        weights[last] += 1
      }
    }
    tails = Array(repeating: 0, count: knots.count)
    steps = isPause.map { $0 ? 2 : 1 }
    giveRoom(to: spans)
  }

  private static func distinct(_ moments: [Timestamp]) -> [Timestamp] {
    var distinct: [Timestamp] = []
    for moment in moments.sorted() where distinct.last != moment { distinct.append(moment) }
    return distinct
  }

  /// Each session of several events and each stretch between pauses takes five columns at least.
  private mutating func giveRoom(to spans: [TimeScale.Span]) {
    let room = TimeScale.narrowest - 1
    for span in spans.sorted(by: { $0.end < $1.end }) where span.end > span.start {
      guard let first = place(of: span.start), let last = place(of: span.end) else { continue }
      let width = steps[first..<last].reduce(0, +)
      // The last part that is no pause: all sessions that end here grow by it.
      let stretch = (first..<last).last { !isPause[$0] } ?? last - 1
      if width < room { steps[stretch] += room - width }
    }
    var start = 0
    for place in knots.indices where place + 1 == knots.count || isPause[place] {
      let width = steps[start..<place].reduce(0, +)
      if width < room { widen(after: place, by: room - width) }
      start = place + 1
    }
  }

  private mutating func widen(after place: Int, by columns: Int) {
    tails[place] += columns
    if place + 1 < knots.count { steps[place] += columns }
  }

  private func place(of moment: Timestamp) -> Int? {
    var low = 0
    var high = knots.count
    while low < high {
      let middle = (low + high) / 2
      if knots[middle] < moment { low = middle + 1 } else { high = middle }
    }
    return low < knots.count && knots[low] == moment ? low : nil
  }

  /// Drops at the left what has no room, and gives away all columns; false when nothing fits.
  mutating func fit(into columns: Int) -> Bool {
    guard let last = knots.indices.last else { return false }
    var needed = 1 + tails[last]
    guard needed <= columns else { return false }
    var first = last
    while first > 0, needed + steps[first - 1] <= columns {
      first -= 1
      needed += steps[first]
    }
    // A stretch of which only the end would show is left out, unless it is the only one.
    if first > 0, !isPause[first - 1],
      let pause = (first..<last).first(where: { isPause[$0] })
    {
      needed -= steps[first...pause].reduce(0, +)
      first = pause + 1
    }
    drop(first)
    spread(columns - needed)
    return true
  }

  private mutating func drop(_ count: Int) {
    knots.removeFirst(count)
    steps.removeFirst(count)
    isPause.removeFirst(count)
    tails.removeFirst(count)
    weights.removeFirst(count)
  }

  private mutating func spread(_ columns: Int) {
    var left = columns
    // The newest pauses are named first.
    for place in knots.indices.dropLast().reversed() where isPause[place] {
      let name = (knots[place + 1] - knots[place]).words
      let wanted = name.utf8.count + 6 - (steps[place] - tails[place])
      guard wanted > 0, wanted <= left else { continue }
      steps[place] += wanted
      left -= wanted
    }
    let stretches = knots.indices.dropLast().filter { !isPause[$0] }
    if stretches.isEmpty {
      let groups = knots.indices.filter { $0 + 1 == knots.count || isPause[$0] }
      for (place, more) in zip(groups, Self.parts(of: left, by: groups.map { _ in 1 })) {
        widen(after: place, by: more)
      }
    } else {
      let parts = Self.parts(of: left, by: stretches.map { weights[$0] + 1 })
      for (place, more) in zip(stretches, parts) { steps[place] += more }
    }
  }

  /// A number in whole parts, in proportion to the weights; their sum is the number.
  private static func parts(of number: Int, by weights: [Int]) -> [Int] {
    let total = weights.reduce(0, +)
    guard total > 0 else { return weights }
    var given = 0
    var sum = 0
    return weights.map { weight in
      sum += weight
      let part = number * sum / total - given
      given += part
      return part
    }
  }
}
