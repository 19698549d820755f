internal import Foundation
internal import GRDB
package import KustomerDestination
package import Records

/// One call in the history, as a list shows it.
package struct HistoryEntry: Sendable, Hashable {
  /// In the journal; never used again.
  package var id: Int64
  /// The run it was sent with.
  package var run: Int64
  /// Whose org it was for.
  package var profile: String
  /// 1-based, where the record started in its input.
  package var line: Int
  /// 1-based place inside an array or batch; nil outside one.
  package var item: Int?
  /// Nil when one file was read.
  package var file: String?
  /// `page`, `screen`, `identify`, `track`.
  package var type: String
  /// Event of a track, name of a page or screen, address of an identify; nil when it has none.
  package var name: String?
  /// The verdict of its plan.
  package var verdict: String
  /// Whose timeline it is on.
  package var person: Person?
  /// The call's own userId.
  package var user: String?
  /// The call's anonymousId.
  package var visitor: String?
  /// The session it joined; nil for an identify.
  package var session: PlannedSession?
  /// The moment of sending.
  package var moment: Timestamp
  /// The effective time.
  package var time: Timestamp
  /// How it comes to Kustomer.
  package var route: SendRoute
  /// What has become of it.
  package var status: DeliveryStatus
  /// The most tries that any one request needed.
  package var tries: Int
  /// Kustomer's id of the customer; nil when unknown.
  package var customer: String?
  /// Status of the last answer; nil when none came.
  package var answer: Int?
  /// Time of the last request in milliseconds; nil when none ended.
  package var milliseconds: Int?
  /// Why it was not delivered, or not yet.
  package var problem: DeliveryProblem?
  /// What the person should know although it was delivered.
  package var notes: [String]
  /// When it was delivered, failed or became uncertain.
  package var finished: Timestamp?
  /// Whether it stays when the history is pruned.
  package var isPinned: Bool
}

/// One call in the history with all that was kept of it.
package struct HistoryDetail: Sendable, Hashable {
  /// As in the list.
  package var entry: HistoryEntry
  /// The call as typed or read.
  package var source: String
  /// The plan's line, without trace.
  package var plan: String
  /// In the order in which they were begun.
  package var attempts: [Attempt]

  /// One try of one request.
  package struct Attempt: Sendable, Hashable {
    /// Without the Authorization header, which is never stored.
    package var request: OutgoingRequest
    /// Before the first byte went out.
    package var begun: Timestamp
    /// Nil when the program ended before a result was known.
    package var ended: Timestamp?
    /// Status of the answer; nil when none came.
    package var status: Int?
    /// From the start of the request to its end.
    package var milliseconds: Int?
    /// `ended` by the system's clock; nil as well in a journal of an older version.
    var noted: Timestamp?
    /// `name: value` of the headers that explain a delivery.
    package var headers: [String]
    /// At most 64 kB of the answer's body; the key is masked.
    package var answer: String?
    /// What went wrong when no answer came.
    package var failure: String?
    /// The failure in words.
    package var message: String?
  }
}

extension HistoryEntry {
  /// The status of a delivery's last answer.
  static let lastAnswer =
    "(SELECT status FROM attempt WHERE delivery = delivery.id ORDER BY number DESC LIMIT 1)"

  /// The columns that `init` reads.
  static let columns = """
    delivery.id, delivery.run, delivery.profile, delivery.line, delivery.item, delivery.file,
    delivery.type, delivery.name, delivery.verdict, delivery.person, delivery.user,
    delivery.visitor,
    delivery.session, delivery.session_source, delivery.moment, delivery.time, delivery.status,
    delivery.tries, delivery.customer, delivery.problem_cause, delivery.problem_code,
    delivery.problem_message, delivery.problem_hint, delivery.problem_member, delivery.notes,
    delivery.finished, delivery.pinned, delivery.route,
    \(lastAnswer) AS answer,
    (SELECT ms FROM attempt WHERE delivery = delivery.id ORDER BY number DESC LIMIT 1) AS ms
    """

