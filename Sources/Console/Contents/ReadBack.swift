package import KustomerDestination
package import Records

/// What the org has of a user, event by event beside what the journal predicts.
package struct ReadBack: Hashable, Sendable {
  /// How an event stands.
  package enum Finding: String, CaseIterable, Hashable, Sendable {
    /// In the org in the predicted session.
    case same
    /// In the org, but in another session.
    case moved
    /// Predicted, but not in the org.
    case missing
    /// In the org, but not predicted.
    case unexpected
  }

  /// An event of either side.
  package struct Event: Hashable, Sendable {
    /// How it stands.
    package var finding: Finding
    /// As it went to Kustomer.
    package var name: String
    /// The call that predicts it; nil when unexpected.
    package var entry: CallID?
    /// The org's session; nil when missing.
    package var session: String?
    /// When it arrived; nil when missing, or when the org does not say.
    package var arrived: Timestamp?

    /// An event of either side.
    package init(
      _ finding: Finding, _ name: String, entry: CallID? = nil, session: String? = nil,
      arrived: Timestamp? = nil
    ) {
      self.finding = finding
      self.name = name
      self.entry = entry
      self.session = session
      self.arrived = arrived
    }
  }

  /// A session of the org.
  package struct Session: Hashable, Sendable {
    /// As sent, or as Kustomer made it.
    package var id: String
    /// By arrival.
    package var events: [Event]
  }

  /// The profile whose org was read.
  package let profile: String
  /// Whose timeline.
  package let person: Person
  /// When it was read.
  package let moment: Timestamp
  /// Whether the org has the customer at all.
  package let hasCustomer: Bool
  /// Predicted ones first.
  package let events: [Event]
  /// The org's, by the arrival of their first event.
  package let sessions: [Session]
  private let places: [CallID: Int]

  /// What was read.
  package init(
    profile: String, person: Person, moment: Timestamp, hasCustomer: Bool, events: [Event]
  ) {
    self.profile = profile
    self.person = person
    self.moment = moment
    self.hasCustomer = hasCustomer
    self.events = events
    sessions = Self.sessions(of: events)
    var places: [CallID: Int] = [:]
    for (place, event) in events.enumerated() {
      if let entry = event.entry { places[entry] = place }
    }
    self.places = places
  }

  /// What was found of a call; nil for one that was sent after it was read.
  package func event(of entry: CallID) -> Event? { places[entry].map { events[$0] } }

  /// How many events stand so.
  package func count(_ finding: Finding) -> Int { events.count { $0.finding == finding } }

  /// `3 same, 1 missing`: what there is of each.
  package var counts: String {
    let counts = Finding.allCases.compactMap { finding in
      let count = count(finding)
      return count > 0 ? "\(count) \(finding.rawValue)" : nil
    }
    return counts.isEmpty ? "no event" : counts.joined(separator: ", ")
  }

  private static func sessions(of events: [Event]) -> [Session] {
    var sessions: [Session] = []
    var places: [String: Int] = [:]
    let arrived = events.filter { $0.session != nil }
      .sorted { ($0.arrived?.milliseconds ?? 0) < ($1.arrived?.milliseconds ?? 0) }
    for event in arrived {
      guard let id = event.session else { continue }
      if let place = places[id] {
        sessions[place].events.append(event)
      } else {
        places[id] = sessions.count
        sessions.append(Session(id: id, events: [event]))
      }
    }
    return sessions
  }
}
