package import KustomerDestination

/// With which session ids the Timeline groups.
package enum SessionIds: String, CaseIterable, Hashable, Sendable {
  /// With those that the calls name.
  case asSent = "with ids"
  /// As if no call named one.
  case without = "without ids"
  /// As if all calls named the same one.
  case one = "one id"

  /// The id that a call groups by.
  func id(of event: TimelineEvent) -> String? {
    switch self {
    case .asSent: event.explicitSession
    case .without: nil
    case .one: "one id"
    }
  }
}

/// By which time the Timeline places events.
package enum TimeBasis: String, Hashable, Sendable {
  /// The call's own: its timestamp, else the moment of sending.
  case segment = "Segment time"
  /// When it reached Kustomer, which stamps events on arrival.
  case arrival = "arrival time"
}

/// How the events of a person are cut into sessions.
package struct TimelineGrouping: Hashable, Sendable {
  /// The pause that ends a session.
  package var gap: Milliseconds
  /// With which ids.
  package var ids = SessionIds.asSent
  /// Whether events stay in the sessions that they were sent with: nothing else is tried out.
  package var isAsSent = false
}

/// What the same events would be with other ids.
package struct IdComparison: Hashable, Sendable {
  /// One way of naming sessions.
  package struct Row: Hashable, Sendable {
    package var ids: SessionIds
    package var sessions: Int
    /// `abc123, auto-10:14`.
    package var names: String
  }

  /// In the order of `c`.
  package var rows: [Row]
}
