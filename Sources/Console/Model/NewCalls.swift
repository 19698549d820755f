internal import KustomerDestination

extension Model {
  /// Takes in a call of the journal as it stands now, and what one that is new here changes for
  /// those after it: its link, and the session that it opens or extends.
  mutating func keep(_ entry: HistoryEntry) {
    if calls.entry(entry.id) == nil { learn(entry) }
    calls.put(entry)
  }

  private mutating func learn(_ entry: HistoryEntry) {
    let event = entry.facts.event
    if let user = event.userId, let visitor = event.anonymousId,
      !isLinked(visitor, after: entry.id)
    {
      sessions.link(anonymousId: visitor, to: user, at: entry.moment)
    }
    guard let session = entry.session, session.source != .explicit,
      let person = person(of: entry)
    else { return }
    sessions.insert(
      SentSession(
        person: person, id: session.id, first: event.time, last: event.time, sent: entry.moment))
  }

  /// Whether a later call says who a visitor is: calls are not always told of in their order.
  private func isLinked(_ visitor: String, after id: HistoryEntry.ID) -> Bool {
    calls.entries(user: nil, visitors: [visitor]).contains {
      $0.id > id && $0.facts.event.userId != nil
    }
  }
}

/// Another process may send with the same journal: what it did is read when somebody looks.
extension Model {
  var readNews: Effect {
    let open = [DeliveryStatus.waiting, .uncertain].flatMap(calls.entries)
    return .readNews(since: calls.entries.last?.id, open: open.suffix(Self.mostOpen).map(\.id))
  }

  /// As many open calls are looked at again, the newest ones.
  private static let mostOpen = 100

  /// Takes in what another process did; what this one is sending it knows better itself.
  mutating func take(news: [HistoryEntry]) {
    for entry in news where entry.profile == profile.name {
      let known = calls.entry(entry.id)
      if known?.status != .sending, known != entry { keep(entry) }
    }
  }
}
