internal import KustomerDestination
internal import Listener

/// The plans of calls as they arrive, each in the light of those before it.
struct ArrivalPlans {
  private let destination: Destination
  private var sessions = SessionBook()

  /// Plans of a destination that has been sent nothing.
  init(_ destination: Destination) { self.destination = destination }

  /// The plans, in order; of a call that came before, why it is not sent.
  mutating func plans(of calls: [ReceivedCall]) -> [Plan] {
    calls.map { call in
      guard !call.isDuplicate else { return destination.planOfDuplicate(call) }
      let plan = destination.plan(for: call.call, at: call.receivedAt, sessions: sessions)
      sessions.record(plan)
      return plan
    }
  }
}

extension Destination {
  /// The plan of a call that came before: nothing of it is sent.
  func planOfDuplicate(_ call: ReceivedCall) -> Plan {
    var plan = plan(for: call.call, at: call.receivedAt)
    plan.verdict = .filtered
    plan.requests = []
    plan.session = nil
    plan.diagnostics = [
      Diagnostic(
        .note, .duplicateMessage, path: "messageId",
        "a call with this messageId came within the last 24 hours; this one is not sent")
    ]
    return plan
  }
}
