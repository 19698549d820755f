package import KustomerDestination

/// A scenario on the screen.
///
///     opened ─ next ─▶ waiting for the engine ─ stepped ─▶ step 1 shows ─ next ─▶ … ─▶ last
///                                       back only shows an earlier step again
package struct Player: Sendable, Hashable {
  /// What is played.
  package let scenario: Scenario
  /// What was played of it.
  package internal(set) var run: ScenarioRun
  /// The step that shows, 0-based; nil for the title.
  package internal(set) var shown: Int?
  /// Whether it goes to an org instead of a sandbox of its own.
  package let isLive: Bool
  /// Whether the engine plays a step now.
  package internal(set) var isBusy = false
  /// Why it does not go on; nil while it does.
  package internal(set) var problem: String?
  /// Whether the cuts with and without session ids stand side by side.
  package internal(set) var isComparing = false
  /// Whether personal data is hidden.
  package internal(set) var isMasked = true
  /// Whether it has the whole screen, without keys and names of other things.
  package internal(set) var isPresenting = false
  /// Seconds from step to step while it goes on by itself, 1 to 60.
  package internal(set) var pace = 5
  /// The uptime at which it goes on by itself; nil while it does not.
  package private(set) var nextAt: Milliseconds?
  /// Whether a key was pressed that leaves when it is pressed again.
  var isLeaving = false
  /// The uptime at which the last step was played.
  var lastPlayed: Milliseconds?

  /// The uptime until which what the last step brought is lit; nil before the first.
  var litUntil: Milliseconds? { lastPlayed.map { $0 + Model.litTime } }

  init(_ scenario: Scenario, isLive: Bool, at now: Timestamp) {
    self.scenario = scenario
    self.isLive = isLive
    run = ScenarioRun(scenario.script(run: Variables.run(at: now), now: now))
  }

  /// How many steps there are.
  package var count: Int { run.script.count }

  /// The step that shows; nil for the title.
  var step: ScriptedStep? { shown.map { run.script[$0] } }

  /// What came of it.
  var result: StepResult? { shown.map { run.results[$0] } }

  /// The step behind the one that shows; nil behind the last.
  var following: ScriptedStep? {
    let place = shown.map { $0 + 1 } ?? 0
    return run.script.indices.contains(place) ? run.script[place] : nil
  }

  /// Goes on by itself in so many seconds; nil stops that.
  mutating func goOn(in seconds: Int?, at uptime: Milliseconds) {
    nextAt = seconds.map { uptime + .seconds(Int64($0)) }
  }

  /// Whether it is time to go on.
  func isDue(at uptime: Milliseconds) -> Bool { nextAt.map { uptime >= $0 } ?? false }

  /// How long a live step still has to be waited for; nil when it may be played.
  func wait(at uptime: Milliseconds) -> Milliseconds? {
    guard isLive, let next = run.next, next.after > Milliseconds(0), let lastPlayed else {
      return nil
    }
    let rest = lastPlayed + next.after - uptime
    return rest > Milliseconds(0) ? rest : nil
  }
}
