internal import KustomerDestination

/// The call as JSON text: typing into it, in step with the form.
extension State {
  /// Puts the cursor into the JSON text of the draft.
  mutating func enterText() {
    let text = callText
    compose.enterText(text)
    if let problem = compose.text?.problem { say("still broken: " + problem, .warning) }
  }

  /// What a command means while the text cursor is in the JSON text; nil when it means the same as
  /// elsewhere in Compose.
  mutating func performInText(_ command: Command) -> [Effect]? {
    switch command {
    case .nextPane, .previousPane:
      compose.leaveText()
      compose.pane = .form
      return []
    case .escape, .nextView, .previousView, .editText: return nil
    default: return editText { _ = $0.perform(command) }
    }
  }

  /// Changes the JSON text; the form follows whenever it is a call.
  mutating func editText(_ change: (inout TextArea) -> Void) -> [Effect] {
    let former = compose.draft
    compose.changeText(at: now, change)
    return saveDraft(unless: former)
  }

  /// The call of the form, printed as it is edited.
  var callText: String {
    jsonLines(of: outcome.reading.call).map(\.line.plain).joined(separator: "\n")
  }
}
