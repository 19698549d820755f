/// The generated sessions of one person, by their earliest event.
struct SessionTimeline: Sendable {
  /// 64-bit FNV-1a of the person's key.
  let owner: UInt64
  private var spans = SpanList()
  /// Visitors who opened sessions before they became this person.
  ///
  /// A span's owner is 0 for the person, else one more than the position here.
  private var others: [UInt64] = []
  private var numbers: [UInt64: UInt32] = [:]

  init(of person: Person) {
    owner = Self.owner(of: person)
  }

  private static let afterUser = FNV1a.hash64("user:")
  private static let afterAnonymous = FNV1a.hash64("anonymous:")

  static func owner(of person: Person) -> UInt64 {
    switch person {
    case .user(let id): FNV1a.hash64(id, after: afterUser)
    case .anonymous(let id): FNV1a.hash64(id, after: afterAnonymous)
    }
  }

  /// One session, with its times in epoch milliseconds.
  struct Session {
    var id: SessionID
    var first: Int64
    var last: Int64
    /// When its last event was sent.
    var sent: Int64
  }

  /// By start; those of one start by their ids.
  var sessions: [Session] {
    spans.all.map { Session(id: id(of: $0), first: $0.first, last: $0.last, sent: $0.sent) }
      .sorted { ($0.first, $0.id) < ($1.first, $1.id) }
  }

  /// The earliest session within the gap, nil when there is none; of two with the same start the
  /// one whose id sorts first.
  func place(_ time: Timestamp, gap: Milliseconds) -> SessionID? {
    let earliest = time.milliseconds - gap.count, latest = time.milliseconds + gap.count
    guard let position = spans.first(after: earliest), spans[position].first < latest else {
      return nil
    }
    let first = spans[position].first
    var best = id(of: spans[position])
    var next = spans.next(position)
    while let other = next, spans[other].first == first {
      if spans[other].last > earliest { best = min(best, id(of: spans[other])) }
      next = spans.next(other)
    }
    return best
  }

  /// Makes the session hold the times; opens it when it is not there.
  ///
  /// The moment in the id is that of its first event sent, so the session holds it too.
  mutating func extend(_ session: Session) {
    let id = session.id
    let first = min(session.first, id.opened), last = max(session.last, id.opened)
    let owner = number(of: id.owner)
    if let position = position(opened: id.opened, by: owner) {
      spans.widen(position, first: first, last: last, sent: session.sent)
    } else {
      spans.insert(
        .init(opened: id.opened, first: first, last: last, sent: session.sent, owner: owner))
    }
  }

  /// Takes over those of another timeline's sessions, with their ids, whose last event was not sent
  /// before a moment.
  mutating func absorb(_ other: SessionTimeline, sentFrom moment: Int64) {
    for session in other.sessions where session.sent >= moment { extend(session) }
  }

  /// The same without the sessions whose last event was sent at a moment or later; nil when none
  /// is left.
  func keeping(sentBefore moment: Int64) -> SessionTimeline? {
    var kept = self
    kept.spans = SpanList()
    for session in sessions where session.sent < moment { kept.extend(session) }
    return kept.spans.isEmpty ? nil : kept
  }

  private func id(of span: SpanList.Span) -> SessionID {
    SessionID(
      opened: span.opened, owner: span.owner == 0 ? owner : others[Int(span.owner) - 1])
  }

  private mutating func number(of owner: UInt64) -> UInt32 {
    if owner == self.owner { return 0 }
    if let number = numbers[owner] { return number }
    others.append(owner)
    let number = UInt32(truncatingIfNeeded: others.count)
    numbers[owner] = number
    return number
  }

  private func position(opened: Int64, by owner: UInt32) -> SpanList.Position? {
    var candidate = spans.first(after: opened - 1)
    while let position = candidate, spans[position].first <= opened {
      if spans[position].opened == opened, spans[position].owner == owner { return position }
      candidate = spans.next(position)
    }
    return nil
  }
}
