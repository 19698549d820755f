internal import KustomerDestination

extension State {
  mutating func performInConfirmation(
    _ command: Command, _ question: Confirmation
  ) -> [Effect] {
    switch command {
    case .confirm:
      overlay = nil
      return confirmed(question)
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .escape:
      overlay = nil
      live.pending = nil
      say(question.refusal)
    default: break
    }
    return []
  }
}

extension Confirmation {
  /// What is said when it is not done.
  fileprivate var refusal: String {
    switch self {
    case .send, .resend, .sendAgain, .deliverWaiting, .sendBatch: "not sent"
    case .keepBatch: "nothing of it is kept"
    case .forward: "not forwarded"
    case .playLive: "not played"
    case .drop: "not dropped"
    case .quit: "still here"
    }
  }
}
