internal import KustomerDestination

/// Lays what a person's deliveries have sent beside what the org has.
///
/// Every event of the org belongs to one sending at most. Those that are known to be delivered
/// take theirs first, then those of which nobody knows. An uncertain one has landed when one of its
/// name, session and meta is left that arrived when it was sent, and has not when none of its name
/// and session is left at all, nor was taken by one of which nobody knows.
struct UncertainDecision {
  /// How far the org's clock, and the time on the way, may be off.
  private static let tolerance = Milliseconds.minutes(2)

  private struct Candidate {
    var session: String
    var name: String
    /// Empty when the org shows none.
    var meta: JSON
    var arrived: Timestamp?
  }

  private var left: [Candidate]
  private var doubtful: [SentEvent] = []

  init(timeline: ReadTimeline, delivered: [SentEvent], doubtful: [SentEvent] = []) {
    left = timeline.sessions.flatMap { session in
      session.events.map { event in
        Candidate(
          session: session.id, name: event.name, meta: event.meta?.sorted ?? [:],
          arrived: event.arrived)
      }
    }
    for event in delivered {
      if let index = nearest(to: event, among: { _ in true }) { left.remove(at: index) }
    }
    self.doubtful = doubtful.filter { takeAlike($0) }
  }

  /// One answer per event, nil when only a person can tell.
  ///
  /// Those that are there are looked for first, so that none of them makes another doubtful.
  mutating func haveLanded(_ events: [SentEvent]) -> [Bool?] {
    let isThere = events.map { takeAlike($0) }
    return zip(events, isThere).map { event, isThere in
      if isThere { return true }
      let mayBeTaken = doubtful.contains { other in
        other.shape.name == event.shape.name && other.shape.session == event.shape.session
      }
      return mayBeTaken || nearest(to: event, among: { _ in true }) != nil ? nil : false
    }
  }

  private mutating func takeAlike(_ event: SentEvent) -> Bool {
    let isAlike: (Candidate) -> Bool = { candidate in
      Self.hasMeta(of: event, candidate)
        && Self.distance(candidate, event) <= Self.tolerance.count
    }
    guard let index = nearest(to: event, among: isAlike) else { return false }
    left.remove(at: index)
    return true
  }

  /// Of the events with that name and session the one with the same meta that arrived nearest.
  private func nearest(to event: SentEvent, among isMeant: (Candidate) -> Bool) -> Int? {
    left.indices.filter { index in
      let candidate = left[index]
      return candidate.name == event.shape.name
        && candidate.session == event.shape.session ?? candidate.session && isMeant(candidate)
    }.min { one, other in
      Self.rank(left[one], event) < Self.rank(left[other], event)
    }
  }

  private static func rank(_ candidate: Candidate, _ event: SentEvent) -> (Int, Int64) {
    (hasMeta(of: event, candidate) ? 0 : 1, distance(candidate, event))
  }

  private static func hasMeta(of event: SentEvent, _ candidate: Candidate) -> Bool {
    candidate.meta == event.shape.meta ?? [:]
  }

  private static func distance(_ candidate: Candidate, _ event: SentEvent) -> Int64 {
    candidate.arrived.map { abs(($0 - event.sent).count) } ?? 0
  }
}
