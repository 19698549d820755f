internal import KustomerDestination

extension State {
  mutating func performInLive(_ command: Command) -> [Effect] {
    if live.isFiltering { return performInLiveFilter(command) }
    switch command {
    case .down, .up, .pageDown, .pageUp, .first, .last: moveInLive(command)
    case .nextPane, .previousPane:
      live.pane = live.pane == .list ? .detail : .list
      live.scroll = 0
    case .open: return openListedCall()
    case .filter: live.isFiltering = true
    case .searchPayload: searchPayload()
    case .pause: pauseList()
    case .toggleListener: return toggleListener()
    case .toggleForwarding: return toggleForwarding()
    case .switchSource: live.source = live.source == .batch ? .listener : .batch
    case .sendBatch: return askToSendBatch()
    case .escape: leaveLive()
    default: break
    }
    return []
  }

  private mutating func performInLiveFilter(_ command: Command) -> [Effect] {
    switch command {
    case .open, .escape, .nextPane, .previousPane: live.isFiltering = false
    case .clearFilter: live.edit { $0 = TextField() }
    case .searchPayload: searchPayload()
    default: live.edit { _ = $0.perform(command) }
    }
    return []
  }

  private mutating func moveInLive(_ command: Command) {
    if live.pane == .detail {
      let limit = liveScrollLimit
      live.scroll = moved(min(live.scroll, limit), command, count: limit + 1)
    } else {
      let list = live.list
      live.list.select(row: moved(list.row, command, count: list.count))
      live.scroll = 0
    }
  }

  private mutating func searchPayload() {
    live.list.toggleSearch()
    say(
      live.list.searchesPayload
        ? "the words may stand anywhere in a call"
        : "the words stand in type, name, person or verdict")
  }

  private mutating func pauseList() {
    live.list.toggleHold()
    say(
      live.list.heldAt == nil
        ? "the list goes on" : "the list stands still; calls are still received, p goes on")
  }

  private mutating func leaveLive() {
    if isZoomed {
      model.isZoomed = false
    } else if live.pane != .list {
      live.pane = .list
    } else if !live.list.filter.isEmpty {
      live.edit { $0 = TextField() }
    } else if live.source == .batch {
      live.source = .listener
    }
  }

  /// Loads the selected call into Compose, which maps it anew.
  private mutating func openListedCall() -> [Effect] {
    guard let listed = live.list.selected, let call = listed.call.objectValue else {
      say(live.list.selected?.remark ?? "no call is selected", .warning)
      return []
    }
    if let complaint = load(call) {
      say("not loaded: " + complaint, .warning)
      return []
    }
    show(.compose)
    compose.isSaved = false
    say("call \(listed.place) as a draft; Alt-6 goes back to the list")
    return [.saveDraft(compose.draft)]
  }
}

extension State {
  private mutating func toggleListener() -> [Effect] {
    switch live.listener.phase {
    case .changing: return []
    case .off:
      live.listener.phase = .changing
      live.source = .listener
      say("starting the listener ...")
      return [.startListening]
    case .on:
      live.listener.phase = .changing
      say("stopping the listener ...")
      return [.stopListening]
    }
  }

  private mutating func toggleForwarding() -> [Effect] {
    guard live.listener.forwardsTo == nil else { return [.stopForwarding] }
    guard profile.mode == .ask else { return [.startForwarding] }
    overlay = .confirmation(.forward)
    return []
  }

  /// Why calls cannot be forwarded now; nil when they can, and while they are.
  var reasonAgainstForwarding: String? {
    if live.listener.forwardsTo != nil { return nil }
    guard case .on = live.listener.phase else { return "the listener is off; s starts it" }
    return model.reasonAgainstProfile
  }

  /// Why the list cannot be paused, or go on; nil when it can.
  var reasonAgainstPausing: String? {
    if live.source == .batch { return "a batch stands still by itself" }
    if live.list.heldAt != nil { return nil }
    guard case .on = live.listener.phase else { return "the listener is off; s starts it" }
    return nil
  }

  /// Takes how the listener stands, and says so when that was asked for.
  mutating func note(_ reading: ListenerReading) {
    let former = live.listener
    live.listener = reading
    switch reading.phase {
    case .on(let address) where former.phase == .changing:
      say("the listener answers on \(address)", .good)
    case .off where former.phase == .changing: say("the listener is off", .good)
    case .on, .off, .changing: break
    }
    guard former.forwardsTo != reading.forwardsTo else { return }
    let words = reading.forwardsTo.map { "what arrives is sent to \($0) from now on" }
    say(words ?? "nothing more is forwarded", .warning)
  }

  /// Takes calls that the listener received.
  mutating func note(arrived calls: [ListedCall]) { live.arrived.append(calls) }

  /// Takes calls that were forwarded: they are in the History, and nothing is said of each.
  mutating func note(forwarded entries: [HistoryEntry]) {
    for entry in entries where entry.profile == profile.name { model.keep(entry) }
  }
}

extension State {
  /// Shows what was read; it is kept when the person says so.
  mutating func preview(_ batch: CallBatch) {
    guard !batch.calls.isEmpty else { return say("\(batch.name) holds no call", .warning) }
    model.note = nil
    live.pending = batch
    overlay = .confirmation(.keepBatch)
  }

  mutating func keepBatch() -> [Effect] {
    guard let batch = live.pending else { return [] }
    live.pending = nil
    live.keep(batch)
    show(.live)
    say("\(counted(batch.calls.count, "call")) of \(batch.name); nothing is sent yet")
    return []
  }

  /// Why the batch cannot be sent; nil when it can.
  var reasonAgainstSendingBatch: String? {
    guard let batch = live.batch, live.source == .batch else {
      return "there is no batch; Alt-I imports a file"
    }
    if !live.sent.isEmpty { return "this batch is sent; History shows it, r there sends again" }
    if batch.readyCount == 0 { return "none of these calls can be sent" }
    return model.reasonAgainstProfile
  }

  /// A run is confirmed by itself, whatever the mode: it is many calls at one key.
  private mutating func askToSendBatch() -> [Effect] {
    overlay = .confirmation(.sendBatch)
    return []
  }

  /// Puts the whole batch into the outbox as one run.
  mutating func sendBatchNow() -> [Effect] {
    guard let batch = live.batch else { return [] }
    let calls = batch.calls.filter { $0.verdict.isReady }
    say("sending \(counted(calls.count, "call")) to \(profile.name) ...")
    return [
      .sendBatch(
        calls.map { BatchCall(id: $0.id, call: $0.call) }, moment: calls.first?.moment ?? now)
    ]
  }
}
