internal import Console
internal import Delivery
internal import KustomerDestination
internal import Listener
internal import LoopbackHTTP
internal import Synchronization
internal import Terminal

/// The listener behind Live: maps what arrives, forwards it where that is wanted, and tells the
/// screens.
///
/// A class because the listener's thread, the courier's and the engine mean the same one.
final class LiveListener: Sendable {
  private struct State {
    var plans: ArrivalPlans
    var forwarding: Forwarding?
    /// Calls that were shown; their numbers have no gaps, over all starts of the server.
    var shown = 0
    /// Calls of the journal that the screens have not been told of.
    var changed: Set<Int64> = []
  }

  private let mailbox: Mailbox<Message>
  private let clock: @Sendable () -> Timestamp
  /// Called when there is something to tell besides the calls that came.
  private let changed: @Sendable () -> Void
  private let state: Mutex<State>

  init(
    _ destination: Destination, mailbox: Mailbox<Message>,
    clock: @escaping @Sendable () -> Timestamp, changed: @escaping @Sendable () -> Void
  ) {
    self.mailbox = mailbox
    self.clock = clock
    self.changed = changed
    state = Mutex(State(plans: ArrivalPlans(destination)))
  }

  /// A server whose calls come here, not started.
  func server(port: UInt16) -> ListenerServer {
    ListenerServer(
      port: port, clock: clock, counted: changed,
      // The screen has no place to name pages; listen --forward --origin has.
      origins: { [self] in forwarding == nil ? nil : [] },
      complain: { [self] in mailbox.post(.failed($0)) }, keep: { [self] in keep($0) })
  }

  /// Maps as those settings say from now on.
  func use(_ destination: Destination) {
    state.withLock { $0.plans = ArrivalPlans(destination) }
  }

  /// Forwards from now on what arrives; nil ends that.
  ///
  /// - Returns: what forwarded until now.
  func forward(_ forwarding: Forwarding?) -> Forwarding? {
    state.withLock { state in
      defer { state.forwarding = forwarding }
      return state.forwarding
    }
  }

  /// What forwards now.
  var forwarding: Forwarding? { state.withLock(\.forwarding) }

  /// Notes calls of the journal that the screens shall be told of.
  func note(changed ids: [Int64]) {
    state.withLock { $0.changed.formUnion(ids) }
    changed()
  }

  /// The calls of the journal that the screens have not been told of.
  func takeChanged() -> [Int64] {
    state.withLock { state in
      defer { state.changed = [] }
      return state.changed.sorted()
    }
  }
}

extension LiveListener {
  /// Whether the calls are kept; those that are forwarded are in the outbox first.
  private func keep(_ calls: [ReceivedCall]) -> Bool {
    do {
      let plans =
        try forwarding.map { try $0.plans(of: calls) }
        ?? state.withLock { $0.plans.plans(of: calls) }
      show(calls, plans)
      return true
    } catch {
      mailbox.post(.failed("\(error); \(calls.count) calls were refused"))
      return false
    }
  }

  private func show(_ calls: [ReceivedCall], _ plans: [Plan]) {
    let start = state.withLock { state in
      defer { state.shown += calls.count }
      return state.shown
    }
    let listed = zip(calls, plans).enumerated().map { at, pair in
      ListedCall(
        id: start + at + 1, call: pair.0.call.json, plan: pair.1, moment: pair.0.receivedAt)
    }
    if !listed.isEmpty { mailbox.post(.callsArrived(listed)) }
  }
}
