internal import Console
internal import Delivery
internal import KustomerDestination
internal import Synchronization
internal import Terminal

/// What is sent from Compose and from the History.
extension ConsoleEngine {
  /// Commits the call if it is planned as it was shown, and has it sent.
  func send(_ call: SendableCall, until stop: StopSignal) async {
    do {
      try await commit(call, until: stop)
    } catch {
      mailbox.post(.callNotCommitted(sentence(of: error)))
    }
  }

  private func commit(_ call: SendableCall, until stop: StopSignal) async throws {
    let journal = try openJournal()
    // The console has asked before it gave this effect, so the confirmation names the profile.
    let permit = try await openedOrg().permit(Confirmation(profile: profile.name))
    let parsed = try Call(parsing: call.source)
    let result = try journal.commit(
      IntakeCall(source: call.source, call: parsed), as: call.requests, permit,
      destination: Destination(settings: settings.destination), moment: call.moment)
    let sessions = try journal.sessions(
      of: permit.org.profile, users: [result.plan.user].compactMap(\.self),
      visitors: [result.plan.visitor].compactMap(\.self))
    guard let id = result.delivery, let detail = try journal.entry(id) else {
      mailbox.post(.planChanged(sessions))
      return
    }
    mailbox.post(.callCommitted(Console.HistoryEntry(detail, isSending: true), sessions))
    try await deliver(.delivery(id), until: stop)
  }

  func resend(
    _ id: Console.HistoryEntry.ID, at moment: Timestamp, until stop: StopSignal
  ) async throws {
    guard let detail = try openJournal().entry(id.number) else {
      throw CommandFailure(.partly, "call \(id.number) is not in the journal any more")
    }
    try await commit(SendableCall(source: detail.source, moment: moment), until: stop)
  }

  func sendAgain(_ id: Int64, until stop: StopSignal) async throws {
    let journal = try openJournal()
    // The gate comes first: what may not be sent stays as it is.
    let permit = try await openedOrg().permit(Confirmation(profile: profile.name))
    if let sentence = try journal.refusalToSendAgain([id], to: permit) {
      throw CommandFailure(.configuration, sentence)
    }
    _ = try journal.settle(id, as: .sendAgain)
    mailbox.report(id, in: journal, isSending: true)
    try await deliver(.delivery(id), until: stop)
  }

  /// Has the courier send, after what it is sending.
  func deliver(_ scope: OutboxScope, until stop: StopSignal) async throws {
    let journal = try openJournal()
    let permit = try await openedOrg().permit(Confirmation(profile: profile.name))
    let settings = settings.delivery
    let before = courier
    let transport = transport
    let mailbox = mailbox
    courier = Task {
      await before?.value
      let courier = Courier(permit, journal: journal, transport: transport, settings: settings)
      let counts = Mutex<[Console.DeliveryStatus: Int]>([:])
      do {
        _ = try await courier.run(
          scope, stop: stop,
          pausing: { if $0.isLong { mailbox.post(.succeeded($0.description)) } }
        ) { report in
          counts.withLock { $0[Console.DeliveryStatus(report.status), default: 0] += 1 }
          mailbox.report(report.id, in: journal)
        }
        mailbox.post(.runEnded(counts.withLock { $0 }))
      } catch {
        mailbox.post(.failed(sentence(of: error)))
      }
    }
  }
}
