/// A row of the shell's own table.
typealias ShellRow = Row<State>

extension Row where Place == State {
  init(
    _ keys: [Key], _ command: Command, _ context: Context, _ label: String, _ help: String,
    rank: Int = 0, shown: String? = nil,
    unless reason: @escaping @Sendable (State) -> String? = { _ in nil },
    _ deed: @escaping @Sendable (inout State) -> [Effect]
  ) {
    self.init(keys, command, context, label, help, rank: rank, shown: shown, unless: reason) {
      state -> [Errand] in deed(&state).map { .outside($0) }
    }
  }
}

/// What each key does that works on more than one screen.
extension State {
  /// Every screen.
  static let everywhere: [ShellRow] = [
    Row(
      [.control("r"), .function(5)], .send, .everywhere, "Send", "send the composed call", rank: 95,
      unless: { $0.reasonAgainstSending }
    ) { $0.send() },
    Row([.character("1"), .alt("1")], .showCompose, .resting, "Compose", "go to Compose") {
      $0.show(.compose)
    },
    Row([.character("2"), .alt("2")], .showTimeline, .resting, "Timeline", "go to the Timeline") {
      $0.show(.timeline)
    },
    Row([.character("3"), .alt("3")], .showHistory, .resting, "History", "go to the History") {
      $0.show(.history)
    },
    Row([.character("4"), .alt("4")], .showScenarios, .resting, "Scenarios", "go to the Scenarios")
    {
      $0.showScenarios()
    },
    Row([.character("5"), .alt("5")], .showSetup, .resting, "Setup", "go to Setup") {
      $0.show(.setup)
    },
    Row([.character("6"), .alt("6")], .showLive, .resting, "Live", "go to Live") { $0.show(.live) },
    Row([.alt("1")], .showCompose, .everywhere, "Compose", "go to Compose, also while typing") {
      $0.show(.compose)
    },
    Row([.alt("2")], .showTimeline, .everywhere, "Timeline", "go to the Timeline") {
      $0.show(.timeline)
    },
    Row([.alt("3")], .showHistory, .everywhere, "History", "go to the History") {
      $0.show(.history)
    },
    Row([.alt("4")], .showScenarios, .everywhere, "Scenarios", "go to the Scenarios") {
      $0.showScenarios()
    },
    Row([.alt("5")], .showSetup, .everywhere, "Setup", "go to Setup") { $0.show(.setup) },
    shared(
      [.control("g"), .alt(".")], .nextView, .everywhere, "View",
      "Compose: the next view of the preview, also while typing", rank: 55,
      unless: { $0.reasonWithoutViews }),
    shared(
      [.alt(",")], .previousView, .everywhere, "View", "Compose: the view of the preview before",
      unless: { $0.reasonWithoutViews }),
    Row(
      [.control("o")], .jump, .everywhere, "Jump", "a letter on every field and tab: jump there",
      rank: 45
    ) { $0.overlays = [.jump(typed: "")] },
    Row(
      [.alt("l")], .openLog, .everywhere, "Log", "all messages of this session, the newest first",
      rank: 12
    ) { $0.openLog() },
    Row(
      [.alt("s")], .openSandbox, .everywhere, "Sandbox",
      "the sandbox's faults and clock: what goes wrong, what time it is",
      unless: { $0.reasonAgainstSandbox }
    ) { $0.openSandbox() },
    Row([.alt("6")], .showLive, .everywhere, "Live", "go to Live") { $0.show(.live) },
    Row([.alt("i")], .importFile, .everywhere, "Import", "read calls from a file") {
      $0.overlays = [.prompt(Prompt(.importCalls, ""))]
    },
    shared(
      [.function(6)], .nextPane, .everywhere, "Pane", "next pane", rank: 50,
      unless: { $0.reasonWithoutPanes }),
    shared([.tab], .nextPane, .resting, "Pane", "next pane", unless: { $0.reasonWithoutPanes }),
    shared(
      [.shiftFunction(6)], .previousPane, .everywhere, "Pane", "previous pane",
      unless: { $0.reasonWithoutPanes }),
    shared(
      [.backTab], .previousPane, .resting, "Pane", "previous pane",
      unless: { $0.reasonWithoutPanes }),
    Row([.function(8)], .zoom, .everywhere, "Zoom", "this pane alone, and back", rank: 20) {
      $0.model.isZoomed.toggle()
    },
    Row([.character("z")], .zoom, .panes, "Zoom", "this pane alone, and back") {
      $0.model.isZoomed.toggle()
    },
    Row(
      [.function(4)], .openEditor, .everywhere, "Editor", "your $EDITOR: the field, or the call",
      unless: { $0.room.reasonAgainstEditing }
    ) { $0.enter($0.composeRoom) { $0.openEditor() } },
    Row(
      [.character("e")], .openEditor, .panes, "Editor", "your $EDITOR: the call as JSON",
      unless: { $0.room.reasonAgainstEditing }
    ) { $0.enter($0.composeRoom) { $0.openEditor() } },
    Row([.function(3)], .openPager, .everywhere, "Pager", "this pane in your $PAGER") {
      $0.openPager()
    },
    Row([.character("v")], .openPager, .panes, "Pager", "this pane in your $PAGER") {
      $0.openPager()
    },
    Row(
      [], .saveScreen, .everywhere, "Picture", "save this screen as a picture (SVG)",
      unless: { $0.model.theme == nil ? "no theme is known" : nil }
    ) { $0.saveScreen() },
    Row([.alt("m")], .toggleMouse, .everywhere, "Mouse", "the mouse on or off") {
      $0.toggleMouse()
    },
    Row(
      [.control("y")], .copy, .everywhere, "Copy", "copy this pane; again: the call as code",
      rank: 15
    ) { $0.copy() },
    Row(
      [], .copyAs, .everywhere, "Copy as", "copy the call as JSON, code, curl or a report",
      unless: { $0.reasonAgainstCopyingAs }
    ) { $0.overlays = [.copyMenu(0)] },
    Row(
      [.function(9)], .present, .everywhere, "Present", "a scenario on the whole screen", rank: 18
    ) { $0.present() },
    Row([.character("y")], .copy, .panes, "Copy", "copy this pane") { $0.copy() },
    Row(
      [.control("p")], .openPalette, .everywhere, "Palette", "every command by its name", rank: 75
    ) { $0.openPalette() },
    Row([.control("p")], .openPalette, .player, "Palette", "every command by its name") {
      $0.openPalette()
    },
    Row([], .saveScreen, .player, "Picture", "save this screen as a picture (SVG)") {
      $0.saveScreen()
    },
    Row([.character(":")], .openPalette, .resting, "Palette", "every command by its name") {
      $0.openPalette()
    },
    shared(
      [.escape], .escape, .everywhere, "Leave", "leave the field, then the pane; never quits",
      rank: 74),
    Row(
      [.character("q")], .askToQuit, .panes, "Quit", "quit, after a question", rank: 35
    ) { $0.askToQuit() },
    Row(
      [.function(10)], .quit, .everywhere, "Quit", "quit; asks if something is unsent or listens",
      rank: 34
    ) { $0.quit() },
    Row([.function(1)], .openHelp, .everywhere, "Help", "help: the keys that work here", rank: 85) {
      $0.overlays = [.help(SearchedText())]
    },
    Row([.character("?")], .openHelp, .resting, "Help", "help: the keys that work here") {
      $0.overlays = [.help(SearchedText())]
    },
  ]

