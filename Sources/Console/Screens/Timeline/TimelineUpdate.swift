internal import KustomerDestination

extension State {
  mutating func performInTimeline(_ command: Command) -> [Effect] {
    switch command {
    case .down, .up, .pageDown, .pageUp, .first, .last: moveInTimeline(command)
    case .shorterGap: changeGap(by: -1)
    case .longerGap: changeGap(by: 1)
    case .previousPerson: changePerson(by: -1)
    case .nextPerson: changePerson(by: 1)
    case .open: openFromTimeline()
    case .readBack: return readBack()
    case .exportSVG: return export(as: .svg)
    case .exportMarkdown: return export(as: .md)
    case .exportText: return export(as: .txt)
    case .find: ask(.find, timeline.search)
    case .findNext: findInTimeline(by: 1)
    case .findPrevious: findInTimeline(by: -1)
    case .timeBasis: changeTimeBasis()
    case .compare: compare()
    case .escape:
      if isZoomed {
        model.isZoomed = false
      } else if timeline.ids != nil {
        timeline.ids = nil
        say("sessions as the calls name them again")
      } else if timeline.gap != nil {
        timeline.gap = nil
        say("the gap is that of the settings again: \(settings.gap.brief)")
      } else if isSending || timeline.reading != nil {
        return cancel()
      }
    default: break
    }
    return []
  }

  private mutating func moveInTimeline(_ command: Command) {
    let lines = timeline.lines
    guard !lines.isEmpty else { return }
    let target = moved(timeline.selection, command, count: lines.count)
    // The next line that can be selected in the direction of the move, else the last before it.
    let isUp = target < timeline.selection || command == .last
    let ahead = isUp ? Array(lines[...target].indices.reversed().prefix(100)) : []
    let found =
      isUp
      ? ahead.first { lines[$0].isSelectable }
      : lines[target...].indices.first { lines[$0].isSelectable }
    if let found { timeline.selection = found }
  }

  /// `b`: the call's own time, or when it arrived.
  private mutating func changeTimeBasis() {
    timeline.timeBasis = timeline.timeBasis == .segment ? .arrival : .segment
    say(
      timeline.timeBasis == .arrival
        ? "by arrival: Kustomer stamps events when they come; b shows the calls' own times"
        : "by the calls' own times; b shows when they arrived")
  }

  /// `c`: the same events with ids, without ids, with one id, and back.
  private mutating func compare() {
    let all = SessionIds.allCases
    let next = timeline.ids.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    timeline.ids = next < all.count ? all[next] : nil
    say(timeline.ids?.sentence ?? "sessions as the calls name them again")
  }

  private mutating func changeGap(by step: Int) {
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

  private mutating func changePerson(by step: Int) {
    let persons = timeline.contents.persons
    guard persons.count > 1, let shown = shownPerson,
      let place = persons.firstIndex(of: shown)
    else {
      say("no other person is known yet")
      return
    }
    timeline.person = persons[(place + step + persons.count) % persons.count]
    timeline.selection = 0
  }

  private mutating func openFromTimeline() {
    guard timeline.lines.indices.contains(timeline.selection) else { return }
    switch timeline.lines[timeline.selection] {
    case .event(let item, _), .identify(let item), .hidden(let item):
      open(timeline.contents.items[item].source)
    case .failed(let item): open(timeline.contents.failed[item].source)
    case .visitor(let person, _, _):
      timeline.person = person
      timeline.selection = 0
    case .session, .pause, .heading, .unexpected: break
    }
  }

  private mutating func open(_ source: TimelineItem.Source) {
    switch source {
    case .draft: show(.compose)
    case .entry(let id):
      show(.history)
      history.show(id)
    }
  }
}

extension SessionIds {
  /// What the comparison shows, and how it goes on.
  fileprivate var sentence: String {
    switch self {
    case .asSent: "with the ids that the calls name; c leaves them out, Esc ends the comparison"
    case .without: "as if no call named a session; c gives all one id, Esc ends the comparison"
    case .one: "as if all calls named one session; c ends the comparison"
    }
  }
}

/// Where a list's selection goes; 0-based, a page is ten lines.
func moved(_ place: Int, _ command: Command, count: Int) -> Int {
  let target =
    switch command {
    case .up: place - 1
    case .down: place + 1
    case .pageUp: place - 10
    case .pageDown: place + 10
    case .first: 0
    case .last: count - 1
    default: place
    }
  return min(max(0, target), max(0, count - 1))
}
