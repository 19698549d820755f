import KustomerDestination
import Records
import Testing

@testable import Delivery

@Suite struct DeliveryProgressTests {
  private let now = Timestamp(milliseconds: 1_700_000_000_000)

  private func plan(_ text: String, company: CompanyRule = .skip) throws -> [PlannedRequest] {
    let destination = Destination(settings: DestinationSettings(company: company))
    return destination.plan(for: try Call(parsing: text), at: now).requests
  }

  private func progress(
    _ text: String, tries: Int = 3, company: CompanyRule = .skip
  ) throws -> DeliveryProgress {
    DeliveryProgress(
      id: 1, requests: try plan(text, company: company),
      settings: DeliverySettings(tries: tries, backoffBase: Milliseconds(100)), host: "org")
  }

  private let identify =
    #"{"type":"identify","userId":"u 1","anonymousId":"v","#
    + #""traits":{"email":"jo@x.org","phone":"+49 1","website":"x.org"}}"#
  private let event = #"{"type":"track","userId":"u","event":"E"}"#

  private func answer(
    _ status: Int, _ body: String = "", _ headers: [String: String] = [:], isComplete: Bool = true
  ) -> Exchange {
    .answered(
      HTTPResponse(
        status: status, headers: headers.map { .init(name: $0.key, value: $0.value) },
        body: Array((body.isEmpty ? Self.word(of: status) : body).utf8), milliseconds: 1,
        isComplete: isComplete))
  }

  /// What Kustomer's answers of that status hold at least.
  private static func word(of status: Int) -> String {
    status == 200 || status == 201 ? #"{"data":{"type":"thing"}}"# : ""
  }

  private func failure(_ kind: TransportFailure.Kind, wasWritten: Bool) -> Exchange {
    .failed(TransportFailure(kind, wasWritten: wasWritten, "it failed"))
  }

