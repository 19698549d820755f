internal import KustomerDestination

/// What the journal tells of calls: of those that are sent here, and of those that another process
/// sends with the same journal.
extension State {
  /// The draft is in the outbox, unless it was changed since: then what was typed is a new draft.
  mutating func receive(committed entry: HistoryEntry, _ sessions: SessionBook) -> [Effect] {
    guard entry.profile == profile.name else { return [] }
    model.sessions.merge(sessions)
    receive(changed: entry)
    guard let committed = compose.committing else { return [] }
    compose.committing = nil
    guard committed == compose.form else { return [] }
    compose.markSent()
    return [.saveDraft(compose.draft)]
  }

  /// The draft is planned anew, in the light of what another process has sent.
  mutating func receive(changed sessions: SessionBook) {
    let former = outcome.plan?.session?.id
    let person = outcome.plan?.person?.id ?? "this person"
    model.sessions.merge(sessions)
    compose.committing = nil
    isSettled = false
    settle()
    let now = outcome.plan?.session?.id
    let change =
      if let former, let now, former != now { "session \(now) instead of \(former)" } else {
        "other requests"
      }
    say(
      "not sent: another program has sent for \(person) meanwhile, so it would be \(change); "
        + "^R sends it so", .warning)
  }

  /// A call was sent or answered.
  mutating func receive(changed entry: HistoryEntry) {
    guard entry.profile == profile.name else { return }
    model.calls.put(entry)
    model.say(entry.note)
  }
}

extension Model {
  /// Takes in calls that were forwarded or sent as a batch; nothing is said of each.
  mutating func take(_ entries: [HistoryEntry], _ sessions: SessionBook) {
    for entry in entries where entry.profile == profile.name { calls.put(entry) }
    self.sessions.merge(sessions)
  }

  /// Takes in what has changed in the journal, whoever changed it.
  mutating func take(news: [HistoryEntry], _ sessions: SessionBook) {
    let own = news.filter { entry in
      let known = calls.entry(entry.id)
      // What is being sent here waits in the journal until it has ended.
      let isUnderWay = known?.status == .sending && entry.status == .waiting
      return entry.profile == profile.name && !isUnderWay && known != entry
    }
    if !own.isEmpty { take(own, sessions) }
  }
}
