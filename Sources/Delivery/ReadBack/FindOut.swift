internal import GRDB
package import KustomerDestination
package import Records

/// Why nothing could be found out.
package enum FindOutError: Error, Sendable, Hashable {
  /// The org could not be read.
  case read(ReadFailure)
  /// The journal could not be used.
  case journal(JournalError)
}

/// What is to become of an uncertain delivery.
package enum Resolution: Sendable, Hashable {
  /// It has landed.
  case delivered(customer: String?)
  /// It goes back into the outbox; a courier sends it when it is told to.
  case sendAgain
  /// Nothing more is done about it.
  case drop
}

extension OrgReader {
  /// Reads the timelines of uncertain deliveries back and decides by name, session, meta and time.
  ///
  /// - Parameters:
  ///   - journal: where the deliveries are; nothing is changed in it.
  ///   - ids: of the deliveries; nil for all that are uncertain in the profile.
  ///   - settleAfter: nothing is known not to have landed sooner after its attempt ended.
  /// - Returns: a finding per delivery, in order of their ids.
  /// - Throws: `FindOutError` when the journal or the org as a whole cannot be used.
  package func findOut(
    _ journal: Journal, ids: [Int64]? = nil, settleAfter: Milliseconds
  ) async throws(FindOutError) -> [(id: Int64, finding: UncertainFinding)] {
    var findings: [(id: Int64, finding: UncertainFinding)] = []
    var persons: [Person: [HistoryDetail]] = [:]
    let elsewhere = try caught { () throws(JournalError) in
      try journal.uncertainElsewhere(than: org)
    }
    for detail in try uncertain(journal, ids) {
      let id = detail.entry.id
      if let place = elsewhere[id] {
        let why = "it went to \(place), and profile \(org.profile) points to \(org.words) now"
        findings.append((id, .cannotTell(why)))
        continue
      }
      guard let event = detail.uncertainEvent else {
        findings.append((id, .notLanded))
        continue
      }
      if let person = try owner(of: detail, journal) {
        persons[person, default: []].append(detail)
      } else {
        let why = "\(event.shape.name) is of a visitor whom no identify has named"
        findings.append((id, .cannotTell(why + ": Kustomer does not show it")))
      }
    }
    for (person, details) in persons.sorted(by: { $0.key.key < $1.key.key }) {
      findings += try await decide(details, of: person, journal, settleAfter)
    }
    return findings.sorted { $0.id < $1.id }
  }

  private func caught<Value>(
    _ body: () throws(JournalError) -> Value
  ) throws(FindOutError) -> Value {
    do throws(JournalError) {
      return try body()
    } catch {
      throw .journal(error)
    }
  }

  private func uncertain(
    _ journal: Journal, _ ids: [Int64]?
  ) throws(FindOutError) -> [HistoryDetail] {
    do throws(JournalError) {
      var details: [HistoryDetail] = []
      try journal.export(.calls(.uncertain, of: org.profile)) { detail in
        if ids?.contains(detail.entry.id) ?? true { details.append(detail) }
        return true
      }
      return details
    } catch {
      throw .journal(error)
    }
  }

  /// The user on whose timeline the event must be; nil for a visitor whom nobody has named.
  private func owner(
    of detail: HistoryDetail, _ journal: Journal
  ) throws(FindOutError) -> Person? {
    guard case .anonymous(let visitor)? = detail.entry.person else { return detail.entry.person }
    do throws(JournalError) {
      let book = try journal.sessions(of: org.profile, users: [], visitors: [visitor])
      return book.links[visitor].map { .user($0) }
    } catch {
      throw .journal(error)
    }
  }

  private func decide(
    _ details: [HistoryDetail], of person: Person, _ journal: Journal, _ settleAfter: Milliseconds
  ) async throws(FindOutError) -> [(id: Int64, finding: UncertainFinding)] {
    guard case .user(let user) = person else { return [] }
    let timeline: ReadTimeline?
    do throws(ReadFailure) {
      timeline = try await self.timeline(of: user)
    } catch {
      let mayBeOthers = error.problem.cause != .key && error.problem.cause != .unreachable
      guard mayBeOthers else { throw .read(error) }
      return details.map { ($0.entry.id, .cannotTell(error.problem.message)) }
    }
    return try caught { () throws(JournalError) in
      try decide(details, of: user, timeline, journal, settleAfter)
    }
  }

