extension KeyTable {
  /// What lies over the screens.
  static let overlays: [Binding] = [
    Binding(
      [.enter, .character("y")], .confirm, .confirmation, "Yes", "do it", priority: 90),
    Binding([.escape, .character("n")], .escape, .confirmation, "No", "go back", priority: 80),
    Binding([.enter], .run, .palette, "Run", "run the selected command", priority: 90),
    Binding([.down, .control("n")], .down, .palette, "Next", "next command", priority: 40),
    Binding([.up, .control("p")], .up, .palette, "Previous", "previous command", priority: 30),
    Binding([.pageDown], .pageDown, .palette, "Page", "a page down"),
    Binding([.pageUp], .pageUp, .palette, "Page", "a page up"),
    Binding([.escape], .escape, .palette, "Close", "close the palette", priority: 80),
    Binding([.enter], .run, .copyMenu, "Copy", "copy in the selected form", priority: 90),
    Binding([.escape], .escape, .copyMenu, "Close", "close the menu", priority: 80),
    Binding(
      [.escape, .character("q"), .function(1), .character("?")], .escape, .help, "Close",
      "close the help or the log", priority: 90),
    Binding(
      [.character("k")], .testKeys, .help, "Key tester", "see what each key sends and does",
      priority: 50),
    Binding(
      [.character("/")], .filter, .help, "Search",
      "only the keys, or the messages, that have these words",
      priority: 60),
    Binding(
      [.enter, .down], .open, .helpSearch, "Done", "back to the keys or messages", priority: 90),
    Binding([.escape], .escape, .helpSearch, "All", "all of them again", priority: 80),
    Binding([.enter], .run, .prompt, "Do it", "do it with what was typed", priority: 90),
    Binding([.escape], .escape, .prompt, "Back", "go back, nothing is done", priority: 80),
    Binding(
      [.character(" "), .enter], .toggleFault, .sandbox, "Switch", "switch the fault on or off",
      priority: 90),
    Binding(
      [.right], .right, .sandbox, "Share", "how often the selected fault strikes",
      priority: 70, shown: "Left Right"),
    Binding([.left], .left, .sandbox, "Share", "the share before"),
    Binding(
      [.character("x")], .clearFaults, .sandbox, "No faults", "switch all faults off",
      priority: 60),
    Binding(
      [.character("a")], .advanceClock, .sandbox, "Forward", "put the sandbox's clock forward",
      priority: 65),
    Binding(
      [.character("s")], .setClock, .sandbox, "Set", "set the sandbox's clock", priority: 50),
    Binding(
      [.character("f")], .freezeClock, .sandbox, "Stop", "stop the sandbox's clock, or let it run",
      priority: 45),
    Binding(
      [.character("t")], .systemClock, .sandbox, "System", "the sandbox's clock is the system's",
      priority: 40),
    Binding([.escape], .escape, .sandbox, "Close", "close the panel", priority: 80),
    Binding([.escape], .escape, .jump, "Stay", "stay where the cursor was", priority: 90),
  ]
}
