internal import KustomerDestination
internal import Records

/// What the History asks before it sends something, or gives it up.
extension HistoryRoom {
  func words(of question: Confirmation) -> (String, [String]) {
    let place = profile.destinationWords
    switch question {
    case .resend(let id):
      let entry = calls.entry(id)
      let route = entry?.via ?? .kustomer
      let place = (route == .segment ? "" : "to ") + profile.destinationWords(via: route)
      let doubt =
        entry?.facts.type == .identify
        ? "The customer is updated once more."
        : "Kustomer cannot tell it from the first: the event will be there twice."
      return (
        "Send #\(id.number) again?",
        [place, "once more: \(title(of: id))"]
          + (entry?.facts.person.map { ["of: \($0.words)"] } ?? []) + ["", doubt]
      )
    case .sendAgain(let id):
      return (
        "Send #\(id.number) once more?",
        [
          "\(title(of: id)) goes to profile \(place). If the first one has landed after all, the "
            + "event will be there twice: find that out first."
        ]
      )
    case .drop(let id):
      return (
        "Drop #\(id.number)?",
        [
          "Nothing more is done about \(title(of: id)). Whether it has landed stays unknown; the "
            + "History keeps it as failed."
        ]
      )
    case .deliverWaiting:
      return (
        "Send what waits?",
        ["to \(place)", "\(counted(waitingCount, "waiting call")), the oldest first"]
      )
    case .send, .keepBatch, .sendBatch, .forward, .playLive, .quit: return ("", [])
    }
  }

  private func title(of id: CallID) -> String {
    calls.entry(id)?.facts.title ?? "the call"
  }
}
