internal import KustomerDestination

/// Time along a row of cells.
struct Axis {
  private let start: Int64
  private let length: Int64
  let columns: Int

  /// An axis on which all the moments lie, with a little room at both ends; nil without moments.
  init?(over moments: [Timestamp], columns: Int) {
    guard let first = moments.min(), let last = moments.max(), columns > 0 else { return nil }
    let span = last.milliseconds - first.milliseconds
    let room = max(span / 25, 30_000)
    start = first.milliseconds - room
    length = span + 2 * room
    self.columns = columns
  }

  /// The column of a moment, 0-based.
  func column(of moment: Timestamp) -> Int {
    let part = Double(moment.milliseconds - start) / Double(length)
    return min(max(0, Int(part * Double(columns))), columns - 1)
  }

  /// Whether a moment lies on the axis.
  func holds(_ moment: Timestamp) -> Bool {
    start..<(start + length) ~= moment.milliseconds
  }

  /// Clock times, or days where it is long, at round moments.
  var labels: String {
    let step =
      Self.steps.first { $0 * Int64(columns) >= length * 12 }
      ?? max(1, length * 12 / Int64(columns))
    var text = ""
    var moment = (start / step + 1) * step
    while moment < start + length {
      let column = self.column(of: Timestamp(milliseconds: moment))
      let label = Self.label(Timestamp(milliseconds: moment), step)
      let used = text.utf8.count
      if column >= used + (text.isEmpty ? 0 : 1), column + label.utf8.count <= columns {
        text += blanks(column - used) + label
      }
      moment += step
    }
    return text
  }

  /// Round moments by column with what they are called, so many columns apart at least.
  func ticks(every room: Int) -> [(column: Int, label: String)] {
    let step =
      Self.steps.first { $0 * Int64(columns) >= length * Int64(room) }
      ?? max(1, length * Int64(room) / Int64(columns))
    let first = (start / step + 1) * step
    return stride(from: first, to: start + length, by: Int64.Stride(step)).map {
      let moment = Timestamp(milliseconds: $0)
      return (column(of: moment), Self.label(moment, step))
    }
  }

  private static func label(_ moment: Timestamp, _ step: Int64) -> String {
    let isMidnight = moment.milliseconds % 86_400_000 == 0
    if step >= 86_400_000 || isMidnight { return String(moment.day.dropFirst(5)) }
    return step < 60_000 ? moment.clock : moment.shortClock
  }

  private static let steps: [Int64] =
    [5, 10, 15, 30].map { $0 * 1_000 }
    + [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map { $0 * 60_000 }
    + [1, 2, 7, 14, 30, 90].map { $0 * 86_400_000 }
}
