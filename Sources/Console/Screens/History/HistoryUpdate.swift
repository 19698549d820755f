internal import KustomerDestination

extension State {
  mutating func performInHistory(_ command: Command) -> [Effect] {
    if history.isFiltering { return performInFilter(command) }
    switch command {
    case .down, .up, .pageDown, .pageUp, .first, .last: return moveInHistory(command)
    case .nextPane: movePane(by: 1)
    case .previousPane: movePane(by: -1)
    case .open: movePane(by: 1)
    case .filter: history.isFiltering = true
    case .clearFilter: history.edit { $0 = TextField() }
    case .resend: return resend()
    case .findOut: return findOut([selectedEntry].compactMap(\.self))
    case .findOutAll: return findOut(uncertain)
    case .sendAgain: return sendAgain()
    case .drop: return drop()
    case .pin: return pin()
    case .diff: toggleDiff()
    case .expectedFile: ask(.expectedFile, "")
    case .duplicate: return duplicate()
    case .exportCalls: ask(.exportCalls(history.shown.reversed().map { entries[$0].id }), "")
    case .nextView: changeView(by: 1)
    case .previousView: changeView(by: -1)
    case .editAsNew: return editAsNew()
    case .escape: return leaveHistory()
    default: break
    }
    return []
  }

  private mutating func performInFilter(_ command: Command) -> [Effect] {
    switch command {
    case .open, .escape, .nextPane, .previousPane: history.isFiltering = false
    case .clearFilter: history.edit { $0 = TextField() }
    default: history.edit { _ = $0.perform(command) }
    }
    return []
  }

  private mutating func moveInHistory(_ command: Command) -> [Effect] {
    guard history.pane == .list else {
      let limit = historyScrollLimit
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

  private mutating func movePane(by step: Int) {
    let panes = HistoryState.Pane.allCases
    let place = panes.firstIndex(of: history.pane) ?? 0
    history.pane = panes[(place + step + panes.count) % panes.count]
    history.scroll = 0
  }

  private mutating func leaveHistory() -> [Effect] {
    if isZoomed {
      model.isZoomed = false
    } else if history.pane != .list {
      history.pane = .list
      history.scroll = 0
    } else if history.reference != nil {
      history.reference = nil
    } else if !history.filter.isEmpty {
      history.edit { $0 = TextField() }
    } else if isSending || !history.asking.isEmpty {
      return cancel()
    }
    return []
  }
}

extension State {
  private mutating func pin() -> [Effect] {
    guard let entry = selectedEntry else { return [] }
    return [.pin(entry.id, !entry.isPinned)]
  }

  /// The next view of the pane with the focus; the list is read with the request.
  private mutating func changeView(by step: Int) {
    switch history.pane {
    case .list, .request: history.showsCall.toggle()
    case .answer: history.answerView = history.answerView.next(by: step)
    }
    history.scroll = 0
  }

  /// Sends the selected call again; asks first unless the org is the sandbox.
  mutating func resend() -> [Effect] {
    guard let entry = selectedEntry else { return [] }
    guard profile.isSandbox else {
      overlay = .confirmation(.resend(entry.id))
      return []
    }
    return resendNow(entry.id)
  }

  /// Sends the call of an entry again.
  mutating func resendNow(_ id: HistoryEntry.ID) -> [Effect] {
    say("sending #\(id.number) again ...")
    return [.resend(id, moment: now)]
  }

  /// Loads the selected call into Compose; without a timestamp its time is now.
  mutating func editAsNew() -> [Effect] {
    guard let entry = selectedEntry, let call = entry.call.objectValue else { return [] }
    return load(call, of: entry, as: "a new draft")
  }

  /// Loads an exact copy of the selected call into Compose: at the time that it had.
  private mutating func duplicate() -> [Effect] {
    guard let entry = selectedEntry, var call = entry.call.objectValue else { return [] }
    if call["timestamp"] == nil { call["timestamp"] = .string(entry.facts.event.time.rfc3339) }
    return load(call, of: entry, as: "an exact copy, its time too")
  }

  private mutating func load(
    _ call: JSONObject, of entry: HistoryEntry, as what: String
  ) -> [Effect] {
    if let complaint = load(call) {
      say("not loaded: " + complaint, .warning)
      return []
    }
    show(.compose)
    compose.isSaved = false
    say("#\(entry.id.number) as \(what); Alt-Z brings the former one back")
    return [.saveDraft(compose.draft)]
  }
}
