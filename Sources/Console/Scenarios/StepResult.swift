package import KustomerDestination
package import Records

/// What came of a step that was played.
package struct StepResult: Sendable, Hashable {
  /// A request that went out.
  package struct Request: Sendable, Hashable {
    /// `POST`.
    package var method: String
    /// As sent.
    package var path: String
    /// Nil for a request without one.
    package var body: JSON?
    /// Nil when no answer came.
    package var status: Int?

    /// A request with its answer's status.
    package init(method: String, path: String, body: JSON?, status: Int?) {
      self.method = method
      self.path = path
      self.body = body
      self.status = status
    }

    var json: JSON {
      var json = JSONObject([.init("method", .string(method)), .init("path", .string(path))])
      json["body"] = body
      return .object(json)
    }
  }

  /// What the plan of the call and its delivery were; nil for a step without a call.
  package struct Sent: Sendable, Hashable {
    /// Whether the call was sent.
    package var verdict: Verdict
    /// Those of the plan's diagnostics.
    package var codes: [Code]
    /// The session of the event; nil when none was sent.
    package var session: PlannedSession?
    /// Whose call it was; nil when it names nobody.
    package var person: Person?
    /// The userId and anonymousId that it links.
    package var link: Plan.Link?
    /// In the order in which they went out.
    package var requests: [Request]
    /// What has become of it.
    package var status: DeliveryStatus
    /// Why it was not delivered; nil when it was.
    package var problem: String?

    /// What became of a call with that plan.
    package init(_ plan: Plan, status: DeliveryStatus, requests: [Request], problem: String? = nil)
    {
      verdict = plan.verdict
      codes = plan.diagnostics.map(\.code)
      session = plan.session
      person = plan.person
      link = plan.link
      self.requests = requests
      self.status = status
      self.problem = problem
    }
  }

  /// The moment at which it was played.
  package var moment: Timestamp
  /// Nil for a step without a call.
  package var sent: Sent?
  /// What the org showed afterwards of the user in question; nil when nobody was asked after.
  package var seen: SeenTimeline?
  /// Why the org could not be read; nil when it could.
  package var readProblem: String?

  /// What came of a step.
  package init(
    moment: Timestamp, sent: Sent? = nil, seen: SeenTimeline? = nil, readProblem: String? = nil
  ) {
    self.moment = moment
    self.sent = sent
    self.seen = seen
    self.readProblem = readProblem
  }
}

/// A user's timeline as the org shows it.
package struct SeenTimeline: Sendable, Hashable {
  /// One session.
  package struct Session: Sendable, Hashable {
    /// As sent, or as Kustomer made it.
    package var id: String
    /// By arrival.
    package var events: [Event]

    /// A session of those events.
    package init(id: String, events: [Event]) {
      self.id = id
      self.events = events
    }
  }

  /// One tracking event.
  package struct Event: Sendable, Hashable {
    /// As it went to Kustomer.
    package var name: String
    /// When it arrived; nil when the org does not say.
    package var arrived: Timestamp?

    /// An event of that name.
    package init(name: String, arrived: Timestamp?) {
      self.name = name
      self.arrived = arrived
    }
  }

  /// The user's id.
  package var userId: String
  /// Whether the org has the customer.
  package var hasCustomer: Bool
  /// By the arrival of their first event.
  package var sessions: [Session]

  /// What an org shows of a user.
  package init(userId: String, hasCustomer: Bool, sessions: [Session]) {
    self.userId = userId
    self.hasCustomer = hasCustomer
    self.sessions = sessions
  }

  /// All sessions together.
  package var eventCount: Int { sessions.reduce(0) { $0 + $1.events.count } }
}
