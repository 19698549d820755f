internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records
internal import Terminal

extension Console.HistoryEntry {
  /// A call of the journal as the screens show it; `isSending` while the courier has it.
  init(_ detail: HistoryDetail, isSending: Bool = false) {
    let entry = detail.entry
    let explicit = entry.session.flatMap { $0.source == .explicit ? $0.id : nil }
    let event = TimelineEvent(
      userId: entry.user, anonymousId: entry.visitor, time: entry.time, explicitSession: explicit,
      isIdentify: entry.type == CallType.identify.rawValue)
    let status = isSending && entry.status == .waiting ? .sending : entry.status
    self.init(
      id: CallID(entry.id), profile: entry.profile, source: detail.source,
      facts: CallFacts(
        type: entry.type, title: entry.name, event: event, text: detail.source),
      moment: entry.moment, status: status,
      session: entry.session,
      exchanges: zip(detail.attempts, detail.attempts.pauses).map { Exchange($0, after: $1) },
      problem: entry.problem?.consoleSentence, notes: entry.notes, isPinned: entry.isPinned)
    verdict = Verdict(rawValue: entry.verdict)
    customer = entry.customer
    via = entry.route
    code = entry.problem?.code
  }
}

extension Mailbox<Message> {
  /// Tells how a call of the journal stands now; `isSending` while the courier has it.
  func report(_ id: Int64?, in journal: Journal, isSending: Bool = false) {
    guard let id else { return }
    do {
      guard let detail = try journal.entry(id) else { return }
      post(.deliveryChanged(Console.HistoryEntry(detail, isSending: isSending)))
    } catch {
      post(.failed("\(error)"))
    }
  }

  /// Tells how several calls of one profile stand now, and what is known of their persons.
  func report(_ ids: [Int64], in journal: Journal, isSending: Bool = false) throws {
    let entries = try ids.sorted().compactMap { id in
      try journal.entry(id).map { Console.HistoryEntry($0, isSending: isSending) }
    }
    post(.entriesChanged(entries, try journal.sessions(of: entries)))
  }
}

extension Journal {
  /// Sent sessions and links of the persons whom calls of one profile name.
  func sessions(of entries: [Console.HistoryEntry]) throws -> SessionBook {
    let events = entries.map(\.facts.event)
    return try sessions(
      of: entries.first?.profile ?? "", users: Array(Set(events.compactMap(\.userId))),
      visitors: Array(Set(events.compactMap(\.anonymousId))))
  }
}

extension Console.Exchange {
  fileprivate init(_ attempt: HistoryDetail.Attempt, after pause: AttemptPause?) {
    self.init(
      method: attempt.request.method.rawValue, path: attempt.request.path,
      body: attempt.request.body.map { String(decoding: $0, as: UTF8.self) },
      status: attempt.status, answer: attempt.answer ?? "", headers: attempt.headers,
      begun: attempt.begun, milliseconds: attempt.milliseconds,
      pause: pause.map { Pause(length: $0.length, reason: $0.words) }, problem: attempt.message,
      kind: attempt.request.kind)
  }
}
