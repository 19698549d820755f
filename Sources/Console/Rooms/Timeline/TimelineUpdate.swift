internal import KustomerDestination

extension TimelineRoom {
  var contexts: [Context] { [.timeline] + .atRest }
  var hasPanes: Bool { false }
  var canLeave: Bool { timeline.gap != nil || timeline.oneSession != nil }

  mutating func leave() -> [Errand] {
    if isZoomed {
      model.isZoomed = false
    } else if timeline.oneSession != nil {
      timeline.oneSession = nil
      say("all sessions on the axis again")
    } else if timeline.ids != nil {
      timeline.ids = nil
      say("sessions as the calls name them again")
    } else if timeline.gap != nil {
      timeline.gap = nil
      say("the gap is that of the settings again: \(settings.gap.brief)")
    } else if isSending || timeline.reading != nil {
      return [.cancel]
    }
    return []
  }

  mutating func go(to spot: Spot) -> [Errand] {
    if let spot = spot.value as? TimelineSpot { timeline.selection = spot.line }
    return []
  }

  mutating func move(_ command: Command) -> [Errand] {
    let lines = timeline.lines
    guard !lines.isEmpty else { return [] }
    let target = moved(timeline.selection, command, count: lines.count)
    // The next line that can be selected in the direction of the move, else the last before it.
    let isUp = target < timeline.selection || command == .last
    let ahead = isUp ? Array(lines[...target].indices.reversed().prefix(100)) : []
    let found =
      isUp
      ? ahead.first { lines[$0].isSelectable }
      : lines[target...].indices.first { lines[$0].isSelectable }
    if let found { timeline.selection = found }
    return []
  }

  /// `b`: the call's own time, or when it arrived.
  mutating func changeTimeBasis() {
    timeline.timeBasis = timeline.timeBasis == .segment ? .arrival : .segment
    say(
      timeline.timeBasis == .arrival
        ? "by arrival: Kustomer stamps events when they come; \(key: .timeBasis) shows the calls' own times"
        : "by the calls' own times; \(key: .timeBasis) shows when they arrived")
  }

  /// `t`: pauses drawn short, or equal columns for equal times.
  mutating func changeScale() {
    timeline.isTrueScale.toggle()
    say(
      timeline.isTrueScale
        ? "true to scale: equal columns are equal times; t draws the pauses short"
        : "pauses are drawn short, with their length; t is true to scale")
  }

  /// `+`, or Enter on a session: that session alone over the whole axis, and back.
  mutating func showOneSession() {
    guard let person = shownPerson, let place = selectedSession else { return }
    let id = timeline.contents.sessions(of: person)[place].id
    timeline.oneSession = timeline.oneSession == id ? nil : id
  }

  /// `c`: the same events with ids, without ids, with one id, and back.
  mutating func compare() {
    let all = SessionIds.allCases
    let next = timeline.ids.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    timeline.ids = next < all.count ? all[next] : nil
    say(timeline.ids?.sentence ?? "sessions as the calls name them again")
  }

  mutating func changeGap(by step: Int) {
    let gaps = TimelineState.gaps
    let current = timelineGap
    let next = step < 0 ? gaps.last { $0 < current } : gaps.first { $0 > current }
    guard let next else {
      say("a gap is 1 minute to 24 hours", .warning)
      return
    }
    timeline.gap = next == settings.gap ? nil : next
    say(
      timeline.gap == nil
        ? "gap \(next.brief), as in the settings"
        : "gap \(next.brief) is tried out here; sending keeps \(settings.gap.brief)")
  }

  mutating func changePerson(by step: Int) {
    let persons = timeline.contents.persons
    guard persons.count > 1, let shown = shownPerson,
      let place = persons.firstIndex(of: shown)
    else {
      say("no other person is known yet")
      return
    }
    timeline.person = persons[(place + step + persons.count) % persons.count]
    timeline.oneSession = nil
    timeline.selection = 0
  }

  /// Enter: shows the call in the History, the draft in Compose, the calls of a visitor here.
  mutating func open() -> [Errand] {
    guard timeline.lines.indices.contains(timeline.selection) else { return [] }
    switch timeline.lines[timeline.selection] {
    case .visitor(let person, _, _):
      timeline.person = person
      timeline.selection = 0
      return []
    case .session:
      showOneSession()
      return []
    case .event, .identify, .hidden, .failed, .pause, .heading, .unexpected:
      switch selectedSource {
      case .draft: return [.go(.compose)]
      case .entry(let id): return [.openInHistory(id)]
      case nil: return []
      }
    }
  }

  var selectedEntry: HistoryEntry? {
    guard case .entry(let id) = selectedSource else { return nil }
    return calls.entry(id)
  }

  /// Where the call of the selected line comes from; nil on a line that is none.
  private var selectedSource: TimelineItem.Source? {
    guard timeline.lines.indices.contains(timeline.selection) else { return nil }
    switch timeline.lines[timeline.selection] {
    case .event(let item, _), .identify(let item), .hidden(let item):
      return timeline.contents.items[item].source
    case .failed(let item): return timeline.contents.failed[item].source
    case .session, .pause, .heading, .visitor, .unexpected: return nil
    }
  }
}

extension SessionIds {
  /// What the comparison shows, and how it goes on.
  fileprivate var sentence: KeyedText {
    switch self {
    case .asSent:
      "with the ids that the calls name; \(key: .compare) leaves them out, \(key: .escape) ends the comparison"
    case .without:
      "as if no call named a session; \(key: .compare) gives all one id, \(key: .escape) ends the comparison"
    case .one: "as if all calls named one session; \(key: .compare) ends the comparison"
    }
  }
}
