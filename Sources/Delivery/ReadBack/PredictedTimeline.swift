internal import GRDB
package import KustomerDestination
package import Records

/// A user's timeline as the journal predicts it: sent session ids where ids were sent, else
/// grouped by the time between the events.
package struct PredictedTimeline: Sendable, Hashable {
  /// One tracking event.
  package struct Event: Sendable, Hashable {
    /// Its call in the journal.
    package var delivery: Int64
    /// As it goes to Kustomer.
    package var name: String
    /// `page`, `screen`, `track`.
    package var type: String
    /// What the call names; nil when it names nothing.
    package var title: String?
    /// The effective time.
    package var time: Timestamp
    /// `delivered`, `waiting` or `uncertain`.
    package var status: DeliveryStatus
    /// All that is sent of it; nil when the plan cannot be read.
    var shape: SentEvent.Shape?
  }

  /// One session.
  package struct Session: Sendable, Hashable {
    /// As sent, or as it would be generated.
    package var id: String
    /// `.predicted` where Kustomer makes its own id.
    package var source: PlannedSession.Source
    /// Effective time of its earliest event.
    package var start: Timestamp
    /// Effective time of its latest event.
    package var end: Timestamp
    /// By time.
    package var events: [Event]

    /// How many of its events are in a state.
    package func count(_ status: DeliveryStatus) -> Int { events.count { $0.status == status } }
  }

  /// Whose it is.
  package var person: Person
  /// By start.
  package var sessions: [Session]

  /// How many events it holds.
  package var count: Int { sessions.reduce(0) { $0 + $1.events.count } }

  /// The timeline of somebody with those sessions.
  package init(person: Person, sessions: [Session] = []) {
    self.person = person
    self.sessions = sessions
  }
}

extension Journal {
  /// What the calls of a profile make of a user's timeline; what was refused is not on it.
  ///
  /// - Parameters:
  ///   - userId: whose; the events of visitors that were linked to it belong to it.
  ///   - profile: whose org.
  ///   - gap: the pause that ends a session whose id is not sent.
  ///   - org: whose calls alone; nil for those to any org to which the profile has ever pointed.
  /// - Returns: a timeline without sessions when nothing is known.
  /// - Throws: `JournalError`.
  package func predictedTimeline(
    of userId: String, in profile: String, gap: Milliseconds, sentTo org: Org? = nil
  ) throws(JournalError) -> PredictedTimeline {
    let calls = try read { try TimelineCall.all(of: userId, in: profile, sentTo: org, $0) }
    let person = Person.user(userId)
    let settled = settledTimelines(of: calls.map(\.event), gap: gap).first { $0.person == person }
    return PredictedTimeline(
      person: person,
      sessions: settled?.sessions.map { PredictedTimeline.Session($0, of: calls) } ?? [])
  }
}

/// A call of the journal as far as timelines depend on it.
private struct TimelineCall {
  var delivery: Int64
  var status: DeliveryStatus
  var type: String
  var title: String?
  /// Nil for an identify, which only links.
  var sent: SentEvent?
  var source: PlannedSession.Source?
  var event: TimelineEvent

  init(_ row: Row) {
    let id: Int64 = row["id"]
    let time = Timestamp(milliseconds: row["time"])
    delivery = id
    status = DeliveryStatus(rawValue: row["status"]) ?? .waiting
    type = row["type"]
    title = row["name"]
    sent =
      PlannedRequest.list(inPlan: row["plan"]).lazy.compactMap {
        SentEvent(delivery: id, kind: $0.kind, body: $0.body, sent: time)
      }.first
    source = PlannedSession(row)?.source
    let person = (row["person"] as String?).flatMap { Person(key: $0) }
    var user: String?
    if case .user(let id)? = person { user = id }
    event = TimelineEvent(
      userId: user, anonymousId: row["visitor"], time: time,
      explicitSession: sent?.shape.session, isIdentify: sent == nil,
      sent: Timestamp(milliseconds: row["moment"]))
  }

  /// Everything that may be on the timeline, or says to whom a visitor's events belong.
  static func all(
    of userId: String, in profile: String, sentTo org: Org?, _ database: Database
  ) throws -> [TimelineCall] {
    let isOwn = org == nil ? "" : "AND \(OutboxOrg.own)"
    let arguments: StatementArguments = [
      "profile": profile, "person": Person.user(userId).key, "user": userId,
    ]
    return try Row.fetchAll(
      database,
      sql: """
        SELECT delivery.* FROM delivery JOIN run ON run.id = delivery.run
        WHERE delivery.profile = :profile AND run.state = 'live' \(isOwn)
          AND delivery.status IN ('delivered', 'waiting', 'uncertain')
          AND (delivery.person = :person OR delivery.visitor IN (
            SELECT visitor FROM link WHERE profile = :profile AND user = :user))
        ORDER BY delivery.id
        """, arguments: arguments + (org.map { OutboxOrg.arguments($0) } ?? [:])
    ).map { TimelineCall($0) }
  }
}

extension PredictedTimeline.Session {
  fileprivate init(_ settled: SettledSession, of calls: [TimelineCall]) {
    let members = settled.events.map { calls[$0] }.sorted { $0.event.time < $1.event.time }
    id = settled.id
    source = settled.source == .explicit ? members.first?.source ?? .explicit : .predicted
    start = settled.start
    end = settled.end
    events = members.map { call in
      PredictedTimeline.Event(
        delivery: call.delivery, name: call.sent?.shape.name ?? "", type: call.type,
        title: call.title, time: call.event.time, status: call.status, shape: call.sent?.shape)
    }
  }
}
