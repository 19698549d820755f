package import KustomerDestination

/// What has shown in an org since somebody began to look, and what of it was expected.
///
/// A value without clock or network: it is given what the org has, again and again.
package struct Watch: Sendable {
  /// One thing that is new.
  package struct Arrival: Sendable {
    /// Nil for a change of the customer.
    package var event: ReadTimeline.Event?
    /// Nil as above.
    package var session: String?
    /// Whether this journal sent it straight to the org.
    package var isFromHere = false
    /// The line of the call that it answers; nil when nobody expected it.
    package var matches: Int?
    /// That call in the journal; nil when it is in none.
    package var call: Int64?
    /// That call's fields beside the org's.
    package var fields: [FieldComparison] = []

    /// Whether it answers a call, but not as predicted.
    package var isOtherwise: Bool { fields.contains { $0.state != .same } }
  }

  /// What was expected and has not shown.
  package private(set) var open: [ExpectedCall]
  /// How much has shown.
  package private(set) var count = 0
  /// How much of it was not as predicted.
  package private(set) var countOfOthers = 0
  private let since: Timestamp
  private var seen: [Sighting: Int] = [:]
  /// The customer's attributes at the first look; nil for a customer who was not there.
  private var first: JSON??

  /// Looks for what arrives from that moment on.
  package init(_ expected: [ExpectedCall], since: Timestamp) {
    open = expected
    self.since = since
  }

  /// Takes in what the org has, and what this journal has sent straight there.
  ///
  /// - Returns: what is new, by arrival; changes of the customer last.
  mutating func take(
    _ sessions: [ReadTimeline.Session], attributes: JSON?, ours: [SentEvent]
  ) -> [Arrival] {
    if first == nil { first = .some(attributes) }
    var arrivals = news(of: sessions, ours)
    let pairs = pairs(of: arrivals)
    for (arrival, call) in pairs { arrivals[arrival].answer(open[call]) }
    for call in pairs.map(\.call).sorted().reversed() { open.remove(at: call) }
    arrivals += changes(attributes) { $0.allSatisfy { $0.state == .same } }
    note(arrivals)
    return arrivals
  }

  /// Takes it that nothing else comes.
  ///
  /// - Returns: what has changed the customer, but otherwise than predicted.
  mutating func end(attributes: JSON?) -> [Arrival] {
    let former = first.flatMap(\.self)
    let arrivals = changes(attributes) { fields in
      // Who has changed nothing of it has not arrived.
      fields.contains { field in
        field.actual != nil && field.actual?.sorted != former?[field.path]?.sorted
      }
    }
    note(arrivals)
    return arrivals
  }
}

extension Watch {
  /// An event as often as it may be there: it has no id of its own.
  private struct Sighting: Hashable {
    var session: String
    var name: String
    var arrived: Timestamp?
    var meta: JSON?
  }

  private mutating func note(_ arrivals: [Arrival]) {
    count += arrivals.count
    countOfOthers += arrivals.count(where: \.isOtherwise)
  }

  private mutating func news(
    of sessions: [ReadTimeline.Session], _ ours: [SentEvent]
  ) -> [Arrival] {
    var (left, pool) = (seen, ours)
    var news: [Arrival] = []
    for session in sessions {
      for event in session.events {
        let sighting = Sighting(
          session: session.id, name: event.name, arrived: event.arrived, meta: event.comparableMeta)
        let own = pool.firstIndex { sent in
          sent.shape.name == event.name && sent.shape.session ?? session.id == session.id
            && sent.shape.meta == sighting.meta
        }
        if let own { pool.remove(at: own) }
        if let times = left[sighting], times > 0 {
          left[sighting] = times - 1
          continue
        }
        seen[sighting, default: 0] += 1
        guard event.arrived ?? since >= since else { continue }
        news.append(Arrival(event: event, session: session.id, isFromHere: own != nil))
      }
    }
    return news.sorted {
      ($0.event?.arrived?.milliseconds ?? 0) < ($1.event?.arrived?.milliseconds ?? 0)
    }
  }

  /// Which new event answers which call: by name under any style, then by meta, then by time; the
  /// best pairs first, each side once.
  private func pairs(of arrivals: [Arrival]) -> [(arrival: Int, call: Int)] {
    var all: [(arrival: Int, call: Int, likeness: [Int64])] = []
    for (index, arrival) in arrivals.enumerated() {
      for (place, call) in open.enumerated() {
        guard let likeness = arrival.likeness(to: call) else { continue }
        all.append((index, place, likeness))
      }
    }
    all.sort { one, other in
      other.likeness.lexicographicallyPrecedes(one.likeness)
        || one.likeness == other.likeness && (one.call, one.arrival) < (other.call, other.arrival)
    }
    var (arrivalsTaken, callsTaken): (Set<Int>, Set<Int>) = ([], [])
    return all.compactMap { pair in
      guard !arrivalsTaken.contains(pair.arrival), !callsTaken.contains(pair.call) else {
        return nil
      }
      arrivalsTaken.insert(pair.arrival)
      callsTaken.insert(pair.call)
      return (pair.arrival, pair.call)
    }
  }

  /// The expected customers of whose fields something holds, which are expected no more.
  private mutating func changes(
    _ attributes: JSON?, _ isThere: ([FieldComparison]) -> Bool
  ) -> [Arrival] {
    var arrivals: [Arrival] = []
    open.removeAll { call in
      guard case .customer(let body) = call.trace, let attributes else { return false }
      let fields = Self.fields(of: body, beside: attributes)
      guard isThere(fields) else { return false }
      arrivals.append(Arrival(matches: call.line, call: call.delivery, fields: fields))
      return true
    }
    return arrivals
  }

  private static func fields(of body: JSON, beside attributes: JSON) -> [FieldComparison] {
    // An org keeps more of a customer than anybody sends.
    FieldComparison.members(body, attributes, under: "").filter { $0.predicted != nil }
  }
}

extension Watch.Arrival {
  /// How much an event is like a call, the weightiest first; nil when it cannot be that call's.
  fileprivate func likeness(to call: ExpectedCall) -> [Int64]? {
    guard let event, case .event(let shape, let names) = call.trace, names.contains(event.name)
    else { return nil }
    let meta = FieldComparison.members(shape.meta, event.meta, under: "")
    let apart = event.arrived.map { abs(($0 - call.time).count) } ?? .max
    return [
      Int64(meta.count { $0.state == .same }) - Int64(meta.count { $0.state != .same }),
      event.name == shape.name ? 1 : 0, -apart,
    ]
  }

  fileprivate mutating func answer(_ call: ExpectedCall) {
    guard let event, let session, case .event(let shape, _) = call.trace else { return }
    matches = call.line
    self.call = call.delivery
    fields = shape.fields(beside: event, in: session)
  }

  /// `{"session","arrived","name","meta","from_here","matches","fields"}`; of a customer
  /// `{"matches","fields"}`; `call` is the number of a call of the journal.
  package var json: JSON {
    var json = JSONObject()
    if let event {
      json["session"] = session.map { .string($0) } ?? .null
      json["arrived"] = event.arrived.map { .string($0.rfc3339) } ?? .null
      json["name"] = .string(event.name)
      json["meta"] = event.meta ?? .null
      json["from_here"] = .bool(isFromHere)
    }
    json["matches"] = matches.map { .number(String($0)) } ?? .null
    json["call"] = call.map { .number(String($0)) }
    json["fields"] = .array(fields.map(\.json))
    return .object(json)
  }
}
