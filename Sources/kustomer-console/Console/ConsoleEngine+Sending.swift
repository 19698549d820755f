internal import Console
internal import Delivery
internal import KustomerDestination
internal import Synchronization
internal import Terminal

/// What is sent from Compose and from the History.
extension ConsoleEngine {
  func send(_ call: JSON, at moment: Timestamp) async throws {
    try saveDraft()
    let journal = try openJournal()
    let source = call.compact
    // The console has asked before it gave this effect, so the confirmation names the profile.
    let permit = try await openedOrg().permit(Confirmation(profile: profile.name))
    let intake = try journal.beginRun(
      permit, destination: Destination(settings: settings.destination), moment: moment)
    let results = try intake.add([IntakeCall(source: source, call: try Call(parsing: source))])
    try intake.goLive()
    for result in results { mailbox.report(result.delivery, in: journal, isSending: true) }
    try await deliver(.run(intake.run))
  }

  func resend(_ id: Console.HistoryEntry.ID, at moment: Timestamp) async throws {
    guard let detail = try openJournal().entry(id.number) else {
      throw CommandFailure(.partly, "call \(id.number) is not in the journal any more")
    }
    try await send(JSON(parsing: detail.source), at: moment)
  }

  func sendAgain(_ id: Int64) async throws {
    let journal = try openJournal()
    // The gate comes first: what may not be sent stays as it is.
    let permit = try await openedOrg().permit(Confirmation(profile: profile.name))
    if let sentence = try journal.refusalToSendAgain([id], to: permit) {
      throw CommandFailure(.configuration, sentence)
    }
    _ = try journal.settle(id, as: .sendAgain)
    mailbox.report(id, in: journal, isSending: true)
    try await deliver(.delivery(id))
  }

  /// Sends after what is being sent; returns when the courier has been told.
  func deliver(_ scope: OutboxScope) async throws {
    let journal = try openJournal()
    let permit = try await openedOrg().permit(Confirmation(profile: profile.name))
    let settings = settings.delivery
    let before = courier
    let stop = StopSignal()
    self.stop = stop
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
        mailbox.post(.failed("\(error)"))
      }
    }
  }

  /// After a call that could not be committed: the screens already count it as sent.
  func takeBack(_ error: any Error) {
    mailbox.post(.failed("\(error)"))
    do {
      mailbox.post(.sessionsChanged(try contents().sessions))
    } catch {
      mailbox.post(.failed("\(error)"))
    }
  }
}
