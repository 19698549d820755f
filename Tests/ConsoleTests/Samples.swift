internal import Console
internal import KustomerDestination
internal import Records

/// A journal in which the seed's four calls and a few more were sent.
enum Journal {
  static let start = Timestamp(milliseconds: 1_706_088_131_000)

  static func contents(_ entries: [HistoryEntry] = visit) -> StartContents {
    var sessions = SessionBook()
    for entry in entries where entry.status == .delivered {
      guard let call = try? Call(parsing: entry.call.compact) else { continue }
      sessions.record(
        Destination().plan(for: call, at: entry.moment, sessions: sessions))
    }
    return StartContents(
      profiles: [.sandbox, acme], sessions: sessions, entries: entries)
  }

  static let acme = ProfileSummary(
    name: "acme", label: "ACME production", orgPod: "prod1", host: "api.kustomerapp.com",
    mode: .ask, keyLastFour: "c3f9", keySource: "file")

  static let visit: [HistoryEntry] = {
    var entries: [HistoryEntry] = []
    var sessions = SessionBook()
    let calls = SampleCall.seed.map(\.call) + [loggedIn, billing, landing]
    let minutes: [Int64] = [0, 7, 8, 12, 52, 60, 64]
    for (at, call) in calls.enumerated() {
      let moment = start + .minutes(minutes[at])
      guard let parsed = try? Call(parsing: JSON.object(call).compact) else { continue }
      let plan = Destination().plan(for: parsed, at: moment, sessions: sessions)
      sessions.record(plan)
      entries.append(
        HistoryEntry(
          id: CallID(Int64(at + 1)), profile: "sandbox", call: .object(call),
          moment: moment, status: at == 5 ? .failed : .delivered, session: plan.session,
          exchanges: exchanges(of: plan, at: moment, isRefused: at == 5),
          problem: at == 5 ? "Kustomer does not take meta.Tags" : nil))
    }
    return entries
  }()

  private static func exchanges(
    of plan: Plan, at moment: Timestamp, isRefused: Bool
  ) -> [Exchange] {
    plan.requests.filter { $0.condition != .found }.enumerated().map { at, request in
      let isLookUp = request.method == .get
      let isEvent = request.path == "/v1/tracking/event"
      let status = isRefused ? 400 : isLookUp ? 404 : isEvent ? 204 : 201
      return Exchange(
        method: request.method.rawValue, path: request.path, body: request.body?.compact,
        status: status, answer: answer(status), begun: moment + Milliseconds(Int64(at) * 14),
        milliseconds: 12)
    }
  }

  private static func answer(_ status: Int) -> String {
    switch status {
    case 400:
      """
      {"errors":[{"status":400,"code":"badparam","source":{"parameter":"meta.Tags"},\
      "title":"Additional properties not allowed"}]}
      """
    case 404:
      """
      {"errors":[{"status":404,"source":{"parameter":"externalId"},"code":"notfound",\
      "title":"Not Found"}]}
      """
    case 204: ""
    default:
      """
      {"data":{"type":"identity","id":"5f0c9a1e2b3c4d5e6f708192","attributes":{"status":"updated"}}}
      """
    }
  }

  /// The visit, its last event cut before it was answered.
  static let cut: [HistoryEntry] = {
    var entries = visit
    entries[4].status = .uncertain
    entries[4].exchanges[0].status = nil
    entries[4].exchanges[0].answer = ""
    entries[4].exchanges[0].problem = "api.kustomerapp.com cut the connection before it answered"
    entries[4].problem = "api.kustomerapp.com cut the connection before it answered"
    return entries
  }()

  /// The visit, its last event answered at the third try.
  static let delayed: [HistoryEntry] = {
    var entries = visit
    let last = entries[6].exchanges[0]
    let begin = last.begun
    entries[6].exchanges = [
      last.tried(503, begun: begin, nil),
      last.tried(429, begun: begin + Milliseconds(432), (420, "back-off")),
      last.tried(204, begun: begin + Milliseconds(5_644), (5_200, "until x-ratelimit-reset")),
    ]
    return entries
  }()

  /// What the sandbox has of the visit: one event in another session, one gone, one of others.
  static let readBack: ReadBack = {
    let arrived: (Int64) -> Timestamp = { start + .minutes($0) }
    return ReadBack(
      profile: "sandbox", person: .user("userId123"), moment: arrived(79), hasCustomer: true,
      events: [
        .init(
          .same, "Viewed-Pricing-Page", entry: .init(1), session: "abc123", arrived: arrived(0)),
        .init(.moved, "Viewed-Home-Screen", entry: .init(2), session: "s-9", arrived: arrived(7)),
        .init(.same, "Registered", entry: .init(4), session: "abc123", arrived: arrived(12)),
        .init(.missing, "Logged-In", entry: .init(5)),
        .init(.unexpected, "Viewed-Help-Page", session: "s-9", arrived: arrived(20)),
      ])
  }()

  private static let loggedIn = JSONObject([
    .init("type", "track"), .init("userId", "userId123"), .init("event", "Logged In"),
  ])
  private static let billing = JSONObject([
    .init("type", "page"), .init("userId", "userId123"), .init("name", "Billing"),
    .init("properties", ["tags": ["a", "b"]]),
  ])
  private static let landing = JSONObject([
    .init("type", "page"), .init("anonymousId", "visitor-2"), .init("name", "Landing"),
  ])
}

extension Exchange {
  /// The same request, with that answer, begun then after a pause.
  fileprivate func tried(
    _ status: Int, begun: Timestamp, _ pause: (milliseconds: Int64, reason: String)?
  ) -> Exchange {
    Exchange(
      method: method, path: path, body: body, status: status, begun: begun, milliseconds: 12,
      pause: pause.map { Pause(length: Milliseconds($0.milliseconds), reason: $0.reason) })
  }
}
