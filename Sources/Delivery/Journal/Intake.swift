internal import GRDB
package import KustomerDestination
internal import Synchronization

/// One call that somebody decided to send.
package struct IntakeCall: Sendable {
  /// As typed or read.
  package var source: String
  /// As parsed.
  package var call: Call
  /// 1-based, where the record starts in its input.
  package var line: Int
  /// 1-based place inside an array or batch; nil outside one.
  package var item: Int?
  /// Nil unless several files are read.
  package var file: String?
  /// What reading has added to the call or left out; the plan keeps it.
  package var diagnostics: [Diagnostic]

  /// What a list shows it by: event of a track, name of a page or screen, e-mail of an identify.
  let name: String?

  /// A call with its place in the input.
  package init(
    source: String, call: Call, line: Int = 1, item: Int? = nil, file: String? = nil,
    diagnostics: [Diagnostic] = []
  ) {
    self.source = source
    self.call = call
    self.line = line
    self.item = item
    self.file = file
    self.diagnostics = diagnostics
    name = call.title
  }
}

extension IntakeCall {
  fileprivate func plan(
    by destination: Destination, at moment: Timestamp, sessions: SessionBook
  ) -> Plan {
    var plan = destination.plan(for: call, at: moment, sessions: sessions)
    plan.diagnostics += diagnostics
    return plan
  }
}

/// What became of a call when it was committed.
package struct IntakeResult: Sendable {
  /// Its plan; sessions of all calls before it, of other processes too, are taken into account.
  package var plan: Plan
  /// The delivery in the outbox; nil when the plan is not ready and nothing will be sent.
  package var delivery: Int64?
}

/// The calls of one `send` on their way into the outbox: a run, which becomes live as a whole.
///
/// A class because it is the identity of a run that is open. A run that is neither made live nor
/// discarded is discarded at the next start, and said so.
///
///     begun ──add──▶ intake ──goLive──▶ live
///                      └─────discard──▶ gone
package final class Intake: Sendable {
  /// The run's number in the journal.
  package let run: Int64
  private let journal: Journal
  private let profile: String
  private let org: Org
  private let destination: Destination
  private let moment: Timestamp

  fileprivate init(
    run: Int64, journal: Journal, org: Org, destination: Destination, moment: Timestamp
  ) {
    self.run = run
    self.journal = journal
    self.org = org
    profile = org.profile
    self.destination = destination
    self.moment = moment
  }

  /// Plans calls in order and commits the ready ones, in one transaction.
  ///
  /// - Parameter calls: some hundreds at a time, so that other processes get their turn.
  /// - Returns: one result per call, in order.
  /// - Throws: `JournalError`; nothing of these calls is then in the outbox.
  package func add(_ calls: [IntakeCall]) throws(JournalError) -> [IntakeResult] {
    let now = journal.system()
    return try journal.write { database in
      let ids = calls.map(\.call.ids)
      var sessions = SentSessions(profile: profile, run: run)
      var book = try sessions.book(
        users: ids.compactMap(\.user), visitors: ids.compactMap(\.visitor), database)
      try database.execute(
        sql: "UPDATE run SET touched = ? WHERE id = ?", arguments: [now.milliseconds, run])
      return try calls.map { call in
        let plan = call.plan(by: destination, at: moment, sessions: book)
        guard plan.verdict.isReady else { return IntakeResult(plan: plan) }
        book.record(plan)
        try sessions.save(plan, database)
        return IntakeResult(plan: plan, delivery: try insert(call, plan, database))
      }
    }
  }

  /// Makes the run's calls the courier's; from here on none of them can be lost.
  ///
  /// - Parameter isHeld: whether they wait until somebody asks for all that waits; no courier of
  ///   this process takes them by itself.
  /// - Throws: `JournalError`.
  package func goLive(isHeld: Bool = false) throws(JournalError) {
    try journal.write { database in
      try SentSessions(profile: profile, run: run).adopt(database)
      try database.execute(
        sql: "UPDATE run SET state = 'live', owner = ? WHERE id = ?",
        arguments: [isHeld ? "" : ProcessMark.own.text, run])
    }
  }

  /// Forgets the run: its input was cut, or nobody wants it any more.
  package func discard() throws(JournalError) {
    try journal.write { try Self.discard(run, $0) }
  }

  static func discard(_ run: Int64, _ database: Database) throws {
    try SentSessions.discard(run: run, database)
    try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run])
  }
}

