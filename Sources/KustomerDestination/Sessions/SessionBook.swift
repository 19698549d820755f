/// Sessions in order of arrival: the generated sessions already sent, per person, and who is who.
///
/// Its size follows persons and sessions, not events. A value: what a call would join is asked
/// with `place`, and only `record` changes the book.
public struct SessionBook: Sendable {
  private var timelines: [Person: SessionTimeline] = [:]
  private var users: [ExactText: String] = [:]

  /// The userId that each known anonymousId belongs to from now on.
  public var links: [String: String] {
    Dictionary(users.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
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
    if let linked = users[ExactText(anonymousId)] { return .user(linked) }
    return .anonymous(anonymousId)
  }

  /// The sessions of a person, by start.
  public func sessions(of person: Person) -> [SentSession] {
    guard let timeline = timelines[person] else { return [] }
    return timeline.spans.map { span in
      SentSession(
        person: person, id: timeline.id(of: span).text,
        first: Timestamp(milliseconds: span.first), last: Timestamp(milliseconds: span.last))
    }
  }

  /// The id of the session that an event of a person would join or open.
  ///
  /// The sessions of a visitor whom the same call links to the person count as the person's.
  func place(_ person: Person, at time: Timestamp, gap: Milliseconds, link: Plan.Link?) -> SessionID
  {
    let own = timelines[person]
    guard let link,
      users[ExactText(link.anonymousId)].map(ExactText.init) != ExactText(link.userId),
      let visitor = timelines[.anonymous(link.anonymousId)]
    else {
      return own?.place(time, gap: gap)
        ?? SessionID(opened: time.milliseconds, owner: SessionTimeline.owner(of: person))
    }
    var united = own ?? SessionTimeline(of: person)
    united.absorb(visitor)
    return united.place(time, gap: gap)
      ?? SessionID(opened: time.milliseconds, owner: united.owner)
  }

  /// Takes over what a plan that goes out changes: its link, and the session it opens or extends.
  public mutating func record(_ plan: Plan) {
    guard plan.verdict.isReady else { return }
    if let link = plan.link { self.link(anonymousId: link.anonymousId, to: link.userId) }
    guard let id = plan.sessionID, let person = plan.person else { return }
    timelines[person, default: SessionTimeline(of: person)].extend(id, to: plan.time.milliseconds)
  }

  /// Takes over a session that was sent earlier; an id that is no generated one is ignored.
  public mutating func insert(_ session: SentSession) {
    guard let id = SessionID(session.id) else { return }
    let person = session.person
    timelines[person, default: SessionTimeline(of: person)].extend(
      id, to: session.first.milliseconds)
    timelines[person]?.extend(id, to: session.last.milliseconds)
  }

  /// From now on the visitor's events are the user's, and the visitor's sent sessions move under
  /// the user with their ids.
  public mutating func link(anonymousId: String, to userId: String) {
    let former = users.updateValue(userId, forKey: ExactText(anonymousId))
    guard former.map(ExactText.init) != ExactText(userId),
      let visitor = timelines.removeValue(forKey: .anonymous(anonymousId))
    else { return }
    let user = Person.user(userId)
    timelines[user, default: SessionTimeline(of: user)].absorb(visitor)
  }
}
