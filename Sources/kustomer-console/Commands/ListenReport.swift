internal import Delivery
internal import KustomerDestination
internal import Listener
internal import Synchronization

/// What `listen` does with the calls that arrive: maps, forwards, prints and counts them.
///
/// A class because the listener's thread and the command mean the same one.
final class ListenReport: Sendable {
  private struct State {
    var output: LineOutput
    var plans: ArrivalPlans
    var verdicts: [Verdict: Int] = [:]
    var calls = 0
    var duplicates = 0
    var failure: CommandFailure?
  }

  private let forwarding: Forwarding?
  private let end: ListenEnd
  private let state: Mutex<State>

  init(_ destination: Destination, _ forwarding: Forwarding?, raw: Bool, end: ListenEnd) {
    self.forwarding = forwarding
    self.end = end
    state = Mutex(State(output: LineOutput(raw: raw), plans: ArrivalPlans(destination)))
  }

  /// What the command ends with as far as the lines go; what there is to say has been said.
  var status: ExitStatus { state.withLock { $0.failure?.status ?? .done } }

  /// Maps calls and prints their plans; those that are forwarded are in the outbox first.
  ///
  /// - Returns: whether they are kept; their senders try again with what is not.
  func keep(_ calls: [ReceivedCall]) -> Bool {
    do {
      let plans =
        try forwarding.map { try $0.plans(of: calls) }
        ?? state.withLock { $0.plans.plans(of: calls) }
      let isPrinted = print(zip(calls, plans))
      // What is in the outbox is kept, though nobody reads the lines any more.
      guard isPrinted || forwarding != nil else { return false }
      count(zip(calls, plans))
      return true
    } catch {
      StandardError.say(
        "\(CommandFailure(error)?.message ?? "\(error)"); \(calls.count) calls were refused")
      return false
    }
  }

  /// One line for people.
  func summary(_ counts: ListenerCounts, _ sent: ForwardingCounts?) -> String {
    let (verdicts, calls, duplicates) = state.withLock { ($0.verdicts, $0.calls, $0.duplicates) }
    var words = ["\(counts.requests) requests, \(calls) calls"]
    words += Verdict.allCases.compactMap { verdict in
      verdicts[verdict].map { "\($0) \(verdict.rawValue)" }
    }
    if duplicates > 0 { words.append("\(duplicates) duplicates") }
    if counts.unreadable > 0 { words.append("\(counts.unreadable) unreadable") }
    if counts.refused > 0 { words.append("\(counts.refused) requests refused") }
    if counts.busy > 0 { words.append("\(counts.busy) requests told to try again") }
    return words.joined(separator: ", ") + (sent.map { "; \($0)" } ?? "")
  }

  private func print(_ plans: some Sequence<(ReceivedCall, Plan)>) -> Bool {
    state.withLock { state in
      guard state.failure == nil else { return false }
      do {
        for (call, plan) in plans {
          try state.output.line { plan.write(to: &$0, at: call.number) }
        }
        try state.output.flush()
      } catch {
        state.failure = CommandFailure(error) ?? CommandFailure(.cannotWrite, "\(error)")
        if let message = state.failure?.message { StandardError.say(message) }
        // What was asked for with --forward is the sending: that goes on.
        if forwarding == nil { end.come() }
        return false
      }
      return true
    }
  }

  private func count(_ plans: some Sequence<(ReceivedCall, Plan)>) {
    state.withLock { state in
      for (call, plan) in plans {
        state.calls += 1
        if call.isDuplicate {
          state.duplicates += 1
        } else {
          state.verdicts[plan.verdict, default: 0] += 1
        }
      }
    }
  }
}
