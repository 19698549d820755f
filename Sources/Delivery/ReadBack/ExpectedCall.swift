package import KustomerDestination

/// A call of which somebody expects that it shows in an org, whoever sends it there.
package struct ExpectedCall: Sendable {
  /// What of it shows.
  enum Trace: Sendable {
    /// An event, under one of those names.
    case event(SentEvent.Shape, names: Set<String>)
    /// The attributes of its customer.
    case customer(JSON)
  }

  /// 1-based, where the call starts in its input.
  package let line: Int
  /// The effective time of the call.
  package let time: Timestamp
  /// The call's userId and anonymousId; nil when it has none.
  package let user, visitor: String?
  /// In the journal; nil for one that somebody else sends.
  package var delivery: Int64?
  let trace: Trace

  /// Expects what a call becomes; nil when nothing of it shows.
  ///
  /// - Parameters:
  ///   - line: 1-based, where it starts in its input.
  ///   - plan: what is predicted.
  ///   - others: plans of the same call under other settings, which give it other names.
  package init?(line: Int, _ plan: Plan, others: [Plan]) {
    guard plan.verdict.isReady else { return nil }
    if let shape = plan.sentShape {
      trace = .event(shape, names: Set(([plan] + others).compactMap { $0.sentShape?.name }))
    } else if let body = plan.requests.last(where: { $0.kind == .customerCreation })?.body {
      trace = .customer(body)
    } else {
      return nil
    }
    self.line = line
    time = plan.time
    user = plan.user
    visitor = plan.visitor
  }
}

extension Plan {
  fileprivate var sentShape: SentEvent.Shape? {
    requests.lazy.compactMap { request in
      SentEvent(delivery: 0, kind: request.kind, body: request.body, sent: time)?.shape
    }.first
  }
}