  private func decide(
    _ details: [HistoryDetail], of user: String, _ timeline: ReadTimeline?, _ journal: Journal,
    _ settleAfter: Milliseconds
  ) throws(JournalError) -> [(id: Int64, finding: UncertainFinding)] {
    let others = try journal.otherEvents(
      of: user, in: org, except: Set(details.map(\.entry.id)))
    let empty = ReadTimeline(customer: "", sessions: [], isComplete: false)
    // An earlier attempt of a call that was sent again may have landed beside its last one.
    let former = details.flatMap(\.formerEvents)
    var decision = UncertainDecision(
      timeline: timeline ?? empty, delivered: others.landed, doubtful: others.doubtful + former)
    var findings: [(id: Int64, finding: UncertainFinding)] = []
    let events = details.compactMap { detail in detail.uncertainEvent.map { (detail, $0) } }
    for ((detail, event), hasLanded) in zip(events, decision.haveLanded(events.map(\.1))) {
      let finding: UncertainFinding
      switch hasLanded {
      case true?: finding = .landed(customer: timeline?.customer ?? "")
      case false?:
        finding = try absence(of: detail, event, user, timeline, journal, settleAfter)
      case nil:
        finding = .cannotTell(
          "\(event.shape.name) is on the timeline of \(user), but it may be another call's")
      }
      findings.append((detail.entry.id, finding))
    }
    return findings
  }

  /// That an event is not there proves something only when all was read that could hold it, and
  /// some time after it was sent.
  private func absence(
    of detail: HistoryDetail, _ event: SentEvent, _ user: String, _ timeline: ReadTimeline?,
    _ journal: Journal, _ settleAfter: Milliseconds
  ) throws(JournalError) -> UncertainFinding {
    let name = event.shape.name
    guard let timeline else {
      return .cannotTell("the org has no customer \(user), so nothing tells of \(name)")
    }
    // An event of a visitor is on no timeline until an identify has named the visitor.
    if detail.attempts.last?.request.kind == .event,
      let visitor = detail.entry.visitor, try !journal.isIdentified(visitor, in: org.profile)
    {
      return .cannotTell("\(name) may wait for an identify of visitor \(visitor)")
    }
    guard timeline.isComplete else {
      return .cannotTell("the org does not show all of the timeline of \(user)")
    }
    let last = detail.attempts.last
    let settled = (last?.noted ?? last?.ended ?? event.sent) + settleAfter
    guard journal.system() >= settled else {
      return .cannotTellYet("\(name) may still arrive", askAgain: settled)
    }
    return .notLanded
  }
}

extension HistoryDetail {
  /// The event that may have landed; nil when the last request was none and may be repeated.
  fileprivate var uncertainEvent: SentEvent? {
    attempts.last.flatMap { SentEvent($0, of: entry.id) }
  }

  /// The events of attempts before the last whose end nobody knows.
  fileprivate var formerEvents: [SentEvent] {
    attempts.dropLast().filter { $0.status == nil }.compactMap { SentEvent($0, of: entry.id) }
  }
}

extension Journal {
  /// Ends the uncertainty of a delivery; one that waits, and is not being sent, can be dropped too.
  ///
  /// - Returns: false when the delivery is in no such state any more, and nothing was changed.
  /// - Throws: `JournalError`.
  package func settle(_ id: Int64, as resolution: Resolution) throws(JournalError) -> Bool {
    let (now, system) = (clock().milliseconds, system().milliseconds)
    return try write { database in
      let problem = "problem_cause = NULL, problem_code = NULL, problem_message = NULL,"
      let sql: String
      switch resolution {
      case .delivered(let customer):
        try database.execute(
          sql: """
            UPDATE delivery SET status = 'delivered', \(problem) problem_hint = NULL,
              customer = coalesce(?, customer), finished = ?, settled = ?
            WHERE id = ? AND status = 'uncertain'
            """, arguments: [customer, now, system, id])
        return database.changesCount > 0
      case .sendAgain:
        sql = "status = 'waiting', \(problem) problem_hint = NULL, finished = NULL, settled = NULL"
      case .drop:
        if try dropWaiting(id, database) { return true }
        sql = Self.dropped("it may have landed")
      }
      try database.execute(
        sql: "UPDATE delivery SET \(sql) WHERE id = ? AND status = 'uncertain'", arguments: [id])
      return database.changesCount > 0
    }
  }

  /// False when the delivery does not wait, or a courier may have it in hand.
  private func dropWaiting(_ id: Int64, _ database: Database) throws -> Bool {
    let profile = try String.fetchOne(
      database, sql: "SELECT profile FROM delivery WHERE id = ? AND status = 'waiting'",
      arguments: [id])
    guard let profile, try !Lease.isHeld(profile, database, at: system())
    else { return false }
    try database.execute(
      sql:
        "UPDATE delivery SET \(Self.dropped("it waited")), finished = ?, settled = ? WHERE id = ?",
      arguments: [clock().milliseconds, system().milliseconds, id])
    return true
  }

  private static func dropped(_ reason: String) -> String {
    """
    status = 'failed', problem_cause = 'stopped', problem_code = 'dropped',
    problem_message = 'dropped by hand; \(reason)', problem_hint = 'nothing to do'
    """
  }
}
