/// The generated sessions of one person, by their earliest event.
struct SessionTimeline: Sendable {
  /// One session, with all times in epoch milliseconds.
  struct Span: Sendable {
    /// When the event that gave the session its id happened.
    var opened: Int64
    var first: Int64
    var last: Int64
    /// The greatest `last` of this and all spans before it.
    ///
    /// Spans may overlap when a late event bridges two, so `last` does not ascend, but this does
    /// and can be searched.
    var reach: Int64
  }

  private(set) var spans: [Span] = []
  /// 64-bit FNV-1a of the person's key.
  let owner: UInt64
  /// Sessions that somebody else opened: a visitor who became this person.
  private var foreignOwners: [Int64: UInt64] = [:]

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

  func id(of span: Span) -> SessionID {
    SessionID(opened: span.opened, owner: foreignOwners[span.opened] ?? owner)
  }

  /// The earliest session within the gap, nil when there is none.
  func place(_ time: Timestamp, gap: Milliseconds) -> SessionID? {
    let at = time.milliseconds
    let index = spans.firstIndex(sorted: { $0.reach > at - gap.count })
    guard index < spans.count, spans[index].first < at + gap.count else { return nil }
    return id(of: spans[index])
  }

  /// Makes the session with that id hold the moment; opens it when it is not there.
  mutating func extend(_ id: SessionID, to moment: Int64) {
    if id.owner != owner { foreignOwners[id.opened] = id.owner }
    guard let index = index(of: id) else {
      insert(Span(opened: id.opened, first: moment, last: moment, reach: moment))
      return
    }
    if moment > spans[index].last {
      spans[index].last = moment
      raiseReach(from: index)
    } else if moment < spans[index].first {
      var span = spans.remove(at: index)
      span.first = moment
      insert(span)
    }
  }

  /// Takes over another timeline's sessions with their ids.
  mutating func absorb(_ other: SessionTimeline) {
    for span in other.spans {
      let id = other.id(of: span)
      extend(id, to: span.first)
      extend(id, to: span.last)
    }
  }

  private func index(of id: SessionID) -> Int? {
    // The newest are asked for most; the id's time lies in the span, so few are looked at.
    let end = spans.firstIndex(sorted: { $0.first > id.opened })
    return spans[..<end].lastIndex { $0.opened == id.opened && self.id(of: $0) == id }
      ?? spans[end...].firstIndex { $0.opened == id.opened && self.id(of: $0) == id }
  }

  private mutating func insert(_ span: Span) {
    let index = spans.firstIndex(sorted: { $0.first > span.first })
    if spans.count == spans.capacity {
      // Exact steps: doubling would waste half of what a million sessions take.
      spans.reserveCapacity(spans.count + spans.count / 4 + 2)
    }
    spans.insert(span, at: index)
    raiseReach(from: index)
  }

  private mutating func raiseReach(from index: Int) {
    var at = index
    var reach = at > 0 ? spans[at - 1].reach : Int64.min
    while at < spans.count {
      reach = max(reach, spans[at].last)
      if at > index, spans[at].reach == reach { return }
      spans[at].reach = reach
      at += 1
    }
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element satisfies a predicate that is false and then true; `endIndex`
  /// when none does.
  func firstIndex(sorted predicate: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
