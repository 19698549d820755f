internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records
internal import Terminal

/// What stands behind Live: batches, and what is forwarded.
extension ConsoleEngine {
  /// Commits the calls of a batch as one run and has them sent.
  func send(_ calls: [BatchCall], at moment: Timestamp, as order: SendingOrder) async throws {
    let journal = try openJournal()
    let permit = try await permit(for: order)
    let intake = try journal.beginRun(
      permit, destination: Destination(settings: settings.destination), moment: moment)
    var ids: [Int: CallID] = [:]
    do {
      for start in stride(from: 0, to: calls.count, by: 200) {
        let part = calls[start..<min(start + 200, calls.count)]
        let results = try intake.add(
          part.map { call in
            let source = call.call.compact
            return IntakeCall(source: source, call: try Call(parsing: source), line: call.id)
          })
        for (call, result) in zip(part, results) {
          guard call.requests == result.plan.requests else {
            throw CommandFailure(
              .partly,
              "nothing was sent: another program has sent meanwhile, so these calls would "
                + "become other requests than you saw; read them again")
          }
          if let id = result.delivery { ids[call.id] = CallID(id) }
        }
      }
      try intake.goLive()
    } catch {
      try intake.discard()
      throw error
    }
    mailbox.post(.batchCommitted(ids))
    try mailbox.report(ids.values.map(\.number), in: journal, isSending: true)
    try await deliver(.run(intake.run), as: order)
  }

  func startForwarding(as order: SendingOrder) async throws {
    let permit = try await permit(for: order)
    await live.startForwarding(permit, try openJournal(), invocation, settings)
  }

  func readCalls(_ path: String) throws {
    let reading = BatchReading(path: path, home: invocation.environment["HOME"])
    mailbox.post(
      .callsRead(
        try CallBatch(
          reading, of: profile.name, openJournal(), settings,
          at: invocation.runningClock()())))
  }
}
