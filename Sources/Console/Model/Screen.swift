/// The screens, in the order of their digits.
package enum Screen: Int, CaseIterable, Hashable, Sendable {
  case compose = 1, timeline, history, scenarios, setup, live

  /// The word on the tab.
  package var title: String {
    switch self {
    case .compose: "Compose"
    case .timeline: "Timeline"
    case .history: "History"
    case .scenarios: "Scenarios"
    case .setup: "Setup"
    case .live: "Live"
    }
  }

  /// What goes to it.
  var command: Command {
    switch self {
    case .compose: .showCompose
    case .timeline: .showTimeline
    case .history: .showHistory
    case .scenarios: .showScenarios
    case .setup: .showSetup
    case .live: .showLive
    }
  }
}
