internal import KustomerDestination

/// The list of ready-made calls.
package struct ScenariosState: Sendable {
  /// The selected call, 0-based.
  package var selection = 0

  package init() {}
}

extension State {
  mutating func performInScenarios(_ command: Command) -> [Effect] {
    switch command {
    case .down, .up, .pageDown, .pageUp, .first, .last:
      scenarios.selection = moved(
        scenarios.selection, command, count: SampleCall.seed.count)
    case .open: return openSample(SampleCall.seed[scenarios.selection])
    case .escape: isZoomed = false
    default: break
    }
    return []
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
