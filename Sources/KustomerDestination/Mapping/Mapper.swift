/// The work on one call: reads it, collects rows and findings, and gives a plan.
///
/// A rule never writes into a request. It appends a row that says what goes where, and the
/// requests are folded from the rows: what the trace explains is what is sent.
struct Mapper {
  let call: Call
  let document: JSONView
  let envelope: Envelope
  let context: KnownMembers<ContextField>
  let properties: KnownMembers<PropertyField>
  let settings: DestinationSettings
  let rules: MappingRules
  let moment: Timestamp
  let sessions: SessionBook

  var rows: [Row] = []
  /// What the rows send, in the order in which it is sent.
  var targets: [Target] = []
  /// See `MappedCall.texts`.
  var texts: [String] = []
  /// Findings in the order of the checks.
  var findings: [Finding] = []
  /// The verdicts that fired, in the order of the checks, with the findings that carry them.
  var refusals: [(verdict: Verdict, finding: Finding)] = []
  var hasLoss = false

  /// The type as read, in lower case.
  var typeText: String?
  var type: CallType?
  /// Ids that can be sent; nil for absent and for wrong ones.
  var user: Identifier?
  var visitor: Identifier?
  var person: Person?
  var time: Timestamp
  /// The value that `time` was read from; nil when it is the moment of sending.
  var timeNode: Int?
  var session: PlannedSession?
  /// The generated id of `session` in parts.
  var sessionID: SessionID?

  /// An id of the call.
  struct Identifier {
    var node: Int
    var key: ExactText
    /// As it is sent: a number as its digits.
    var leaf: Leaf
    var text: String { key.text }

    /// How it became what is sent.
    var rule: StaticString {
      if case .written = leaf { "copied" } else { "a whole number, sent as text" }
    }
  }

  var ids: CallIds { CallIds(user: user?.key, visitor: visitor?.key) }

  /// A mapper of a call; `document` is lent by it for as long as the mapper lives.
  init(
    _ call: Call, _ document: JSONView, _ destination: Destination, moment: Timestamp,
    sessions: SessionBook
  ) {
    self.call = call
    self.document = document
    envelope = Envelope(of: document)
    context = KnownMembers(of: envelope[.context], in: document, by: ContextField.names)
    properties = KnownMembers(of: envelope[.properties], in: document, by: PropertyField.names)
    settings = destination.settings
    rules = destination.rules
    self.moment = moment
    self.sessions = sessions
    time = moment
    rows.reserveCapacity(20)
    targets.reserveCapacity(16)
  }

  mutating func plan() -> Plan {
    checkText(size: call.compactSize)
    readTime()
    readType()
    warnOfUnreadMembers()
    checkIds()
    checkFields()
    checkIntegrations()
    if let type, type != .identify { mapEvent(type) } else if type == .identify { mapCustomer() }
    return finished()
  }

  private mutating func finished() -> Plan {
    var sent: MappedCall?
    var requests: [PlannedRequest] = []
    if refusals.isEmpty {
      let mapped = mappedCall
      requests = type == .identify ? customerRequests(mapped) : eventRequests(mapped)
      checkBodies(requests)
      sent = mapped
    }
    let refusal = refusals.first
    let verdict = refusal?.verdict ?? (hasLoss ? .readyWithLoss : .ready)
    if let refusal {
      withdraw(because: refusal.finding.code)
      sent = nil
    }
    return Plan(
      type: typeText, verdict: verdict, requests: verdict.isReady ? requests : [],
      session: verdict.isReady ? session : nil,
      person: person, time: time, moment: moment,
      link: verdict.isReady ? link : nil, ids: ids, sessionID: sessionID, call: sent ?? mappedCall,
      findings: .found(orderedFindings()))
  }

  private var mappedCall: MappedCall {
    MappedCall(
      call.document, type: type, rows: rows, targets: targets, texts: texts, session: sessionID)
  }

  /// The ids that the call links; nil unless it carries both.
  var link: Plan.Link? {
    guard let user, let visitor else { return nil }
    return Plan.Link(userId: user.text, anonymousId: visitor.text)
  }

  /// The verdict's own finding first, then all others as they were met.
  ///
  /// Notes say what becomes of what is sent, so of a call that is not sent there are none.
  private func orderedFindings() -> [Finding] {
    guard !refusals.isEmpty else { return findings }
    return refusals.map(\.finding) + findings.filter { $0.severity != .note }
  }

  /// Of a call that is not sent no value has a target.
  private mutating func withdraw(because code: Code) {
    targets = []
    rows.removeAll { $0.source == 0 }
    for at in rows.indices where rows[at].reason == nil {
      rows[at] = Row(rows[at].source, dropped: code)
    }
  }

  private mutating func checkBodies(_ requests: [PlannedRequest]) {
    // A text in a list is escaped twice, which doubles it; nothing makes a body six times a call.
    guard call.document.extent > rules.bodyLimit / 6 else { return }
    for request in requests {
      guard case .folded(let call, let body) = request.content else { continue }
      let size = call.size(of: body)
      guard size > rules.bodyLimit else { continue }
      refuse(
        .rejected, .bodyTooLarge,
        "the body of \(request.method.rawValue) \(request.path) has \(size) bytes and Kustomer "
          + "takes \(rules.bodyLimit); send fewer or shorter values")
    }
  }
}

extension Mapper {
  mutating func refuse(
    _ verdict: Verdict, _ code: Code, path: Finding.Path = .text(""), _ message: String
  ) {
    let severity: Diagnostic.Severity =
      switch verdict {
      case .filtered: .note
      case .nothingToSend: .warning
      default: .error
      }
    refusals.append(
      (verdict, Finding(severity: severity, code: code, path: path, message: message)))
  }

  mutating func warn(_ code: Code, _ path: Finding.Path, _ message: String) {
    findings.append(Finding(severity: .warning, code: code, path: path, message: message))
  }

  mutating func note(_ code: Code, _ path: Finding.Path, _ message: String) {
    findings.append(Finding(severity: .note, code: code, path: path, message: message))
  }

  /// The row of a value that is sent.
  mutating func row(
    _ source: Int, to target: Target, and second: Target? = nil, rule: StaticString,
    _ provenance: Provenance
  ) -> Row {
    let start = Int32(truncatingIfNeeded: targets.count)
    targets.append(target)
    if let second { targets.append(second) }
    let end = Int32(truncatingIfNeeded: targets.count)
    return Row(source, to: start..<end, rule: rule, provenance)
  }

  /// Keeps a text that does not stand in the call as it is sent.
  mutating func made(_ text: String) -> Leaf { .made(keep(text)) }

  mutating func keep(_ text: String) -> Int32 {
    texts.append(text)
    return Int32(truncatingIfNeeded: texts.count - 1)
  }

  /// The dotted path of a member's value.
  func path(_ node: Int) -> String { document.path(toValueOf: node - 1) }

  /// Drops a value of the call, says so, and counts it as a loss unless it is empty.
  mutating func drop(_ node: Int, _ code: Code, _ message: String, isLoss: Bool = true) {
    rows.append(Row(node, dropped: code, isLoss: isLoss))
    warn(code, .node(node), message)
    if isLoss { hasLoss = true }
  }

  /// Drops a null, a blank, an empty object or an empty array.
  mutating func dropEmpty(_ node: Int) {
    drop(node, .emptyValue, "empty values are not sent and never clear a field", isLoss: false)
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
