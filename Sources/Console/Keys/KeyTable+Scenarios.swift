extension KeyTable {
  /// The Scenarios, and one that is played.
  static let scenarios: [Binding] = [
    Binding(
      [.enter], .open, .scenarios, "Open", "open the scenario, or load the call into Compose",
      rank: 70),
    Binding(
      [.character(" ")], .open, .scenarios, "Open",
      "open the scenario, or load the call into Compose"),
    Binding(
      [.character(" "), .enter, .right, .pageDown, .character("n")], .nextStep, .player, "Next",
      "the next step", rank: 90, shown: "Space"),
    Binding(
      [.character("b"), .left, .pageUp, .backspace], .previousStep, .player, "Back",
      "show the step before; nothing is taken back", rank: 80),
    Binding(
      [.character("c")], .compareCuts, .player, "Compare",
      "the same calls with and without kustomer_session_id", rank: 78),
    Binding(
      [.character("a")], .autoplay, .player, "Auto", "go on by itself, and stop", rank: 70),
    Binding([.character("+")], .slower, .player, "Slower", "a second more for each step"),
    Binding([.character("-")], .faster, .player, "Faster", "a second less for each step"),
    Binding(
      [.character(".")], .mask, .player, "Names", "hide personal data, or show it", rank: 60),
    Binding([.character("r")], .restart, .player, "Restart", "from the beginning", rank: 65),
    Binding(
      [.function(9)], .present, .player, "Present", "the whole screen for it, and back",
      rank: 75),
    Binding(
      [.escape, .character("q")], .escape, .player, "Leave",
      "leave the scenario; twice while presenting", rank: 72),
    Binding([.enter], .confirm, .saveStep, "Save", "add the call as a step", rank: 90),
    Binding([.escape], .escape, .saveStep, "Close", "go back without saving", rank: 80),
  ]
}
