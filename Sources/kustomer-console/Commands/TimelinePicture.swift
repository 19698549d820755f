internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records

extension SessionPicture {
  /// What the journal predicts, and what was found of it in the org.
  init(_ timeline: PredictedTimeline, gap: Milliseconds, _ comparison: Comparison? = nil) {
    var findings: [Int64: Comparison.Finding] = [:]
    for row in comparison?.rows ?? [] where row.finding != .same {
      if let delivery = row.delivery { findings[delivery] = row.finding }
    }
    self.init(
      person: timeline.person, gap: gap,
      sessions: timeline.sessions.map { session in
        Session(
          id: session.id, source: session.source,
          events: session.events.map { Event($0, findings[$0.delivery]) })
      })
  }
}

extension SessionPicture.Event {
  fileprivate init(_ event: PredictedTimeline.Event, _ finding: Comparison.Finding?) {
    let state =
      finding?.rawValue ?? (event.status == .delivered ? "" : event.status.rawValue)
    self.init(
      time: event.time, type: event.type, title: event.title ?? event.name, state: state)
  }
}
