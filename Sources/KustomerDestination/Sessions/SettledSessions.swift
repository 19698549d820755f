/// One call as far as sessions depend on it.
public struct TimelineEvent: Sendable, Hashable {
  /// Nil when the call has none.
  public var userId: String?
  /// Nil when the call has none.
  public var anonymousId: String?
  /// The effective time.
  public var time: Timestamp
  /// The `kustomer_session_id`; nil when the call names no session.
  public var explicitSession: String?
  /// An identify links, but is in no session.
  public var isIdentify: Bool
  /// When it was sent, from which the 30 days of a visitor's event count; nil of what was not sent:
  /// then they count from `time`.
  public var sent: Timestamp?

  /// A call on a timeline.
  public init(
    userId: String?, anonymousId: String?, time: Timestamp, explicitSession: String? = nil,
    isIdentify: Bool = false, sent: Timestamp? = nil
  ) {
    self.userId = userId
    self.anonymousId = anonymousId
    self.time = time
    self.explicitSession = explicitSession
    self.isIdentify = isIdentify
    self.sent = sent
  }
}

/// A session as it comes out when all events are known.
public struct SettledSession: Sendable, Hashable {
  /// The explicit id, or the one that would be generated.
  public var id: String {
    get { name.text }
    set { name = .text(newValue) }
  }
  /// `.explicit` or `.generated`.
  public var source: PlannedSession.Source
  /// Effective time of its earliest event.
  public var start: Timestamp
  /// Effective time of its latest event.
  public var end: Timestamp
  /// 0-based positions in the input, ascending.
  public var events: [Int]

  /// Ids are written out when they are asked for: a million take longer than the grouping.
  private var name: SessionName

  init(
    _ name: SessionName, _ source: PlannedSession.Source, start: Int64, end: Int64, events: [Int]
  ) {
    self.name = name
    self.source = source
    self.start = Timestamp(milliseconds: start)
    self.end = Timestamp(milliseconds: end)
    self.events = events
  }
}

/// The sessions of one person.
public struct SettledTimeline: Sendable, Hashable {
  /// Whose they are.
  public var person: Person
  /// By start; explicit before generated on a tie.
  public var sessions: [SettledSession]
}

/// Groups the events of one person into sessions, as `settledTimelines` does.
///
/// - Parameters:
///   - events: all of that person, by ids or by links; identifies are left out.
///   - person: whose they are.
///   - gap: the pause that ends a generated session.
/// - Returns: by start; explicit before generated on a tie.
public func settledSessions(
  of events: [TimelineEvent], by person: Person, gap: Milliseconds
) -> [SettledSession] {
  var grouping = SettledGrouping(events, gap: gap)
  return grouping.sessions(of: person)
}

/// Groups events into sessions when all are known and none was sent.
///
/// The order of the input decides between events of one moment only. Source: the seed's rule on
/// `kustomer_session_id` and on the time between tracking events.
///
/// - Parameters:
///   - events: of any persons.
///   - gap: the pause that ends a generated session.
/// - Returns: timelines by the first appearance of their person; persons without a tracking event
///   are left out.
public func settledTimelines(
  of events: [TimelineEvent], gap: Milliseconds
) -> [SettledTimeline] {
  var grouping = SettledGrouping(events, gap: gap)
  return grouping.timelines()
}
