package import KustomerDestination

/// The org's timeline laid beside the prediction.
package struct Comparison: Sendable, Hashable {
  /// A session as it was predicted.
  package struct Predicted: Sendable, Hashable {
    /// The id as sent, or as it would be generated.
    package var id: String
    /// Names of its events as they go to Kustomer, by time.
    package var events: [String]

    /// A session with those events.
    package init(id: String, events: [String]) {
      self.id = id
      self.events = events
    }
  }

  /// What is the matter with one event.
  package enum Finding: String, Sendable, Hashable, CaseIterable {
    /// In the org in the predicted session.
    case same
    /// In the org, but in another session.
    case moved
    /// Predicted, but not in the org.
    case missing
    /// In the org, but not predicted.
    case unexpected
  }

  /// One event of either side.
  package struct Row: Sendable, Hashable {
    /// What is the matter.
    package var finding: Finding
    /// The event's name as it goes to Kustomer.
    package var event: String
    /// The predicted session; nil when unexpected.
    package var predicted: String?
    /// The org's session; nil when missing.
    package var actual: String?
    /// When it arrived at the org; nil when missing.
    package var arrived: Timestamp?
  }

  /// Predicted sessions in order, then what is unexpected.
  package var rows: [Row]

  /// How many events there are of a kind.
  package func count(_ finding: Finding) -> Int { rows.count { $0.finding == finding } }
}

extension Comparison {
  /// Compares events by name, each with one of the other side at most.
  ///
  /// Sessions are compared by id. Where Kustomer makes its own ids (`idsAreTheirs`), each
  /// predicted session stands for the org's session that shares most of its events.
  package init(
    predicted: [Predicted], actual: ReadTimeline?, idsAreTheirs: Bool = false
  ) {
    var pool = (actual?.sessions ?? []).flatMap { session in
      session.events.map { Candidate(session: session.id, event: $0) }
    }
    let names =
      idsAreTheirs ? Self.counterparts(of: predicted, among: actual?.sessions ?? []) : [:]
    var open: [(index: Int, session: String, name: String)] = []
    var found: [Row?] = []
    for session in predicted {
      for name in session.events {
        let id = names[session.id] ?? session.id
        let match = pool.firstIndex { $0.session == id && $0.event.name == name }
        if match == nil { open.append((found.count, session.id, name)) }
        found.append(match.map { pool.remove(at: $0).row(.same, predicted: session.id) })
      }
    }
    for (index, session, name) in open {
      let match = pool.firstIndex { $0.event.name == name }
      found[index] =
        match.map { pool.remove(at: $0).row(.moved, predicted: session) }
        ?? Row(finding: .missing, event: name, predicted: session)
    }
    rows = found.compactMap { $0 } + pool.map { $0.row(.unexpected, predicted: nil) }
  }

  private struct Candidate {
    var session: String
    var event: ReadTimeline.Event

    func row(_ finding: Finding, predicted: String?) -> Row {
      Row(
        finding: finding, event: event.name, predicted: predicted, actual: session,
        arrived: event.arrived)
    }
  }

  /// The org's session for each predicted one, in order; none is used twice.
  private static func counterparts(
    of predicted: [Predicted], among sessions: [ReadTimeline.Session]
  ) -> [String: String] {
    var left = sessions
    var counterparts: [String: String] = [:]
    for session in predicted {
      let shared = left.map { candidate in
        var names = candidate.events.map(\.name)
        return session.events.count { name in
          guard let at = names.firstIndex(of: name) else { return false }
          names.remove(at: at)
          return true
        }
      }
      guard let most = shared.max(), most > 0, let at = shared.firstIndex(of: most) else {
        continue
      }
      counterparts[session.id] = left.remove(at: at).id
    }
    return counterparts
  }
}
