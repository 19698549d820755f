internal import KustomerDestination

extension State {
  /// Why a command cannot be done now, in one line; nil when it can.
  package func reasonAgainst(_ command: Command) -> String? {
    switch command {
    case .send: screen == .compose && overlay == nil ? reasonAgainstSending : nil
    case .nextPane, .previousPane:
      screen == .timeline || screen == .scenarios ? "this screen has one pane" : nil
    case .nextView, .previousView:
      screen == .compose || screen == .history ? nil : "this screen has no views"
    case .openSandbox: reasonAgainstSandbox
    case .pin, .diff, .duplicate: selectedEntry == nil ? "no call is selected" : nil
    case .expectedFile: history.shown.isEmpty ? "no call is selected" : nil
    case .exportCalls: history.shown.isEmpty ? "no call shows" : nil
    case .editText: reasonAgainstText
    case .openEditor: reasonAgainstEditing
    case .undo:
      (screen == .setup ? setup.canUndo : compose.canUndo) ? nil : "nothing to undo"
    case .redo:
      (screen == .setup ? setup.canRedo : compose.canRedo) ? nil : "nothing to redo"
    case .cutRow: reasonAgainstCutting
    case .valueType, .formerValueType: compose.focus.row == nil ? notOnRow : nil
    case .newSession:
      compose.form.type == .identify ? "an identify belongs to no session" : nil
    case .deliverWaiting:
      if waitingCount == 0 { "nothing waits" } else { model.reasonAgainstProfile }
    case .resend: selectedEntry == nil ? "no call is selected" : model.reasonAgainstProfile
    case .findOut, .drop: reasonAgainstSettling
    case .sendAgain: reasonAgainstSettling ?? model.reasonAgainstProfile
    case .findOutAll: reasonAgainstFindingAll
    case .open where screen == .live && !live.isFiltering:
      live.list.count == 0 ? "no call is selected" : nil
    case .toggleForwarding: reasonAgainstForwarding
    case .pause: reasonAgainstPausing
    case .sendBatch: reasonAgainstSendingBatch
    case .switchSource:
      live.batch == nil ? "there is no batch; i imports a file" : nil
    case .copyAs: reasonAgainstCopyingAs
    case .find: timeline.lines.isEmpty ? "nothing is known yet" : nil
    case .findNext, .findPrevious: timeline.search.isEmpty ? "/ says what to find" : nil
    case .readBack: reasonAgainstReadingBack
    case .saveStep:
      outcome.reading.problems.first.map { "not saved: \($0.path.lastStep): \($0.sentence)" }
    case .exportSVG, .exportMarkdown, .exportText:
      hasSessionsToShow ? nil : "there is no session to put on a picture"
    case .usePod: reasonAgainstUsingPod
    case .editAsNew: selectedEntry == nil ? "no call is selected" : nil
    case .testConnection: setup.reasonAgainstTesting(profiles)
    case .editProfile: setup.selected(in: profiles)?.isSandbox == true ? Self.sandboxIsFixed : nil
    case .openChecklist: reasonAgainstChecklist
    case .saveProfile: setup.reasonAgainstSaving(profiles)
    default: nil
    }
  }

  static let sandboxIsFixed = "the sandbox needs no setup; n connects your own org"

  private var reasonAgainstChecklist: String? {
    guard let selected = setup.selected(in: profiles) else {
      return "there is no profile yet; Enter begins one"
    }
    return selected.isSandbox ? Self.sandboxIsFixed : nil
  }

  private var reasonAgainstSending: String? {
    if let problem = compose.text?.problem {
      return "not sent: the JSON of the call is broken, \(problem); Alt-Z undoes it"
    }
    if let problem = outcome.reading.problems.first {
      return "not sent: \(problem.path.lastStep): \(problem.sentence)"
    }
    if let complaint = outcome.complaint { return "not sent: " + complaint }
    if let plan = outcome.plan, !plan.verdict.isReady {
      return "not sent: " + (plan.diagnostics.first?.message ?? plan.verdict.words)
    }
    return model.reasonAgainstProfile
  }

  /// The text is made of what the form sends: what cannot be read would not be in it.
  private var reasonAgainstText: String? {
    guard compose.text == nil, let problem = outcome.reading.problems.first else { return nil }
    return "correct \(problem.path.lastStep) in the form first: \(problem.sentence)"
  }

  private var reasonAgainstCutting: String? {
    switch compose.focus {
    case .rowKey, .rowValue, .other: nil
    default: notOnRow
    }
  }

  private var notOnRow: String {
    "the cursor is not on a \(compose.form.type == .identify ? "trait" : "property")"
  }
}

extension Verdict {
  /// As the preview says it.
  package var words: String {
    switch self {
    case .ready: "ready"
    case .readyWithLoss: "ready, with loss"
    case .nothingToSend: "nothing to send"
    case .filtered: "filtered"
    case .unsupported: "unsupported"
    case .rejected: "rejected"
    }
  }
}
