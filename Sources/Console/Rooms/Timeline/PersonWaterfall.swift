internal import KustomerDestination
internal import Records

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
    /// The session that has the axis alone; nil for all.
    var only: Int?
    /// The call that was sent just now.
    var lit: CallID?
  }

  let key: Key
  let waterfall: Waterfall
  /// The person's session that is the first of the waterfall's, on the axis or not.
  private let start: Int
  /// The session that stands first on the axis, by its place among the person's.
  let first: Int
  /// How many sessions lie behind its last one.
  let later: Int
  /// What the session that has the axis alone is called.
  private let only: String?

  /// - Parameters:
  ///   - key: whose, and how.
  ///   - contents: the calls and sessions.
  ///   - others: what is in no session of the person, as it is marked.
  ///   - mark: of a call in a session, by its place among the items.
  init?(
    _ key: Key, contents: TimelineContents, others: [Waterfall.Event],
    mark: (Int) -> Waterfall.Event
  ) {
    let all = contents.sessions(of: key.person)
    let roles = sessionRoles(all.map { $0.source == .explicit })
    let last = key.last.map { min($0 + 1, all.count) } ?? all.count
    only = key.only.map { all[$0].name(among: all) }
    // A straight axis has room for all.
    let room = key.isTrue ? last : key.columns * Self.sessionsPerColumn
    let start = min(key.only ?? last, max(0, last - room))
    let sessions = (start..<last).map { place in
      Waterfall.Session(
        isNamed: all[place].source == .explicit,
        events: all[place].events.map(mark).sorted { $0.time < $1.time },
        role: roles[place])
    }
    let end = key.last == nil ? nil : sessions.compactMap(\.span).map(\.end).max()
    let marks = others.filter { mark in end.map { mark.time <= $0 } ?? true }
    guard
      let waterfall = Waterfall(
        sessions: sessions, others: marks, gap: contents.grouping.gap, columns: key.columns,
        isTrue: key.isTrue, only: key.only.map { $0 - start })
    else { return nil }
    self.key = key
    self.waterfall = waterfall
    self.start = start
    first = start + waterfall.scale.earlierSessions
    later = all.count - last
  }

  /// More would stand over one another; what is older takes no part in the axis.
  private static let sessionsPerColumn = 4

  /// A session of the person as the waterfall has it; nil for one that takes no part.
  func session(_ place: Int) -> Waterfall.Session? {
    waterfall.sessions.indices.contains(place - start) ? waterfall.sessions[place - start] : nil
  }

  /// Whether the axis reaches a session.
  func reaches(_ place: Int) -> Bool { first <= place && place <= key.last ?? place }

  /// `12 older sessions, 3 newer`, and the keys that show them; nil when all are on it.
  var restHint: KeyedText? {
    if let only { return "only \(only): \(key: .escape) shows all" }
    return restWords.map { "\($0): \(key: .first), \(key: .last)" }
  }

  /// `12 older sessions, 3 newer`; nil when none is off it.
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
    case .failed, .notSent: .failed
    case .uncertain: .loss
    case .delivered, .accepted, .sending, .waiting: event.isIdentify ? .identify : .event
    }
  }

  private var markRole: Role {
    switch status {
    case nil: .fresh
    case .failed, .notSent: .error
    case .waiting, .uncertain: .warn
    case .delivered, .accepted, .sending: type?.role ?? .text
    }
  }

  /// `✓ 201`, `◌ draft`, `✗ 400`, `waits`: how it stands, at the end of its row.
  var standing: Line {
    switch status {
    case nil: Line(Glyph.draft.text + " draft", .fresh)
    case .delivered, .accepted:
      Line(Glyph.ready.text, .ok) + Line(answer.map { " \($0)" } ?? "", .muted)
    case .failed, .notSent:
      Line(Glyph.failed.text + (answer.map { " \($0)" } ?? " failed"), .error)
    case .uncertain: Line(Glyph.loss.text + " unknown", .warn)
    case .waiting: Line("waits", .warn)
    case .sending: Line("sending", .info)
    }
  }
}

extension TimelineRoom {
  /// Makes the waterfall of a person for so many columns, unless it is there already.
  ///
  /// - Parameters:
  ///   - person: whose; nil for nobody's.
  ///   - columns: the width of the axis.
  ///   - wanted: a session that the axis must reach; nil for the newest ones.
  mutating func keepWaterfall(of person: Person?, columns: Int, reaching wanted: Int?) {
    guard let person, columns > 0 else {
      timeline.waterfall = nil
      return
    }
    let sessions = timeline.contents.sessions(of: person)
    var key = PersonWaterfall.Key(
      person: person, columns: columns, isTrue: timeline.isTrueScale, last: nil,
      only: timeline.oneSession.flatMap { id in sessions.firstIndex { $0.id == id } },
      lit: model.litCall)
    if let kept = timeline.waterfall {
      key.last = kept.key.last
      let isReached = key.only != nil || wanted.map(kept.reaches) ?? (key.last == nil)
      if kept.key == key, isReached { return }
      key.last = nil
    }
    timeline.waterfall = waterfall(key)
    guard key.only == nil, let wanted, timeline.waterfall?.reaches(wanted) == false else { return }
    // It is older than all of these: the axis begins with it, or before it.
    timeline.waterfall = nil
    for last in wanted..<sessions.count {
      key.last = last
      guard let next = waterfall(key), timeline.waterfall == nil || next.reaches(wanted) else {
        return
      }
      timeline.waterfall = next
    }
  }

  private func waterfall(_ key: PersonWaterfall.Key) -> PersonWaterfall? {
    let others = timeline.lines.compactMap { line -> Waterfall.Event? in
      switch line {
      case .identify(let item): mark(item)
      case .hidden(let item): hiddenMark(item)
      case .session, .event, .pause, .heading, .visitor, .failed, .unexpected: nil
      }
    }
    return PersonWaterfall(key, contents: timeline.contents, others: others, mark: mark)
  }

  /// How a call is marked on the axis; on a ground of its own for a moment after it was sent.
  private func mark(_ item: Int) -> Waterfall.Event {
    var mark = timeline.contents.items[item].mark
    if isLit(timeline.contents.items[item]) { mark.role = .fresh }
    return mark
  }

  private func hiddenMark(_ item: Int) -> Waterfall.Event {
    let item = timeline.contents.items[item]
    return Waterfall.Event(
      time: item.event.time, glyph: item.isGone(at: now) ? .gone : .hidden, role: .sessionAnonymous)
  }

  /// Whether a call was sent just now.
  func isLit(_ item: TimelineItem) -> Bool {
    guard case .entry(let id) = item.source else { return false }
    return model.litCall == id
  }

  /// The session in which the selected line is; nil for none.
  var selectedSession: Int? {
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
    case ..<100: columns - 56
    default: columns * 44 / 100
    }
  }

  /// What stands on the axis beside a line.
  func axisLine(_ line: TimelineLine, _ kept: PersonWaterfall) -> Line {
    let waterfall = kept.waterfall
    switch line {
    case .session(let at): return kept.session(at).map(waterfall.bar) ?? Line()
    case .event(let item, let at):
      return kept.reaches(at) ? waterfall.mark(mark(item)) : Line()
    case .identify(let item): return waterfall.mark(mark(item))
    case .hidden(let item): return waterfall.mark(hiddenMark(item))
    case .failed(let place): return waterfall.mark(timeline.contents.failed[place].mark)
    case .pause, .heading, .visitor, .unexpected: return Line()
    }
  }
}
