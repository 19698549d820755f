package import KustomerDestination

/// A customer's timeline as the org has it.
package struct ReadTimeline: Sendable, Hashable {
  /// One session of the customer.
  package struct Session: Sendable, Hashable {
    /// The session id as it was sent, or as Kustomer made it.
    package var id: String
    /// When its first event arrived; nil when the org does not say.
    package var first: Timestamp?
    /// When its last event arrived; nil when the org does not say.
    package var last: Timestamp?
    /// By arrival.
    package var events: [Event]
  }

  /// One event of a session.
  package struct Event: Sendable, Hashable {
    /// As sent, without the `tracking.` that Kustomer puts before it.
    package var name: String
    /// When it arrived, the one time that Kustomer keeps; nil when the org does not say.
    package var arrived: Timestamp?
    /// The time that was sent along in `meta.occurredAt`; nil when none was.
    package var occurred: Timestamp?
    /// As sent; nil when the org shows none.
    package var meta: JSON?

    /// `meta` as it is compared with what was sent; nil for an empty one, which nobody sends.
    var comparableMeta: JSON? {
      meta?.objectValue?.members.isEmpty == true ? nil : meta?.sorted
    }
  }

  /// Kustomer's id.
  package var customer: String
  /// By first event.
  package var sessions: [Session]
  /// Whether everything that the org has was read: its absence is then the org's word.
  var isComplete = true

  /// A timeline that was read in full.
  init(customer: String, sessions: [Session], isComplete: Bool = true) {
    self.customer = customer
    self.sessions = sessions
    self.isComplete = isComplete
  }
}

extension OrgReader {
  /// Reads the sessions and events of the customer with that externalId.
  ///
  /// - Parameters:
  ///   - userId: the externalId.
  ///   - progress: is told how many sessions of how many have been read.
  /// - Returns: nil when the org has no such customer.
  /// - Throws: `ReadFailure`.
  package func timeline(
    of userId: String, progress: @Sendable (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) async throws(ReadFailure) -> ReadTimeline? {
    guard let (answer, _) = try await get("/v1/customers/externalId=\(userId.percentEncoded)"),
      let customer = answer.recordID
    else { return nil }
    return try await timeline(ofCustomer: customer, progress: progress)
  }

  /// Reads the sessions and events of the customer with that id of Kustomer's.
  ///
  /// - Parameters:
  ///   - customer: Kustomer's id.
  ///   - since: sessions whose last event arrived before are left out; nil for none.
  ///   - progress: is told how many sessions of how many have been read.
  /// - Returns: a timeline without sessions when the org shows none.
  /// - Throws: `ReadFailure`.
  package func timeline(
    ofCustomer customer: String, since: Timestamp? = nil,
    progress: @Sendable (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) async throws(ReadFailure) -> ReadTimeline {
    let path = "/v1/customers/\(customer.percentEncoded)/sessions"
    var timeline = ReadTimeline(customer: customer, sessions: [])
    let records = try await list(path)
    timeline.isComplete = records.isComplete
    for (done, json) in records.elements.enumerated() {
      progress(done, records.elements.count)
      let last = json["attributes"]?["lastEventAt"]?.stringValue.flatMap { Timestamp($0) }
      if let since, let last, last < since { continue }
      // The record's id and the session's own need not be the same; as a segment of a path the
      // names of folders would ask for something else.
      let own = json["attributes"]?["sessionId"]?.stringValue ?? json["id"]?.stringValue
      guard let own, !["", ".", ".."].contains(own) else {
        timeline.isComplete = false
        continue
      }
      let events = try await list("\(path)/\(own.percentEncoded)/events")
      timeline.isComplete = timeline.isComplete && events.isComplete
      timeline.sessions.append(ReadTimeline.Session(json, id: own, events: events.elements))
    }
    timeline.sessions.sort { ($0.first?.milliseconds ?? 0) < ($1.first?.milliseconds ?? 0) }
    return timeline
  }
}

extension ReadTimeline.Session {
  fileprivate init(_ json: JSON, id: String, events: [JSON]) {
    let attributes = json["attributes"]
    self.id = id
    first = attributes?["firstEventAt"]?.stringValue.flatMap { Timestamp($0) }
    last = attributes?["lastEventAt"]?.stringValue.flatMap { Timestamp($0) }
    self.events = events.map { ReadTimeline.Event($0) }.sorted {
      ($0.arrived?.milliseconds ?? 0) < ($1.arrived?.milliseconds ?? 0)
    }
  }
}

extension ReadTimeline.Event {
  fileprivate init(_ json: JSON) {
    let attributes = json["attributes"]
    let written =
      attributes?["trackingEvent"]?.stringValue ?? attributes?["name"]?.stringValue ?? ""
    name = written.hasPrefix("tracking.") ? String(written.dropFirst(9)) : written
    let moment = attributes?["publishedAt"] ?? attributes?["createdAt"]
    arrived = moment?.stringValue.flatMap { Timestamp($0) }
    meta = attributes?["meta"]
    occurred = meta?["occurredAt"]?.stringValue.flatMap { Timestamp($0) }
  }
}