  private func record(
    _ id: String, externalId: String? = nil, emails: [String] = [], company: String? = nil
  ) -> String {
    let list = emails.map { #"{"email":"\#($0)","type":"home"}"# }.joined(separator: ",")
    let externalId = externalId.map { #""externalId":"\#($0)","# } ?? ""
    let company = company.map { #","relationships":{"company":{"data":{"id":"\#($0)"}}}"# } ?? ""
    return #"{"data":{"type":"customer","id":"\#(id)","#
      + #""attributes":{\#(externalId)"emails":[\#(list)]}\#(company)}}"#
  }

  /// Plays answers and gives back what went out for each, and the last move.
  private func play(
    _ progress: inout DeliveryProgress, _ answers: [Exchange]
  ) throws -> (sent: [String], last: DeliveryProgress.Move?) {
    var sent: [String] = []
    var last: DeliveryProgress.Move?
    for answer in answers {
      let request = try #require(progress.request)
      let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
      sent.append("\(request.method.rawValue) \(request.path)\(body)")
      last = progress.record(answer, at: now)
    }
    return (sent, last)
  }

  @Test func `an unknown customer is created`() throws {
    var progress = try progress(identify)
    let (sent, last) = try play(&progress, [answer(404), answer(201, record("c1")), answer(201)])
    #expect(
      sent == [
        "GET /v1/customers/externalId=u%201",
        "POST /v1/customers "
          + #"{"externalId":"u 1","emails":[{"email":"jo@x.org"}],"phones":[{"phone":"+491"}],"#
          + #""urls":[{"url":"https://x.org","type":"website"}]}"#,
        #"POST /v1/tracking/identity {"trackingId":"v","externalId":"u 1"}"#,
      ])
    #expect(last == .delivered)
    #expect(progress.customer == "c1")
    #expect(progress.tries == 1)
  }

  @Test func `a known customer is changed and keeps what it has`() throws {
    var progress = try progress(identify)
    let found = record("c-1", emails: ["a@x.org", "JO@X.ORG"], company: "co1")
    let (sent, last) = try play(&progress, [answer(200, found), answer(200), answer(201)])
    #expect(
      sent[1] == "PATCH /v1/customers/c-1 "
        + #"{"phones":[{"phone":"+491"}],"urls":[{"url":"https://x.org","type":"website"}],"#
        + #""company":"co1"}"#)
    #expect(last == .delivered)
  }

  @Test func `arrays are united to ten with ours last`() throws {
    var progress = try progress(#"{"type":"identify","userId":"u","traits":{"email":"jo@x.org"}}"#)
    let found = record("c", emails: (0..<10).map { "e\($0)@x.org" })
    let (sent, _) = try play(&progress, [answer(200, found), answer(200)])
    let kept = (0..<9).map { #"{"email":"e\#($0)@x.org","type":"home"},"# }.joined()
    #expect(sent[1] == #"PATCH /v1/customers/c {"emails":[\#(kept){"email":"jo@x.org"}]}"#)
  }

  @Test func `a list that the plan does not name is sent as planned`() throws {
    var requests = try plan(identify)
    requests[1].merges = ["phones"]
    var progress = DeliveryProgress(
      id: 1, requests: requests, settings: DeliverySettings(), host: "org")
    let (sent, _) = try play(
      &progress, [answer(200, record("c1", emails: ["a@x.org"])), answer(200)])
    #expect(sent[1].contains(#""emails":[{"email":"jo@x.org"}]"#))
  }

  @Test func `somebody else was faster`() throws {
    var progress = try progress(identify)
    let (sent, last) = try play(
      &progress,
      [
        answer(404), answer(409), answer(200, record("c9", externalId: "u 1")), answer(200),
        answer(201),
      ])
    #expect(sent[2] == "GET /v1/customers/externalId=u%201")
    #expect(sent[3].hasPrefix("PATCH /v1/customers/c9 "))
    #expect(last == .delivered)
    #expect(progress.notes.isEmpty)
  }

  @Test func `a customer without externalId takes ours`() throws {
    var progress = try progress(identify)
    let (sent, last) = try play(
      &progress,
      [
        answer(404), answer(409), answer(404), answer(200, record("c9", emails: ["jo@x.org"])),
        answer(200), answer(201),
      ])
    #expect(sent[3] == "GET /v1/customers/email=jo%40x.org")
    #expect(
      sent[4] == "PATCH /v1/customers/c9 "
        + #"{"externalId":"u 1","phones":[{"phone":"+491"}],"#
        + #""urls":[{"url":"https://x.org","type":"website"}]}"#)
    #expect(last == .delivered)
    #expect(progress.customer == "c9")
    #expect(progress.notes.count == 1)
  }

  @Test func `clashing addresses of others are shared`() throws {
    var progress = try progress(identify)
    let (sent, last) = try play(
      &progress,
      [
        answer(404), answer(409), answer(404), answer(200, record("c8", externalId: "other")),
        answer(200, record("c7", externalId: "third")), answer(201, record("c1")), answer(201),
      ])
    #expect(sent[4] == "GET /v1/customers/phone=%2B491")
    #expect(
      sent[5] == "POST /v1/customers "
        + #"{"externalId":"u 1","urls":[{"url":"https://x.org","type":"website"}],"#
        + #""sharedEmails":[{"email":"jo@x.org"}],"sharedPhones":[{"phone":"+491"}]}"#)
    #expect(last == .delivered)
    #expect(progress.notes.count == 2)
  }

  @Test func `a change that clashes shares the address`() throws {
    var progress = try progress(identify)
    let (sent, last) = try play(
      &progress,
      [
        answer(200, record("c1", emails: ["a@x.org"])), answer(409),
        answer(200, record("c8", externalId: "other")), answer(404), answer(200), answer(201),
      ])
    #expect(
      sent[4] == "PATCH /v1/customers/c1 "
        + #"{"phones":[{"phone":"+491"}],"urls":[{"url":"https://x.org","type":"website"}],"#
        + #""sharedEmails":[{"email":"jo@x.org"}]}"#)
    #expect(last == .delivered)
  }

  @Test(arguments: [[409], [200, 409]])
  func `a 409 with nothing to read again fails`(statuses: [Int]) throws {
    // It once left the call with no request and no end: the run waited for ever.
    var progress = try progress(#"{"type":"identify","userId":"u","traits":{"name":"Jo"}}"#)
    let answers = statuses.map { answer($0, $0 == 200 ? record("c1") : "") }
    guard case .failed = try play(&progress, answers).last else {
      Issue.record("went on without a request")
      return
    }
  }

  @Test func `what is read again after a 409 is not read again after another`() throws {
    var progress = try progress(identify)
    let (_, last) = try play(
      &progress,
      [answer(404), answer(409), answer(200, record("c9", externalId: "u 1")), answer(409)])
    guard case .failed(let problem) = last else {
      Issue.record("\(String(describing: last))")
      return
    }
    #expect(problem.code == "conflict")
  }

  @Test func `a second 409 fails`() throws {
    var progress = try progress(identify)
    let (_, last) = try play(
      &progress, [answer(404), answer(409), answer(404), answer(404), answer(404), answer(409)])
    guard case .failed(let problem) = last else {
      Issue.record("\(String(describing: last))")
      return
    }
    #expect(problem.code == "conflict")
  }

  @Test func `a company is found or created before the customer`() throws {
    let text =
      #"{"type":"identify","userId":"u","traits":{"company":{"id":"A 1","name":"Acme"}}}"#
    var created = try progress(text, company: .link)
    let (sent, last) = try play(
      &created,
      [
        answer(200, #"{"data":[]}"#), answer(201, #"{"data":{"type":"company","id":"co7"}}"#),
        answer(404), answer(201),
      ])
    #expect(sent[0] == "GET /v1/companies?externalId=A%201")
    #expect(sent[1] == #"POST /v1/companies {"externalId":"A 1","name":"Acme"}"#)
    #expect(sent[3] == #"POST /v1/customers {"externalId":"u","company":"co7"}"#)
    #expect(last == .delivered)

    var found = try progress(text, company: .link)
    let (short, _) = try play(
      &found, [answer(200, #"{"data":[{"type":"company","id":"co8"}]}"#), answer(404), answer(201)])
    #expect(short[2] == #"POST /v1/customers {"externalId":"u","company":"co8"}"#)
  }

  @Test(arguments: [
    (400, "failed"), (402, "failed"), (404, "failed"), (405, "failed"), (409, "failed"),
    (413, "failed"), (422, "failed"), (501, "failed"), (401, "stop"), (403, "stop"),
    (302, "stop"), (408, "wait"), (423, "wait"), (425, "wait"), (429, "wait"), (503, "wait"),
    (500, "uncertain"), (502, "uncertain"), (504, "uncertain"), (520, "uncertain"),
    (200, "uncertain"), (201, "uncertain"), (202, "uncertain"), (204, "uncertain"),
  ])
  func `a status decides`(status: Int, move: String) throws {
    var progress = try progress(event)
    let (_, last) = try play(&progress, [answer(status, "<html>")])
    let name = last.map { String(describing: $0).prefix { $0 != "(" } }.map(String.init)
    #expect(name == move)
  }

  @Test(
    arguments: [
      (.couldNotConnect, false, "wait"), (.connectTimedOut, false, "wait"),
      (.writeTimedOut, false, "wait"), (.cut, false, "wait"), (.cut, true, "uncertain"),
      (.readTimedOut, true, "uncertain"), (.notHTTP, true, "uncertain"),
      (.cancelled, true, "uncertain"), (.cancelled, false, "putBack"), (.tls, false, "stop"),
      (.local, false, "stop"),
    ] as [(TransportFailure.Kind, Bool, String)])
  func `a failure of a tracking request decides by whether it was written`(
    kind: TransportFailure.Kind, wasWritten: Bool, move: String
  ) throws {
    var progress = try progress(event)
    let (_, last) = try play(&progress, [failure(kind, wasWritten: wasWritten)])
    #expect(last.map { "\($0)".hasPrefix(move) } == true)
  }

  @Test func `a creation that may have been carried out is looked up again`() throws {
    var progress = try progress(identify)
    let (sent, last) = try play(
      &progress,
      [
        answer(404), failure(.cut, wasWritten: true), answer(200, record("c1")), answer(200),
        answer(201),
      ])
    #expect(sent[2] == sent[0])
    #expect(sent[3].hasPrefix("PATCH /v1/customers/c1"))
    #expect(last == .delivered)
  }

  @Test func `a found record that cannot be read is asked for again`() throws {
    var progress = try progress(identify)
    let cut = answer(200, #"{"data":{"id":"c"#, isComplete: false)
    let (sent, last) = try play(&progress, [cut, answer(200, "<html>"), answer(404)])
    #expect(Set(sent) == ["GET /v1/customers/externalId=u%201"])
    #expect(last == .proceed)
  }

  @Test func `tries are counted per request`() throws {
    var progress = try progress(identify, tries: 2)
    let (_, last) = try play(
      &progress,
      [answer(500), answer(404), answer(500), answer(404), answer(201), answer(500), answer(201)])
    #expect(last == .delivered)
    #expect(progress.tries == 2)
  }

  @Test func `used up tries put the delivery back`() throws {
    var progress = try progress(event, tries: 2)
    let (_, last) = try play(&progress, [answer(503), answer(503)])
    guard case .putBack(let problem) = last else {
      Issue.record("\(String(describing: last))")
      return
    }
    #expect(problem.cause == .server)
  }

  @Test(arguments: [
    (["x-ratelimit-reset": "1700000007", "retry-after": "3"], 7_000),
    (["retry-after": "3"], 3_000), ([:], 60_000),
    (["retry-after": "Tue, 14 Nov 2023 22:13:30 GMT"], 10_000), (["retry-after": "soon"], 60_000),
    (["x-ratelimit-reset": "99", "retry-after": "2"], 2_000),
    (["retry-after": "0.5"], 500), (["retry-after": "-5"], 60_000),
    (["retry-after": "+5"], 60_000), (["retry-after": "1e2"], 60_000),
    (["retry-after": "900"], 900_000),
    (["retry-after": "Tuesday, 14-Nov-23 22:13:31 GMT"], 11_000),
    (["retry-after": "Tue Nov 14 22:13:32 2023"], 12_000),
    (["retry-after": "Wed Nov  1 22:13:32 2023"], 0),
    // The org's clock is an hour ahead: its dates count from its own.
    (
      ["retry-after": "Tue, 14 Nov 2023 23:13:27 GMT", "date": "Tue, 14 Nov 2023 23:13:20 GMT"],
      7_000
    ),
    (["x-ratelimit-reset": "1700003607", "date": "Tuesday, 14-Nov-23 23:13:20 GMT"], 7_000),
    (["x-ratelimit-reset": "1700086401", "retry-after": "4"], 4_000),
    (["x-ratelimit-reset": "-1", "retry-after": "4"], 4_000),
    (["x-ratelimit-reset": "9223372036854775807", "retry-after": "4"], 4_000),
    (["x-ratelimit-reset": "99999999999999999999", "retry-after": "4"], 4_000),
    (
      ["x-ratelimit-reset": "1800000005", "date": "Fri, 15 Jan 2027 08:00:00 GMT"], 5_000
    ),
  ])
  func `a 429 waits for reset, else Retry-After, else a minute`(
    headers: [String: String], wait: Int
  ) throws {
    var progress = try progress(event)
    let (_, last) = try play(&progress, [answer(429, "", headers)])
    guard case .wait(let moment, _) = last else {
      Issue.record("\(String(describing: last))")
      return
    }
    #expect(moment - now == Milliseconds(Int64(wait)))
  }

  @Test(arguments: [
    ["retry-after": "901"], ["retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"],
    ["retry-after": "99999999999999999999999999"], ["x-ratelimit-reset": "1700080000"],
  ])
  func `who asks for more than a quarter of an hour is left to a later run`(
    headers: [String: String]
  ) throws {
    var progress = try progress(event)
    let (_, last) = try play(&progress, [answer(429, "", headers)])
    guard case .putBack(let problem) = last else {
      Issue.record("\(String(describing: last))")
      return
    }
    #expect(problem.cause == .limit)
    #expect(problem.hint.hasPrefix("go on at "))
  }

  @Test(arguments: [
    (204, "", true), (204, "x", false), (201, #"{"data":{}}"#, true), (200, #"{"data":[]}"#, true),
    (201, "", false), (200, #"{"data":null}"#, false), (200, #"{"ok":true}"#, false),
    (200, "<html>sign in</html>", false), (202, #"{"data":{}}"#, false), (205, "", false),
    (206, #"{"data":{}}"#, false), (200, #"{"data":{},"errors":[{"code":"x"}]}"#, false),
  ])
  func `an event has landed when Kustomer says so`(
    status: Int, body: String, isDelivered: Bool
  ) throws {
    var progress = try progress(#"{"type":"page","anonymousId":"v","name":"P"}"#)
    let exchange = Exchange.answered(
      HTTPResponse(status: status, body: Array(body.utf8), milliseconds: 1))
    let (_, last) = try play(&progress, [exchange])
    switch last {
    case .delivered: #expect(isDelivered)
    case .uncertain(let problem):
      #expect(!isDelivered)
      #expect(problem.code == "strange_answer")
      #expect(problem.message.hasPrefix("org answered \(status) to POST /v1/tracking/event with "))
    default: Issue.record("\(String(describing: last))")
    }
  }

  @Test(arguments: [
    #"{"data":{"type":"customer","id":"../../x"}}"#, #"{"data":{"type":"customer","id":""}}"#,
    #"{"data":{"type":"customer","id":7}}"#, #"{"data":{"type":"customer"}}"#,
    #"{"data":{"type":"customer","id":"a","id":"b"}}"#, #"{"data":"c1"}"#,
  ])
  func `a record whose id cannot be used is asked for again`(body: String) throws {
    var progress = try progress(identify)
    guard case .wait(_, let problem) = try play(&progress, [answer(200, body)]).last else {
      Issue.record("it was used")
      return
    }
    #expect(problem.code == "strange_answer")
    #expect(progress.request?.path == "/v1/customers/externalId=u%201")
  }

  @Test(arguments: [
    #"{"errors":[{"code":"badparam","message":"no such member","meta":{}}]}"#,
    #"{"errors":[{"status":"400","code":"badparam","title":"no such member","#
      + #""source":{"parameter":"tags"}}]}"#,
    #"{"errors":[{"status":400,"detail":"no such member","source":{"pointer":"tags"}}]}"#,
  ])
  func `both error shapes are read`(body: String) throws {
    var progress = try progress(event)
    let (_, last) = try play(&progress, [answer(400, body)])
    guard case .failed(let problem) = last else {
      Issue.record("\(String(describing: last))")
      return
    }
    #expect(
      problem.message
        == "org answered 400 to POST /v1/tracking/identityEvent: no such member")
    #expect(problem.member == (body.contains("tags") ? "tags" : nil))
  }

  @Test func `what the org says stays one line`() throws {
    var progress = try progress(event)
    let body = #"{"errors":[{"message":"a\nb\r\tc \#(String(repeating: "x", count: 9_000))"}]}"#
    let (_, last) = try play(&progress, [answer(400, body)])
    guard case .failed(let problem) = last else {
      Issue.record("\(String(describing: last))")
      return
    }
    #expect(!problem.message.contains("\n"))
    #expect(problem.message.count < 500)
  }
}