extension Intake {
  fileprivate func insert(
    _ call: IntakeCall, _ plan: Plan, _ database: Database
  ) throws -> Int64 {
    let statement = try database.cachedStatement(sql: Self.insertion)
    try statement.execute(arguments: [
      "run": run, "profile": profile, "line": call.line, "item": call.item, "file": call.file,
      "source": call.source, "type": plan.type ?? "", "name": call.name,
      "verdict": plan.verdict.rawValue,
      "plan": plan.line(at: call.line, item: call.item, file: call.file, kinds: true),
      "person": plan.person?.key, "user": plan.user, "visitor": plan.visitor,
      "session": plan.session?.id,
      "session_source": plan.session?.source.rawValue, "moment": moment.milliseconds,
      "time": plan.time.milliseconds, "place": org.place, "org": org.id, "route": org.via.stored,
    ])
    return database.lastInsertedRowID
  }

  private static let insertion = """
    INSERT INTO delivery (run, profile, line, item, file, source, type, name, verdict, plan,
      person, user, visitor, session, session_source, moment, time, place, org, route, status)
    VALUES (:run, :profile, :line, :item, :file, :source, :type, :name, :verdict, :plan, :person,
      :user, :visitor, :session, :session_source, :moment, :time, :place, :org, :route, 'waiting')
    """
}

extension Journal {
  /// Begins a run, into which the calls of one `send` are put before the first of them goes out.
  ///
  /// - Parameters:
  ///   - permit: from the org's gate.
  ///   - destination: what plans the calls.
  ///   - moment: the moment of sending, kept on every try.
  /// - Returns: the open run.
  /// - Throws: `JournalError`.
  package func beginRun(
    _ permit: SendPermit, destination: Destination, moment: Timestamp
  ) throws(JournalError) -> Intake {
    let run = try write { try insertRun(of: permit.org.profile, "intake", $0) }
    return Intake(
      run: run, journal: self, org: permit.org, destination: destination, moment: moment)
  }

  /// Commits one call, and makes it the courier's, in one transaction.
  ///
  /// - Parameters:
  ///   - call: what somebody decided to send.
  ///   - shown: the requests that the person was shown; nil when nothing was.
  ///   - permit: from the org's gate.
  ///   - destination: what plans the call.
  ///   - moment: the moment of sending, kept on every try.
  /// - Returns: the plan; without a delivery, and with nothing committed, when it is not ready, or
  ///   when its requests are others than were shown: another process has sent meanwhile.
  /// - Throws: `JournalError`; nothing is committed then.
  package func commit(
    _ call: IntakeCall, as shown: [PlannedRequest]?, _ permit: SendPermit, destination: Destination,
    moment: Timestamp
  ) throws(JournalError) -> IntakeResult {
    let profile = permit.org.profile
    return try write { database in
      var sessions = SentSessions(profile: profile)
      let ids = call.call.ids
      let book = try sessions.book(
        users: [ids.user].compactMap(\.self), visitors: [ids.visitor].compactMap(\.self), database)
      let plan = call.plan(by: destination, at: moment, sessions: book)
      guard plan.verdict.isReady, shown ?? plan.requests == plan.requests else {
        return IntakeResult(plan: plan)
      }
      let intake = Intake(
        run: try insertRun(of: profile, "live", database), journal: self, org: permit.org,
        destination: destination, moment: moment)
      try sessions.save(plan, database)
      let id = try intake.insert(call, plan, database)
      // The number of a change is given by what becomes of a run or a call.
      try database.execute(
        sql: "UPDATE run SET state = 'live' WHERE id = ?", arguments: [intake.run])
      return IntakeResult(plan: plan, delivery: id)
    }
  }

  private func insertRun(
    of profile: String, _ state: String, _ database: Database
  ) throws -> Int64 {
    try database.execute(
      sql: "INSERT INTO run (profile, begun, touched, state, owner) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        profile, clock().milliseconds, system().milliseconds, state, ProcessMark.own.text,
      ])
    return database.lastInsertedRowID
  }
}
