internal import KustomerDestination

/// What becomes of a draft that was given to the journal.
extension State {
  /// The draft is in the outbox, unless it was changed since: then what was typed is a new draft.
  mutating func receive(committed entry: HistoryEntry, _ sessions: SessionBook) -> [Effect] {
    if entry.profile == profile.name { model.sessions.merge(sessions) }
    receive(changed: entry)
    model.lit = (entry.id, uptime + Model.litTime)
    guard let committed = compose.committing else { return [] }
    compose.committing = nil
    compose.openAnswer(of: entry.id)
    guard committed == compose.form else { return [] }
    compose.markSent()
    return [.saveDraft(compose.draft)]
  }

  /// The draft is planned anew, in the light of what another process has sent.
  mutating func receive(changed sessions: SessionBook) {
    let former = outcome.plan?.session?.id
    let person = outcome.plan?.person?.id ?? "this person"
    model.sessions.merge(sessions)
    isSettled = false
    settle()
    let now = outcome.plan?.session?.id
    let change =
      if let former, let now, former != now { "session \(now) instead of \(former)" } else {
        "other requests"
      }
    say(
      """
      not sent: another program has sent for \(person) meanwhile, so it would be \(change); \
      \(key: .send) sends it so
      """, .warning)
  }

  mutating func noteSaved() {
    compose.isSaved = true
    guard compose.saveProblem != nil else { return }
    compose.saveProblem = nil
    say("the draft is saved again", .good)
  }

  /// Said when it begins and when the reason is another one; the border of the form says it always.
  mutating func noteNotSaved(_ sentence: String) {
    compose.isSaved = false
    guard compose.saveProblem != sentence else { return }
    compose.saveProblem = sentence
    say("the draft is not saved: " + sentence, .problem)
  }

  /// A call was sent or answered.
  mutating func receive(changed entry: HistoryEntry) {
    guard entry.profile == profile.name else { return }
    model.calls.put(entry)
    model.forgetTries()
    model.say(entry.note(in: model))
  }
}
