package import KustomerDestination

/// One time axis for all rows of a waterfall: which column a moment stands in.
///
/// It is piecewise. A stretch of events gets columns by how many events lie in it, and a pause of
/// at least the gap gets a few columns, whatever its length. A true scale is straight instead.
/// Both are monotone: a later moment never stands left of an earlier one.
///
///     moments   a  b     c                         d        e
///     knots     ●━━━━━━━━●   ╱ 41m ╱   ●            (first, last and the ends of sessions)
///     columns   0        9             18
package struct TimeScale: Hashable, Sendable {
  /// A session as far as it takes room.
  package struct Span: Hashable, Sendable {
    /// Of its first event.
    package var start: Timestamp
    /// Of its last event; not before the first.
    package var end: Timestamp

    /// A session from its first to its last event.
    package init(start: Timestamp, end: Timestamp) {
      self.start = start
      self.end = end
    }
  }

  /// A pause that is drawn shorter than it was.
  package struct Pause: Hashable, Sendable {
    /// Free columns between the events around it, at least one.
    package var columns: Range<Int>
    /// How long it was.
    package var length: Milliseconds

    /// From the sign where the axis is cut to the one where it goes on; before what comes then a
    /// column stays free if there is room.
    package var cut: Range<Int> {
      columns.count > 3 ? columns.lowerBound..<columns.upperBound - 1 : columns
    }
  }

  /// A moment whose column is fixed; those between two of them lie in proportion.
  private struct Knot: Hashable {
    var moment: Timestamp
    var column: Int
  }

  /// The width of the axis, in cells.
  package let columns: Int
  /// From left to right.
  package let pauses: [Pause]
  /// How many sessions begin before the first moment that has a column.
  package let earlierSessions: Int
  /// Ascending; never empty.
  private let knots: [Knot]

  /// The fewest columns of a session of several events, and of a stretch between two pauses.
  package static let narrowest = 5

  /// A piecewise axis; what does not fit is left out at the left.
  ///
  /// It is nil without a moment, or when
  /// not even the last one fits.
  ///
  /// - Parameters:
  ///   - spans: the sessions.
  ///   - moments: of everything that has a mark, in any order; the spans' ends among them or not.
  ///   - gap: the pause that ends a session.
  ///   - columns: the width, in cells.
  package init?(spans: [Span], moments: [Timestamp], gap: Milliseconds, columns: Int) {
    var plan = ScalePlan(spans: spans, moments: moments, gap: gap)
    guard plan.fit(into: columns) else { return nil }
    self.columns = columns
    var knots: [Knot] = []
    var pauses: [Pause] = []
    var column = 0
    for (place, moment) in plan.knots.enumerated() {
      knots.append(Knot(moment: moment, column: column))
      guard place + 1 < plan.knots.count else { break }
      let next = column + plan.steps[place]
      if plan.isPause[place] {
        pauses.append(
          Pause(
            columns: (column + plan.tails[place] + 1)..<next,
            length: plan.knots[place + 1] - moment))
      }
      column = next
    }
    self.knots = knots
    self.pauses = pauses
    let first = plan.knots[0]
    earlierSessions = spans.count { $0.start < first }
  }

  /// A straight axis from the first to the last moment; nil without one.
  package init?(trueFor moments: [Timestamp], columns: Int) {
    guard let first = moments.min(), let last = moments.max(), columns > 0 else { return nil }
    self.columns = columns
    pauses = []
    earlierSessions = 0
    let start = Knot(moment: first, column: 0)
    knots = first == last ? [start] : [start, Knot(moment: last, column: columns - 1)]
  }

  /// The column of a moment, 0-based; nil before the first moment of the axis or after its last.
  package func column(of moment: Timestamp) -> Int? {
    guard let first = knots.first, let last = knots.last,
      first.moment <= moment, moment <= last.moment
    else { return nil }
    let next = upperBound(of: moment)
    let left = knots[next - 1]
    guard next < knots.count, moment > left.moment else { return left.column }
    let right = knots[next]
    let part =
      Double(moment.milliseconds - left.moment.milliseconds)
      / Double(right.moment.milliseconds - left.moment.milliseconds)
    return min(left.column + Int(part * Double(right.column - left.column)), right.column)
  }

  /// The columns of a session, clipped to what the axis shows; nil when none of it shows.
  package func columns(of span: Span) -> ClosedRange<Int>? {
    guard let first = knots.first, let last = knots.last, span.end >= first.moment,
      span.start <= last.moment, let left = column(of: max(span.start, first.moment)),
      let right = column(of: min(span.end, last.moment))
    else { return nil }
    return left...right
  }

  /// The first moment that has a column.
  package var start: Timestamp { knots.first?.moment ?? Timestamp(milliseconds: 0) }
  /// The last moment that has a column.
  package var end: Timestamp { knots.last?.moment ?? start }
  /// Whether equal columns are equal times.
  package var isTrue: Bool { pauses.isEmpty && knots.count <= 2 }

  /// The place of the first knot after a moment.
  private func upperBound(of moment: Timestamp) -> Int {
    var low = 0
    var high = knots.count
    while low < high {
      let middle = (low + high) / 2
      if knots[middle].moment <= moment { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
