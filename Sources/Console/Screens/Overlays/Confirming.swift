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

  private mutating func confirmed(_ question: Confirmation) -> [Effect] {
    switch question {
    case .send: return sendNow()
    case .resend(let id): return resendNow(id)
    case .sendAgain(let id): return sendAgainNow(id)
    case .drop(let id): return [.drop(id)]
    case .deliverWaiting:
      say("sending \(counted(waitingCount, "waiting call")) ...")
      return [.deliverWaiting]
    case .keepBatch: return keepBatch()
    case .sendBatch: return sendBatchNow()
    case .forward: return [.startForwarding]
    case .playLive(let scenario): return beginPlaying(scenario, isLive: true)
    case .quit: return [.quit]
    }
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
