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
    var row = SpanRow(columns: axis.columns)
    for session in sessions where (session.source == .explicit) == isExplicit {
      draw(session, fill: UInt8(ascii: isExplicit ? "=" : "-"), into: &row)
    }
    return Line(row.text, isExplicit ? .sessionExplicit : .sessionAuto)
  }

  /// Identifies and hidden events, by their places among the items, where they lie on the axis.
  func others(_ items: [Int]) -> Line {
    var row = SpanRow(columns: axis.columns)
    for item in items {
      let event = contents.items[item].event
      guard axis.holds(event.time) else { continue }
      row.marks[axis.column(of: event.time)] = UInt8(ascii: event.isIdentify ? "i" : ".")
    }
    return Line(row.text, .sessionAnonymous)
  }

  private func draw(_ session: SettledSession, fill: UInt8, into row: inout SpanRow) {
    let first = axis.column(of: session.start)
    let last = max(axis.column(of: session.end), first)
    for column in first...last { row.marks[column] = fill }
    // In one cell only the last call shows: most sessions of a long timeline lie in one.
    for event in session.events.suffix(first == last ? 1 : session.events.count) {
      let item = contents.items[event]
      row.marks[axis.column(of: item.event.time)] = item.status.mark
    }
    row.place(
      session.source == .explicit ? session.id : "auto", over: first...last, filledWith: fill)
  }
}

/// A row of spans: in each column a mark or the letter of a name.
private struct SpanRow {
  /// ASCII, a blank where nothing lies; 0 for a letter that is another character.
  var marks: [UInt8]
  private var letters: [Int: Character] = [:]

  init(columns: Int) {
    marks = Array(repeating: UInt8(ascii: " "), count: columns)
  }

  /// The columns from left to right.
  var text: String {
    if letters.isEmpty { return String(decoding: marks, as: UTF8.self) }
    return String(
      marks.indices.map { marks[$0] == 0 ? letters[$0] ?? " " : Character(.init(marks[$0])) })
  }

  /// Writes the name of a span where it hides no call: inside, else behind it.
  mutating func place(_ name: String, over span: ClosedRange<Int>, filledWith fill: UInt8) {
    let letters = Array(fitted(name, to: 12))
    for start in span.lowerBound...(span.upperBound + 2) {
      let range = start..<(start + letters.count)
      guard range.upperBound <= marks.count else { return }
      let isInside = range.upperBound <= span.upperBound + 1
      // One cell of the span stays on each side, so that the name reads as a name.
      let around =
        isInside
        ? max(span.lowerBound, start - 1)..<min(span.upperBound + 1, range.upperBound + 1) : range
      let isFree = marks[around].allSatisfy {
        $0 == fill || (!isInside && $0 == UInt8(ascii: " "))
      }
      guard isFree, isInside || start > span.upperBound + 1 else { continue }
      for (column, letter) in zip(range, letters) {
        marks[column] = letter.asciiValue ?? 0
        if marks[column] == 0 { self.letters[column] = letter }
      }
      return
    }
  }
}

extension DeliveryStatus? {
  /// `o` sent, `+` draft, `?` unknown, `w` waiting, `x` failed.
  var mark: UInt8 {
    switch self {
    case nil: UInt8(ascii: "+")
    case .delivered: UInt8(ascii: "o")
    case .sending, .waiting: UInt8(ascii: "w")
    case .uncertain: UInt8(ascii: "?")
    case .failed: UInt8(ascii: "x")
    }
  }
}
