internal import Delivery
internal import KustomerDestination
internal import Records
internal import Sandbox

/// What every command that sends does around its own part.
///
///     gate ─▶ org ─▶ outbox ─▶ courier ─▶ exit status
struct DeliveryRun {
  let invocation: Invocation
  let settings: Settings
  let profile: Profile
  let report: SendReport
  /// Made before other threads are.
  let interrupts: Interrupts
  /// Whether somebody has confirmed that this profile may be sent to.
  var isConfirmed = false
  /// By which way the calls go.
  var via = SendRoute.kustomer
  /// Nil leaves it to what the org's answers say.
  var ratePerMinute: Int?
  var stopsOnError = false
  /// Whether calls go out before earlier ones of the same person that wait.
  var passesEarlier = false

  /// Passes the gate, lets `fill` put calls into the outbox, and delivers what it names, in order;
  /// a part that does not come to its end is the last.
  func perform(_ fill: (SendPermit, Journal) throws -> [OutboxScope]) throws {
    defer { report.finish(stop: interrupts.stop) }
    let confirmation = isConfirmed ? Confirmation(profile: profile.name) : nil
    // A closed gate must not ask for a key or start anything.
    try profile.mode.admit(profile.name, isReadOnly: profile.isReadOnly, confirmation)
    let (org, sandbox) =
      via == .segment ? (try invocation.segment(of: profile), nil) : try invocation.org(of: profile)
    let permit = try org.permit(confirmation)
    let journal = try invocation.journal()
    let scopes = try fill(permit, journal)
    interrupts.beginDelivery()
    let result = Result { try deliver(scopes, permit, journal) }
    interrupts.endDelivery()
    try sandbox.map { server in try waiting { await server.stop() } }
    let end = try result.get()
    let pruned = try journal.prune(settings.history)
    if let line = pruned.line, !invocation.options.quiet { report.say(line) }
    report.end(end)
  }

  private func deliver(
    _ scopes: [OutboxScope], _ permit: SendPermit, _ journal: Journal
  ) throws -> CourierEnd {
    var limits = settings.delivery
    limits.ratePerMinute = ratePerMinute
    let courier = Courier(
      permit, journal: journal, transport: invocation.transport(limits), settings: limits)
    let total = try scopes.reduce(0) { sum, scope in
      sum + (try journal.waitingCount(scope, profile: profile.name))
    }
    let isVerbose = invocation.options.verbose
    report.beginProgress(of: total, quiet: invocation.options.quiet || isVerbose)
    defer { report.endProgress() }
    let (report, stop) = (report, interrupts.stop)
    let (stopsOnError, passesEarlier) = (stopsOnError, passesEarlier)
    return try waiting {
      // Ends with this block.
      async let _: Void = report.keepProgressShown()
      for scope in scopes {
        let end = try await courier.run(
          scope, stopsOnError: stopsOnError, passesEarlier: passesEarlier, stop: stop,
          mayStart: { report.isRead },
          pausing: { report.pause($0, verbose: isVerbose) }, report: { report.print($0) })
        guard end == .finished else { return end }
      }
      return .finished
    }
  }
}
