internal import Foundation
internal import GRDB
package import KustomerDestination
package import Records

/// A delivery as the courier takes it from the outbox.
struct WaitingDelivery: Sendable {
  var id: Int64
  var line: Int
  var item: Int?
  var file: String?
  var verdict: String
  var route: SendRoute
  var requests: [PlannedRequest]
  /// The ids whose order it keeps.
  var keys: [String]
  /// The session that goes to Kustomer; nil when it makes its own.
  var session: String?
  /// Attempts of earlier runs of the courier.
  var attempts: Int
  /// Whether one of those attempts has created or changed the customer.
  var hasWrittenCustomer: Bool
  var customer: String?
  /// The org that it was taken in for, in words.
  var org: String
  /// Why it has not gone out so far; nil when nobody tried.
  var problem: DeliveryProblem?
}

/// Which deliveries a courier sends.
package enum OutboxScope: Sendable, Hashable {
  /// Those of one run.
  case run(Int64)
  /// Those of the run and of all runs that this process has begun after it.
  case own(since: Int64)
  /// All that wait for the profile: `send --resume`.
  case everything
  /// One alone.
  case delivery(Int64)

  /// Nil for all runs.
  var run: Int64? {
    guard case .run(let id) = self else { return nil }
    return id
  }

  /// Nil for runs of any age and process.
  var firstOwn: Int64? {
    guard case .own(let first) = self else { return nil }
    return first
  }

  /// Nil for all deliveries.
  var delivery: Int64? {
    guard case .delivery(let id) = self else { return nil }
    return id
  }
}

/// When something came to its end, by the program's clock and by the system's.
struct OutboxMoment: Sendable {
  var shown: Timestamp
  var system: Timestamp
}

/// What the courier has the journal write down.
enum OutboxChange: Sendable {
  /// Before the first byte goes out.
  case begin(delivery: Int64, number: Int, OutgoingRequest, at: Timestamp)
  /// After the answer, or when there is none.
  ///
  /// `isStrange`: an answer that was not Kustomer's word, whatever its status.
  case end(delivery: Int64, number: Int, Exchange, isStrange: Bool, at: OutboxMoment)
  /// What became of the delivery.
  case finish(delivery: Int64, Finish, at: OutboxMoment)

  struct Finish: Sendable {
    var status: DeliveryStatus
    var tries: Int
    var customer: String?
    var problem: DeliveryProblem?
    var notes: [String]
  }
}

