internal import KustomerDestination

extension State {
  /// ^R: sends the draft, or asks first, also when its time is of another day; from another screen it only shows what it would send.
  mutating func send() -> [Effect] {
    guard screen == .compose else {
      show(.compose)
      say("this is the draft; ^R again sends it")
      return []
    }
    guard profile.mode == .ask || isOfAnotherDay else { return sendNow() }
    overlay = .confirmation(.send)
    return []
  }

  /// Sends the draft as the preview shows it.
  mutating func sendNow() -> [Effect] {
    guard outcome.isSendable, let plan = outcome.plan else { return [] }
    let call = outcome.reading.call
    let moment = outcome.moment
    // The next preview must know of this call before the journal has answered.
    model.sessions.record(plan)
    compose.markSent()
    say("sending to \(profile.name) ...")
    return [.send(call: call, moment: moment), .saveDraft(compose.draft)]
  }

  /// Moves the cursor to what keeps the draft from being sent.
  mutating func showProblem() {
    guard screen == .compose, let problem = outcome.reading.problems.first else { return }
    compose.pane = .form
    compose.move(to: problem.field)
    compose.isTyping = true
  }
}
