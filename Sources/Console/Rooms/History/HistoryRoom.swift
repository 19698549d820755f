internal import Records

/// The History: every call that was sent, with its requests and answers.
struct HistoryRoom: Room {
  var history: HistoryState
  var model: Model

  static let rows: [Row<Self>] = [
    Row([.enter], .open, .filter, "Done", "back to the list", rank: 80) {
      $0.history.isFiltering = false
    },
    Row([.down], .open, .filter, "List", "back to the list") { $0.history.isFiltering = false },
    Row([.control("x")], .clearFilter, .filter, "Clear", "empty the filter", rank: 60) {
      $0.history.edit { $0 = TextField() }
      return $0.search()
    },
    Row(
      [.enter], .open, .history, "Details", "read request and answer", rank: 70,
      unless: { $0.reasonWithoutEntry }
    ) { $0.movePane(by: 1) },
    Row(
      [.character("f")], .findOut, .history, "Find out",
      "look in the org whether an uncertain call has landed; only reads", rank: 69,
      unless: { $0.reasonAgainstSettling }
    ) { $0.findOut([$0.selectedEntry].compactMap(\.self)) },
    Row(
      [.character("F")], .findOutAll, .history, "Find out all",
      "look for all uncertain calls; only reads", rank: 30, unless: { $0.reasonAgainstFindingAll }
    ) { $0.findOut($0.uncertain) },
    Row(
      [.character("a")], .sendAgain, .history, "Send again", "send an uncertain call once more",
      rank: 68, unless: { $0.reasonAgainstSettling ?? $0.model.reasonAgainstProfile }
    ) { $0.sendAgain() },
    Row(
      [.delete], .drop, .history, "Drop", "do nothing more about an uncertain call", rank: 67,
      unless: { $0.reasonAgainstSettling }
    ) { $0.drop() },
    Row(
      [.character("r")], .resend, .history, "Resend", "send the same call again", rank: 65,
      unless: { $0.reasonAgainstResending }
    ) { $0.resend() },
    Row(
      [.character("e")], .editAsNew, .history, "Edit as new", "load the call into Compose",
      rank: 64, unless: { $0.reasonWithoutEntry }
    ) { $0.editAsNew() },
    Row(
      [.character("d")], .diff, .history, "Diff",
      "compare the call with any other one, and end that", rank: 58,
      unless: { $0.reasonWithoutEntry }
    ) { $0.toggleDiff() },
    Row(
      [.character("=")], .expectedFile, .history, "Expected", "compare with an expected file",
      rank: 22, unless: { $0.history.shown.isEmpty ? "no call is selected" : nil }
    ) { _ in [.prompt(.expectedFile, "")] },
    Row(
      [.character("D")], .duplicate, .history, "Duplicate",
      "an exact copy in Compose, its time too", rank: 24, unless: { $0.reasonWithoutEntry }
    ) { $0.duplicate() },
    Row(
      [.character("x")], .exportCalls, .history, "Export", "write the calls that show into a file",
      rank: 26, unless: { $0.history.shown.isEmpty ? "no call shows" : nil }
    ) { $0.export() },
    Row(
      [.character("*")], .pin, .history, "Pin", "keep the call when the history is pruned",
      rank: 25, unless: { $0.reasonWithoutEntry }
    ) { $0.pin() },
    Row(
      [.right, .character("l")], .nextView, .history, "View",
      "sent body or Segment call; answer, headers or timing", rank: 23, shown: "Left Right",
      unless: { $0.reasonWithoutEntry }
    ) { $0.changeView(by: 1) },
    Row(
      [.left, .character("h")], .previousView, .history, "View", "the view before",
      unless: { $0.reasonWithoutEntry }
    ) { $0.changeView(by: -1) },
    Row(
      [.character("w")], .deliverWaiting, .history, "Send now", "send what waits", rank: 66,
      unless: { $0.waitingCount == 0 ? "nothing waits" : $0.model.reasonAgainstProfile }
    ) { $0.deliverWaiting() },
    Row(
      [.character("/")], .filter, .history, "Filter", "words and type: status: user: session:",
      rank: 55
    ) { $0.history.isFiltering = true },
  ]

  var reasonAgainstEditing: String? {
    "the editor edits the draft; \(key(.editAsNew)) loads a call into it"
  }

  /// Has the calls that show written into a file that is asked for.
  func export() -> [Errand] {
    [.prompt(.exportCalls(history.shown.reversed().map { entries[$0].id }), "")]
  }
}

/// What can be gone to in the History.
enum HistorySpot: Hashable, Sendable {
  case pane(HistoryState.Pane)
  case filter
  case entry(CallID)
}
