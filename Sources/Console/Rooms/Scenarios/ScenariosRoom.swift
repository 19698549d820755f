/// The Scenarios: stories and single calls, and the one that is played.
struct ScenariosRoom: Room {
  var scenarios: ScenariosState
  var model: Model

  static let rows: [Row<Self>] = [
    Row(
      [.enter], .open, .scenarios, "Open", "open the scenario, or load the call into Compose",
      rank: 70
    ) { $0.openSelected() },
    Row(
      [.character(" ")], .open, .scenarios, "Open",
      "open the scenario, or load the call into Compose"
    ) { $0.openSelected() },
    Row(
      [.character(" "), .enter, .right, .pageDown, .character("n")], .nextStep, .player, "Next",
      "the next step", rank: 90, shown: "Space"
    ) { $0.inPlayer { $0.nextStep() } },
    Row(
      [.character("b"), .left, .pageUp, .backspace], .previousStep, .player, "Back",
      "show the step before; nothing is taken back", rank: 80
    ) { $0.inPlayer { $0.goBack() } },
    Row(
      [.character("c")], .compareCuts, .player, "Compare",
      "the same calls with and without kustomer_session_id", rank: 78
    ) { $0.inPlayer { $0.scenarios.player?.isComparing.toggle() } },
    Row([.character("a")], .autoplay, .player, "Auto", "go on by itself, and stop", rank: 70) {
      $0.inPlayer { $0.toggleAutoplay() }
    },
    Row([.character("+")], .slower, .player, "Slower", "a second more for each step") {
      $0.inPlayer { $0.changePace(1) }
    },
    Row([.character("-")], .faster, .player, "Faster", "a second less for each step") {
      $0.inPlayer { $0.changePace(-1) }
    },
    Row([.character(".")], .mask, .player, "Names", "hide personal data, or show it", rank: 60) {
      $0.inPlayer { $0.scenarios.player?.isMasked.toggle() }
    },
    Row([.character("r")], .restart, .player, "Restart", "from the beginning", rank: 65) {
      $0.inPlayer { $0.restart() }
    },
    Row([.function(9)], .present, .player, "Present", "the whole screen for it, and back", rank: 75)
    { $0.inPlayer { $0.present() } },
    Row(
      [.escape, .character("q")], .escape, .player, "Leave",
      "leave the scenario; twice while presenting", rank: 72
    ) { $0.leave() },
  ]

  var hasPanes: Bool { false }

  /// Does something in the player; a key that nearly left it counts no more.
  mutating func inPlayer<Result>(_ deed: (inout Self) -> Result) -> Result {
    scenarios.player?.isLeaving = false
    return deed(&self)
  }
}

/// An item of the Scenarios, 0-based.
struct ScenariosSpot: Hashable, Sendable {
  let item: Int
}
