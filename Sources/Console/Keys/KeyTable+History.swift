extension KeyTable {
  /// The History, and its filter.
  static let history: [Binding] = [
    Binding([.enter], .open, .filter, "Done", "back to the list", rank: 80),
    Binding([.down], .open, .filter, "List", "back to the list"),
    Binding([.control("x")], .clearFilter, .filter, "Clear", "empty the filter", rank: 60),
    Binding(
      [.enter], .open, .history, "Details", "read request and answer", rank: 70),
    Binding(
      [.character("f")], .findOut, .history, "Find out",
      "look in the org whether an uncertain call has landed; only reads", rank: 69),
    Binding(
      [.character("F")], .findOutAll, .history, "Find out all",
      "look for all uncertain calls; only reads", rank: 30),
    Binding(
      [.character("a")], .sendAgain, .history, "Send again",
      "send an uncertain call once more", rank: 68),
    Binding(
      [.delete], .drop, .history, "Drop", "do nothing more about an uncertain call",
      rank: 67),
    Binding(
      [.character("r")], .resend, .history, "Resend", "send the same call again", rank: 65),
    Binding(
      [.character("e")], .editAsNew, .history, "Edit as new", "load the call into Compose",
      rank: 64),
    Binding(
      [.character("d")], .diff, .history, "Diff",
      "compare the call with any other one, and end that", rank: 58),
    Binding(
      [.character("=")], .expectedFile, .history, "Expected", "compare with an expected file",
      rank: 22),
    Binding(
      [.character("D")], .duplicate, .history, "Duplicate",
      "an exact copy in Compose, its time too", rank: 24),
    Binding(
      [.character("x")], .exportCalls, .history, "Export",
      "write the calls that show into a file", rank: 26),
    Binding(
      [.character("*")], .pin, .history, "Pin", "keep the call when the history is pruned",
      rank: 25),
    Binding(
      [.right, .character("l")], .nextView, .history, "View",
      "sent body or Segment call; answer, headers or timing", rank: 23,
      shown: "Left Right"),
    Binding([.left, .character("h")], .previousView, .history, "View", "the view before"),
    Binding(
      [.character("w")], .deliverWaiting, .history, "Deliver", "send what waits", rank: 66),
    Binding(
      [.character("/")], .filter, .history, "Filter", "words and type: status: user: session:",
      rank: 55),
  ]
}
