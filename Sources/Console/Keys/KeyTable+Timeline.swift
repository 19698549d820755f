extension KeyTable {
  /// The Timeline.
  static let timeline: [Binding] = [
    Binding(
      [.character("["), .character("-")], .shorterGap, .timeline, "Gap",
      "a shorter pause ends a session", rank: 61, shown: "[ ]"),
    Binding(
      [.character("]"), .character("+")], .longerGap, .timeline, "Gap",
      "only a longer pause ends a session"),
    Binding(
      [.left, .character("h")], .previousPerson, .timeline, "Person", "previous person",
      rank: 50, shown: "Left Right"),
    Binding([.right, .character("l")], .nextPerson, .timeline, "Person", "next person"),
    Binding(
      [.enter], .open, .timeline, "Open", "show the call in History, the draft in Compose",
      rank: 70),
    Binding(
      [.character("r")], .resend, .timeline, "Resend", "send the selected call again",
      rank: 45),
    Binding(
      [.character("/")], .find, .timeline, "Find", "the next line that has a word", rank: 40),
    Binding([.character("n")], .findNext, .timeline, "Next", "the next line that has it"),
    Binding([.character("N")], .findPrevious, .timeline, "Former", "the line before that has it"),
    Binding(
      [.character("c")], .compare, .timeline, "Compare",
      "the same events with ids, without ids, with one id", rank: 52),
    Binding(
      [.character("b")], .timeBasis, .timeline, "Basis",
      "the calls' own times, or when they arrived", rank: 51),
    Binding(
      [.character("v")], .readBack, .timeline, "Read back",
      "read what the org has beside the prediction; only reads", rank: 48),
    Binding(
      [.character("x")], .exportSVG, .timeline, "Export",
      "write the picture of the sessions as SVG, for a slide", rank: 40),
    Binding(
      [], .exportMarkdown, .timeline, "Markdown", "write the picture of the sessions as Markdown"),
    Binding([], .exportText, .timeline, "Text", "write the picture of the sessions as text"),
    Binding(
      [.character("e")], .editAsNew, .timeline, "Edit as new",
      "load the selected call into Compose",
      rank: 44),
  ]
}
