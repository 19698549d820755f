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

extension State {
  mutating func performInScenarios(_ command: Command) -> [Effect] {
    if scenarios.player != nil { return performInPlayer(command) }
    let items = scenarios.items
    scenarios.selection = min(scenarios.selection, items.count - 1)
    switch command {
    case .down, .up, .pageDown, .pageUp, .first, .last:
      scenarios.selection = moved(scenarios.selection, command, count: items.count)
    case .open: return openSelected()
    case .escape: model.isZoomed = false
    default: break
    }
    return []
  }

  /// Opens the story of a row, as Enter does there.
  mutating func openStory(_ row: Int) -> [Effect] {
    show(.scenarios)
    scenarios.selection = row
    return openSelected()
  }

  private mutating func openSelected() -> [Effect] {
    switch scenarios.items[scenarios.selection] {
    case .scenario(let listed): openPlayer(listed)
    case .sample(let place): openSample(SampleCall.seed[place])
    }
  }

  /// What ^Y copies: the call of the step or sample, or the words of the story.
  var scenariosText: String {
    if let player = scenarios.player { return player.step?.call?.compact ?? player.scenario.about }
    let items = scenarios.items
    switch items[min(scenarios.selection, items.count - 1)] {
    case .sample(let place): return JSON.object(SampleCall.seed[place].call).compact
    case .scenario(let listed): return listed.scenario?.about ?? listed.problem ?? ""
    }
  }

  /// What to do next.
  var scenariosHint: String {
    if let player = scenarios.player {
      return player.isLive
        ? "each step goes to \(profile.name) and is read back"
        : "simulated: nothing of it is kept, and the clock follows the steps"
    }
    let items = scenarios.items
    guard items.indices.contains(scenarios.selection),
      case .scenario = items[scenarios.selection]
    else { return "Enter loads the call into Compose; that sends nothing" }
    return profile.isSandbox
      ? "Enter opens the story; it is simulated, nothing is kept"
      : "Enter opens the story, to be played for real with profile \(profile.name)"
  }

  /// Loads a sample and shows it.
  mutating func openSample(_ sample: SampleCall) -> [Effect] {
    loadSample(sample)
    show(.compose)
    compose.isSaved = false
    say("\(sample.title) fills the form; ^R sends it")
    return [.saveDraft(compose.draft)]
  }
}
