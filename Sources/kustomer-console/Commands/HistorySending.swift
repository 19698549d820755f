internal import Delivery
internal import KustomerDestination
internal import Records

/// Sends calls of the history once more, through the gate of their profile.
struct HistorySending {
  private let invocation: Invocation
  private let isConfirmed: Bool
  private let passesEarlier: Bool

  init(_ invocation: Invocation, isConfirmed: Bool, passesEarlier: Bool) {
    self.invocation = invocation
    self.isConfirmed = isConfirmed
    self.passesEarlier = passesEarlier
  }

  /// Sends a call again as a new one, with the profile that is named, else with its own.
  func resend(_ id: Int64) throws {
    let interrupts = Interrupts()
    let detail = try call(id)
    let settings = try invocation.settings()
    let profile = try settings.profile(named: invocation.namedProfile ?? detail.entry.profile)
    let report = SendReport(raw: invocation.options.raw)
    let run = run(settings, profile, report, interrupts, detail.entry.route)
    try run.perform { permit, journal in
      let intake = try journal.beginRun(
        permit, destination: Destination(settings: settings.destination), moment: invocation.now)
      let source =
        detail.entry.route == .segment ? SegmentCall.renewed(detail.source) : detail.source
      let results = try intake.add([IntakeCall(source: source, call: try Call(parsing: source))])
      try intake.goLive()
      for result in results where result.delivery == nil {
        report.print(DeliveryReport(notSent: result.plan, line: 1))
      }
      return [.run(intake.run)]
    }
    try end(report)
  }

  /// Sends uncertain calls once more, each under its own number; those that wait already are sent
  /// as they are.
  func sendAgain(_ ids: [Int64]) throws {
    let interrupts = Interrupts()
    let entries = try ids.map { try call($0).entry }
    let settings = try invocation.settings()
    let profile = try settings.profile(named: try commonProfile(of: entries))
    for entry in entries where entry.status != .uncertain && entry.status != .waiting {
      throw CommandFailure(
        .partly,
        "call \(entry.id) is \(entry.status.rawValue), not uncertain: nothing was sent;"
          + " --resend \(entry.id) sends it as a new call")
    }
    let report = SendReport(raw: invocation.options.raw)
    try run(settings, profile, report, interrupts, try commonRoute(of: entries)).perform {
      permit, journal in
      if let sentence = try journal.refusalToSendAgain(ids, to: permit) {
        throw CommandFailure(.configuration, sentence)
      }
      for id in ids { _ = try journal.settle(id, as: .sendAgain) }
      return ids.map { .delivery($0) }
    }
    try end(report)
  }

  private func call(_ id: Int64) throws -> HistoryDetail {
    guard let journal = try invocation.existingJournal() else { throw CommandFailure.noCall(id) }
    return try journal.call(id)
  }

  /// An outbox's call can only go where it was meant to go.
  private func commonProfile(of entries: [HistoryEntry]) throws -> String {
    let name = entries[0].profile
    for entry in entries where entry.profile != invocation.namedProfile ?? name {
      throw CommandFailure(
        .usage,
        "call \(entry.id) is of profile \(entry.profile): nothing was sent;"
          + " send again what is of one profile, or --resend it to another")
    }
    return name
  }

  private func commonRoute(of entries: [HistoryEntry]) throws -> SendRoute {
    let route = entries[0].route
    for entry in entries where entry.route != route {
      throw CommandFailure(
        .usage,
        "calls \(entries[0].id) and \(entry.id) go by different ways: nothing was sent; name them"
          + " one after the other")
    }
    return route
  }

  private func run(
    _ settings: Settings, _ profile: Profile, _ report: SendReport, _ interrupts: Interrupts,
    _ route: SendRoute
  ) -> DeliveryRun {
    DeliveryRun(
      invocation: invocation, settings: settings, profile: profile, report: report,
      interrupts: interrupts, isConfirmed: isConfirmed, via: route, passesEarlier: passesEarlier)
  }

  private func end(_ report: SendReport) throws {
    let status = ExitStatus.gravest(of: report.statuses)
    if status != .done { throw CommandFailure(status) }
  }
}
