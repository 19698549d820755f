/// The one list of keys: dispatch, footer, help, palette and the README are derived from it.
///
/// Rules: a key that must work while typing is a function key or a control key that text fields do
/// not use; a key that writes to an org is never a bare letter; Esc never quits and never loses
/// text; nothing is sent on Enter inside a form.
package struct KeyTable: Hashable, Sendable {
  /// All rows, in the order of the footer.
  package let bindings: [Binding]
  private let byKey: [Place: Command]

  /// A table of rows; where two claim a key in one context, the last one has it.
  init(_ bindings: [Binding]) {
    self.bindings = bindings
    var table: [Place: Command] = [:]
    for binding in bindings {
      for key in binding.keys { table[Place(context: binding.context, key: key)] = binding.command }
    }
    byKey = table
  }

  /// The keys of the program without a keys.toml.
  package static let standard = KeyTable(
    overlays + compose + screens + live + setup + lists + editing + everywhere + always)

  /// What a key asks for where the nearest context comes first; nil when it means nothing there.
  package func command(for key: Key, in contexts: [Context]) -> Command? {
    for context in contexts {
      if let command = byKey[Place(context: context, key: key)] { return command }
    }
    return nil
  }

  /// The name of the key that gives a command there; nil when none does.
  func key(for command: Command, in contexts: [Context]) -> String? {
    bindings(in: contexts).first { $0.command == command }?.keys.first?.name
  }

  /// The rows that have a meaning there, nearest first; a row whose keys a nearer one takes all
  /// is left out.
  package func bindings(in contexts: [Context]) -> [Binding] {
    var taken: Set<Key> = []
    var found: [Binding] = []
    for context in contexts {
      for binding in bindings where binding.context == context {
        if !taken.isSuperset(of: binding.keys) { found.append(binding) }
        taken.formUnion(binding.keys)
      }
    }
    return found
  }

  private struct Place: Hashable {
    let context: Context
    let key: Key
  }
}