  init(_ row: Row) {
    id = row["id"]
    run = row["run"]
    profile = row["profile"]
    line = row["line"]
    item = row["item"]
    file = row["file"]
    type = row["type"]
    name = row["name"]
    verdict = row["verdict"]
    person = (row["person"] as String?).flatMap { Person(key: $0) }
    user = row["user"]
    visitor = row["visitor"]
    session = PlannedSession(row)
    moment = Timestamp(milliseconds: row["moment"])
    time = Timestamp(milliseconds: row["time"])
    route = SendRoute(stored: row["route"])
    status = DeliveryStatus(stored: row["status"], by: route)
    tries = row["tries"]
    customer = row["customer"]
    answer = row["answer"]
    milliseconds = row["ms"]
    problem = DeliveryProblem(row)
    notes = (row["notes"] as String?).map { $0.split(separator: "\n").map(String.init) } ?? []
    finished = (row["finished"] as Int64?).map { Timestamp(milliseconds: $0) }
    isPinned = row["pinned"]
  }

  /// One line of compact JSON, without a line end: what `history` prints.
  package func jsonLine() -> String { JSON.object(json).compact }

  /// As the line has it.
  package var json: JSONObject {
    var json = JSONObject()
    json["id"] = .number(String(id))
    json["time"] = .string(moment.rfc3339)
    json["profile"] = .string(profile)
    if route == .segment { json["via"] = .string(route.rawValue) }
    json["status"] = .string(status.rawValue)
    json["type"] = .string(type)
    json["name"] = name.map { .string($0) }
    json["person"] = person.map { .string($0.key) }
    json["session"] = session.map { .string($0.id) }
    json["verdict"] = .string(verdict)
    json["attempts"] = .number(String(tries))
    json["answer"] = answer.map { .number(String($0)) }
    json["ms"] = milliseconds.map { .number(String($0)) }
    json["customer"] = customer.map { .string($0) }
    if isPinned { json["pinned"] = .bool(true) }
    json["error"] = problem.map { $0.json(isWaiting: status == .waiting) }
    if !notes.isEmpty { json["notes"] = .array(notes.map { .string($0) }) }
    return json
  }
}

extension HistoryDetail {
  /// One line of compact JSON, without a line end: what `history --show` and `--export` print.
  package func jsonLine() -> String {
    var json = entry.json
    json["source"] = .string(source)
    json["plan"] = try? JSONDocument(parsing: plan).value
    json["requests"] = .array(attempts.map(\.json))
    return JSON.object(json).compact
  }
}

extension HistoryDetail.Attempt {
  init(_ row: Row) {
    request = OutgoingRequest(
      (row["kind"] as String?).flatMap { PlannedRequest.Kind(rawValue: $0) },
      PlannedRequest.Method(rawValue: row["method"]) ?? .get, row["path"],
      bytes: (row["body"] as Data?).map { Array($0) })
    begun = Timestamp(milliseconds: row["begun"])
    ended = (row["ended"] as Int64?).map { Timestamp(milliseconds: $0) }
    status = row["status"]
    milliseconds = row["ms"]
    noted = (row["noted"] as Int64?).map { Timestamp(milliseconds: $0) }
    headers = (row["headers"] as String?)?.split(separator: "\n").map(String.init) ?? []
    answer = (row["answer"] as Data?).map { String(decoding: $0, as: UTF8.self) }
    failure = row["failure"]
    message = row["message"]
  }

  /// What was sent and what came back.
  package var json: JSON {
    var json = JSONObject()
    json["method"] = .string(request.method.rawValue)
    json["path"] = .string(request.path)
    json["body"] = request.body.map { Self.json($0) }
    json["begun"] = .string(begun.rfc3339)
    json["status"] = status.map { .number(String($0)) } ?? .null
    json["ms"] = milliseconds.map { .number(String($0)) }
    if !headers.isEmpty { json["headers"] = .array(headers.map { .string($0) }) }
    json["answer"] = answer.map { $0.isEmpty ? .null : Self.json(Array($0.utf8)) }
    json["failure"] = failure.map { .string($0) }
    json["message"] = message.map { .string($0) }
    return .object(json)
  }

  /// The JSON itself, or the text of what is none.
  private static func json(_ bytes: [UInt8]) -> JSON {
    (try? JSONDocument(parsing: bytes).value) ?? .string(String(decoding: bytes, as: UTF8.self))
  }
}

extension PlannedSession {
  init?(_ row: Row) {
    guard let id = row["session"] as String?,
      let source = (row["session_source"] as String?).flatMap({ Source(rawValue: $0) })
    else { return nil }
    self.init(id: id, source: source)
  }
}
