internal import GRDB
internal import KustomerDestination

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
  /// - Returns: a finding per delivery, in order of their ids.
  /// - Throws: `FindOutError` when the journal or the org as a whole cannot be used.
  package func findOut(
    _ journal: Journal, ids: [Int64]? = nil
  ) async throws(FindOutError) -> [(id: Int64, finding: UncertainFinding)] {
    var findings: [(id: Int64, finding: UncertainFinding)] = []
    var persons: [Person: [HistoryDetail]] = [:]
    for detail in try uncertain(journal, ids) {
      guard let event = detail.uncertainEvent else {
        findings.append((detail.entry.id, .notLanded))
        continue
      }
      if let person = try owner(of: detail, journal) {
        persons[person, default: []].append(detail)
      } else {
        let why = "\(event.shape.name) is of a visitor whom no identify has named"
        findings.append((detail.entry.id, .cannotTell(why + ": Kustomer does not show it")))
      }
    }
    for (person, details) in persons.sorted(by: { $0.key.key < $1.key.key }) {
      findings += try await decide(details, of: person, journal)
    }
    return findings.sorted { $0.id < $1.id }
  }

  private func uncertain(
    _ journal: Journal, _ ids: [Int64]?
  ) throws(FindOutError) -> [HistoryDetail] {
    do throws(JournalError) {
      var details: [HistoryDetail] = []
      let query = HistoryQuery(terms: [
        .column(.profile, org.profile), .column(.status, DeliveryStatus.uncertain.rawValue),
      ])
      try journal.export(query) { detail in
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
    _ details: [HistoryDetail], of person: Person, _ journal: Journal
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
    do throws(JournalError) {
      return try decide(details, of: user, timeline, journal)
    } catch {
      throw .journal(error)
    }
  }

  private func decide(
    _ details: [HistoryDetail], of user: String, _ timeline: ReadTimeline?, _ journal: Journal
  ) throws(JournalError) -> [(id: Int64, finding: UncertainFinding)] {
    var senders = Set(details.compactMap { $0.entry.person?.key })
    senders.insert(Person.user(user).key)
    var delivered: [SentEvent] = []
    for sender in senders.sorted() {
      delivered += try journal.deliveredEvents(of: org.profile, person: sender)
    }
    let empty = ReadTimeline(customer: "", sessions: [])
    var decision = UncertainDecision(timeline: timeline ?? empty, delivered: delivered)
    var findings: [(id: Int64, finding: UncertainFinding)] = []
    let events = details.compactMap { detail in detail.uncertainEvent.map { (detail, $0) } }
    for ((detail, event), hasLanded) in zip(events, decision.haveLanded(events.map(\.1))) {
      let finding: UncertainFinding
      switch hasLanded {
      case true?: finding = .landed(customer: timeline?.customer ?? "")
      case false?: finding = try absence(of: detail, event, journal)
      case nil:
        finding = .cannotTell(
          "\(event.shape.name) is on the timeline of \(user), but from another time")
      }
      findings.append((detail.entry.id, finding))
    }
    return findings
  }

  /// An event of a visitor is on no timeline until an identify has named the visitor.
  private func absence(
    of detail: HistoryDetail, _ event: SentEvent, _ journal: Journal
  ) throws(JournalError) -> UncertainFinding {
    guard detail.attempts.last?.request.kind == .event,
      let visitor = detail.entry.visitor,
      try !journal.isIdentified(visitor, in: org.profile)
    else { return .notLanded }
    return .cannotTell("\(event.shape.name) may wait for an identify of visitor \(visitor)")
  }
}

extension HistoryDetail {
  /// The event that may have landed; nil when the last request was none and may be repeated.
  fileprivate var uncertainEvent: SentEvent? {
    attempts.last.flatMap { SentEvent($0, of: entry.id) }
  }
}

extension Journal {
  /// Ends the uncertainty of a delivery; one that waits, and is not being sent, can be dropped too.
  ///
  /// - Returns: false when the delivery is in no such state any more, and nothing was changed.
  /// - Throws: `JournalError`.
  package func settle(_ id: Int64, as resolution: Resolution) throws(JournalError) -> Bool {
    let now = clock().milliseconds
    return try write { database in
      let problem = "problem_cause = NULL, problem_code = NULL, problem_message = NULL,"
      let sql: String
      switch resolution {
      case .delivered(let customer):
        try database.execute(
          sql: """
            UPDATE delivery SET status = 'delivered', \(problem) problem_hint = NULL,
              customer = coalesce(?, customer), finished = ?
            WHERE id = ? AND status = 'uncertain'
            """, arguments: [customer, now, id])
        return database.changesCount > 0
      case .sendAgain:
        sql = "status = 'waiting', \(problem) problem_hint = NULL, finished = NULL"
      case .drop:
        if try Self.dropWaiting(id, database, at: clock()) { return true }
        sql = Self.dropped("it may have landed")
      }
      try database.execute(
        sql: "UPDATE delivery SET \(sql) WHERE id = ? AND status = 'uncertain'", arguments: [id])
      return database.changesCount > 0
    }
  }

  /// False when the delivery does not wait, or a courier may have it in hand.
  private static func dropWaiting(
    _ id: Int64, _ database: Database, at now: Timestamp
  ) throws -> Bool {
    let profile = try String.fetchOne(
      database, sql: "SELECT profile FROM delivery WHERE id = ? AND status = 'waiting'",
      arguments: [id])
    guard let profile, try !Lease.isHeld(profile, database, at: now) else { return false }
    try database.execute(
      sql: "UPDATE delivery SET \(dropped("it waited")), finished = ? WHERE id = ?",
      arguments: [now.milliseconds, id])
    return true
  }

  private static func dropped(_ reason: String) -> String {
    """
    status = 'failed', problem_cause = 'stopped', problem_code = 'dropped',
    problem_message = 'dropped by hand; \(reason)', problem_hint = 'nothing to do'
    """
  }
}
