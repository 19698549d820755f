internal import KustomerDestination

/// The call as JSON text: typing into it, in step with the form.
extension ComposeRoom {
  /// Puts the cursor into the JSON text of the draft.
  mutating func enterText() {
    let text = callText
    compose.enterText(text)
    if let problem = compose.text?.problem { say("still broken: " + problem, .warning) }
  }

  /// Goes back to the form; the text stays while it is no call.
  mutating func goBackToForm() {
    compose.leaveText()
    compose.pane = .form
  }

  /// Changes the JSON text; the form follows whenever it is a call.
  mutating func editText(_ change: (inout TextArea) -> Void) -> [Errand] {
    let former = compose.draft
    compose.changeText(at: now, change)
    return saveDraft(unless: former)
  }

  /// The call of the form, printed as it is edited.
  var callText: String {
    jsonLines(of: outcome.reading.call).map(\.line.plain).joined(separator: "\n")
  }
}
