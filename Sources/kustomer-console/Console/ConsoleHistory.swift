internal import Console
internal import Delivery
internal import KustomerDestination
internal import Terminal

extension Console.HistoryEntry {
  /// A call of the journal as the screens show it, nil when its source cannot be read any more;
  /// `isSending` while the courier has it.
  init?(_ detail: HistoryDetail, isSending: Bool = false) {
    guard let call = try? JSON(parsing: detail.source) else { return nil }
    let entry = detail.entry
    let status = DeliveryStatus(entry.status, isSending: isSending)
    self.init(
      id: ID(entry.id), profile: entry.profile, call: call, moment: entry.moment, status: status,
      session: entry.session,
      exchanges: zip(detail.attempts, detail.attempts.pauses).map { Exchange($0, after: $1) },
      problem: entry.problem?.consoleSentence, notes: entry.notes, isPinned: entry.isPinned)
  }
}

extension Mailbox<Message> {
  /// Tells how a call of the journal stands now; `isSending` while the courier has it.
  func report(_ id: Int64?, in journal: Journal, isSending: Bool = false) {
    guard let id else { return }
    do {
      guard let detail = try journal.entry(id),
        let entry = Console.HistoryEntry(detail, isSending: isSending)
      else { return }
      post(.deliveryChanged(entry))
    } catch {
      post(.failed("\(error)"))
    }
  }
}

extension Console.DeliveryStatus {
  /// How a call stands; one that waits is being sent while the courier has it.
  init(_ status: Delivery.DeliveryStatus, isSending: Bool = false) {
    switch status {
    case .delivered: self = .delivered
    case .failed, .notSent: self = .failed
    case .uncertain: self = .uncertain
    case .waiting: self = isSending ? .sending : .waiting
    }
  }
}

extension Console.Exchange {
  fileprivate init(_ attempt: HistoryDetail.Attempt, after pause: AttemptPause?) {
    self.init(
      method: attempt.request.method.rawValue, path: attempt.request.path,
      body: attempt.request.body.map { String(decoding: $0, as: UTF8.self) },
      status: attempt.status, answer: attempt.answer ?? "", headers: attempt.headers,
      begun: attempt.begun, milliseconds: attempt.milliseconds,
      pause: pause.map { Pause(length: $0.length, reason: $0.words) }, problem: attempt.message)
  }
}
