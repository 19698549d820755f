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
      say(question == .quit ? "still here" : "not sent")
    default: break
    }
    return []
  }

  private mutating func confirmed(_ question: Confirmation) -> [Effect] {
    switch question {
    case .send: return sendNow()
    case .resend(let id): return resendNow(id)
    case .deliverWaiting:
      say("sending \(counted(waiting.count, "waiting call")) ...")
      return [.deliverWaiting]
    case .quit: return [.quit]
    }
  }
}
