package import KustomerDestination
internal import Records

/// The org's timeline laid beside the prediction.
package struct Comparison: Sendable, Hashable {
  /// A session as it was predicted.
  package struct Predicted: Sendable, Hashable {
    /// An event that should be there.
    package struct Event: Sendable, Hashable {
      /// As it goes to Kustomer.
      package var name: String
      /// Its call in the journal; nil when it is in none.
      package var delivery: Int64?
      /// All that was sent of it; nil when only the name is known.
      var shape: SentEvent.Shape?
    }

    /// The id as sent, or as it would be generated.
    package var id: String
    /// By time.
    package var events: [Event]
    /// Whether Kustomer makes an id of its own for it.
    package var idIsTheirs: Bool

    /// A session with events of those names.
    package init(id: String, events: [String], idIsTheirs: Bool = false) {
      self.id = id
      self.events = events.map { Event(name: $0) }
      self.idIsTheirs = idIsTheirs
    }

    /// What has gone out of a session, or may have; what waits is not expected in the org yet.
    init(_ session: PredictedTimeline.Session) {
      id = session.id
      events = session.events.filter { $0.status != .waiting }
        .map { Event(name: $0.name, delivery: $0.delivery, shape: $0.shape) }
      idIsTheirs = session.source == .predicted
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
    /// The predicted event's call in the journal; nil when unexpected.
    package var delivery: Int64?
    /// What was sent of it beside what the org has; none unless both are known.
    package var fields: [FieldComparison] = []
  }

  /// Predicted sessions in order, then what is unexpected.
  package var rows: [Row]

  /// How many events there are of a kind.
  package func count(_ finding: Finding) -> Int { rows.count { $0.finding == finding } }

  /// How many events are where they were predicted, but have another value or lack one.
  package var countOfOthers: Int {
    rows.count { row in
      row.finding == .same && row.fields.contains { [.other, .absent].contains($0.state) }
    }
  }
}

extension Comparison {
  /// Compares what the journal predicts with what the org has; nil is a customer it has not.
  package init(_ predicted: PredictedTimeline, _ actual: ReadTimeline?) {
    self.init(predicted: predicted.sessions.map { Predicted($0) }, actual: actual)
  }

  /// Compares events by name, each with one of the other side at most; of several of one name with
  /// that of the same meta.
  ///
  /// Sessions are compared by id. Where Kustomer makes its own ids, each predicted session stands
  /// for the org's session that shares most of its events.
  package init(predicted: [Predicted], actual: ReadTimeline?) {
    let sessions = actual?.sessions ?? []
    var pool = sessions.flatMap { session in
      session.events.map { Candidate(session: session.id, event: $0, meta: $0.comparableMeta) }
    }
    let names = Self.counterparts(of: predicted, among: sessions)
    let events = predicted.flatMap { session in session.events.map { (session, $0) } }
    var rows = events.map { session, event in
      Row(
        finding: .missing, event: event.name, predicted: session.id, delivery: event.delivery)
    }
    // Only what is in its own session nowhere may be elsewhere, and only an event whose twin by all
    // that was sent is nowhere is another one of its name.
    for (finding, isTwin) in [
      (Finding.same, true), (.same, false), (.moved, true), (.moved, false),
    ] {
      for (index, (session, event)) in events.enumerated() where rows[index].finding == .missing {
        let id = names[session.id] ?? session.id
        let match = pool.firstIndex { candidate in
          candidate.event.name == event.name && (finding == .moved || candidate.session == id)
            && (!isTwin || candidate.meta == event.shape?.meta)
        }
        if let match { rows[index].take(pool.remove(at: match), as: finding, event.shape) }
      }
    }
    self.rows = rows + pool.map(\.unexpected)
  }

  fileprivate struct Candidate {
    var session: String
    var event: ReadTimeline.Event
    /// The event's, so that it can be compared with what was sent.
    var meta: JSON?

    var unexpected: Row {
      Row(finding: .unexpected, event: event.name, actual: session, arrived: event.arrived)
    }
  }

  /// The org's session for each one without an id of ours, in order; none is used twice.
  private static func counterparts(
    of predicted: [Predicted], among sessions: [ReadTimeline.Session]
  ) -> [String: String] {
    let ours = Set(predicted.filter { !$0.idIsTheirs }.map(\.id))
    var left = sessions.filter { !ours.contains($0.id) }
    var counterparts: [String: String] = [:]
    for session in predicted where session.idIsTheirs {
      let shared = left.map { candidate in
        var names = candidate.events.map(\.name)
        return session.events.count { event in
          guard let at = names.firstIndex(of: event.name) else { return false }
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

extension Comparison.Row {
  fileprivate mutating func take(
    _ found: Comparison.Candidate, as finding: Comparison.Finding, _ sent: SentEvent.Shape?
  ) {
    self.finding = finding
    actual = found.session
    arrived = found.event.arrived
    fields = sent?.fields(beside: found.event, in: found.session) ?? []
  }
}
