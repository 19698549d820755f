internal import CallFormats
internal import Delivery
internal import KustomerDestination
internal import Records

/// One run of `send`: its whole input goes to the outbox before the first request goes out.
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
    // Looked at first: for a missing file no key is asked for and nothing is started.
    let input =
      command.resume
      ? nil
      : try InputFiles(
        command.files, command: "send", command.common, ids: command.given.ids)
    let run = DeliveryRun(
      invocation: invocation, settings: settings, profile: profile, report: report,
      interrupts: Interrupts(), isConfirmed: command.yes, via: command.via,
      ratePerMinute: command.rate?.count,
      stopsOnError: command.stopOnError, passesEarlier: command.ahead)
    try run.perform { permit, journal in
      if command.toThisOrg { try move(permit, journal) }
      guard let input else {
        try refuseWaitingPlaceholders(journal)
        return [.everything]
      }
      try tellWhatWaits(journal)
      return [.run(try takeIn(input, permit, journal))]
    }
  }
}

extension SendRun {
  /// Calls that are committed together; other processes get their turn in between.
  private static let batchSize = 200

  private func move(_ permit: SendPermit, _ journal: Journal) throws {
    let count = try journal.moveWaiting(to: permit)
    guard count > 0, !command.common.quiet else { return }
    let calls = count == 1 ? "1 call of another org is" : "\(count) calls of other orgs are"
    report.say("\(calls) sent to \(permit.org.baseURL)")
  }

  /// What earlier runs have left is shown, and sent only when somebody asks for it.
  private func tellWhatWaits(_ journal: Journal) throws {
    let count = try journal.waitingCount(profile: profile.name, via: command.via)
    guard count > 0, !command.common.quiet else { return }
    let calls =
      count == 1 ? "1 call of an earlier run waits" : "\(count) calls of earlier runs wait"
    let option = command.via == .segment ? " --via segment" : ""
    StandardError.say(
      "\(calls) in the outbox of profile \(profile.name); send --resume\(option) goes on")
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
    var placeholders = PlaceholderIDs(allowed: command.placeholders, for: profile)
    try input.read { record, file in
      switch record.call {
      case .success(let call):
        calls.append(
          IntakeCall(
            source: call.json.compact, call: call, line: record.line, item: record.item,
            file: file, diagnostics: record.diagnostics))
        if calls.count == Self.batchSize { try commit(&calls, to: intake, &placeholders) }
      case .failure(let error):
        // What stands before it is told before it.
        try commit(&calls, to: intake, &placeholders)
        report.print(unreadable: error, record, file, input)
      }
    } pause: {
    }
    try commit(&calls, to: intake, &placeholders)
    if let failure = placeholders.failure { throw failure }
  }

  /// Calls that `listen --forward` has held back are sent only by somebody who asks for that.
  private func refuseWaitingPlaceholders(_ journal: Journal) throws {
    guard !command.placeholders, !profile.isSandbox else { return }
    let ids = try journal.waiting(with: .idIsPlaceholder, profile: profile.name)
    guard !ids.isEmpty else { return }
    let calls = ids.count == 1 ? "1 call" : "\(ids.count) calls"
    let numbers = ids.prefix(5).map { "#\($0)" }.joined(separator: ", ")
    throw CommandFailure(
      .configuration,
      "in the outbox wait \(calls) with an id that is nobody's, as undefined or"
        + " null (\(numbers)), which would merge strangers for good: nothing was sent; give them up"
        + " with history --drop, or give --placeholders")
  }

  private func commit(
    _ calls: inout [IntakeCall], to intake: Intake, _ placeholders: inout PlaceholderIDs
  ) throws {
    for (call, result) in zip(calls, try intake.add(calls)) {
      placeholders.look(
        at: result.plan, (call.file.map { "\($0) " } ?? "") + "line \(call.line)")
      guard result.delivery == nil else { continue }
      report.print(
        DeliveryReport(notSent: result.plan, line: call.line, item: call.item, file: call.file))
    }
    calls.removeAll(keepingCapacity: true)
  }
}
