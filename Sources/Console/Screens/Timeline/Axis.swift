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

/// The sessions of a person over an axis: a row of those named by their id, a row of those cut by
/// time.
struct SpanRows {
  let axis: Axis
  let contents: TimelineContents

  /// `|=abc123==o==|`: where sessions of that kind lie, with their calls.
  func row(_ sessions: [SettledSession], isExplicit: Bool) -> Line {
    var cells = [Character](repeating: " ", count: axis.columns)
    for session in sessions where (session.source == .explicit) == isExplicit {
      draw(session, fill: isExplicit ? "=" : "-", into: &cells)
    }
    return Line(text(of: cells), isExplicit ? .sessionExplicit : .sessionAuto)
  }

  /// Identifies and hidden events, by their places among the items, where they lie on the axis.
  func others(_ items: [Int]) -> Line {
    var cells = [Character](repeating: " ", count: axis.columns)
    for item in items {
      let time = contents.items[item].event.time
      let mark: Character = contents.items[item].event.isIdentify ? "i" : "."
      if axis.holds(time) { cells[axis.column(of: time)] = mark }
    }
    return Line(text(of: cells), .sessionAnonymous)
  }

  /// Those characters as a text; most of them are blanks, many in a row.
  private func text(of cells: [Character]) -> String {
    var text = ""
    text.reserveCapacity(cells.count)
    var at = 0
    while at < cells.count {
      let run = cells[at...].prefix { $0 == " " }.count
      text += blanks(run)
      at += run
      guard at < cells.count else { break }
      text.append(cells[at])
      at += 1
    }
    return text
  }

  private func draw(_ session: SettledSession, fill: Character, into cells: inout [Character]) {
    let first = axis.column(of: session.start)
    let last = max(axis.column(of: session.end), first)
    for column in first...last { cells[column] = fill }
    // In one cell only the last call shows: most sessions of a long timeline lie in one.
    for event in session.events.suffix(first == last ? 1 : session.events.count) {
      let column = axis.column(of: contents.items[event].event.time)
      cells[column] = contents.items[event].status.mark
    }
    name(session.source == .explicit ? session.id : "auto", first, last, fill, &cells)
  }

  /// Writes the name where it hides no call: inside the span, else behind it.
  private func name(
    _ name: String, _ first: Int, _ last: Int, _ fill: Character, _ cells: inout [Character]
  ) {
    let letters = Array(fitted(name, to: 12))
    for start in first...(last + 2) {
      let range = start..<(start + letters.count)
      guard range.upperBound <= cells.count else { return }
      let isInside = range.upperBound <= last + 1
      // One cell of the span stays on each side, so that the name reads as a name.
      let around = isInside ? max(first, start - 1)..<min(last + 1, range.upperBound + 1) : range
      let isFree = cells[around].allSatisfy { $0 == fill || (!isInside && $0 == " ") }
      guard isFree, isInside || start > last + 1 else { continue }
      cells.replaceSubrange(range, with: letters)
      return
    }
  }
}

extension DeliveryStatus? {
  /// `o` sent, `+` draft, `?` unknown, `w` waiting, `x` failed.
  var mark: Character {
    switch self {
    case nil: "+"
    case .delivered: "o"
    case .sending, .waiting: "w"
    case .uncertain: "?"
    case .failed: "x"
    }
  }
}
