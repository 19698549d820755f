extension KeyTable {
  /// Every screen.
  static let everywhere: [Binding] = [
    Binding(
      [.control("r"), .function(5)], .send, .everywhere, "Send",
      "send the composed call", rank: 95),
    Binding([.character("1"), .alt("1")], .showCompose, .panes, "Compose", "go to Compose"),
    Binding([.character("2"), .alt("2")], .showTimeline, .panes, "Timeline", "go to the Timeline"),
    Binding([.character("3"), .alt("3")], .showHistory, .panes, "History", "go to the History"),
    Binding(
      [.character("4"), .alt("4")], .showScenarios, .panes, "Scenarios", "go to the Scenarios"),
    Binding([.character("5"), .alt("5")], .showSetup, .panes, "Setup", "go to Setup"),
    Binding([.character("6"), .alt("6")], .showLive, .panes, "Live", "go to Live"),
    Binding([.alt("1")], .showCompose, .everywhere, "Compose", "go to Compose, also while typing"),
    Binding([.alt("2")], .showTimeline, .everywhere, "Timeline", "go to the Timeline"),
    Binding([.alt("3")], .showHistory, .everywhere, "History", "go to the History"),
    Binding([.alt("4")], .showScenarios, .everywhere, "Scenarios", "go to the Scenarios"),
    Binding([.alt("5")], .showSetup, .everywhere, "Setup", "go to Setup"),
    Binding(
      [.control("g"), .alt(".")], .nextView, .everywhere, "View",
      "Compose: the next view of the preview, also while typing", rank: 55),
    Binding(
      [.alt(",")], .previousView, .everywhere, "View", "Compose: the view of the preview before"),
    Binding(
      [.control("o")], .jump, .everywhere, "Jump", "a letter on every field and tab: jump there",
      rank: 45),
    Binding(
      [.alt("l")], .openLog, .everywhere, "Log", "all messages of this session, the newest first",
      rank: 12),
    Binding(
      [.alt("s")], .openSandbox, .everywhere, "Sandbox",
      "the sandbox's faults and clock: what goes wrong, what time it is"),
    Binding([.alt("6")], .showLive, .everywhere, "Live", "go to Live"),
    Binding([.alt("i")], .importFile, .everywhere, "Import", "read calls from a file"),
    Binding([.function(6)], .nextPane, .everywhere, "Pane", "next pane", rank: 50),
    Binding([.tab], .nextPane, .panes, "Pane", "next pane"),
    Binding([.shiftFunction(6)], .previousPane, .everywhere, "Pane", "previous pane"),
    Binding([.backTab], .previousPane, .panes, "Pane", "previous pane"),
    Binding([.function(8)], .zoom, .everywhere, "Zoom", "this pane alone, and back", rank: 20),
    Binding([.character("z")], .zoom, .panes, "Zoom", "this pane alone, and back"),
    Binding(
      [.function(4)], .openEditor, .everywhere, "Editor",
      "your $EDITOR: the field, or the call"),
    Binding(
      [.character("e")], .openEditor, .panes, "Editor", "your $EDITOR: the call as JSON"),
    Binding([.function(3)], .openPager, .everywhere, "Pager", "this pane in your $PAGER"),
    Binding([.character("v")], .openPager, .panes, "Pager", "this pane in your $PAGER"),
    Binding([.alt("m")], .toggleMouse, .everywhere, "Mouse", "the mouse on or off"),
    Binding(
      [.control("y")], .copy, .everywhere, "Copy", "copy this pane; again: the call as code",
      rank: 15),
    Binding([], .copyAs, .everywhere, "Copy as", "copy the call as JSON, code, curl or a report"),
    Binding(
      [.function(9)], .present, .everywhere, "Present", "a scenario on the whole screen",
      rank: 18),
    Binding([.character("y")], .copy, .panes, "Copy", "copy this pane"),
    Binding(
      [.control("p")], .openPalette, .everywhere, "Palette", "every command by its name",
      rank: 75),
    Binding([.character(":")], .openPalette, .panes, "Palette", "every command by its name"),
    Binding(
      [.escape], .escape, .everywhere, "Leave", "leave the field, then the pane; never quits",
      rank: 74),
    Binding(
      [.character("q")], .quit, .panes, "Quit", "quit; asks if something is unsent or listens",
      rank: 35),
    Binding(
      [.function(10)], .quit, .everywhere, "Quit", "quit; asks if something is unsent or listens"),
    Binding(
      [.function(1)], .openHelp, .everywhere, "Help", "help: the keys that work here", rank: 85),
    Binding([], .testKeys, .everywhere, "Key tester", "see what each key sends and does"),
    Binding([.character("?")], .openHelp, .panes, "Help", "help: the keys that work here"),
  ]

  /// Every screen and every overlay.
  static let always: [Binding] = [
    Binding([.control("c")], .cancel, .always, "Cancel", "cancel; twice: quit"),
    Binding(
      [.control("l")], .redraw, .always, "Redraw",
      "draw the screen again, and read what others have sent"),
    Binding([.control("z")], .suspend, .always, "Suspend", "to the shell; fg comes back"),
  ]
}
