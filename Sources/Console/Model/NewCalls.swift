internal import KustomerDestination
internal import Records

/// What the journal tells of calls that are sent here or by another process.
extension Model {
  /// Takes in calls that were forwarded or sent as a batch; nothing is said of each.
  mutating func take(_ entries: [HistoryEntry], _ sessions: SessionBook) {
    for entry in entries where entry.profile == profile.name { calls.put(entry) }
    forgetTries()
    self.sessions.merge(sessions)
  }

  /// Takes in what has changed in the journal, whoever changed it.
  mutating func take(news: [HistoryEntry], _ sessions: SessionBook) {
    let own = news.compactMap { entry -> HistoryEntry? in
      var entry = entry
      let known = calls.entry(entry.id)
      // What is being sent here waits in the journal until it has ended.
      if known?.status == .sending, entry.status == .waiting { entry.status = .sending }
      return entry.profile == profile.name && known != entry ? entry : nil
    }
    if !own.isEmpty { take(own, sessions) }
  }
}
