internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records
internal import Synchronization
internal import Terminal

/// What is sent from Compose and from the History.
extension ConsoleEngine {
  /// Commits the call if it is planned as it was shown, and has it sent.
  func send(_ call: SendableCall, as order: SendingOrder) async {
    do {
      try await commit(call, as: order)
    } catch {
      mailbox.post(.callNotCommitted(sentence(of: error)))
    }
  }

  private func commit(_ call: SendableCall, as order: SendingOrder) async throws {
    let journal = try openJournal()
    let permit = try await permit(for: order, via: call.via)
    let parsed = try Call(parsing: call.source)
    let result = try journal.commit(
      IntakeCall(source: call.source, call: parsed), as: call.requests, permit,
      destination: Destination(settings: settings.destination), moment: call.moment)
    let sessions = try journal.sessions(
      of: permit.org.profile, users: [result.plan.user].compactMap(\.self),
      visitors: [result.plan.visitor].compactMap(\.self))
    guard let id = result.delivery, let detail = try journal.entry(id) else {
      mailbox.post(.planChanged(sessions, profile: permit.org.profile))
      return
    }
    mailbox.post(.callCommitted(Console.HistoryEntry(detail, isSending: true), sessions))
    try await deliver(.delivery(id), as: order, via: call.via)
  }

  func resend(
    _ id: CallID, at moment: Timestamp, as order: SendingOrder
  ) async throws {
    guard let detail = try openJournal().entry(id.number) else {
      throw CommandFailure(.partly, "call \(id.number) is not in the journal any more")
    }
    let route = detail.entry.route
    let source = route == .segment ? SegmentCall.renewed(detail.source) : detail.source
    try await commit(SendableCall(source: source, moment: moment, via: route), as: order)
  }

  func sendAgain(_ id: Int64, as order: SendingOrder) async throws {
    let journal = try openJournal()
    // The gate comes first: what may not be sent stays as it is.
    let permit = try await permit(for: order)
    if let sentence = try journal.refusalToSendAgain([id], to: permit) {
      throw CommandFailure(.configuration, sentence)
    }
    _ = try journal.settle(id, as: .sendAgain)
    mailbox.report(id, in: journal, isSending: true)
    try await deliver(.delivery(id), as: order)
  }

  /// Has the courier send, after what it is sending.
  func deliver(
    _ scope: OutboxScope, as order: SendingOrder, via route: SendRoute = .kustomer
  ) async throws {
    let journal = try openJournal()
    let permit = try await permit(for: order, via: route)
    let settings = settings.delivery
    let before = courier
    let transport = transport
    let mailbox = mailbox
    courier = Task {
      await before?.value
      let courier = Courier(permit, journal: journal, transport: transport, settings: settings)
      let counts = Mutex<[DeliveryStatus: Int]>([:])
      do {
        _ = try await courier.run(
          scope, stop: order.stop,
          pausing: { mailbox.post(.sendingPaused(SendingPause($0, tries: settings.tries))) }
        ) { report in
          counts.withLock { $0[report.status, default: 0] += 1 }
          mailbox.report(report.id, in: journal)
          if let problem = report.problem, problem.code == "other_org" {
            mailbox.post(.failed(problem.consoleSentence))
          }
        }
        mailbox.post(.runEnded(counts.withLock { $0 }))
      } catch {
        mailbox.post(.failed(sentence(of: error)))
        // What was not reported is not on its way any more.
        mailbox.reportWaiting(of: order.profile.name, in: journal)
      }
    }
  }

  func deliverWaiting(as order: SendingOrder) async throws {
    let journal = try openJournal()
    // The gate comes first: what may not be sent stays as it is.
    let routes = try SendRoute.allCases.filter {
      try $0 == .kustomer || journal.waitingCount(profile: order.profile.name, via: $0) > 0
    }
    for route in routes { _ = try await permit(for: order, via: route) }
    mailbox.reportWaiting(of: order.profile.name, in: journal, isSending: true)
    for route in routes { try await deliver(.everything, as: order, via: route) }
  }
}

extension Mailbox<Message> {
  /// Tells how what waits in a profile's outbox stands; `isSending` while the courier has it.
  fileprivate func reportWaiting(
    of profile: String, in journal: Journal, isSending: Bool = false
  ) {
    do {
      try report(
        journal.history(.calls(.waiting, of: profile), limit: .max).map(\.id), in: journal,
        isSending: isSending)
    } catch {
      post(.failed("\(error)"))
    }
  }
}

extension SendingPause {
  fileprivate init(_ pause: CourierPause, tries: Int) {
    self.init(
      call: pause.delivery.map { CallID($0) }, next: pause.failed + 1, tries: tries,
      length: pause.length, reason: inConsoleWords(pause.problem.message),
      isAsked: pause.problem.cause == .limit)
  }
}
