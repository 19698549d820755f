/// The work on one call: reads it, collects rows and findings, and gives a plan.
///
/// A rule never writes into a request. It appends a row that says what goes where, and the
/// requests are folded from the rows: what the trace explains is what is sent.
struct Mapper {
  let document: JSONDocument
  let envelope: Envelope
  let settings: DestinationSettings
  let moment: Timestamp
  let sessions: SessionBook

  var rows: [Row] = []
  /// Findings in the order of the checks.
  var findings: [Diagnostic] = []
  /// The verdicts that fired, in the order of the checks, with the findings that carry them.
  var refusals: [(verdict: Verdict, finding: Diagnostic)] = []
  var hasLoss = false

  /// The type as read, in lower case.
  var typeText: String?
  var type: CallType?
  /// Value nodes of ids that can be sent; nil for absent and for wrong ones.
  var userId: Int?
  var anonymousId: Int?
  var time: Timestamp
  var session: PlannedSession?
  /// The generated id of `session` in parts.
  var sessionID: SessionID?
  var requests: [PlannedRequest] = []

  init(
    _ call: Call, settings: DestinationSettings, moment: Timestamp, sessions: SessionBook
  ) {
    document = call.document
    envelope = Envelope(of: call.document)
    self.settings = settings
    self.moment = moment
    self.sessions = sessions
    time = moment
    rows.reserveCapacity(24)
  }

  mutating func plan(size: Int) -> Plan {
    checkText(size: size)
    readTime()
    readType()
    checkIds()
    checkFields()
    checkIntegrations()
    if let type, type != .identify { mapEvent(type) } else if type == .identify { mapCustomer() }
    traceTheRest()
    return finished()
  }

  private mutating func finished() -> Plan {
    var refusal = refusals.first
    if refusal == nil {
      let payload = Payload(folding: rows)
      requests = type == .identify ? customerRequests(payload) : eventRequests(payload)
      checkBodies()
      refusal = refusals.first
    }
    let verdict = refusal?.verdict ?? (hasLoss ? .readyWithLoss : .ready)
    if let refusal { withdraw(because: refusal.finding.code) }
    let user = userId.map(document.text), visitor = anonymousId.map(document.text)
    let link: Plan.Link? = user.flatMap { user in
      visitor.map { Plan.Link(userId: user, anonymousId: $0) }
    }
    return Plan(
      type: typeText, verdict: verdict, requests: verdict.isReady ? requests : [],
      session: verdict.isReady ? session : nil, diagnostics: orderedFindings(),
      person: sessions.person(userId: user, anonymousId: visitor), time: time,
      link: verdict.isReady ? link : nil, sessionID: sessionID, document: document, rows: rows)
  }

  /// The verdict's own finding first, then all others as they were met.
  private func orderedFindings() -> [Diagnostic] {
    guard let first = refusals.first else { return findings }
    return [first.finding] + refusals.dropFirst().map(\.finding) + findings
  }

  /// Of a call that is not sent no value has a target.
  private mutating func withdraw(because code: Code) {
    rows.removeAll { $0.source == 0 }
    for at in rows.indices where rows[at].reason == nil {
      rows[at] = Row(rows[at].source, dropped: code)
    }
  }

  private mutating func checkBodies() {
    guard document.extent > 16_000 else { return }
    for request in requests {
      guard let body = request.body else { continue }
      let size = body.compactBytes.count
      guard size > 100_000 else { continue }
      refuse(
        .rejected, .bodyTooLarge,
        "the body of \(request.method.rawValue) \(request.path) has \(size) bytes and Kustomer "
          + "takes 100000; send fewer or shorter values")
    }
  }
}

extension Mapper {
  mutating func refuse(_ verdict: Verdict, _ code: Code, path: String = "", _ message: String) {
    let severity: Diagnostic.Severity =
      switch verdict {
      case .filtered: .note
      case .nothingToSend: .warning
      default: .error
      }
    refusals.append((verdict, Diagnostic(severity, code, path: path, message)))
  }

  mutating func warn(_ code: Code, _ path: String, _ message: String) {
    findings.append(Diagnostic(.warning, code, path: path, message))
  }

  mutating func note(_ code: Code, _ path: String, _ message: String) {
    findings.append(Diagnostic(.note, code, path: path, message))
  }

  /// The dotted path of a member's value.
  func path(_ node: Int) -> String { document.path(toValueOf: node - 1) }

  /// Drops a value of the call, says so, and counts it as a loss unless it is empty.
  mutating func drop(_ node: Int, _ code: Code, _ message: String, isLoss: Bool = true) {
    rows.append(Row(node, dropped: code))
    warn(code, path(node), message)
    if isLoss { hasLoss = true }
  }

  /// Drops a null, a blank, an empty object or an empty array.
  mutating func dropEmpty(_ node: Int) {
    drop(node, .emptyValue, "empty values are not sent and never clear a field", isLoss: false)
  }

  /// Null, a blank string, `{}` or `[]`.
  func isEmpty(_ node: Int) -> Bool {
    switch document.kind(node) {
    case .object, .array: document.count(node) == 0
    default: document.isBlank(node)
    }
  }

  /// What a value is, for messages.
  func kindText(_ node: Int) -> String {
    switch document.kind(node) {
    case .null: "null"
    case .no, .yes: "a boolean"
    case .number: "a number"
    case .string, .key: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