extension KeyTable {
  private static let overlays: [Binding] = [
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
      [.character("/")], .filter, .help, "Search", "only the keys whose help has these words",
      priority: 60),
    Binding([.enter, .down], .open, .helpSearch, "Done", "back to the help", priority: 90),
    Binding([.escape], .escape, .helpSearch, "All", "all keys again", priority: 80),
    Binding([.enter], .run, .prompt, "Do it", "do it with what was typed", priority: 90),
    Binding([.escape], .escape, .prompt, "Back", "go back, nothing is done", priority: 80),
    Binding(
      [.character(" "), .enter], .toggleFault, .sandbox, "Switch", "switch the fault on or off",
      priority: 90),
    Binding(
      [.right], .right, .sandbox, "Share", "how often a fault strikes that is switched on",
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

  private static let compose: [Binding] = [
    Binding(
      [.control("t")], .valueType, .formRow, "Kind",
      "change the kind of the value", priority: 62),
    Binding(
      [.control("t")], .startTimeAnew, .formTime, "Now",
      "let the draft begin at this moment", priority: 62),
    Binding(
      [.alt("t")], .formerValueType, .formRow, "Kind", "change the kind of the value back"),
    Binding(
      [.tab], .nextField, .form, "Next", "next field, from the last to the first", priority: 70),
    Binding([.backTab], .previousField, .form, "Back", "previous field"),
    Binding([.down], .down, .form, "Down", "the field below"),
    Binding([.up], .up, .form, "Up", "the field above"),
    Binding(
      [.enter], .editField, .form, "Edit", "type into the field, or go on"),
    Binding(
      [.function(2)], .cycleType, .form, "Type", "next type: page, screen, identify, track",
      priority: 65),
    Binding(
      [.control("n")], .addRow, .form, "Add", "add a property or trait", priority: 60),
    Binding(
      [.control("x")], .cutRow, .form, "Cut", "cut the property or trait",
      priority: 45),
    Binding(
      [.function(7)], .newSession, .form, "Session", "a new kustomer_session_id", priority: 30),
    Binding([.pageDown], .pageDown, .form, "Preview", "scroll the preview down"),
    Binding([.pageUp], .pageUp, .form, "Preview", "scroll the preview up"),
    Binding([.alt("z")], .undo, .form, "Undo", "undo the last change of the form", priority: 25),
    Binding([.alt("y")], .redo, .form, "Redo", "redo what was undone"),
    Binding(
      [.function(8)], .zoom, .preview, "Zoom", "the preview alone, and back", priority: 60),
    Binding(
      [.alt("j")], .editText, .form, "JSON", "type into the call as JSON; the form keeps in step",
      priority: 20),
    Binding(
      [.control("s")], .saveStep, .form, "Save", "add the call to a scenario as a step",
      priority: 40),
    Binding([], .newDraft, .form, "New", "empty the form"),
    Binding(
      [.enter, .character("e")], .editText, .preview, "Edit JSON",
      "type into the call as JSON; the form keeps in step", priority: 68),
    Binding(
      [.right, .character("l")], .nextView, .preview, "View",
      "the next view: Kustomer, Segment, trace, diff, curl, code", priority: 66,
      shown: "Left Right"),
    Binding([.left, .character("h")], .previousView, .preview, "View", "the view before"),
    Binding([.enter], .newLine, .callText, "Line", "a new line"),
    Binding([.down], .down, .callText, "Down", "a line down"),
    Binding([.up], .up, .callText, "Up", "a line up"),
    Binding([.pageDown], .pageDown, .callText, "Page", "ten lines down"),
    Binding([.pageUp], .pageUp, .callText, "Page", "ten lines up"),
    Binding(
      [.tab, .backTab], .nextPane, .callText, "Form", "back to the form, the text stays",
      priority: 60),
    Binding([.alt("z")], .undo, .callText, "Undo", "undo the last change", priority: 55),
    Binding([.alt("y")], .redo, .callText, "Redo", "redo what was undone"),
  ]

  private static let screens: [Binding] = [
    Binding(
      [.character("["), .character("-")], .shorterGap, .timeline, "Gap",
      "a shorter pause ends a session", priority: 61, shown: "[ ]"),
    Binding(
      [.character("]"), .character("+")], .longerGap, .timeline, "Gap",
      "only a longer pause ends a session"),
    Binding(
      [.left, .character("h")], .previousPerson, .timeline, "Person", "previous person",
      priority: 50, shown: "Left Right"),
    Binding([.right, .character("l")], .nextPerson, .timeline, "Person", "next person"),
    Binding(
      [.enter], .open, .timeline, "Open", "show the call in History, the draft in Compose",
      priority: 70),
    Binding(
      [.character("r")], .resend, .timeline, "Resend", "send the selected call again",
      priority: 45),
    Binding(
      [.character("/")], .find, .timeline, "Find", "the next line that has a word", priority: 40),
    Binding([.character("n")], .findNext, .timeline, "Next", "the next line that has it"),
    Binding([.character("N")], .findPrevious, .timeline, "Former", "the line before that has it"),
    Binding(
      [.character("c")], .compare, .timeline, "Compare",
      "the same events with ids, without ids, with one id", priority: 52),
    Binding(
      [.character("b")], .timeBasis, .timeline, "Basis",
      "the calls' own times, or when they arrived", priority: 51),
    Binding(
      [.character("v")], .readBack, .timeline, "Read back",
      "read what the org has beside the prediction; only reads", priority: 48),
    Binding(
      [.character("x")], .exportSVG, .timeline, "Export",
      "write the picture of the sessions as SVG, for a slide", priority: 40),
    Binding(
      [], .exportMarkdown, .timeline, "Markdown", "write the picture of the sessions as Markdown"),
    Binding([], .exportText, .timeline, "Text", "write the picture of the sessions as text"),
    Binding(
      [.character("e")], .editAsNew, .timeline, "Edit as new",
      "load the selected call into Compose",
      priority: 44),
    Binding([.enter], .open, .filter, "Done", "back to the list", priority: 80),
    Binding([.down], .open, .filter, "List", "back to the list"),
    Binding([.control("x")], .clearFilter, .filter, "Clear", "empty the filter", priority: 60),
    Binding(
      [.enter], .open, .history, "Details", "read request and answer", priority: 70),
    Binding(
      [.character("f")], .findOut, .history, "Find out",
      "look in the org whether an uncertain call has landed; only reads", priority: 69),
    Binding(
      [.character("F")], .findOutAll, .history, "Find out all",
      "look for all uncertain calls; only reads", priority: 30),
    Binding(
      [.character("a")], .sendAgain, .history, "Send again",
      "send an uncertain call once more", priority: 68),
    Binding(
      [.delete], .drop, .history, "Drop", "do nothing more about an uncertain call",
      priority: 67),
    Binding(
      [.character("r")], .resend, .history, "Resend", "send the same call again", priority: 65),
    Binding(
      [.character("e")], .editAsNew, .history, "Edit as new", "load the call into Compose",
      priority: 64),
    Binding(
      [.character("d")], .diff, .history, "Diff",
      "compare the call with any other one, and end that", priority: 58),
    Binding(
      [.character("=")], .expectedFile, .history, "Expected", "compare with an expected file",
      priority: 22),
    Binding(
      [.character("D")], .duplicate, .history, "Duplicate",
      "an exact copy in Compose, its time too", priority: 24),
    Binding(
      [.character("x")], .exportCalls, .history, "Export",
      "write the calls that show into a file", priority: 26),
    Binding(
      [.character("*")], .pin, .history, "Pin", "keep the call when the history is pruned",
      priority: 25),
    Binding(
      [.right, .character("l")], .nextView, .history, "View",
      "Kustomer's body or the Segment call, the answer or its headers", priority: 23,
      shown: "Left Right"),
    Binding([.left, .character("h")], .previousView, .history, "View", "the view before"),
    Binding(
      [.character("w")], .deliverWaiting, .history, "Deliver", "send what waits", priority: 66),
    Binding(
      [.character("/")], .filter, .history, "Filter", "words and type: status: user: session:",
      priority: 55),
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

  private static let live: [Binding] = [
    Binding(
      [.control("r"), .function(5)], .sendBatch, .batch, "Send all", "send the batch as one run",
      priority: 80),
    Binding(
      [.enter], .open, .live, "Open", "open the call in Compose, with its preview", priority: 70),
    Binding(
      [.character("s")], .toggleListener, .live, "Listen", "start or stop the listener",
      priority: 69),
    Binding(
      [.control("t")], .toggleForwarding, .live, "Forward",
      "send what arrives to the profile's org, or stop that", priority: 68),
    Binding(
      [.character("p")], .pause, .live, "Pause", "let the list stand still, or go on",
      priority: 60),
    Binding(
      [.character("/")], .filter, .live, "Filter", "words that a call must have", priority: 55),
    Binding(
      [.character("w")], .searchPayload, .live, "Whole", "search names, or whole calls",
      priority: 40),
    Binding(
      [.character("i")], .importFile, .live, "Import", "read calls from a file", priority: 54),
    Binding(
      [.character("b")], .switchSource, .live, "Batch", "the batch, or the listener",
      priority: 53),
    Binding([.enter], .open, .liveFilter, "Done", "back to the list", priority: 80),
    Binding([.down], .open, .liveFilter, "List", "back to the list"),
    Binding([.control("x")], .clearFilter, .liveFilter, "Clear", "empty the filter", priority: 60),
    Binding(
      [.control("t")], .searchPayload, .liveFilter, "Whole", "search names, or whole calls",
      priority: 61),
  ]

  private static let setup: [Binding] = [
    Binding(
      [.enter], .open, .profiles, "Use", "work with the selected profile", priority: 70),
    Binding(
      [.character("o")], .openChecklist, .profiles, "Onboard",
      "the nine steps from an empty profile to the first session", priority: 68),
    Binding([.enter], .open, .checklist, "Do", "do the step", priority: 70),
    Binding(
      [.character("n")], .nextOpen, .checklist, "Next open", "the next step that is open",
      priority: 69),
    Binding(
      [.character(" ")], .tick, .checklist, "Tick", "say that you have seen it, or take it back",
      priority: 64),
    Binding(
      [.character("t")], .testConnection, .checklist, "Test",
      "test key, pod and roles; only reads", priority: 66),
    Binding(
      [.character("u")], .usePod, .checklist, "Use pod", "use the org pod that the key belongs to",
      priority: 67),
    Binding(
      [.character("w")], .writeReport, .checklist, "Report",
      "write a Markdown report without secrets", priority: 68),
    Binding(
      [.character("e")], .editProfile, .checklist, "Edit", "edit the profile", priority: 63),
    Binding(
      [.character("n")], .newProfile, .profiles, "New", "connect another org", priority: 66),
    Binding(
      [.character("e")], .editProfile, .profiles, "Edit", "edit the selected profile",
      priority: 64),
    Binding(
      [.character("t")], .testConnection, .profiles, "Test", "test key and pod; only reads",
      priority: 65),
    Binding(
      [.character("u")], .usePod, .profiles, "Use pod",
      "use the org pod that the key belongs to", priority: 67),
    Binding(
      [.tab], .nextField, .profileForm, "Next", "next field, from the last to the first",
      priority: 60),
    Binding([.backTab], .previousField, .profileForm, "Back", "previous field"),
    Binding([.down], .down, .profileForm, "Down", "the field below"),
    Binding([.up], .up, .profileForm, "Up", "the field above"),
    Binding(
      [.control("s")], .saveProfile, .profileForm, "Save", "save the profile", priority: 80),
    Binding(
      [.control("t")], .testConnection, .profileForm, "Test",
      "test key and pod as they were saved; only reads", priority: 65),
    Binding(
      [.function(7)], .usePod, .profileForm, "Use pod",
      "use the org pod that the key belongs to", priority: 67),
    Binding(
      [.enter], .editField, .profileForm, "Edit", "type into the field, or go on"),
    Binding(
      [.right, .character(" ")], .right, .choice, "Choose", "the next choice", priority: 72,
      shown: "Left Right"),
    Binding([.left], .left, .choice, "Choose", "the choice before"),
  ]

  private static let lists: [Binding] = [
    Binding([.down, .character("j")], .down, .list, "Down", "a line down"),
    Binding([.up, .character("k")], .up, .list, "Up", "a line up"),
    Binding([.pageDown, .character(" ")], .pageDown, .list, "Page", "a page down", priority: 10),
    Binding([.pageUp], .pageUp, .list, "Page up", "a page up"),
    Binding([.home, .character("g")], .first, .list, "First", "to the first line"),
    Binding([.end, .character("G")], .last, .list, "Last", "to the last line"),
  ]

  private static let editing: [Binding] = [
    Binding([.control("a"), .home], .lineStart, .typing, "Start", "to the start of the text"),
    Binding([.control("e"), .end], .lineEnd, .typing, "End", "to the end of the text"),
    Binding([.control("b"), .left], .characterLeft, .typing, "Left", "a character left"),
    Binding([.control("f"), .right], .characterRight, .typing, "Right", "a character right"),
    Binding([.controlLeft, .alt("b")], .wordLeft, .typing, "Word left", "a word left"),
    Binding([.controlRight, .alt("f")], .wordRight, .typing, "Word right", "a word right"),
    Binding([.backspace], .deleteBackward, .typing, "Delete", "delete to the left"),
    Binding([.control("d"), .delete], .deleteForward, .typing, "Delete", "delete to the right"),
    Binding([.control("w")], .deleteWord, .typing, "Delete word", "delete the word to the left"),
    Binding([.control("u")], .deleteToStart, .typing, "Delete", "delete to the start"),
    Binding([.control("k")], .deleteToEnd, .typing, "Delete", "delete to the end"),
  ]

  private static let everywhere: [Binding] = [
    Binding(
      [.control("r"), .function(5)], .send, .everywhere, "Send",
      "send the composed call", priority: 95),
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
      "Compose: the next view of the preview, also while typing", priority: 55),
    Binding(
      [.alt(",")], .previousView, .everywhere, "View", "Compose: the view of the preview before"),
    Binding(
      [.control("o")], .jump, .everywhere, "Jump", "a letter on every field and tab: jump there",
      priority: 45),
    Binding(
      [.alt("l")], .openLog, .everywhere, "Log", "all messages of this session, the newest first",
      priority: 12),
    Binding(
      [.alt("s")], .openSandbox, .everywhere, "Sandbox",
      "the sandbox's faults and clock: what goes wrong, what time it is"),
    Binding([.alt("6")], .showLive, .everywhere, "Live", "go to Live"),
    Binding([.alt("i")], .importFile, .everywhere, "Import", "read calls from a file"),
    Binding([.function(6)], .nextPane, .everywhere, "Pane", "next pane", priority: 50),
    Binding([.tab], .nextPane, .panes, "Pane", "next pane"),
    Binding([.shiftFunction(6)], .previousPane, .everywhere, "Pane", "previous pane"),
    Binding([.backTab], .previousPane, .panes, "Pane", "previous pane"),
    Binding([.function(8)], .zoom, .everywhere, "Zoom", "this pane alone, and back", priority: 20),
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
      priority: 15),
    Binding([], .copyAs, .everywhere, "Copy as", "copy the call as JSON, code, curl or a report"),
    Binding(
      [.function(9)], .present, .everywhere, "Present", "a scenario on the whole screen",
      priority: 18),
    Binding([.character("y")], .copy, .panes, "Copy", "copy this pane"),
    Binding(
      [.control("p")], .openPalette, .everywhere, "Palette", "every command by its name",
      priority: 75),
    Binding([.character(":")], .openPalette, .panes, "Palette", "every command by its name"),
    Binding(
      [.escape], .escape, .everywhere, "Leave", "leave the field, then the pane; never quits",
      priority: 74),
    Binding(
      [.character("q")], .quit, .panes, "Quit", "quit; asks if something is unsent", priority: 35),
    Binding([.function(10)], .quit, .everywhere, "Quit", "quit; asks if something is unsent"),
    Binding(
      [.function(1)], .openHelp, .everywhere, "Help", "help: the keys that work here", priority: 85),
    Binding([], .testKeys, .everywhere, "Key tester", "see what each key sends and does"),
    Binding([.character("?")], .openHelp, .panes, "Help", "help: the keys that work here"),
  ]

  private static let always: [Binding] = [
    Binding([.control("c")], .cancel, .always, "Cancel", "cancel; twice: quit"),
    Binding([.control("l")], .redraw, .always, "Redraw", "draw the screen again"),
    Binding([.control("z")], .suspend, .always, "Suspend", "to the shell; fg comes back"),
  ]
}
