extension KeyTable {
  /// What lies over the screens.
  static let overlays: [Binding] = [
    Binding(
      [.enter, .character("y")], .confirm, .confirmation, "Yes", "do it", rank: 90),
    Binding([.escape, .character("n")], .escape, .confirmation, "No", "go back", rank: 80),
    Binding([.enter], .run, .palette, "Run", "run the selected command", rank: 90),
    Binding([.down, .control("n")], .down, .palette, "Next", "next command", rank: 40),
    Binding([.up, .control("p")], .up, .palette, "Previous", "previous command", rank: 30),
    Binding([.pageDown], .pageDown, .palette, "Page", "a page down"),
    Binding([.pageUp], .pageUp, .palette, "Page", "a page up"),
    Binding([.escape], .escape, .palette, "Close", "close the palette", rank: 80),
    Binding([.enter], .run, .copyMenu, "Copy", "copy in the selected form", rank: 90),
    Binding([.escape], .escape, .copyMenu, "Close", "close the menu", rank: 80),
    Binding(
      [.escape, .character("q"), .function(1), .character("?")], .escape, .help, "Close",
      "close the help or the log", rank: 90),
    Binding(
      [.character("k")], .testKeys, .help, "Key tester", "see what each key sends and does",
      rank: 50),
    Binding(
      [.character("/")], .filter, .help, "Search",
      "only the keys, or the messages, that have these words",
      rank: 60),
    Binding(
      [.enter, .down], .open, .helpSearch, "Done", "back to the keys or messages", rank: 90),
    Binding([.escape], .escape, .helpSearch, "All", "all of them again", rank: 80),
    Binding([.enter], .run, .prompt, "Do it", "do it with what was typed", rank: 90),
    Binding([.escape], .escape, .prompt, "Back", "go back, nothing is done", rank: 80),
    Binding(
      [.character(" "), .enter], .toggleFault, .sandbox, "Switch", "switch the fault on or off",
      rank: 90),
    Binding(
      [.right], .right, .sandbox, "Share", "how often the selected fault strikes",
      rank: 70, shown: "Left Right"),
    Binding([.left], .left, .sandbox, "Share", "the share before"),
    Binding(
      [.character("x")], .clearFaults, .sandbox, "No faults", "switch all faults off",
      rank: 60),
    Binding(
      [.character("a")], .advanceClock, .sandbox, "Forward", "put the sandbox's clock forward",
      rank: 65),
    Binding(
      [.character("s")], .setClock, .sandbox, "Set", "set the sandbox's clock", rank: 50),
    Binding(
      [.character("f")], .freezeClock, .sandbox, "Stop", "stop the sandbox's clock, or let it run",
      rank: 45),
    Binding(
      [.character("t")], .systemClock, .sandbox, "System", "the sandbox's clock is the system's",
      rank: 40),
    Binding([.escape], .escape, .sandbox, "Close", "close the panel", rank: 80),
    Binding([.escape], .escape, .jump, "Stay", "stay where the cursor was", rank: 90),
    Binding([.enter], .confirm, .saveStep, "Save", "add the call as a step", rank: 90),
    Binding([.escape], .escape, .saveStep, "Close", "go back without saving", rank: 80),
  ]
}
