internal import KustomerDestination
internal import Records

extension HistoryRoom {
  var contexts: [Context] {
    history.isFiltering ? [.filter] + .inText : [.history] + .atRest
  }
  var canLeave: Bool {
    history.pane != .list || history.reference != nil || !history.filter.isEmpty
  }
  var spots: [Spot] {
    HistoryState.Pane.allCases.map { Spot(HistorySpot.pane($0)) } + [Spot(HistorySpot.filter)]
  }

  mutating func move(_ command: Command) -> [Errand] {
    guard history.pane == .list else {
      let limit = scrollLimit
      history.scroll = moved(min(history.scroll, limit), command, count: limit + 1)
      return []
    }
    let shown = history.shown
    if let row = selectedRow {
      let place = moved(row, command, count: shown.count)
      history.selection = entries[shown[place]].id
      history.scroll = 0
      guard place == shown.count - 1 else { return [] }
    }
    switch command {
    case .down, .pageDown, .last: return readOlder()
    default: return []
    }
  }

  /// Without calls there is only the list.
  var hasPanes: Bool { history.isFiltering || !entries.isEmpty }

  mutating func movePane(by step: Int) -> [Errand] {
    guard !history.isFiltering else {
      history.isFiltering = false
      return []
    }
    let panes = HistoryState.Pane.allCases
    let place = panes.firstIndex(of: history.pane) ?? 0
    history.pane = panes[(place + step + panes.count) % panes.count]
    history.scroll = 0
    return []
  }

  mutating func leave() -> [Errand] {
    if history.isFiltering {
      history.isFiltering = false
    } else if isZoomed {
      model.isZoomed = false
    } else if history.pane != .list {
      history.pane = .list
      history.scroll = 0
    } else if history.reference != nil {
      history.reference = nil
    } else if !history.filter.isEmpty {
      history.edit { $0 = TextField() }
      return search()
    } else if isSending || !history.asking.isEmpty {
      return [.cancel]
    }
    return []
  }

  mutating func edit(_ command: Command) -> [Errand] {
    guard history.isFiltering else { return [] }
    history.edit { _ = $0.perform(command) }
    return search()
  }

  mutating func type(_ text: String) -> [Errand] {
    history.edit { $0.insert(text) }
    return search()
  }

  mutating func go(to spot: Spot) -> [Errand] {
    guard let spot = spot.value as? HistorySpot else { return [] }
    switch spot {
    case .pane(let pane): focus(pane)
    case .filter: history.isFiltering = true
    case .entry(let id):
      focus(.list)
      history.selection = id
      history.scroll = 0
    }
    return []
  }

  mutating func focus(on spot: Spot) {
    switch spot.value as? HistorySpot {
    case .pane(let pane): focus(pane)
    case .entry: focus(.list)
    case .filter, nil: break
    }
  }

  private mutating func focus(_ pane: HistoryState.Pane) {
    history.isFiltering = false
    if history.pane != pane { history.scroll = 0 }
    history.pane = pane
  }
}

extension HistoryRoom {
  func pin() -> [Errand] {
    guard let entry = selectedEntry else { return [] }
    return [.outside(.pin(entry.id, !entry.isPinned))]
  }

  /// The next view of the pane with the focus; the list is read with the request.
  mutating func changeView(by step: Int) {
    switch history.pane {
    case .list, .request: history.showsCall.toggle()
    case .answer: history.answerView = history.answerView.next(by: step)
    }
    history.scroll = 0
  }

  /// Loads an exact copy of the selected call into Compose: at the time that it had.
  func duplicate() -> [Errand] {
    guard let entry = selectedEntry, var call = entry.call.objectValue else { return [] }
    if call["timestamp"] == nil { call["timestamp"] = .string(entry.facts.event.time.rfc3339) }
    return [.compose(call, saying: entry.loadedWords("an exact copy, its time too"))]
  }

  /// Sends what waits, after a question: its key is a bare letter.
  func deliverWaiting() -> [Errand] { [.ask(.deliverWaiting)] }

  mutating func deliverWaitingNow() -> [Errand] {
    say("sending \(counted(waitingCount, "waiting call")) ...")
    return [.outside(.deliverWaiting)]
  }
}
