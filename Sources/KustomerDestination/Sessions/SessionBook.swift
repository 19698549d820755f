/// Sessions in order of arrival: the generated sessions already sent, per person, and who is who.
///
/// Its size follows persons and sessions, not events. A value: what a call would join is asked
/// with `place`, and only `record` changes the book.
public struct SessionBook: Sendable {
  /// What is known of an anonymousId.
  fileprivate struct Visitor {
    /// Who it is from now on.
    var userId: String?
    /// Sessions sent before that was known.
    var timeline: SessionTimeline?
  }

  private var users: [ExactText: SessionTimeline] = [:]
  private var visitors: [ExactText: Visitor] = [:]

  /// The userId that each known anonymousId belongs to from now on.
  public var links: [String: String] {
    Dictionary(
      visitors.compactMap { id, visitor in visitor.userId.map { (id.text, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// A book in which nothing has been sent.
  public init() {}

  /// Whose timeline an event of those ids is on: a userId wins, a linked anonymousId follows its
  /// link.
  ///
  /// - Parameters:
  ///   - userId: nil when the call has none.
  ///   - anonymousId: nil when the call has none.
  /// - Returns: nil when both are nil.
  public func person(userId: String?, anonymousId: String?) -> Person? {
    if let userId { return .user(userId) }
    guard let anonymousId else { return nil }
    if let linked = visitors[ExactText(anonymousId)]?.userId { return .user(linked) }
    return .anonymous(anonymousId)
  }

  /// The sessions of a person, by start.
  public func sessions(of person: Person) -> [SentSession] {
    guard let timeline = timeline(of: person) else { return [] }
    return timeline.sessions.map { session in
      SentSession(
        person: person, id: session.id.text, first: Timestamp(milliseconds: session.first),
        last: Timestamp(milliseconds: session.last))
    }
  }

  /// The id of the session that an event of a person would join or open.
  ///
  /// The sessions of a visitor whom the same call links to the person count as the person's.
  func place(_ person: Person, at time: Timestamp, gap: Milliseconds, link: Plan.Link?) -> SessionID
  {
    let own = timeline(of: person)
    guard let link, let visitor = visitors[ExactText(link.anonymousId)],
      let timeline = visitor.timeline,
      visitor.userId.map(ExactText.init) != ExactText(link.userId)
    else {
      return own?.place(time, gap: gap)
        ?? SessionID(
          opened: time.milliseconds, owner: own?.owner ?? SessionTimeline.owner(of: person))
    }
    var united = own ?? SessionTimeline(of: person)
    united.absorb(timeline)
    return united.place(time, gap: gap)
      ?? SessionID(opened: time.milliseconds, owner: united.owner)
  }

  /// Takes over what a plan that goes out changes: its link, and the session it opens or extends.
  public mutating func record(_ plan: Plan) {
    guard plan.verdict.isReady else { return }
    if let link = plan.link { self.link(anonymousId: link.anonymousId, to: link.userId) }
    guard let id = plan.sessionID, let person = plan.person else { return }
    let time = plan.time.milliseconds
    change(person) { $0.extend(id, first: time, last: time) }
  }

  /// Takes over a session that was sent earlier; an id that is no generated one is ignored.
  public mutating func insert(_ session: SentSession) {
    guard let id = SessionID(session.id) else { return }
    change(session.person) {
      $0.extend(id, first: session.first.milliseconds, last: session.last.milliseconds)
    }
  }

  /// From now on the visitor's events are the user's, and the visitor's sent sessions move under
  /// the user with their ids.
  public mutating func link(anonymousId: String, to userId: String) {
    let timeline = visitors[ExactText(anonymousId), default: Visitor()].link(to: userId)
    if let timeline { change(.user(userId)) { $0.absorb(timeline) } }
  }
}

extension SessionBook {
  private func timeline(of person: Person) -> SessionTimeline? {
    switch person {
    case .user(let id): users[ExactText(id)]
    case .anonymous(let id): visitors[ExactText(id)]?.timeline
    }
  }

  private mutating func change(_ person: Person, _ body: (inout SessionTimeline) -> Void) {
    switch person {
    case .user(let id):
      body(&users[ExactText(id), default: SessionTimeline(of: person)])
    case .anonymous(let id):
      visitors[ExactText(id), default: Visitor()].change(person, body)
    }
  }
}

extension SessionBook.Visitor {
  /// Gives the sessions that move under the user: those sent before, if the link is a new one.
  fileprivate mutating func link(to user: String) -> SessionTimeline? {
    let isKnown = userId.map(ExactText.init) == ExactText(user)
    userId = user
    guard !isKnown else { return nil }
    defer { timeline = nil }
    return timeline
  }

  fileprivate mutating func change(
    _ person: Person, _ body: (inout SessionTimeline) -> Void
  ) {
    var changed = timeline ?? SessionTimeline(of: person)
    timeline = nil
    body(&changed)
    timeline = changed
  }
}