extension Journal {
  /// Waiting deliveries of live runs with an id over `last`, by id.
  ///
  /// - Parameters:
  ///   - scope: of these.
  ///   - org: whose.
  ///   - isElsewhere: whether those are meant that were taken in for another org than that.
  ///   - last: the id before the first.
  ///   - limit: at most so many.
  /// - Returns: what the courier needs of them.
  /// - Throws: `JournalError`.
  func waiting(
    _ scope: OutboxScope, of org: Org, elsewhere isElsewhere: Bool = false,
    after last: Int64 = 0, limit: Int = 1_000_000
  ) throws(JournalError) -> [WaitingDelivery] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT delivery.*, run.begun AS run_begun,
            (SELECT count(*) FROM attempt WHERE delivery = delivery.id) AS attempts,
            EXISTS (SELECT 1 FROM attempt WHERE delivery = delivery.id AND method <> 'GET'
              AND kind LIKE 'customer_%' AND status BETWEEN 200 AND 299 AND failure IS NULL)
              AS has_written_customer
          FROM \(Self.waitingRows)
            AND \(isElsewhere ? OutboxOrg.elsewhere : OutboxOrg.own) AND delivery.id > :last
          ORDER BY delivery.id LIMIT :limit
          """,
        arguments: Self.arguments(of: scope, profile: org.profile) + OutboxOrg.arguments(org)
          + ["last": last, "limit": limit])
      return rows.map { WaitingDelivery($0, journal: path) }
    }
  }

  /// How many deliveries of live runs wait in a profile's outbox.
  ///
  /// - Parameters:
  ///   - scope: of these.
  ///   - profile: whose.
  ///   - route: on that route; nil for all.
  /// - Returns: their number.
  /// - Throws: `JournalError`.
  package func waitingCount(
    _ scope: OutboxScope = .everything, profile: String, via route: SendRoute? = nil
  ) throws(JournalError) -> Int {
    try read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM \(Self.waitingRows) AND (:all OR delivery.route IS :route)
          """,
        arguments: Self.arguments(of: scope, profile: profile)
          + ["all": route == nil, "route": route?.stored]) ?? 0
    }
  }

  /// The ids of the org's waiting deliveries.
  func waitingIDs(_ scope: OutboxScope, of org: Org) throws(JournalError) -> [Int64] {
    try read { database in
      try Int64.fetchAll(
        database,
        sql: """
          SELECT delivery.id FROM \(Self.waitingRows) AND \(OutboxOrg.own) ORDER BY delivery.id
          """,
        arguments: Self.arguments(of: scope, profile: org.profile) + OutboxOrg.arguments(org))
    }
  }

  /// The deliveries that wait in a profile's outbox and in whose plan something was found.
  ///
  /// - Throws: `JournalError`.
  package func waiting(
    with code: Code, profile: String
  ) throws(JournalError) -> [Int64] {
    try read { database in
      try Int64.fetchAll(
        database,
        sql: """
          SELECT delivery.id FROM \(Self.waitingRows) AND instr(plan, :code) > 0
          ORDER BY delivery.id
          """,
        arguments: Self.arguments(of: .everything, profile: profile) + [
          "code": "\"code\":\"\(code.rawValue)\""
        ])
    }
  }

  private static let waitingRows = waitingInProfile + " AND " + isInScope

  static let waitingInProfile = """
    delivery JOIN run ON run.id = delivery.run
    WHERE delivery.profile = :profile AND delivery.status = 'waiting' AND run.state = 'live'
    """

  static let isInScope = """
    ((:run IS NULL OR delivery.run = :run)
      AND (:first IS NULL OR (delivery.run >= :first AND run.owner = :owner))
      AND (:delivery IS NULL OR delivery.id = :delivery))
    """

  static func arguments(of scope: OutboxScope, profile: String) -> StatementArguments {
    [
      "profile": profile, "run": scope.run, "first": scope.firstOwn,
      "owner": ProcessMark.own.text, "delivery": scope.delivery,
    ]
  }

  /// Writes changes in one transaction; they are on disk when it returns.
  func commit(_ changes: [OutboxChange], redacting key: APIKey) async throws(JournalError) {
    guard !changes.isEmpty else { return }
    try await commit { database in
      for change in changes { try change.write(database, redacting: key) }
    }
  }

  /// Takes up what an earlier courier of this profile has left open; the caller holds the lease.
  func settleOpenAttempts(of profile: String) throws(JournalError) {
    let (now, system) = (clock(), system())
    try write { database in
      _ = try JournalRecovery.settleOpenAttempts(
        of: profile, database, at: now, system: system)
    }
  }
}

extension WaitingDelivery {
  init(_ row: Row, journal path: String) {
    id = row["id"]
    line = row["line"]
    route = SendRoute(stored: row["route"])
    item = row["item"]
    file = row["file"]
    verdict = row["verdict"]
    switch route {
    case .kustomer: requests = PlannedRequest.list(inPlan: row["plan"])
    case .segment:
      let message = SegmentCall.message(
        of: row["id"], run: row["run"], begun: row["run_begun"], journal: path)
      let call = SegmentCall.request(
        row["source"], type: row["type"], message: message,
        moment: Timestamp(milliseconds: row["moment"]))
      requests = [call].compactMap(\.self)
    }
    keys = Self.keys(row)
    org = Org.words(place: row["place"], row["org"])
    let isPredicted =
      row["session_source"] as String? == PlannedSession.Source.predicted.rawValue
    session = isPredicted ? nil : row["session"]
    attempts = row["attempts"]
    hasWrittenCustomer = row["has_written_customer"]
    customer = row["customer"]
    problem = DeliveryProblem(row)
  }

