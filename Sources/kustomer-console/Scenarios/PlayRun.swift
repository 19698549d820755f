internal import Console
internal import Delivery
internal import Foundation
internal import KustomerDestination

/// One run of `play`: stage, steps, report.
struct PlayRun {
  let invocation: Invocation
  let settings: Settings
  let profile: Profile
  let isConfirmed: Bool
  let sendsPlaceholders: Bool
  let found: ScenarioFiles.Found

  /// What was told, and why the exit status is not 0.
  struct Outcome {
    var report: PlayReport
    var failure: CommandFailure?
  }

  /// Waits that are sat out when they are real; a longer scenario is refused.
  private static let longestWait = Milliseconds.minutes(10)

  func perform() throws -> Outcome {
    let interrupts = Interrupts()
    let stage = try makeStage()
    let now = stage.isSimulated ? invocation.now : Invocation.systemNow
    // Live ids come from the real clock: with --now two runs would meet.
    let run = Variables.run(at: now)
    var play = ScenarioRun(found.scenario.script(run: run, now: now))
    var report = PlayReport(found.scenario, source: found.source, raw: invocation.options.raw)
    interrupts.beginDelivery()
    defer { close(stage) }
    while let step = play.next {
      if !stage.isSimulated, step.after > Milliseconds(0) { wait(step.after, interrupts.stop) }
      let begun = Date()
      let current = play
      let outcome = try waiting {
        try await stage.play(step, of: current, stop: interrupts.stop)
      }
      play.note(outcome.result)
      report.add(
        step, complaints: play.complaints(ofStep: step.place),
        seconds: Date().timeIntervalSince(begun))
      if let failure = CommandFailure(outcome.end) {
        report.bailOut(failure.message ?? "stopped")
        return Outcome(report: report, failure: failure)
      }
    }
    return Outcome(report: report, failure: failure(of: report))
  }

  private func failure(of report: PlayReport) -> CommandFailure? {
    guard report.failures > 0 else { return report.failure }
    return CommandFailure(
      .partly,
      "\(found.source): \(report.failures) of \(counted(report.cases.count, "step"))"
        + " did not come out as expected; each is marked \"not ok\" above")
  }

  private func close(_ stage: ScenarioStage) {
    do {
      try waiting { await stage.close() }
    } catch {
      StandardError.say("\(error)")
    }
  }

  /// Sits a wait out, unless it is interrupted.
  private func wait(_ length: Milliseconds, _ stop: StopSignal) {
    let end = Invocation.systemNow + length
    if !invocation.options.quiet {
      StandardError.say("waiting \(length.brief) for the next step; Ctrl-C ends the scenario")
    }
    while !stop.isRaised, Invocation.systemNow < end {
      Thread.sleep(forTimeInterval: min(0.2, Double((end - Invocation.systemNow).count) / 1_000))
    }
  }
}

extension PlayRun {
  private func makeStage() throws -> ScenarioStage {
    let transport = invocation.transport(settings.delivery)
    guard let address = try invocation.address(of: profile) else {
      let (moment, settings) = (found.scenario.start(at: invocation.now), settings)
      return try waiting {
        try await ScenarioStage(simulatedAt: moment, transport: transport, settings: settings)
      }
    }
    let confirmation = isConfirmed ? Confirmation(profile: profile.name) : nil
    // A closed gate must not ask for a key.
    try profile.mode.admit(profile.name, isReadOnly: profile.isReadOnly, confirmation)
    try refuseLongWaits()
    try refusePlaceholders()
    if case .at = found.scenario.start, !invocation.options.quiet {
      StandardError.say("\(found.source): start is for the sandbox; live the time is now")
    }
    let permit = try invocation.org(of: profile, at: address).permit(confirmation)
    return ScenarioStage(
      live: permit, journal: try invocation.journal(), transport: transport, settings: settings,
      clock: { Invocation.systemNow })
  }

  /// Looked at before the first step goes out.
  private func refusePlaceholders() throws {
    var placeholders = PlaceholderIDs(allowed: sendsPlaceholders, for: profile)
    let destination = Destination(settings: settings.destination)
    for step in found.scenario.script(run: "0", now: invocation.now) {
      guard let call = step.call else { continue }
      let plan = destination.plan(for: try Call(parsing: call.compactBytes), at: step.moment)
      placeholders.look(at: plan, "\(found.source) line \(step.line)")
    }
    if let failure = placeholders.failure { throw failure }
  }

  private func refuseLongWaits() throws {
    let length = found.scenario.length
    guard length > Self.longestWait else { return }
    throw CommandFailure(
      .configuration,
      "\(found.source) waits \(length.words) in all, and with profile \(profile.name) waits are"
        + " real, as Kustomer stamps the arrival: nothing was sent; leave --profile and"
        + " --base-url out to simulate it, or keep \"after\" under \(Self.longestWait.brief) in all"
    )
  }
}

extension CommandFailure {
  /// What the end of a delivery means for a scenario; nil when it goes on.
  fileprivate init?(_ end: CourierEnd) {
    switch end {
    case .finished, .stoppedOnError: return nil
    case .keyRefused(let problem), .unreachable(let problem), .trouble(let problem):
      self.init(problem)
    case .interrupted: self.init(.interrupted, "interrupted; the rest was not played")
    }
  }
}