  /// Every screen and every overlay.
  static let always: [ShellRow] = [
    Row([.control("c")], .cancel, .always, "Cancel", "cancel; twice: quit") { $0.cancel() },
    Row(
      [.control("l")], .redraw, .always, "Redraw",
      "draw the screen again, and read what others have sent"
    ) { $0.redraw() },
    Row([.control("z")], .suspend, .always, "Suspend", "to the shell; fg comes back") { _ in
      [.suspend]
    },
  ]

  /// Lists and texts that scroll.
  static let lists: [ShellRow] = [
    shared([.down, .character("j")], .down, .list, "Down", "a line down"),
    shared([.up, .character("k")], .up, .list, "Up", "a line up"),
    shared([.pageDown, .character(" ")], .pageDown, .list, "Page", "a page down", rank: 10),
    shared([.pageUp], .pageUp, .list, "Page up", "a page up"),
    shared([.home, .character("g")], .first, .list, "First", "to the first line"),
    shared([.end, .character("G")], .last, .list, "Last", "to the last line"),
  ]

  /// Text fields.
  static let editing: [ShellRow] = [
    shared([.control("a"), .home], .lineStart, .typing, "Start", "to the start of the text"),
    shared([.control("e"), .end], .lineEnd, .typing, "End", "to the end of the text"),
    shared([.control("b"), .left], .characterLeft, .typing, "Left", "a character left"),
    shared([.control("f"), .right], .characterRight, .typing, "Right", "a character right"),
    shared([.controlLeft, .alt("b")], .wordLeft, .typing, "Word left", "a word left"),
    shared([.controlRight, .alt("f")], .wordRight, .typing, "Word right", "a word right"),
    shared([.backspace], .deleteBackward, .typing, "Delete", "delete to the left"),
    shared([.control("d"), .delete], .deleteForward, .typing, "Delete", "delete to the right"),
    shared(
      [.control("w"), .altBackspace], .deleteWord, .typing, "Delete word",
      "delete the word to the left"),
    shared([.control("u")], .deleteToStart, .typing, "Delete", "delete to the start"),
    shared([.control("k")], .deleteToEnd, .typing, "Delete", "delete to the end"),
  ]

  static let rows = lists + editing + everywhere + always

  /// A row whose deed is what the command means in the room that has the screen.
  private static func shared(
    _ keys: [Key], _ command: Command, _ context: Context, _ label: String, _ help: String,
    rank: Int = 0, unless reason: @escaping @Sendable (State) -> String? = { _ in nil }
  ) -> ShellRow {
    ShellRow(keys, command, context, label, help, rank: rank, unless: reason) {
      state -> [Effect] in state.enterTop { $0.perform(command) }
    }
  }
}