  /// The ids of a delivery's person.
  static func keys(_ row: Row) -> [String] {
    let ids: [String?] = [
      row["person"], (row["visitor"] as String?).map { Person.anonymous($0).key },
    ]
    return Set(ids.compactMap { $0 }).sorted()
  }
}

extension OutboxChange {
  func write(_ database: Database, redacting key: APIKey) throws {
    switch self {
    case .begin(let delivery, let number, let request, let moment):
      try database.cachedStatement(
        sql: """
          INSERT INTO attempt (delivery, number, kind, method, path, body, begun)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        delivery, number, request.kind?.rawValue, request.method.rawValue, request.path,
        request.body.map { Data($0) }, moment.milliseconds,
      ])
    case .end(let delivery, let number, let exchange, let isStrange, let moment):
      try write(
        exchange, of: delivery, number, isStrange: isStrange, at: moment, database,
        redacting: key)
    case .finish(let delivery, let finish, let moment):
      try write(finish, of: delivery, at: moment, database)
    }
  }

  private func write(
    _ exchange: Exchange, of delivery: Int64, _ number: Int, isStrange: Bool,
    at moment: OutboxMoment, _ database: Database, redacting key: APIKey
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE attempt SET ended = ?, noted = ?, ms = ?, status = ?, headers = ?, answer = ?,
          failure = ?, message = ? WHERE delivery = ? AND number = ?
        """)
    switch exchange {
    case .answered(let response):
      // What came back may repeat the request's headers; the key must not reach the disk.
      let body = key.redacting(String(decoding: response.body.prefix(65_536), as: UTF8.self))
      try statement.execute(arguments: [
        moment.shown.milliseconds, moment.system.milliseconds, response.milliseconds,
        response.status, key.redacting(response.headersOfInterest), Data(body.utf8),
        isStrange ? "strange_answer" : nil, nil, delivery, number,
      ])
    case .failed(let failure):
      try statement.execute(arguments: [
        moment.shown.milliseconds, moment.system.milliseconds, failure.milliseconds, nil, nil,
        nil, failure.kind.rawValue, key.redacting(failure.message), delivery, number,
      ])
    }
  }

  private func write(
    _ finish: Finish, of delivery: Int64, at moment: OutboxMoment, _ database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        UPDATE delivery SET status = ?, tries = max(tries, ?), customer = coalesce(?, customer),
          problem_cause = ?, problem_code = ?, problem_message = ?, problem_hint = ?,
          problem_member = ?, notes = ?, finished = ?, settled = ? WHERE id = ?
        """
    ).execute(arguments: [
      finish.status.stored, finish.tries, finish.customer, finish.problem?.cause.rawValue,
      finish.problem?.code, finish.problem?.message, finish.problem?.hint, finish.problem?.member,
      finish.notes.isEmpty ? nil : finish.notes.joined(separator: "\n"),
      finish.status == .waiting ? nil : moment.shown.milliseconds,
      finish.status == .waiting ? nil : moment.system.milliseconds, delivery,
    ])
  }
}

extension HTTPResponse {
  /// Name and value lines of the headers that explain a delivery.
  fileprivate var headersOfInterest: String {
    let names = ["x-kustomer-pod", "retry-after", "date", "content-type", "location"]
    return
      headers
      .filter { names.contains($0.name) || $0.name.hasPrefix("x-ratelimit") }
      .map { "\($0.name): \($0.value)" }.joined(separator: "\n")
  }
}

extension DeliveryProblem {
  init?(_ row: Row) {
    guard let code = row["problem_code"] as String? else { return nil }
    let cause: String = row["problem_cause"] ?? ""
    self.init(
      Cause(rawValue: cause) ?? .unknown, code, row["problem_message"] ?? "",
      hint: row["problem_hint"] ?? "", member: row["problem_member"])
  }
}

extension PlannedRequest {
  /// The requests of a plan's line; none unless this program can send all of them: a part of a
  /// plan would be taken for the whole.
  static func list(inPlan line: String) -> [PlannedRequest] {
    let plan = try? JSONDocument(parsing: line).value
    let requests = plan?["requests"]?.arrayValue ?? []
    let readable = requests.compactMap { PlannedRequest($0) }
    return readable.count == requests.count ? readable : []
  }
}
