package import KustomerDestination

/// A whole export at a glance: which events it has, which fields they carry, and what is wrong.
///
/// A value that is given plan by plan. It grows with the names of events and fields, and by some
/// bytes a person; not with calls.
package struct Audit: Sendable {
  /// Most events that are told apart; more of them are data in the place of names.
  static let mostEvents = 2_000

  /// By type and name, as `track Order Completed`.
  package private(set) var events: [String: EventTally] = [:]
  /// How many calls were taken in.
  package private(set) var calls = 0
  /// How many calls are of events beyond the most that are told apart.
  package private(set) var untold = 0
  private let moment: Timestamp
  private let gap: Milliseconds
  private var noID, placeholders, strangeTimes, nearLimits, partly: FieldTally.Count?
  private var visits: [Int: Visit] = [:]

  /// When a person was last seen with a session id and without one.
  private struct Visit {
    var explicit, bare: Int64?
  }

  /// An audit without calls.
  ///
  /// - Parameters:
  ///   - moment: the present; times after it are of the future.
  ///   - gap: the pause that ends a session without an id.
  package init(at moment: Timestamp, gap: Milliseconds) {
    self.moment = moment
    self.gap = gap
  }

  /// Takes in what a call becomes.
  ///
  /// - Parameters:
  ///   - call: as it was read.
  ///   - plan: what it becomes.
  ///   - line: 1-based, where it starts in its input.
  package mutating func take(_ call: Call, _ plan: Plan, line: Int) {
    calls += 1
    let event = Self.name(of: call, plan)
    if events[event] == nil, events.count < Self.mostEvents {
      events[event] = EventTally(line: line, at: plan.time)
    }
    if events[event] == nil { untold += 1 }
    events[event]?.take(plan, line: line)
    look(at: plan, line)
    follow(plan, line)
  }

  /// `track Order Completed`, `identify`.
  private static func name(of call: Call, _ plan: Plan) -> String {
    let type = plan.type ?? "(no type)"
    guard type != CallType.identify.rawValue else { return type }
    return call.title.map { "\(type) \($0)" } ?? type
  }

  private mutating func look(at plan: Plan, _ line: Int) {
    let codes = Set(plan.diagnostics.map(\.code))
    if codes.contains(.noUserAnonId) { noID.note(line) }
    if codes.contains(.idIsPlaceholder) { placeholders.note(line) }
    let isStrange = plan.time > moment + .days(1) || plan.time < moment - .days(3_650)
    if isStrange || !codes.isDisjoint(with: [.futureTimestamp, .implausibleTimestamp]) {
      strangeTimes.note(line)
    }
    if plan.requests.contains(where: { $0.body?["event"]?["meta"]?.isNearLimit == true })
      || !codes.isDisjoint(with: [.tooManyKeys, .truncated, .tooLong])
    {
      nearLimits.note(line)
    }
  }

  /// Notes a call without a session id within a pause of one with, of the same person.
  private mutating func follow(_ plan: Plan, _ line: Int) {
    guard let person = plan.person, let session = plan.session else { return }
    let time = plan.time.milliseconds
    var visit = visits[person.hashValue] ?? Visit()
    let isExplicit = session.source == .explicit
    let other = isExplicit ? visit.bare : visit.explicit
    if let other, (Timestamp(milliseconds: time) - Timestamp(milliseconds: other)).isWithin(gap) {
      partly.note(line)
    }
    if isExplicit { visit.explicit = time } else { visit.bare = time }
    visits[person.hashValue] = visit
  }
}

extension Audit {
  /// What is wrong, the worst first.
  package var findings: [AuditFinding] {
    var found: [AuditFinding] = []
    if let noID {
      found.append(
        AuditFinding(.noID, count: noID.calls, line: noID.line, "calls have no id and are not sent")
      )
    }
    if let placeholders {
      found.append(
        AuditFinding(
          .placeholderID, count: placeholders.calls, line: placeholders.line,
          "calls have an id that is nobody's, as undefined or null"))
    }
    if let partly {
      found.append(
        AuditFinding(
          .partialSessionID, count: partly.calls, line: partly.line,
          "calls with and without kustomer_session_id stand in one visit"))
    }
    if let strangeTimes {
      found.append(
        AuditFinding(
          .futureOrOldTimes, count: strangeTimes.calls, line: strangeTimes.line,
          "calls are of the future, or of ten years ago and more"))
    }
    if let nearLimits {
      found.append(
        AuditFinding(
          .nearLimit, count: nearLimits.calls, line: nearLimits.line,
          "calls are near 100 keys or 1 024 characters, or beyond"))
    }
    for (name, event) in events { found += event.findings(name) }
    return (found + nameVariants).ordered
  }

