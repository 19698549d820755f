internal import CallFormats
internal import Delivery
internal import KustomerDestination
internal import Sandbox

/// One run of `send`: its whole input goes to the outbox before the first request goes out.
///
///     gate ─▶ read input ─▶ outbox ─▶ live ─▶ courier ─▶ exit status
struct SendRun {
  private let command: SendCommand
  private let invocation: Invocation
  private let settings: Settings
  private let profile: Profile
  private let report: SendReport

  init(
    _ command: SendCommand, _ invocation: Invocation, _ settings: Settings, _ profile: Profile,
    _ report: SendReport
  ) {
    self.command = command
    self.invocation = invocation
    self.settings = settings
    self.profile = profile
    self.report = report
  }

  func perform() throws {
    // Looked at first: a missing file or a closed gate must not ask for a key or start anything.
    let input =
      command.resume ? nil : try InputFiles(command.files, command: "send", command.common)
    try checkGate()
    let interrupts = Interrupts()
    let (org, sandbox) = try invocation.org(of: profile)
    let permit = try org.permit(confirmation)
    let journal = try invocation.journal()
    let scope = try input.map { OutboxScope.run(try takeIn($0, permit, journal)) } ?? .everything
    interrupts.beginDelivery()
    let end = try deliver(scope, permit, journal, interrupts.stop)
    try sandbox.map { server in try waiting { await server.stop() } }
    _ = try journal.prune(settings.history)
    report.end(end)
  }
}

extension SendRun {
  /// Calls that are committed together; other processes get their turn in between.
  private static let batchSize = 200

  private var confirmation: Confirmation? {
    command.yes ? Confirmation(profile: profile.name) : nil
  }

  private func checkGate() throws {
    if profile.isReadOnly { throw SendRefusal.readOnly(profile: profile.name) }
    switch profile.mode {
    case .dryRun: throw SendRefusal.dryRun(profile: profile.name)
    case .ask where !command.yes: throw SendRefusal.notConfirmed(profile: profile.name)
    case .ask, .live: break
    }
  }

  /// Commits the input as one run; nothing of it stays when it cannot be read to its end.
  private func takeIn(
    _ input: InputFiles, _ permit: SendPermit, _ journal: Journal
  ) throws -> Int64 {
    let destination = Destination(settings: settings.destination)
    let intake = try journal.beginRun(permit, destination: destination, moment: invocation.now)
    do {
      try read(input, into: intake)
    } catch {
      try intake.discard()
      throw error
    }
    try intake.goLive()
    return intake.run
  }

  private func read(_ input: InputFiles, into intake: Intake) throws {
    var calls: [IntakeCall] = []
    try input.read { record, file in
      switch record.call {
      case .success(let call):
        calls.append(
          IntakeCall(
            source: call.json.compact, call: call, line: record.line, item: record.item,
            file: file))
        if calls.count == Self.batchSize { try commit(&calls, to: intake) }
      case .failure(let error):
        // What stands before it is told before it.
        try commit(&calls, to: intake)
        report.print(unreadable: error, record, file, input)
      }
    } pause: {
    }
    try commit(&calls, to: intake)
  }

  private func commit(_ calls: inout [IntakeCall], to intake: Intake) throws {
    for (call, result) in zip(calls, try intake.add(calls)) where result.delivery == nil {
      report.print(
        DeliveryReport(notSent: result.plan, line: call.line, item: call.item, file: call.file))
    }
    calls.removeAll(keepingCapacity: true)
  }

  private func deliver(
    _ scope: OutboxScope, _ permit: SendPermit, _ journal: Journal, _ stop: StopSignal
  ) throws -> CourierEnd {
    var limits = settings.delivery
    limits.ratePerMinute = command.rate?.count
    let authorities = TransportSettings.authorities(in: invocation.environment)
    let transport = Transport(settings: limits.transport(authorities: authorities))
    let courier = Courier(permit, journal: journal, transport: transport, settings: limits)
    let stopsOnError = command.stopOnError
    return try waiting { [report] in
      try await courier.run(scope, stopsOnError: stopsOnError, stop: stop) { report.print($0) }
    }
  }
}
