internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records
internal import Terminal

/// What the console asks an org in the background; nothing is written there.
enum OrgQuestion: Sendable {
  /// Whether calls that may have landed are there.
  case landed([CallID])
  /// What it has of the user with that id; the gap cuts sessions whose ids are not sent.
  case timeline(String, gap: Milliseconds)

  /// What is to be asked again, and when.
  struct Again: Sendable {
    var question: OrgQuestion
    var moment: Timestamp
  }

  var kind: Stops.Question {
    switch self {
    case .landed: .landed
    case .timeline: .timeline
    }
  }

  /// Asks, and tells what was learned.
  ///
  /// - Returns: what the org cannot tell yet; nil when there is nothing of the kind.
  func ask(
    _ reader: OrgReader, of profile: String, _ journal: Journal, _ mailbox: Mailbox<Message>,
    at clock: () -> Timestamp, settleAfter: Milliseconds
  ) async throws -> Again? {
    switch self {
    case .landed(let ids):
      let found = try await reader.findOut(
        journal, ids: ids.map(\.number), settleAfter: settleAfter)
      mailbox.post(.foundOut(try found.compactMap { try $0.finding.settle($0.id, journal) }))
      let open = found.compactMap { found in
        if case .cannotTellYet(_, let moment) = found.finding { (found.id, moment) } else { nil }
      }
      guard let moment = open.map(\.1).max() else { return nil }
      return Again(
        question: .landed(open.map { CallID($0.0) }), moment: moment)
    case .timeline(let user, let gap):
      let actual = try await reader.timeline(of: user) { done, count in
        mailbox.post(.readBackAdvanced(done: done, count: count))
      }
      let predicted = try journal.predictedTimeline(
        of: user, in: profile, gap: gap, sentTo: reader.org)
      let readBack = ReadBack(
        profile: profile, person: .user(user), moment: clock(), hasCustomer: actual != nil,
        events: Comparison(predicted, actual).rows.map { ReadBack.Event($0) })
      mailbox.post(.readBackEnded(readBack))
      return nil
    }
  }

  /// What is told when there is no answer.
  func failure(_ error: any Error) -> Message {
    let sentence = CommandFailure(error)?.message ?? "\(error)"
    switch self {
    case .landed: return .findOutFailed(sentence)
    case .timeline: return .readBackFailed(sentence)
    }
  }
}

extension UncertainFinding {
  /// Writes down what was found; nil when the call is not in the journal any more.
  fileprivate func settle(_ id: Int64, _ journal: Journal) throws -> FoundOut? {
    switch self {
    case .landed(let customer): _ = try journal.settle(id, as: .delivered(customer: customer))
    case .notLanded: _ = try journal.settle(id, as: .sendAgain)
    case .cannotTellYet, .cannotTell: break
    }
    return try journal.entry(id).map { FoundOut(Console.HistoryEntry($0), self) }
  }
}

extension ReadBack.Event {
  fileprivate init(_ row: Comparison.Row) {
    self.init(
      ReadBack.Finding(row.finding), row.event,
      entry: row.delivery.map { CallID($0) }, session: row.actual,
      arrived: row.arrived)
  }
}

extension ReadBack.Finding {
  fileprivate init(_ finding: Comparison.Finding) {
    switch finding {
    case .same: self = .same
    case .moved: self = .moved
    case .missing: self = .missing
    case .unexpected: self = .unexpected
    }
  }
}
