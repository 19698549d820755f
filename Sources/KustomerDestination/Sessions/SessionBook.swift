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
    return anonymousId.map { person(of: ExactText($0)) }
  }

  /// Whose timeline an event of those ids is on.
  func person(_ ids: CallIds) -> Person? {
    if let user = ids.user { return .user(user.text) }
    return ids.visitor.map { person(of: $0) }
  }

  private func person(of id: ExactText) -> Person {
    visitors[id]?.userId.map { .user($0) } ?? .anonymous(id.text)
  }

  /// The sessions of a person, by start.
  public func sessions(of person: Person) -> [SentSession] {
    guard let timeline = timeline(of: person) else { return [] }
    return timeline.sessions.map { session in
      SentSession(
        person: person, id: session.id.text, first: Timestamp(milliseconds: session.first),
        last: Timestamp(milliseconds: session.last), sent: Timestamp(milliseconds: session.sent))
    }
  }

  /// The id of the session that an event of a person would join or open.
  ///
  /// The sessions of a visitor whom the same call, sent at that moment, links to the person count
  /// as the person's.
  func place(
    _ person: Person, _ ids: CallIds, at time: Timestamp, gap: Milliseconds, sent moment: Timestamp
  ) -> SessionID {
    let own = ids.user.map { users[$0] } ?? timeline(of: person)
    guard let user = ids.user, let visitor = ids.visitor.flatMap({ visitors[$0] }),
      let timeline = visitor.timeline, !visitor.isUser(user.text)
    else {
      return own?.place(time, gap: gap)
        ?? SessionID(
          opened: time.milliseconds, owner: own?.owner ?? SessionTimeline.owner(of: person))
    }
    var united = own ?? SessionTimeline(of: person)
    united.absorb(timeline, sentFrom: Self.oldestKept(at: moment))
    return united.place(time, gap: gap)
      ?? SessionID(opened: time.milliseconds, owner: united.owner)
  }

  /// Takes over a session that was sent earlier; an id that is no generated one is ignored.
  public mutating func insert(_ session: SentSession) {
    guard let id = SessionID(session.id) else { return }
    change(session.person) {
      $0.extend(
        .init(
          id: id, first: session.first.milliseconds, last: session.last.milliseconds,
          sent: session.sent.milliseconds))
    }
  }

  /// Takes in a book that knows all of its visitors, and some or all sessions of its users.
  public mutating func merge(_ other: SessionBook) {
    for (id, timeline) in other.users {
      users[id, default: SessionTimeline(of: .user(id.text))]
        .absorb(timeline, sentFrom: .min)
    }
    visitors.merge(other.visitors) { $1 }
  }

  /// From now on the visitor's events are the user's, and the visitor's sent sessions move under
  /// the user with their ids; those that Kustomer has forgotten stay the visitor's.
  ///
  /// - Parameters:
  ///   - anonymousId: who was unknown so far.
  ///   - userId: who it is.
  ///   - moment: the moment of sending of the call that says so; nil when nobody knows it, and
  ///     all sessions move.
  public mutating func link(anonymousId: String, to userId: String, at moment: Timestamp?) {
    link(ExactText(anonymousId), to: ExactText(userId), at: moment)
  }

  /// Opens or extends a session of a person, whose key is known where it is a user's.
  mutating func extend(
    _ person: Person, known: ExactText?, by session: SessionTimeline.Session
  ) {
    switch person {
    case .user(let id):
      users[Self.key(id, known), default: SessionTimeline(of: person)].extend(session)
    case .anonymous: change(person) { $0.extend(session) }
    }
  }

  /// The key of an id, made anew only when it is not the one of the call.
  static func key(_ id: String, _ known: ExactText?) -> ExactText {
    if let known, known.text.isExactly(id) { return known }
    return ExactText(id)
  }

  mutating func link(_ visitor: ExactText, to user: ExactText, at moment: Timestamp?) {
    let oldest = moment.map(Self.oldestKept) ?? .min
    guard let timeline = visitors[visitor, default: Visitor()].link(to: user.text, keeping: oldest)
    else { return }
    users[user, default: SessionTimeline(of: .user(user.text))]
      .absorb(timeline, sentFrom: oldest)
  }

  /// The earliest moment of sending, in epoch milliseconds, whose events Kustomer still has.
  private static func oldestKept(at moment: Timestamp) -> Int64 {
    (moment - AnonymousActivity.kept).milliseconds
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
  /// Gives the sessions of which those sent from a moment on move under the user, if the link is a
  /// new one; keeps those sent before it.
  fileprivate mutating func link(to user: String, keeping oldest: Int64) -> SessionTimeline? {
    if isUser(user) { return nil }
    userId = user
    defer { timeline = timeline?.keeping(sentBefore: oldest) }
    return timeline
  }

  fileprivate func isUser(_ id: String) -> Bool { userId?.isExactly(id) ?? false }

  fileprivate mutating func change(
    _ person: Person, _ body: (inout SessionTimeline) -> Void
  ) {
    var changed = timeline ?? SessionTimeline(of: person)
    timeline = nil
    body(&changed)
    timeline = changed
  }
}

/// The ids of a call as keys of the book, made once for all that is asked with them.
struct CallIds: Sendable {
  var user: ExactText?
  var visitor: ExactText?
}