  /// Events that differ in letter case, blanks and punctuation alone.
  private var nameVariants: [AuditFinding] {
    let groups = Dictionary(grouping: events.keys) { name in
      let words = name.split(separator: " ", maxSplits: 1)
      let plain = words.dropFirst().joined().lowercased().filter { $0.isLetter || $0.isNumber }
      return "\(words.first ?? "") \(plain)"
    }
    return groups.values.filter { $0.count > 1 }.compactMap { names in
      let counts = Dictionary(
        uniqueKeysWithValues: names.map { ($0, events[$0]?.count ?? FieldTally.Count(line: 0)) })
      guard let rare = FieldTally.rarest(counts) else { return nil }
      let said = names.sorted { (counts[$0]?.line ?? 0, $0) < (counts[$1]?.line ?? 0, $1) }
      return AuditFinding(
        .nameVariants, event: said[0], count: rare.calls, line: rare.line,
        "one event is written in several ways: \(said.map { "\"\($0)\"" }.joined(separator: ", "))")
    }
  }
}

extension EventTally {
  fileprivate func findings(_ name: String) -> [AuditFinding] {
    fields.flatMap { path, field in field.findings(path, of: name, sent) }
  }

  /// How many calls are sent.
  package var sent: Int { verdicts.filter(\.key.isReady).values.reduce(0, +) }
}

extension FieldTally {
  fileprivate func findings(_ path: String, of event: String, _ calls: Int) -> [AuditFinding] {
    guard path.hasPrefix("properties.") || path.hasPrefix("traits.") else { return [] }
    var found: [AuditFinding] = []
    if targets.isEmpty, let lost {
      found.append(
        AuditFinding(
          .neverReaches, event: event, path: path, count: count.calls, line: count.line,
          "it never reaches Kustomer (\(lost.rawValue))"))
    } else if !path.contains("[]"), targets.keys.contains(where: { $0.contains("meta.") }),
      targets.count > 1, let rare = Self.rarest(targets)
    {
      let keys = targets.keys.sorted().compactMap { $0.split(separator: ".").last }
      found.append(
        AuditFinding(
          .keySplit, event: event, path: path, count: rare.calls, line: rare.line,
          "it becomes several fields in Kustomer: \(keys.joined(separator: ", "))"))
    } else if !path.contains("[]"), kinds.count > 1, let rare = Self.rarest(kinds) {
      found.append(
        AuditFinding(
          .kindChanges, event: event, path: path, count: rare.calls, line: rare.line,
          "its values are of several kinds: \(kinds.keys.sorted().joined(separator: ", "))"))
    }
    let missing = calls - count.calls
    if calls >= 3, missing > 0, missing * 2 <= calls, !path.contains("[]") {
      found.append(
        AuditFinding(
          .sometimesMissing, event: event, path: path, count: missing, line: nil,
          "it is missing in \(missing) of \(calls) calls"))
    }
    return found
  }
}

extension FieldTally.Count? {
  fileprivate mutating func note(_ line: Int) {
    var count = self ?? FieldTally.Count(line: line)
    count.calls += 1
    self = count
  }
}

extension JSON {
  /// Whether the meta of an event has nearly as much as Kustomer takes: 100 keys, 1 024 characters.
  fileprivate var isNearLimit: Bool {
    guard let members = objectValue?.members else { return false }
    return members.count > 90
      || members.contains { ($0.value.stringValue?.unicodeScalars.count ?? 0) > 920 }
  }
}

extension Milliseconds {
  fileprivate func isWithin(_ gap: Milliseconds) -> Bool { -gap.count...gap.count ~= count }
}
