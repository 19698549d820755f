internal import KustomerDestination
internal import Records

extension TimelineRoom {
  /// Selects the next line that has what is looked for, round the ends.
  mutating func find(by step: Int) {
    let lines = timeline.lines
    let word = timeline.search
    guard !word.isEmpty, !lines.isEmpty else { return }
    var place = timeline.selection
    for _ in lines.indices {
      place = (place + step + lines.count) % lines.count
      if lines[place].isSelectable, searchText(of: lines[place]).lowercased().contains(word) {
        timeline.selection = place
        say("line \(place + 1) of \(lines.count) has \(word); n and N go on")
        return
      }
    }
    say("no line has \(word)", .warning)
  }

  /// Looks for words that somebody has typed.
  mutating func find(_ words: String) {
    timeline.search = words.lowercased()
    find(by: 1)
  }

  private func searchText(of line: TimelineLine) -> String {
    let contents = timeline.contents
    switch line {
    case .session(let at):
      guard let person = shownPerson else { return "" }
      let sessions = contents.sessions(of: person)
      return sessions[at].name(among: sessions)
    case .event(let item, _), .identify(let item), .hidden(let item):
      return words(contents.items[item])
    case .failed(let item): return words(contents.failed[item])
    case .visitor(let visitor, _, _): return visitor.id
    case .unexpected(let place): return shownReadBack?.events[place].name ?? ""
    case .pause, .heading: return ""
    }
  }

  private func words(_ item: TimelineItem) -> String {
    "\(item.type?.rawValue ?? "") \(item.title) \(item.state)"
  }
}
