internal import KustomerDestination
internal import Records

/// What becomes of calls that may have landed.
extension HistoryRoom {
  /// Why the selected call cannot be settled now; nil when it can.
  var reasonAgainstSettling: String? {
    guard let entry = selectedEntry else { return "no call is selected" }
    if history.asking.contains(entry.id) { return "Kustomer is being asked about it" }
    guard entry.status == .uncertain else {
      return "#\(entry.id.number) is \(entry.status.words): there is nothing to settle"
    }
    return nil
  }

  /// Why there is nothing to find out; nil when there is.
  var reasonAgainstFindingAll: String? {
    if !history.asking.isEmpty { return "Kustomer is being asked already" }
    return calls.count(.uncertain) == 0 ? "no call may have landed without an answer" : nil
  }

  /// Calls that may have landed, oldest first.
  var uncertain: [HistoryEntry] { calls.entries(.uncertain) }

  /// Asks the org about calls; only reads.
  mutating func findOut(_ entries: [HistoryEntry]) -> [Errand] {
    history.asking.formUnion(entries.map(\.id))
    say("asking Kustomer whether \(entries.words) landed: only reads ...")
    return [.outside(.findOut(entries.map(\.id)))]
  }

  /// Sends the selected call once more; asks first unless the org is the sandbox.
  mutating func sendAgain() -> [Errand] {
    guard let entry = selectedEntry else { return [] }
    return profile.isSandbox ? sendAgainNow(entry.id) : [.ask(.sendAgain(entry.id))]
  }

  /// Sends an uncertain call once more.
  mutating func sendAgainNow(_ id: CallID) -> [Errand] {
    say("sending #\(id.number) once more ...")
    return [.outside(.sendAgain(id))]
  }

  /// Asks before nothing more is done about the selected call.
  func drop() -> [Errand] { selectedEntry.map { [.ask(.drop($0.id))] } ?? [] }

  /// Takes in what the org says.
  mutating func receive(_ found: [FoundOut]) {
    let own = found.filter { $0.entry.profile == profile.name }
    for answer in own {
      model.calls.put(answer.entry)
      history.answers[answer.entry.id] = answer.sentence
    }
    history.asking = []
    guard let first = own.first else { return say("no call may have landed any more") }
    guard own.count == 1 else { return say(own.counts) }
    let number = "#\(first.entry.id.number)"
    switch first.finding {
    case .landed: say("\(number) has landed: it is delivered", .good)
    case .notLanded:
      say("\(number) has not landed: it waits, \(key: .deliverWaiting) sends it", .warning)
    case .cannotTellYet, .cannotTell:
      say("\(number): Kustomer cannot tell; send it again or drop it", .warning)
    }
  }
}

extension [HistoryEntry] {
  /// `#5`, or `3 calls`.
  fileprivate var words: String {
    count == 1 ? "#\(self[0].id.number)" : counted(count, "call")
  }
}

extension [FoundOut] {
  /// `2 landed, 1 did not and waits, 1 is for you to settle`.
  fileprivate var counts: String {
    let landed = count { if case .landed = $0.finding { true } else { false } }
    let waiting = count { $0.finding == .notLanded }
    let open = count - landed - waiting
    let parts = [
      landed > 0 ? "\(landed) landed" : "",
      waiting > 0 ? "\(waiting) did not and \(waiting == 1 ? "waits" : "wait")" : "",
      open > 0 ? "\(open) only you can settle" : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
