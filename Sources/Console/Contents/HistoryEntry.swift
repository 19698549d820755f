package import KustomerDestination
package import Records

/// One call of the journal: what was composed, and what became of it.
package struct HistoryEntry: Hashable, Sendable, Identifiable {
  /// Its number in the journal.
  package typealias ID = CallID

  /// Names the call in the journal.
  package let id: ID
  /// The profile that it was sent with.
  package let profile: String
  /// The call as composed, as text.
  package let source: String
  /// The moment of sending that was fixed when the call was committed.
  package let moment: Timestamp
  /// How far it has come.
  package var status: DeliveryStatus
  /// What went out and what came back, in order.
  package var exchanges: [Exchange]
  /// One sentence on why it waits, failed or is uncertain; nil when all is well.
  package var problem: String?
  /// What was sent otherwise than planned, and why; one sentence each.
  package var notes: [String]
  /// Whether it stays when the history is pruned.
  package var isPinned = false
  /// Which way it goes.
  package var via = SendRoute.kustomer
  /// Whether it is sent, as the plan says; nil where that is not known.
  package var verdict: Verdict?
  /// Kustomer's id of the customer; nil when it is not known.
  package var customer: String?
  /// The code of its problem; nil when all is well.
  package var code: String?
  /// The session that went out, or will; nil for an identify.
  package var session: PlannedSession?
  /// What the call says, as the journal has it from its plan.
  package let facts: CallFacts

  /// The call as composed; null when it cannot be read any more.
  package var call: JSON { (try? JSON(parsing: source)) ?? .null }

  /// A call that is planned for what lists show of it.
  package init(
    id: ID, profile: String, call: JSON, moment: Timestamp, status: DeliveryStatus,
    session: PlannedSession?, exchanges: [Exchange] = [], problem: String? = nil,
    notes: [String] = [], isPinned: Bool = false
  ) {
    self.init(
      id: id, profile: profile, source: call.compact, facts: CallFacts(call: call, moment: moment),
      moment: moment, status: status, session: session, exchanges: exchanges, problem: problem,
      notes: notes, isPinned: isPinned)
  }

  /// A call of the journal; its session is that which was planned when it was committed.
  package init(
    id: ID, profile: String, source: String, facts: CallFacts, moment: Timestamp,
    status: DeliveryStatus, session: PlannedSession?, exchanges: [Exchange] = [],
    problem: String? = nil, notes: [String] = [], isPinned: Bool = false
  ) {
    self.id = id
    self.profile = profile
    self.source = source
    self.facts = facts
    self.moment = moment
    self.status = status
    self.session = session
    self.exchanges = exchanges
    self.problem = problem
    self.notes = notes
    self.isPinned = isPinned
  }

  /// The answer that decides: that of the last request.
  package var lastAnswer: Exchange? { exchanges.last }

  /// All answers together took so long; nil when none came.
  package var milliseconds: Int? {
    let times = exchanges.compactMap(\.milliseconds)
    return times.isEmpty ? nil : times.reduce(0, +)
  }
}

extension HistoryEntry: QueriedCall {
  /// As the journal has it.
  package func value(of column: CallQuery.Column) -> String? {
    switch column {
    case .type: facts.type?.rawValue
    case .name: facts.name
    case .user: facts.person?.id
    case .visitor: facts.event.anonymousId
    case .session: session?.id
    // A call that is being sent waits in the journal.
    case .status: (status == .sending ? .waiting : status).rawValue
    case .verdict: verdict?.rawValue
    case .customer: customer
    case .code: code
    }
  }
  /// The status of the last answer, without a copy of all that came with it.
  package var answer: Int? { exchanges.isEmpty ? nil : exchanges[exchanges.count - 1].status }
  /// The profile.
  package var queriedProfile: String? { profile }
  /// The id.
  package var queriedID: CallID? { id }
  /// The call as composed.
  package var searchText: String { facts.searchText }
}
