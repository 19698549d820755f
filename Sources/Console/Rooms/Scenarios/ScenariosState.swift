internal import KustomerDestination

/// What the screen offers, and the scenario that is played.
package struct ScenariosState: Sendable {
  /// What a row of the list stands for.
  package enum Item: Hashable, Sendable {
    /// A scenario to be played.
    case scenario(ListedScenario)
    /// A single call to be loaded into Compose, 0-based.
    case sample(Int)
  }

  /// The selected row, 0-based.
  package var selection = 0
  /// Those of the user's folder.
  package internal(set) var own: [ListedScenario] = []
  /// The scenario that is played; nil while the list shows.
  package internal(set) var player: Player?

  /// The scenario to which a step was last added.
  var lastSaved = "my-demo"

  package init() {}

  /// The rows of the list: bundled scenarios, the user's own, then the seed's calls.
  package var items: [Item] {
    (ListedScenario.bundled + own).map { .scenario($0) }
      + SampleCall.seed.indices.map { .sample($0) }
  }
}

extension ScenariosRoom {
  var contexts: [Context] {
    guard let player = scenarios.player else { return [.scenarios] + .atRest }
    // On a stage only what belongs there works.
    return player.isPresenting ? [.player, .always] : [.player, .panes] + .outOfText
  }
  var canLeave: Bool { scenarios.player != nil }
  var isQuiet: Bool { scenarios.player?.isPresenting == true }
  var spots: [Spot] {
    scenarios.player == nil
      ? scenarios.items.indices.map { Spot(ScenariosSpot(item: $0)) } : []
  }

  mutating func move(_ command: Command) -> [Errand] {
    guard scenarios.player == nil else { return [] }
    let count = scenarios.items.count
    scenarios.selection = moved(min(scenarios.selection, count - 1), command, count: count)
    return []
  }

  mutating func leave() -> [Errand] {
    guard scenarios.player == nil else { return leavePlayer() }
    model.isZoomed = false
    return []
  }

  mutating func go(to spot: Spot) -> [Errand] {
    if let spot = spot.value as? ScenariosSpot { scenarios.selection = spot.item }
    return []
  }

  /// Opens the story of a row, as Enter does there.
  mutating func open(_ row: Int) -> [Errand] {
    scenarios.selection = min(row, scenarios.items.count - 1)
    return [.go(.scenarios)] + openSelected()
  }

  mutating func openSelected() -> [Errand] {
    switch scenarios.items[min(scenarios.selection, scenarios.items.count - 1)] {
    case .scenario(let listed): openPlayer(listed)
    case .sample(let place): SampleCall.seed[place].errands
    }
  }

  /// What ^Y copies: the call of the step or sample, or the words of the story.
  var copyText: String {
    if let player = scenarios.player { return player.step?.call?.compact ?? player.scenario.about }
    let items = scenarios.items
    switch items[min(scenarios.selection, items.count - 1)] {
    case .sample(let place): return JSON.object(SampleCall.seed[place].call).compact
    case .scenario(let listed): return listed.scenario?.about ?? listed.problem ?? ""
    }
  }

  /// What to do next.
  var hint: String {
    if let player = scenarios.player {
      return player.isLive
        ? "each step goes to \(profile.name) and is read back"
        : "simulated: nothing of it is kept, and the clock follows the steps"
    }
    let items = scenarios.items
    guard items.indices.contains(scenarios.selection),
      case .scenario = items[scenarios.selection]
    else { return "\(key(.open)) loads the call into Compose; that sends nothing" }
    return profile.isSandbox
      ? "\(key(.open)) opens the story; it is simulated, nothing is kept"
      : "\(key(.open)) opens the story, to be played for real with profile \(profile.name)"
  }
}

extension SampleCall {
  /// Loads it into Compose.
  var errands: [Errand] {
    [.compose(call, saying: "\(title) fills the form; \(key: .send) sends it")]
  }
}
