package import KustomerDestination

extension Waterfall {
  /// The row over the bars: when each stretch begins, how long the pauses are, and more moments
  /// where there is room.
  ///
  /// - Parameter now: what day needs no name.
  /// - Returns: at most as many cells as the axis has columns.
  package func labels(at now: Timestamp) -> Line {
    var row = LabelRow(columns: scale.columns)
    guard !scale.isTrue || moments.count < scale.columns / 7 else {
      return straightLabels(at: now)
    }
    var day = now.day
    for (moment, room) in stretchStarts {
      guard let column = scale.column(of: moment) else { continue }
      row.put(Self.label(of: moment, after: day, room: room), at: column, .muted)
      day = moment.day
    }
    for pause in scale.pauses { row.put(pause) }
    if let last = scale.column(of: scale.end) {
      row.put(scale.end.shortClock, at: min(last, scale.columns - 5), .muted)
    }
    for moment in moments {
      if let column = scale.column(of: moment) { row.put(moment.shortClock, at: column, .muted) }
    }
    return row.line
  }

  /// The first moment of each stretch, with the columns up to the next stretch's.
  private var stretchStarts: [(moment: Timestamp, room: Int)] {
    let lefts = [0] + scale.pauses.map(\.columns.upperBound)
    let rights = scale.pauses.map(\.columns.lowerBound) + [scale.columns]
    let starts = moments
    return zip(lefts, rights).compactMap { left, right in
      starts.first { scale.column(of: $0) == left }.map { ($0, right - left) }
    }
  }

  /// `10:42`; with the day where it is another one than before.
  private static func label(of moment: Timestamp, after day: String, room: Int) -> String {
    guard moment.day != day else { return moment.shortClock }
    let isThisYear = moment.day.prefix(4) == day.prefix(4)
    let name = isThisYear ? String(moment.day.dropFirst(5)) : moment.day
    let whole = name + " " + moment.shortClock
    return cells(of: whole) < room ? whole : name
  }

  /// Times at equal distances.
  private func straightLabels(at now: Timestamp) -> Line {
    var row = LabelRow(columns: scale.columns)
    let length = scale.end.milliseconds - scale.start.milliseconds
    let steps = max(1, scale.columns / 16)
    var day = now.day
    for step in 0...steps {
      let part = length / Int64(steps) * Int64(step)
      let moment = Timestamp(milliseconds: scale.start.milliseconds + part)
      guard let column = scale.column(of: moment) else { continue }
      row.put(Self.label(of: moment, after: day, room: 16), at: column, .muted)
      day = moment.day
    }
    return row.line
  }
}

/// A row of short texts, none over another.
private struct LabelRow {
  private var letters: [Character?]
  private var last = ""
  private let role = Role.muted

  init(columns: Int) {
    letters = Array(repeating: nil, count: columns)
  }

  /// Writes a text where it fits with a blank on each side.
  mutating func put(_ text: String, at column: Int, _ role: Role) {
    let range = column..<(column + text.count)
    guard column >= 0, range.upperBound <= letters.count, text != last else { return }
    let around = max(0, column - 1)..<min(letters.count, range.upperBound + 1)
    guard letters[around].allSatisfy({ $0 == nil }) else { return }
    for (place, letter) in zip(range, text) { letters[place] = letter }
    last = text
  }

  /// `╱ 41m ╱` over the pause, or what of it has room.
  mutating func put(_ pause: TimeScale.Pause) {
    let name = Array(pause.length.words)
    let room = pause.cut
    for column in [room.lowerBound, room.upperBound - 1] where letters[column] == nil {
      letters[column] = Glyph.cut.character
    }
    guard name.count + 2 <= room.count else { return }
    let column = room.lowerBound + (room.count - name.count) / 2
    for (place, letter) in zip(column..<(column + name.count), name) where letters[place] == nil {
      letters[place] = letter
    }
  }

  var line: Line {
    var text = String(letters.map { $0 ?? " " })
    while text.last == " " { text.removeLast() }
    return Line(text, role)
  }
}
