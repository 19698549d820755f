internal import CallFormats
internal import Delivery
internal import KustomerDestination
internal import Records

/// What `send --dry-run` does: every plan as it would go out, and nothing goes out.
struct DryRun {
  private let destination: Destination
  private let moment: Timestamp
  private let via: SendRoute
  private let authorization: String
  private let report: SendReport
  private let profile: String
  /// Nil while nothing was ever sent: a dry run makes no journal.
  private let journal: Journal?

  init(
    _ invocation: Invocation, _ settings: Settings, _ profile: Profile, _ via: SendRoute,
    _ report: SendReport
  ) throws {
    destination = Destination(settings: settings.destination)
    moment = invocation.now
    self.via = via
    switch via {
    case .kustomer: authorization = "Bearer " + (try invocation.maskedKey(of: profile))
    case .segment:
      _ = try invocation.segmentSource(of: profile)
      authorization = "Basic …"
    }
    self.report = report
    self.profile = profile.name
    journal = try invocation.existingJournal()
    // A hostile pod is refused here as it is when sending.
    if via == .kustomer { _ = try invocation.address(of: profile) }
  }

  func perform(_ input: InputFiles) throws {
    var sessions = KnownSessions(journal: journal, profile: profile)
    try input.read { record, file in
      switch record.call {
      case .success(let call):
        try sessions.learn(from: call)
        let plan = destination.plan(for: call, at: moment, sessions: sessions.book)
        sessions.book.record(plan)
        print(plan, call, record, file)
      case .failure(let error): report.print(unreadable: error, record, file, input)
      }
    } pause: {
    }
  }

  private func print(_ plan: Plan, _ call: Call, _ record: CallRecord, _ file: String?) {
    guard plan.verdict.isReady else {
      report.print(
        DeliveryReport(notSent: plan, line: record.line, item: record.item, file: file))
      return
    }
    var line = JSONObject()
    line["line"] = JSON(integerLiteral: record.line)
    line["item"] = record.item.map { JSON(integerLiteral: $0) }
    line["file"] = file.map { .string($0) }
    line["status"] = "would_send"
    line["verdict"] = .string(plan.verdict.rawValue)
    line["requests"] = .array(requests(plan, call).map(inFull))
    if let session = plan.session, session.source != .predicted {
      line["session"] = .string(session.id)
    }
    report.print(JSON.object(line).compact, status: "would_send", isFine: true)
  }

  /// The `messageId` of a call that has none is made from its number in the outbox.
  private func requests(_ plan: Plan, _ call: Call) -> [PlannedRequest] {
    guard via == .segment else { return plan.requests }
    let request = SegmentCall.request(
      call.json.compact, type: plan.type ?? "", message: "kc-…", moment: moment)
    return [request].compactMap(\.self)
  }

  /// A request as it would go out; `headers` stand before the body.
  private func inFull(_ request: PlannedRequest) -> JSON {
    guard var object = request.json.objectValue else { return request.json }
    let body = request.body
    let merges = object["merges"]
    object["body"] = nil
    object["merges"] = nil
    var headers: JSONObject = JSONObject([.init("Authorization", .string(authorization))])
    if body != nil { headers["Content-Type"] = "application/json" }
    object["headers"] = .object(headers)
    object["body"] = body
    object["merges"] = merges
    return .object(object)
  }
}

/// The journal's sent sessions, looked up as persons turn up, and those of this run on top.
private struct KnownSessions {
  let journal: Journal?
  let profile: String
  var book = SessionBook()
  private var seen: Set<String> = []

  init(journal: Journal?, profile: String) {
    self.journal = journal
    self.profile = profile
  }

  mutating func learn(from call: Call) throws {
    guard let journal else { return }
    let (user, visitor) = call.ids
    let isNewUser = user.map { seen.insert("user:" + $0).inserted } ?? false
    let isNewVisitor = visitor.map { seen.insert("anonymous:" + $0).inserted } ?? false
    guard isNewUser || isNewVisitor else { return }
    let users = isNewUser ? [user].compactMap(\.self) : []
    let visitors = isNewVisitor ? [visitor].compactMap(\.self) : []
    take(over: try journal.sessions(of: profile, users: users, visitors: visitors), users, visitors)
  }

  private mutating func take(over known: SessionBook, _ users: [String], _ visitors: [String]) {
    for visitor in visitors {
      if let user = known.links[visitor] { book.link(anonymousId: visitor, to: user, at: nil) }
    }
    let persons =
      users.map(Person.user) + visitors.map { known.links[$0].map(Person.user) ?? .anonymous($0) }
    for session in persons.flatMap(known.sessions) { book.insert(session) }
  }
}

extension Invocation {
  /// The key as a dry run shows it; a program or keyring is not asked for a key that is not used.
  fileprivate func maskedKey(of profile: Profile) throws -> String {
    switch profile.key {
    case .command, .keyring: return "…"
    case .environment, .file, nil: break
    }
    do {
      return try key(of: profile).masked
    } catch is SettingsError {
      return "…"
    }
  }
}
