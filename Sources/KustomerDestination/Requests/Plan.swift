/// What becomes of one call: the requests that go out, or why none does, and where each field goes.
public struct Plan: Sendable {
  /// The type as read, in lower case, also one that is not supported; nil when there is none.
  public var type: String?
  /// Whether the call is sent.
  public var verdict: Verdict
  /// In the order in which they go out; empty unless `verdict.isReady`.
  public var requests: [PlannedRequest]
  /// The session of the tracking event; nil when none is sent.
  public var session: PlannedSession?
  /// The verdict's own code first, then the others in the order of the checks.
  public var diagnostics: [Diagnostic] {
    get { findings.diagnostics(of: call) }
    set { findings = .given(newValue) }
  }
  /// Whose timeline the call belongs to, with known links followed; nil when it names nobody.
  public var person: Person?
  /// The call's userId; nil when it is absent, blank or no id.
  public var user: String? { ids.user?.text }
  /// The call's anonymousId; nil when it is absent, blank or no id.
  public var visitor: String? { ids.visitor?.text }
  /// The effective time of the call.
  public var time: Timestamp
  /// The moment of sending for which it was made.
  public var moment: Timestamp
  /// The userId and anonymousId that this call links; nil unless it is ready and carries both.
  public var link: Link?

  /// The ids as keys of a session book.
  let ids: CallIds
  /// The generated id of `session` in parts; nil for an explicit one.
  let sessionID: SessionID?
  let call: MappedCall
  var findings: Findings

  /// One row per source leaf, and one per payload leaf that has no source.
  public var trace: [FieldTrace] { call.trace }

  /// A userId and an anonymousId that one call carried.
  public struct Link: Sendable, Hashable {
    /// As written in the call.
    public var userId: String
    /// As written in the call.
    public var anonymousId: String

    /// A link of both.
    public init(userId: String, anonymousId: String) {
      self.userId = userId
      self.anonymousId = anonymousId
    }
  }
}

/// Whether a call is sent.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// Sent in full.
  case ready
  /// Sent, but at least one value is dropped or cut.
  case readyWithLoss = "ready_with_loss"
  /// Nothing that Kustomer takes is in it.
  case nothingToSend = "nothing_to_send"
  /// The call's `integrations` switch Kustomer off.
  case filtered
  /// The destination does not take such calls.
  case unsupported
  /// The call is wrong.
  case rejected

  /// Whether requests go out.
  public var isReady: Bool { self == .ready || self == .readyWithLoss }
}

/// One thing that was found in a call.
public struct Diagnostic: Sendable, Hashable {
  /// How much it matters.
  public enum Severity: String, Sendable, Hashable {
    /// The call is not sent.
    case error
    /// Something is not sent, or not as it was written.
    case warning
    /// Merely explains.
    case note
  }

  /// How much it matters.
  public var severity: Severity
  /// A stable name, Segment's own where Segment has one.
  public var code: Code
  /// The field, as `properties.plan`; empty for the call as a whole.
  public var path: String
  /// One line for people: what, and what to do.
  public var message: String

  /// A finding.
  public init(_ severity: Severity, _ code: Code, path: String = "", _ message: String) {
    self.severity = severity
    self.code = code
    self.path = path
    self.message = message
  }
}

/// The ground on which a field is mapped.
public enum Provenance: String, Sendable, Hashable {
  /// Segment's page on the Kustomer destination says so.
  case documented
  /// Kustomer's public API demands this shape.
  case api
  /// Segment's published habit, or the industry's.
  case convention
}

/// Where one source leaf goes, or where one payload leaf comes from.
public struct FieldTrace: Sendable, Hashable {
  /// As `properties.plan`; nil for constants and derived leaves of the payload.
  public var source: String?
  /// As written in the call; of a row without source, what is sent.
  public var value: JSON
  /// As `event.meta.planStr`; empty when the value goes nowhere.
  public var targets: [String]
  /// For people; the words are free.
  public var rule: String
  /// The ground of the rule; nil when the value goes nowhere.
  public var provenance: Provenance?
  /// Why the value goes nowhere; nil when it has a target.
  public var reason: Code?
  /// Whether it is a loss that the value goes nowhere.
  public var isLoss = false
}

extension SessionBook {
  /// Takes over what a plan that goes out changes: its link, and the session it opens or extends.
  public mutating func record(_ plan: Plan) {
    guard plan.verdict.isReady else { return }
    if let link = plan.link {
      self.link(
        Self.key(link.anonymousId, plan.ids.visitor), to: Self.key(link.userId, plan.ids.user),
        at: plan.moment)
    }
    guard let id = plan.sessionID, let person = plan.person else { return }
    let time = plan.time.milliseconds
    let session = SessionTimeline.Session(
      id: id, first: time, last: time, sent: plan.moment.milliseconds)
    extend(person, known: plan.ids.user, by: session)
  }
}
