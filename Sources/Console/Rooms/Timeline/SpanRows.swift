internal import KustomerDestination

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
