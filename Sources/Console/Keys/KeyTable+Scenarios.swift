extension KeyTable {
  /// The Scenarios, and one that is played.
  static let scenarios: [Binding] = [
    Binding(
      [.enter], .open, .scenarios, "Open", "open the scenario, or load the call into Compose",
      priority: 70),
    Binding(
      [.character(" ")], .open, .scenarios, "Open",
      "open the scenario, or load the call into Compose"),
    Binding(
      [.character(" "), .enter, .right, .pageDown, .character("n")], .nextStep, .player, "Next",
      "the next step", priority: 90, shown: "Space"),
    Binding(
      [.character("b"), .left, .pageUp, .backspace], .previousStep, .player, "Back",
      "show the step before; nothing is taken back", priority: 80),
    Binding(
      [.character("c")], .compareCuts, .player, "Compare",
      "the same calls with and without kustomer_session_id", priority: 78),
    Binding(
      [.character("a")], .autoplay, .player, "Auto", "go on by itself, and stop", priority: 70),
    Binding([.character("+")], .slower, .player, "Slower", "a second more for each step"),
    Binding([.character("-")], .faster, .player, "Faster", "a second less for each step"),
    Binding(
      [.character(".")], .mask, .player, "Names", "hide personal data, or show it", priority: 60),
    Binding([.character("r")], .restart, .player, "Restart", "from the beginning", priority: 65),
    Binding(
      [.function(9)], .present, .player, "Present", "the whole screen for it, and back",
      priority: 75),
    Binding(
      [.escape, .character("q")], .escape, .player, "Leave",
      "leave the scenario; twice while presenting", priority: 72),
    Binding([.enter], .confirm, .saveStep, "Save", "add the call as a step", priority: 90),
    Binding([.escape], .escape, .saveStep, "Close", "go back without saving", priority: 80),
  ]
}
