internal import KustomerDestination
internal import Records

extension LiveRoom {
  var contexts: [Context] {
    if live.isFiltering { return [.liveFilter] + .inText }
    return (live.source == .batch ? [.batch] : []) + [.live] + .atRest
  }
  var canLeave: Bool {
    live.pane != .list || live.source == .batch || !live.list.filter.isEmpty
  }
  var callInHand: (call: JSON, moment: Timestamp)? {
    live.list.selected.map { ($0.call, $0.moment) }
  }
  var spots: [Spot] {
    LiveState.Pane.allCases.map { Spot(LiveSpot.pane($0)) } + [Spot(LiveSpot.filter)]
  }

  mutating func move(_ command: Command) -> [Errand] {
    if live.pane == .detail {
      let limit = scrollLimit
      live.scroll = moved(min(live.scroll, limit), command, count: limit + 1)
    } else {
      let list = live.list
      live.list.select(row: moved(list.row, command, count: list.count))
      live.scroll = 0
    }
    return []
  }

  /// Without calls there is only the list.
  var hasPanes: Bool { live.isFiltering || !live.list.calls.isEmpty }

  mutating func movePane(by step: Int) -> [Errand] {
    guard !live.isFiltering else {
      live.isFiltering = false
      return []
    }
    live.pane = live.pane == .list ? .detail : .list
    live.scroll = 0
    return []
  }

  mutating func leave() -> [Errand] {
    if live.isFiltering {
      live.isFiltering = false
    } else if isZoomed {
      model.isZoomed = false
    } else if live.pane != .list {
      live.pane = .list
    } else if !live.list.filter.isEmpty {
      live.edit { $0 = TextField() }
    } else if live.source == .batch {
      live.source = .listener
    }
    return []
  }

  mutating func edit(_ command: Command) -> [Errand] {
    if live.isFiltering { live.edit { _ = $0.perform(command) } }
    return []
  }

  mutating func type(_ text: String) -> [Errand] {
    live.edit { $0.insert(text) }
    return []
  }

  mutating func go(to spot: Spot) -> [Errand] {
    guard let spot = spot.value as? LiveSpot else { return [] }
    switch spot {
    case .pane(let pane): focus(pane)
    case .filter: live.isFiltering = true
    case .row(let row):
      focus(.list)
      live.list.select(row: row)
    }
    return []
  }

  mutating func focus(on spot: Spot) {
    switch spot.value as? LiveSpot {
    case .pane(let pane): live.pane = pane
    case .row: live.pane = .list
    case .filter, nil: break
    }
  }

  private mutating func focus(_ pane: LiveState.Pane) {
    live.isFiltering = false
    live.pane = pane
    live.scroll = 0
  }
}

extension LiveRoom {
  mutating func searchPayload() {
    live.list.toggleSearch()
    say(
      live.list.searchesPayload
        ? "the words may stand anywhere in a call"
        : "the words stand in type, name, person or verdict")
  }

  mutating func pauseList() {
    live.list.toggleHold()
    say(
      live.list.heldAt == nil
        ? "the list goes on"
        : "the list stands still; calls are still received, \(key: .pause) goes on")
  }

  /// Loads the selected call into Compose, which maps it anew.
  mutating func open() -> [Errand] {
    guard let listed = live.list.selected, let call = listed.call.objectValue else {
      say(live.list.selected?.remark ?? "no call is selected", .warning)
      return []
    }
    return [
      .compose(
        call, saying: "call \(listed.place) as a draft; \(key: .showLive) goes back to the list")
    ]
  }
}

extension LiveRoom {
  mutating func toggleListener() -> [Errand] {
    switch live.listener.phase {
    case .changing: return []
    case .off:
      live.listener.phase = .changing
      live.source = .listener
      say("starting the listener ...")
      return [.outside(.startListening)]
    case .on:
      live.listener.phase = .changing
      say("stopping the listener ...")
      return [.outside(.stopListening)]
    }
  }

  mutating func toggleForwarding() -> [Errand] {
    guard live.listener.forwardsTo == nil else { return [.outside(.stopForwarding)] }
    return profile.mode == .ask ? [.ask(.forward)] : [.outside(.startForwarding)]
  }

  /// Why calls cannot be forwarded now; nil when they can, and while they are.
  var reasonAgainstForwarding: String? {
    if live.listener.forwardsTo != nil { return nil }
    guard case .on = live.listener.phase else {
      return "the listener is off; \(key(.toggleListener)) starts it"
    }
    return model.reasonAgainstProfile
  }

  /// Why the list cannot be paused, or go on; nil when it can.
  var reasonAgainstPausing: String? {
    if live.source == .batch { return "a batch stands still by itself" }
    if live.list.heldAt != nil { return nil }
    guard case .on = live.listener.phase else {
      return "the listener is off; \(key(.toggleListener)) starts it"
    }
    return nil
  }

  /// Takes how the listener stands, and says so when that was asked for.
  mutating func receive(_ reading: ListenerReading) {
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
}

extension LiveRoom {
  /// Shows what was read; it is kept when the person says so.
  mutating func preview(_ batch: CallBatch) -> [Errand] {
    guard !batch.calls.isEmpty else {
      say("\(batch.name) holds no call", .warning)
      return []
    }
    model.note = nil
    live.pending = batch
    return [.ask(.keepBatch)]
  }

  mutating func keepBatch() -> [Errand] {
    guard let batch = live.pending else { return [] }
    live.pending = nil
    live.keep(batch)
    say("\(counted(batch.calls.count, "call")) of \(batch.name); nothing is sent yet")
    return [.go(.live)]
  }

  /// Why the batch cannot be sent; nil when it can.
  var reasonAgainstSendingBatch: String? {
    guard let batch = live.batch, live.source == .batch else {
      return "there is no batch; \(key(.importFile)) imports a file"
    }
    if !live.sent.isEmpty { return "this batch is sent; \(key(.showHistory)) shows it" }
    if batch.readyCount == 0 { return "none of these calls can be sent" }
    return model.reasonAgainstProfile
  }

  /// Puts the whole batch into the outbox as one run.
  mutating func sendBatchNow() -> [Errand] {
    guard let batch = live.batch else { return [] }
    let calls = batch.calls.filter { $0.verdict.isReady }
    say("sending \(counted(calls.count, "call")) to \(profile.name) ...")
    return [
      .outside(
        .sendBatch(
          calls.map { BatchCall(id: $0.id, call: $0.call, requests: $0.requests) },
          moment: calls.first?.moment ?? now))
    ]
  }
}
