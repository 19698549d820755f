package import KustomerDestination
package import Records

/// What has become of one call of a run.
package struct DeliveryReport: Sendable, Hashable {
  /// One request of the delivery, with the answer to its last try.
  package struct Request: Sendable, Hashable {
    /// The HTTP method.
    package var method: PlannedRequest.Method
    /// As sent.
    package var path: String
    /// Nil when no answer came.
    package var status: Int?
    /// From the start of the request to its answer or failure.
    package var milliseconds: Int
  }

  /// In the journal; nil for a call that never was in the outbox.
  package var id: Int64?
  /// 1-based, where the record starts in its input.
  package var line: Int
  /// 1-based place inside an array or batch; nil outside one.
  package var item: Int?
  /// Nil unless several files are read.
  package var file: String?
  /// What has become of it.
  package var status: DeliveryStatus
  /// The verdict of its plan.
  package var verdict: String
  /// The most tries that any one request needed.
  package var attempts: Int
  /// In the order in which they first went out.
  package var requests: [Request]
  /// Kustomer's id of the customer; nil when unknown.
  package var customer: String?
  /// The session id that was sent; nil when none was.
  package var session: String?
  /// Why nothing was sent; only with `notSent`.
  package var code: String?
  /// With `failed`, `uncertain` and `waiting`.
  package var problem: DeliveryProblem?
  /// What the person should know although it was delivered.
  package var notes: [String]

  /// The report of a call that is not sent, for the reason that its plan gives.
  package init(notSent plan: Plan, line: Int, item: Int? = nil, file: String? = nil) {
    self.init(
      notSent: plan.diagnostics.first?.code.rawValue ?? plan.verdict.rawValue,
      verdict: plan.verdict, line: line, item: item, file: file)
  }

  /// The report of a record that is not sent: unreadable ones have no plan.
  package init(
    notSent code: String, verdict: KustomerDestination.Verdict, line: Int, item: Int? = nil,
    file: String? = nil
  ) {
    self.line = line
    self.item = item
    self.file = file
    self.code = code
    status = .notSent
    self.verdict = verdict.rawValue
    attempts = 0
    requests = []
    notes = []
  }

  init(_ delivery: WaitingDelivery, _ status: DeliveryStatus, problem: DeliveryProblem? = nil) {
    id = delivery.id
    line = delivery.line
    item = delivery.item
    file = delivery.file
    self.status = status
    verdict = delivery.verdict
    attempts = 0
    requests = []
    customer = delivery.customer
    session = delivery.session
    self.problem = problem
    notes = []
  }

  /// The report of a call that another process has taken to its end.
  init(_ detail: HistoryDetail) {
    let entry = detail.entry
    id = entry.id
    line = entry.line
    item = entry.item
    file = entry.file
    status = entry.status
    verdict = entry.verdict
    attempts = entry.tries
    requests = []
    for attempt in detail.attempts {
      requests.note(
        Request(
          method: attempt.request.method, path: attempt.request.path, status: attempt.status,
          milliseconds: attempt.milliseconds ?? 0))
    }
    customer = entry.customer
    session = entry.session.flatMap { $0.source == .predicted ? nil : $0.id }
    problem = entry.problem
    notes = entry.notes
  }

  /// The line that `send` prints, without a line end.
  package func jsonLine() -> String {
    var line = JSONObject()
    line["line"] = .number(String(self.line))
    line["item"] = item.map { .number(String($0)) }
    line["file"] = file.map { .string($0) }
    line["status"] = .string(status.rawValue)
    line["verdict"] = .string(verdict)
    line["code"] = code.map { .string($0) }
    if status != .notSent {
      line["attempts"] = .number(String(attempts))
      line["requests"] = .array(requests.map(\.json))
    }
    line["customer"] = customer.map { .string($0) }
    line["session"] = session.map { .string($0) }
    line["error"] = problem.map { $0.json(isWaiting: status == .waiting) }
    return JSON.object(line).compact
  }
}

extension [DeliveryReport.Request] {
  /// Takes in a try, in the place of the one before of the same request.
  mutating func note(_ entry: DeliveryReport.Request) {
    let twin = firstIndex { $0.method == entry.method && $0.path == entry.path }
    if let twin { self[twin] = entry } else { append(entry) }
  }
}

extension DeliveryReport.Request {
  /// `{"method","path","status","ms"}`.
  package var json: JSON {
    [
      "method": .string(method.rawValue), "path": .string(path),
      "status": status.map { .number(String($0)) } ?? .null,
      "ms": .number(String(milliseconds)),
    ]
  }
}
