/// The Timeline: whose calls group into which sessions, and why.
struct TimelineRoom: Room {
  var timeline: TimelineState
  var model: Model

  static let rows: [Row<Self>] = [
    Row(
      [.character("[")], .shorterGap, .timeline, "Gap",
      "a shorter pause ends a session", rank: 61, shown: "[ ]"
    ) { $0.changeGap(by: -1) },
    Row(
      [.character("]")], .longerGap, .timeline, "Gap",
      "only a longer pause ends a session"
    ) { $0.changeGap(by: 1) },
    Row(
      [.character("t")], .trueScale, .timeline, "Scale", "pauses drawn short, or true to scale",
      rank: 49
    ) { $0.changeScale() },
    Row(
      [.character("+")], .oneSession, .timeline, "One session",
      "the selected session alone on the axis, or all", rank: 30,
      unless: { $0.selectedSession == nil ? "no session is selected" : nil }
    ) { $0.showOneSession() },
    Row(
      [.left, .character("h")], .previousPerson, .timeline, "Person", "previous person", rank: 50,
      shown: "Left Right"
    ) { $0.changePerson(by: -1) },
    Row([.right, .character("l")], .nextPerson, .timeline, "Person", "next person") {
      $0.changePerson(by: 1)
    },
    Row(
      [.enter], .open, .timeline, "Open", "show the call in History, the draft in Compose", rank: 70
    ) { $0.open() },
    Row(
      [.character("r")], .resend, .timeline, "Resend", "send the selected call again", rank: 45,
      unless: { $0.reasonAgainstResending }
    ) { $0.resend() },
    Row(
      [.character("/")], .find, .timeline, "Find", "the next line that has a word", rank: 40,
      unless: { $0.timeline.lines.isEmpty ? "nothing is known yet" : nil }
    ) { [.prompt(.find, $0.timeline.search)] },
    Row(
      [.character("n")], .findNext, .timeline, "Next", "the next line that has it",
      unless: { $0.reasonAgainstFindingOn }
    ) { $0.find(by: 1) },
    Row(
      [.character("N")], .findPrevious, .timeline, "Former", "the line before that has it",
      unless: { $0.reasonAgainstFindingOn }
    ) { $0.find(by: -1) },
    Row(
      [.character("c")], .compare, .timeline, "Compare",
      "the same events with ids, without ids, with one id", rank: 52
    ) { $0.compare() },
    Row(
      [.character("b")], .timeBasis, .timeline, "Times",
      "the calls' own times, or when they arrived", rank: 51
    ) { $0.changeTimeBasis() },
    Row(
      [.character("v")], .readBack, .timeline, "Read back",
      "read what the org has beside the prediction; only reads", rank: 48,
      unless: { $0.reasonAgainstReadingBack }
    ) { $0.readBack() },
    Row(
      [.character("x")], .exportSVG, .timeline, "Export",
      "write the picture of the sessions as SVG, for a slide", rank: 40,
      unless: { $0.hasSessionsToShow ? nil : "there is no session to put on a picture" }
    ) { $0.export(as: .svg) },
    Row(
      [], .exportMarkdown, .timeline, "Markdown", "write the picture of the sessions as Markdown",
      unless: { $0.hasSessionsToShow ? nil : "there is no session to put on a picture" }
    ) { $0.export(as: .md) },
    Row(
      [], .exportText, .timeline, "Text", "write the picture of the sessions as text",
      unless: { $0.hasSessionsToShow ? nil : "there is no session to put on a picture" }
    ) { $0.export(as: .txt) },
    Row(
      [.character("e")], .editAsNew, .timeline, "Edit as new",
      "load the selected call into Compose", rank: 44, unless: { $0.reasonWithoutEntry }
    ) { $0.editAsNew() },
  ]

  var reasonAgainstEditing: String? {
    "the editor edits the draft; \(key(.editAsNew)) loads a call into it"
  }
  var reasonAgainstFindingOn: String? {
    timeline.search.isEmpty ? "\(key(.find)) says what to find" : nil
  }
}

/// A line of the Timeline, 0-based.
struct TimelineSpot: Hashable, Sendable {
  let line: Int
}
