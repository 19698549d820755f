internal import KustomerDestination

/// The waterfall of the person that shows, and what it was made for: making one reads all events.
///
/// The room drops it when it groups anew.
struct PersonWaterfall: Sendable {
  /// What it depends on besides the grouping.
  struct Key: Hashable {
    var person: Person
    var columns: Int
    var isTrue: Bool
    /// The last session on it; nil for all up to the newest.
    var last: Int?
  }

  let key: Key
  let waterfall: Waterfall
  /// The session that stands first on it, by its place among the person's.
  let first: Int
  /// How many sessions lie behind its last one.
  let later: Int

  init?(_ key: Key, contents: TimelineContents, others: [Int]) {
    let all = contents.sessions(of: key.person)
    let roles = sessionRoles(all.map { $0.source == .explicit })
    let last = key.last.map { min($0 + 1, all.count) } ?? all.count
    let sessions = all.indices.prefix(last).map { place in
      Waterfall.Session(
        isNamed: all[place].source == .explicit,
        events: all[place].events.map { contents.items[$0].mark }.sorted { $0.time < $1.time },
        role: roles[place])
    }
    let end = key.last == nil ? nil : sessions.compactMap(\.span).map(\.end).max()
    let marks = others.map { contents.items[$0].mark }
      .filter { mark in end.map { mark.time <= $0 } ?? true }
    guard
      let waterfall = Waterfall(
        sessions: sessions, others: marks, gap: contents.grouping.gap, columns: key.columns,
        isTrue: key.isTrue)
    else { return nil }
    self.key = key
    self.waterfall = waterfall
    first = waterfall.scale.earlierSessions
    later = all.count - last
  }

  /// `12 older sessions, 3 newer`; nil when all are on it.
  var restWords: String? {
    let parts =
      (first > 0 ? [counted(first, "older session")] : [])
      + (later > 0 ? ["\(later) newer"] : [])
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension TimelineItem {
  /// How it is marked on the axis.
  var mark: Waterfall.Event {
    Waterfall.Event(time: event.time, glyph: glyph, role: markRole)
  }

  private var glyph: Glyph {
    switch status {
    case nil: .draft
    case .failed: .failed
    case .uncertain: .loss
    case .delivered, .sending, .waiting: event.isIdentify ? .identify : .event
    }
  }

  private var markRole: Role {
    switch status {
    case nil: .cursorLine
    case .failed: .error
    case .waiting, .uncertain: .warn
    case .delivered, .sending: type?.role ?? .text
    }
  }

  /// `✓ 201`, `◌ draft`, `✗ 400`, `waits`: how it stands, at the end of its row.
  var standing: Line {
    switch status {
    case nil: Line(Glyph.draft.text + " draft", .cursorLine)
    case .delivered: Line(Glyph.ready.text + (answer.map { " \($0)" } ?? ""), .ok)
    case .failed: Line(Glyph.failed.text + (answer.map { " \($0)" } ?? " failed"), .error)
    case .uncertain: Line(Glyph.loss.text + " unknown", .warn)
    case .waiting: Line("waits", .warn)
    case .sending: Line("sending", .info)
    }
  }
}

extension TimelineRoom {
  /// Makes the waterfall of a person for so many columns, unless it is there already.
  mutating func keepWaterfall(of person: Person?, columns: Int) {
    guard let person, columns > 0 else {
      timeline.waterfall = nil
      return
    }
    var key = PersonWaterfall.Key(
      person: person, columns: columns, isTrue: timeline.isTrueScale, last: nil)
    if timeline.waterfall?.key == key, selectedSession == nil { return }
    var made = timeline.waterfall
    if made?.key != key {
      made = PersonWaterfall(key, contents: timeline.contents, others: timeline.others)
    }
    // A selected session that is older than all of these has the axis end with it.
    if let selected = selectedSession, let first = made?.first, selected < first {
      key.last = selected
      made =
        timeline.waterfall?.key == key
        ? timeline.waterfall
        : PersonWaterfall(key, contents: timeline.contents, others: timeline.others)
    }
    timeline.waterfall = made
  }

  /// The session in which the selected line is; nil for none.
  private var selectedSession: Int? {
    guard timeline.lines.indices.contains(timeline.selection) else { return nil }
    return switch timeline.lines[timeline.selection] {
    case .session(let at), .event(_, let at): at
    case .pause, .heading, .identify, .visitor, .hidden, .failed, .unexpected: nil
    }
  }

  /// The columns of the axis beside a list of so many; 0 where there is no room for one.
  static func axisColumns(beside columns: Int) -> Int {
    switch columns {
    case ..<72: 0
    case ..<100: columns - 52
    default: columns * 44 / 100
    }
  }

  /// What stands on the axis beside a line.
  func axisLine(_ line: TimelineLine, _ kept: PersonWaterfall) -> Line {
    let waterfall = kept.waterfall
    switch line {
    case .session(let at):
      guard waterfall.sessions.indices.contains(at) else { return Line() }
      return waterfall.bar(of: waterfall.sessions[at])
    case .event(let item, _), .identify(let item), .hidden(let item):
      return waterfall.mark(timeline.contents.items[item].mark)
    case .failed(let place): return waterfall.mark(timeline.contents.failed[place].mark)
    case .pause, .heading, .visitor, .unexpected: return Line()
    }
  }
}
