import Foundation
import GRDB
import KustomerDestination
import Records
import Testing

@testable import Delivery

@Suite final class JournalTests: Sendable {
  let folder = NSTemporaryDirectory() + "journal-" + UUID().uuidString
  var path: String { folder + "/state/journal.sqlite" }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func journal(at moment: String = "2024-05-01T10:00:00Z") throws -> Journal {
    let now = Timestamp(moment) ?? Timestamp(milliseconds: 0)
    return try Journal(at: path, clock: { now }, system: { now })
  }

  private func permit(_ profile: String = "acme") throws -> SendPermit {
    try Org(
      profile: profile, baseURL: OrgPod("prod1").baseURL, key: APIKey("0123456789"), mode: .live
    ).permit()
  }

  private func intake(
    _ journal: Journal, _ profile: String = "acme", moment: String = "2024-05-01T10:00:00Z"
  ) throws -> Intake {
    try journal.beginRun(
      permit(profile), destination: Destination(),
      moment: Timestamp(moment) ?? Timestamp(milliseconds: 0))
  }

  private func call(_ text: String, line: Int = 1) throws -> IntakeCall {
    IntakeCall(source: text, call: try Call(parsing: text), line: line)
  }

  private func event(
    _ time: String, user: String? = nil, visitor: String? = nil, type: String = "track"
  ) throws -> IntakeCall {
    let ids = [user.map { #""userId":"\#($0)""# }, visitor.map { #""anonymousId":"\#($0)""# }]
    let head = ids.compactMap { $0 }.joined(separator: ",")
    let tail = type == "track" ? #","event":"E""# : ""
    return try call(#"{"type":"\#(type)",\#(head)\#(tail),"timestamp":"2024-05-01T\#(time)Z"}"#)
  }

  @discardableResult
  private func send(_ calls: [IntakeCall], by journal: Journal) throws -> [IntakeResult] {
    let intake = try intake(journal)
    let results = try intake.add(calls)
    try intake.goLive()
    return results
  }

  private func finish(_ id: Int64, _ status: DeliveryStatus, _ journal: Journal) throws {
    try journal.write {
      try $0.execute(
        sql: "UPDATE delivery SET status = ?, finished = ? WHERE id = ?",
        arguments: [status.rawValue, journal.clock().milliseconds, id])
    }
  }

  private func commitAnswer(to id: Int64, by journal: Journal) async throws {
    let now = journal.clock()
    try await journal.commit(
      [
        .begin(delivery: id, number: 0, OutgoingRequest(PlannedRequest(.event)), at: now),
        .end(
          delivery: id, number: 0, .answered(HTTPResponse(status: 503, milliseconds: 12)),
          isStrange: false, at: OutboxMoment(shown: now, system: now)),
      ], redacting: APIKey("0123456789"))
  }

  @Test func `a journal that many open at once for the first time is made once`() async throws {
    for round in 0..<10 {
      let path = folder + "/\(round)/journal.sqlite"
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let journal = try Journal(at: path, clock: { Timestamp(milliseconds: 0) })
            try journal.saveDraft(form: "compose", ["a": 1])
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `folder and files are the owner's alone`() throws {
    let journal = try journal()
    try journal.saveDraft(form: "compose", ["a": 1])
    let mode: (String) throws -> Int? = {
      try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int
    }
    #expect(try mode(folder + "/state") == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/state") {
      #expect(try mode(folder + "/state/" + name) == 0o600)
    }
  }

  @Test func `a folder that cannot be made is said so`() {
    let error = #expect(throws: JournalError.self) {
      try Journal(at: "/proc/nowhere/journal.sqlite") { Timestamp(milliseconds: 0) }
    }
    #expect(error?.description.contains("/proc/nowhere/journal.sqlite") == true)
  }

  @Test func `a file that is no journal is left alone`() throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/state", withIntermediateDirectories: true)
    let text = Data(String(repeating: "not a database ", count: 100).utf8)
    #expect(FileManager.default.createFile(atPath: path, contents: text))
    #expect(throws: JournalError.self) { try journal() }
    #expect(FileManager.default.contents(atPath: path) == text)
  }

  @Test func `a journal from before the orgs is brought up to date`() async throws {
    let first = try journal()
    let id = try #require(try send([event("10:00:00", user: "u")], by: first)[0].delivery)
    try first.write {
      try $0.execute(
        sql: """
          ALTER TABLE delivery DROP COLUMN place;
          ALTER TABLE delivery DROP COLUMN org;
          ALTER TABLE delivery DROP COLUMN settled;
          ALTER TABLE attempt DROP COLUMN noted;
          DELETE FROM grdb_migrations WHERE identifier LIKE '6:%';
          """)
    }
    // What was taken in then is sent to the org of the profile.
    #expect(try journal().waitingIDs(.everything, of: permit().org) == [id])
  }

  @Test func `a call that is planned otherwise than it was shown is not committed`() throws {
    let (console, other) = (try journal(), try journal())
    let shown = try event("10:20:00", visitor: "v")
    let moment = Timestamp(milliseconds: 1_714_560_000_000)
    let plan = Destination().plan(for: shown.call, at: moment)
    _ = try other.commit(
      event("10:05:00", visitor: "v"), as: nil, permit(), destination: Destination(),
      moment: moment)
    let refused = try console.commit(
      shown, as: plan.requests, permit(), destination: Destination(), moment: moment)
    #expect(refused.delivery == nil)
    #expect(refused.plan.session?.id.hasPrefix("auto-20240501T100500000Z-") == true)
    #expect(try console.historyCount() == 1)
    let taken = try console.commit(
      shown, as: refused.plan.requests, permit(), destination: Destination(), moment: moment)
    let id = try #require(taken.delivery)
    #expect(try console.entry(id)?.entry.session == refused.plan.session)
    #expect(try console.waitingCount(profile: "acme") == 2)
  }

  @Test func `what another process writes is news, whatever its number`() async throws {
    let (console, other) = (try journal(), try journal())
    // Begun first and live last: its calls have the lower numbers.
    let slow = try intake(other)
    _ = try slow.add([event("10:00:00", user: "slow")])
    let quick = try send([event("10:01:00", user: "quick")], by: console)
    var seen = try console.changeNumber()
    #expect(try console.news(since: seen, of: "acme") == nil)
    try slow.goLive()
    let first = try #require(try console.news(since: seen, of: "acme"))
    #expect(first.calls.map(\.entry.user) == ["slow"])
    seen = first.number
    let id = try #require(quick[0].delivery)
    try await commitAnswer(to: id, by: other)
    try finish(id, .delivered, other)
    let second = try #require(try console.news(since: seen, of: "acme"))
    #expect(second.calls.map(\.entry.status) == [.delivered])
    #expect(second.calls.first?.attempts.count == 1)
    #expect(try console.news(since: second.number, of: "acme") == nil)
    #expect(try console.news(since: seen, of: "other")?.calls.isEmpty == true)
  }

  @Test func `a page of calls is what each of them is alone`() async throws {
    let journal = try journal()
    let sent = try send(
      [
        event("10:00:00", user: "u"), event("10:05:00", visitor: "v"), event("10:09:00", user: "w"),
      ],
      by: journal)
    for id in sent.compactMap(\.delivery).dropFirst() {
      try await commitAnswer(to: id, by: journal)
    }
    let page = try journal.details(limit: 2)
    #expect(page.map(\.entry.id) == [3, 2])
    let alone = try [Int64(3), 2].compactMap { try journal.entry($0) }
    #expect(page == alone)
    #expect(page.map(\.entry.user) == ["w", nil] && page.map(\.entry.visitor) == [nil, "v"])
  }

  @Test func `a journal from before the kinds is brought up to date`() async throws {
    let first = try journal()
    let text = #"{"type":"identify","userId":"u","anonymousId":"v","traits":{"company":"A"}}"#
    let destination = Destination(settings: DestinationSettings(company: .link))
    let intake = try first.beginRun(
      permit(), destination: destination, moment: Timestamp(milliseconds: 0))
    let planned = try intake.add([call(text)])[0].plan.requests
    try intake.goLive()
    let kinds: [PlannedRequest.Kind] = [
      .companyLookUp, .companyCreation, .customerLookUp, .customerChange, .customerCreation,
      .identity,
    ]
    #expect(planned.map(\.kind) == kinds)
    try await first.commit(
      planned.enumerated().map { number, request in
        .begin(delivery: 1, number: number, OutgoingRequest(request), at: first.clock())
      }, redacting: APIKey("0123456789"))
    try first.write { database in
      for kind in kinds {
        try database.execute(
          sql: "UPDATE delivery SET plan = replace(plan, ?, '')",
          arguments: [#","kind":"\#(kind.rawValue)""#])
      }
      try database.execute(
        sql: """
          ALTER TABLE attempt DROP COLUMN kind;
          DROP TRIGGER delivery_changed;
          DROP TRIGGER attempt_ended;
          DROP TRIGGER run_went_live;
          DROP TABLE change_count;
          DROP INDEX delivery_by_change;
          ALTER TABLE delivery DROP COLUMN changed;
          ALTER TABLE delivery DROP COLUMN user;
          DELETE FROM grdb_migrations WHERE identifier LIKE '4:%' OR identifier LIKE '7:%';
          """)
    }
    #expect(
      try first.read { try String.fetchOne($0, sql: "SELECT plan FROM delivery") }?
        .contains("kind") == false)
    let second = try journal()
    let detail = try #require(try second.entry(1))
    #expect(detail.attempts.map(\.request.kind) == kinds)
    #expect(PlannedRequest.list(inPlan: detail.plan).map(\.kind) == kinds)
    #expect(detail.entry.status == .uncertain)
    #expect(detail.entry.user == "u" && detail.entry.visitor == "v")
  }

  @Test(arguments: [
    #""method":"GET""#, #""method":"PUT""#, #""path":"//other.org/x""#, #""path":7"#,
    #""kind":"customer_merge""#, #""kind":"identity""#, #""when":"later""#,
  ])
  func `a plan of which one request cannot be read is not sent in part`(change: String) throws {
    let text = #"{"type":"identify","userId":"u","anonymousId":"v","traits":{"email":"a@b.cc"}}"#
    let plan = Destination().plan(for: try Call(parsing: text), at: Timestamp(milliseconds: 0))
    let line = plan.line(at: 1, kinds: true)
    #expect(PlannedRequest.list(inPlan: line) == plan.requests)
    var json = try JSON(parsing: line)
    let member = try #require(try JSON(parsing: "{\(change)}").objectValue?.members.first)
    var requests = try #require(json["requests"]?.arrayValue)
    var changed = try #require(requests[2].objectValue)
    changed[member.key] = member.value
    requests[2] = .object(changed)
    var object = try #require(json.objectValue)
    object["requests"] = .array(requests)
    json = .object(object)
    #expect(PlannedRequest.list(inPlan: json.compact).isEmpty)
  }

  @Test func `a journal of a newer version is refused`() throws {
    try journal().write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')")
    }
    #expect(throws: JournalError.newer(path: path)) { try journal() }
  }

  @Test func `a call composed later joins the session that was sent`() throws {
    let first = try send([event("10:00:00", user: "u")], by: journal())
    let later = try send([event("10:29:59.999", user: "u")], by: journal())
    let apart = try send([event("11:00:00", user: "u")], by: journal())
    #expect(later[0].plan.session == first[0].plan.session)
    #expect(apart[0].plan.session != first[0].plan.session)
  }

  @Test func `the marble of the sessions specification comes out in several runs`() throws {
    let journal = try journal()
    let calls = [
      try event("10:00:00", visitor: "v"), try event("10:20:00", visitor: "v"),
      try event("10:25:00", user: "u", visitor: "v", type: "identify"),
      try event("10:50:00", visitor: "v"), try event("11:30:00", visitor: "v"),
      try event("10:58:00", visitor: "v"),
    ]
    let plans = try calls.flatMap { try send([$0], by: journal) }.map(\.plan)
    let ids = plans.compactMap { $0.session?.id }
    #expect(ids.count == 5)
    #expect(ids[0] == ids[1])
    #expect(ids[2] == ids[4])
    #expect(Set(ids).count == 3)
    #expect(plans[3].person == .user("u"))

    var book = SessionBook()
    let moment = try #require(Timestamp("2024-05-01T10:00:00Z"))
    let expected = calls.map { call in
      let plan = Destination().plan(for: call.call, at: moment, sessions: book)
      book.record(plan)
      return plan.session?.id
    }
    #expect(plans.map { $0.session?.id } == expected)
  }

  @Test func `a visitor of two users keeps the first one's sessions there`() throws {
    let journal = try journal()
    let calls = [
      try event("10:00:00", visitor: "v"),
      try event("10:01:00", user: "u1", visitor: "v", type: "identify"),
      try event("10:02:00", user: "u2", visitor: "v", type: "identify"),
      try event("10:03:00", visitor: "v"), try event("10:04:00", user: "u1"),
    ]
    var book = SessionBook()
    let moment = try #require(Timestamp("2024-05-01T10:00:00Z"))
    for call in calls {
      let sent = try send([call], by: journal)[0].plan
      let expected = Destination().plan(for: call.call, at: moment, sessions: book)
      book.record(expected)
      #expect(sent.session == expected.session)
      #expect(sent.person == expected.person)
    }
  }

  @Test func `sessions of one profile are not another's`() throws {
    let journal = try journal()
    let ids = try ["a", "b"].map { profile in
      let intake = try intake(journal, profile)
      let time = profile == "a" ? "10:00:00" : "10:01:00"
      return try intake.add([event(time, user: "u")])[0].plan.session?.id
    }
    #expect(ids[0] != ids[1])
  }

  @Test func `an open run counts for the sessions of other processes`() throws {
    let open = try intake(journal())
    let first = try open.add([event("10:00:00", user: "u")])
    let other = try send([event("10:10:00", user: "u")], by: journal())
    #expect(other[0].plan.session == first[0].plan.session)
  }

  /// From the first moment exactly 30 days, and a second more.
  @Test(arguments: [("2024-05-31T10:00:00Z", true), ("2024-05-31T10:00:01Z", false)])
  func `a link takes over what a visitor did in the last 30 days`(
    moment: String, isMoved: Bool
  ) throws {
    let journal = try journal()
    let results = try send([event("10:00:00", visitor: "v")], by: journal)
    let sent = try #require(results[0].plan.session?.id)
    let later = try intake(journal, moment: moment)
    _ = try later.add([event("10:00:00", user: "u", visitor: "v", type: "identify")])
    try later.goLive()
    let book = try journal.sessions(of: "acme", users: ["u"], visitors: ["v"])
    #expect(book.sessions(of: .user("u")).map(\.id) == (isMoved ? [sent] : []))
    #expect(book.sessions(of: .anonymous("v")).map(\.id) == (isMoved ? [] : [sent]))
    #expect(book.links == ["v": "u"])
  }

  @Test func `a discarded run leaves neither calls nor sessions`() throws {
    let journal = try journal()
    let open = try intake(journal)
    _ = try open.add([
      event("10:00:00", visitor: "v"), event("10:01:00", user: "u", visitor: "v", type: "identify"),
    ])
    try open.discard()
    #expect(try journal.historyCount() == 0)
    let book = try journal.sessions(of: "acme", users: ["u"], visitors: ["v"])
    #expect(book.sessions(of: .user("u")).isEmpty)
    #expect(book.links.isEmpty)
  }

  @Test func `calls of an open run are not in the outbox`() throws {
    let journal = try journal()
    _ = try intake(journal).add([event("10:00:00", user: "u")])
    #expect(try journal.waitingCount(profile: "acme") == 0)
    #expect(try journal.history(limit: 10).isEmpty)
  }

  @Test func `a run whose process has ended is discarded and said so`() throws {
    let first = try journal()
    _ = try intake(first).add([event("10:00:00", user: "u")])
    try first.write {
      try $0.execute(
        sql: "UPDATE run SET owner = replace(owner, ?, '999999999')",
        arguments: ["\(ProcessInfo.processInfo.processIdentifier)"])
    }
    let second = try journal()
    #expect(second.recovery.discarded.map(\.calls) == [1])
    #expect(second.recovery.lines.first?.contains("nothing of it was sent") == true)
    #expect(try journal().recovery == JournalRecovery())
  }

  @Test func `a run of a process that still runs is left alone`() throws {
    let open = try intake(journal())
    #expect(try journal().recovery == JournalRecovery())
    _ = try open.add([event("10:00:00", user: "u")])
    try open.goLive()
    #expect(try journal().waitingCount(profile: "acme") == 1)
  }

  @Test(arguments: PlannedRequest.Kind.allCases)
  func `an attempt without result is uncertain only if it may be seen twice`(
    kind: PlannedRequest.Kind
  ) async throws {
    let status =
      [.event, .identityEvent, .identity].contains(kind) ? "uncertain" : "waiting"
    let first = try journal()
    let id = try #require(try send([event("10:00:00", user: "u")], by: first)[0].delivery)
    try await first.commit(
      [
        .begin(
          delivery: id, number: 0, OutgoingRequest(PlannedRequest(kind)), at: first.clock())
      ], redacting: APIKey("0123456789"))
    let second = try journal()
    let detail = try #require(try second.entry(id))
    #expect(detail.entry.status.rawValue == status)
    #expect(detail.attempts.map(\.failure) == ["process_ended"])
    #expect(second.recovery.uncertain == (status == "uncertain" ? 1 : 0))
  }

  @Test func `attempts of a courier that still runs are left alone`() async throws {
    let first = try journal()
    let id = try #require(try send([event("10:00:00", user: "u")], by: first)[0].delivery)
    #expect(try first.acquireLease(of: "acme", for: .next()) == nil)
    try await first.commit(
      [
        .begin(
          delivery: id, number: 0, OutgoingRequest(PlannedRequest(.event)),
          at: first.clock())
      ], redacting: APIKey("0123456789"))
    #expect(try journal().recovery.uncertain == 0)
    #expect(try journal().entry(id)?.entry.status == .waiting)
  }

  @Test func `one courier at a time has the lease`() throws {
    let journal = try journal()
    let (one, two) = (Lease.Holder.next(), Lease.Holder.next())
    #expect(try journal.acquireLease(of: "acme", for: one) == nil)
    #expect(try journal.acquireLease(of: "acme", for: one) == nil)
    #expect(try journal.acquireLease(of: "acme", for: two) != nil)
    #expect(try journal.acquireLease(of: "other", for: two) == nil)
    try journal.releaseLease(of: "acme", for: one)
    #expect(try journal.acquireLease(of: "acme", for: two) == nil)
  }

  @Test func `a lease of a process that ended is free`() throws {
    let journal = try journal()
    let dead = ProcessMark.own.text.split(separator: "/").dropLast(2).joined(separator: "/")
    let ended = Lease.Holder(text: dead + "/999999999/1 1")
    #expect(try journal.acquireLease(of: "acme", for: ended) == nil)
    #expect(try journal.acquireLease(of: "acme", for: .next()) == nil)
  }

  @Test func `a courier that works for more than a minute keeps its lease`() async throws {
    let start = try #require(Timestamp("2024-05-01T10:00:00Z"))
    try await onBench { bench in
      // However fast the machine is, half a second goes by from call to call.
      let clock: @Sendable () -> Timestamp = {
        start + Milliseconds(500 * Int64(bench.reports.count))
      }
      let journal = try Journal(at: bench.path, clock: clock, system: clock)
      try bench.intake((0..<200).map { track("u", "E\($0)") }, into: journal)
      // Who cannot see the courier's process goes by the moment to which it has the lease.
      let watch = Task {
        var least = Milliseconds.minutes(1)
        while !Task.isCancelled {
          let now = clock()
          let expires = try journal.read {
            try Int64.fetchOne($0, sql: "SELECT expires FROM lease WHERE profile = 'sandbox'")
          }
          if let expires { least = min(least, Timestamp(milliseconds: expires) - now) }
          try? await Task.sleep(for: .milliseconds(2))
        }
        return least
      }
      #expect(try await bench.deliver(from: journal) == .finished)
      watch.cancel()
      #expect(clock() - start > .seconds(61))
      #expect(try await watch.value > .seconds(20))
    }
  }

  @Test func `a lease of another machine is free after a minute`() throws {
    let foreign = Lease.Holder(text: "another-boot/pid:[1]/7/1 1")
    #expect(try journal(at: "2024-05-01T10:00:00Z").acquireLease(of: "acme", for: foreign) == nil)
    #expect(try journal(at: "2024-05-01T10:00:59Z").acquireLease(of: "acme", for: .next()) != nil)
    #expect(try journal(at: "2024-05-01T10:01:01Z").acquireLease(of: "acme", for: .next()) == nil)
  }

  @Test func `what is not ready is in the result but not in the outbox`() throws {
    let journal = try journal()
    let results = try send(
      [
        call(#"{"type":"track","event":"E"}"#), event("10:00:00", user: "u"),
        call(#"{"type":"group","userId":"u"}"#),
      ], by: journal)
    #expect(results.map { $0.delivery != nil } == [false, true, false])
    #expect(results[0].plan.diagnostics.first?.code == .noUserAnonId)
    #expect(try journal.waitingCount(profile: "acme") == 1)
    let report = DeliveryReport(notSent: results[0].plan, line: 1)
    #expect(
      report.jsonLine()
        == #"{"line":1,"status":"not_sent","verdict":"rejected","code":"no_user_anon_id"}"#)
  }

  @Test func `the history is listed newest first in pages`() throws {
    let journal = try journal()
    try send((0..<5).map { try event("10:0\($0):00", user: "u") }, by: journal)
    #expect(try journal.history(limit: 2).map(\.id) == [5, 4])
    #expect(try journal.history(limit: 2, offset: 4).map(\.id) == [1])
    let older = CallQuery(.olderThan(CallID(4)))
    #expect(try journal.history(older, limit: 2).map(\.id) == [3, 2])
    #expect(try journal.historyCount(older) == 3)
    #expect(try journal.historyCount() == 5)
  }

  @Test(arguments: [
    ("", [4, 3, 2, 1]), ("type:track", [4, 1]), ("status:failed", [2]), ("user:u1", [4, 2]),
    ("TYPE:track user:u1", [4]), ("session:s1", [4]), ("café", [1]), ("caf", [1]),
    (#""Blue Hat""#, [4]), ("hat blue", [4]), (#""hat blue""#, []), ("x:y", []),
    ("status:failed type:track", []), ("-type:track", [3, 2]), ("-status:failed -ordered", [4, 3]),
    ("since:2024-05-01T10:00:00Z user=u1", [4, 2]), ("user=u", []), ("user:U", [4, 2, 1]),
    ("session:", [4, 3, 1]), ("name:pric", [3]), ("name:jo@", [2]), ("-code:x", [4, 3, 2, 1]),
    (#""-type:track""#, []), ("verdict:ready", [4, 3, 2, 1]), ("visitor:v", [3]),
    ("anonymous:v", [3]),
    ("after:2024-05-01T10:00:00Z", [4, 3, 2, 1]), ("before:2024-05-01T10:00:00Z", []),
    (#"*"" OR 1; --"#, []), ("profile:acme", [4, 3, 2, 1]), ("profile:other", []),
  ])
  func `the history is searched by keys and words`(query: String, ids: [Int64]) throws {
    let journal = try journal()
    let texts = [
      #"{"type":"track","userId":"u2","event":"Ordered","properties":{"place":"café"}}"#,
      #"{"type":"identify","userId":"u1","traits":{"email":"jo@example.com"}}"#,
      #"{"type":"page","anonymousId":"v","name":"Pricing"}"#,
      #"{"type":"track","userId":"u1","event":"Blue Hat","#
        + #""properties":{"kustomer_session_id":"s1"}}"#,
    ]
    try send(texts.map { try call($0) }, by: journal)
    try finish(2, .failed, journal)
    #expect(try journal.history(try CallQuery(parsing: query), limit: 10).map(\.id) == ids)
    #expect(try journal.historyCount(try CallQuery(parsing: query)) == ids.count)
  }

  @Test(
    arguments: [
      ("rder", [1]), ("Straße", [1]), ("%", []), ("user:u", [4, 2, 1]), ("user:er-v", [3]),
      ("session=s1", [4]), ("type:p", [3]), ("type:pag", [3]), ("status:fail", [2]),
      ("status:50", [3]), ("status:03", []), ("-status:50", [4, 2, 1]), ("status:", [4, 3, 2, 1]),
      ("type:track user:U1", [4]),
    ] as [(String, [Int64])])
  func `the history is searched for parts of words, in any letter case`(
    text: String, ids: [Int64]
  ) async throws {
    let journal = try journal()
    let texts = [
      #"{"type":"track","userId":"U2","event":"Ordered","properties":{"place":"STRAßE"}}"#,
      #"{"type":"identify","userId":"u1","traits":{"email":"jo@example.com"}}"#,
      #"{"type":"page","anonymousId":"Visiter-V","name":"Pricing"}"#,
      #"{"type":"track","userId":"u1","event":"B","properties":{"kustomer_session_id":"S1"}}"#,
    ]
    try send(texts.map { try call($0) }, by: journal)
    try finish(2, .failed, journal)
    try await commitAnswer(to: 3, by: journal)
    let query = try CallQuery(parsing: text)
    #expect(try journal.history(query, limit: 10).map(\.id) == ids)
    #expect(try journal.historyCount(query) == ids.count)
  }

  @Test func `old history is forgotten but never what waits`() throws {
    let journal = try journal()
    try send((0..<6).map { try event("10:0\($0):00", user: "u\($0)") }, by: journal)
    for id in [2, 3, 5, 6] as [Int64] { try finish(id, .delivered, journal) }
    try finish(4, .uncertain, journal)
    let pruned = try journal.prune(HistoryLimits(entries: 2))
    #expect(pruned == Pruned(byCount: 2))
    #expect(
      pruned.line?.hasPrefix("2 old calls were removed from the history; keep_entries") == true)
    #expect(try journal.history(limit: 10).map(\.id) == [6, 5, 4, 1])
    #expect(try journal.prune(HistoryLimits()).line == nil)
  }

  @Test func `age is told by what the history has seen, and half of it stays`() throws {
    let first = try journal()
    try send((0..<30).map { try event("10:00:\(10 + $0)", user: "u\($0)") }, by: first)
    for id in 1...30 as ClosedRange<Int64> { try finish(id, .delivered, first) }
    // A clock that is 400 days ahead for one run, which sends something.
    let wrong = try journal(at: "2025-06-05T10:00:00Z")
    try send([event("10:01:00", user: "x")], by: wrong)
    try finish(31, .delivered, wrong)
    #expect(try wrong.prune(HistoryLimits()) == Pruned())
    #expect(try journal(at: "2024-05-02T10:00:00Z").prune(HistoryLimits()) == Pruned())
    // The time has really come.
    let later = try journal(at: "2025-06-06T10:00:00Z")
    #expect(try later.prune(HistoryLimits()) == Pruned(byAge: 15))
    #expect(try later.history(limit: 100).count == 16)
  }

  @Test func `the clock that is shown prunes nothing`() throws {
    let first = try journal()
    try send([event("10:00:00", user: "u")], by: first)
    try finish(1, .delivered, first)
    let shown = try #require(Timestamp("2099-01-01T00:00:00Z"))
    let real = try #require(Timestamp("2024-05-02T10:00:00Z"))
    let other = try Journal(at: path, clock: { shown }, system: { real })
    try send([event("10:01:00", user: "v")], by: other)
    try finish(2, .delivered, other)
    #expect(try other.prune(HistoryLimits()) == Pruned())
    #expect(try journal(at: "2024-05-03T10:00:00Z").prune(HistoryLimits()) == Pruned())
  }

  @Test func `what tells of an uncertain call is not forgotten`() throws {
    let journal = try journal()
    try send(
      [
        event("10:00:00", user: "u"), event("10:00:01", visitor: "v"),
        event("10:00:02", user: "u", visitor: "v", type: "identify"),
        event("10:00:03", user: "u"), event("10:00:04", user: "other"),
      ], by: journal)
    for id in [1, 2, 3, 5] as [Int64] { try finish(id, .delivered, journal) }
    try finish(4, .uncertain, journal)
    #expect(try journal.prune(HistoryLimits(entries: 0)) == Pruned(byCount: 1))
    #expect(try journal.history(limit: 10).map(\.id) == [4, 3, 2, 1])
    #expect(try journal.settle(4, as: .drop))
    try journal.write { try $0.execute(sql: "UPDATE delivery SET settled = 0") }
    #expect(try journal.prune(HistoryLimits(entries: 0)) == Pruned(byCount: 4))
  }

  @Test func `a pinned call is never forgotten, until it is let go`() throws {
    let journal = try journal()
    try send((0..<3).map { try event("10:0\($0):00", user: "u") }, by: journal)
    for id in [1, 2, 3] as [Int64] { try finish(id, .delivered, journal) }
    try journal.pin(1, true)
    #expect(try journal.history(limit: 10).map(\.isPinned) == [false, false, true])
    #expect(try journal.prune(HistoryLimits(entries: 0)).count == 2)
    #expect(try self.journal(at: "2025-08-01T10:00:00Z").prune(HistoryLimits(bytes: 1)).count == 0)
    #expect(try journal.entry(1)?.jsonLine().contains(#""pinned":true"#) == true)
    try journal.pin(1, false)
    #expect(try journal.prune(HistoryLimits(entries: 0)).count == 1)
  }

  @Test func `forgotten calls are not found by their words`() throws {
    let journal = try journal()
    try send([call(track("u", "Ordered"))], by: journal)
    try finish(1, .delivered, journal)
    #expect(try journal.prune(HistoryLimits(entries: 0)).count == 1)
    #expect(try journal.history(try CallQuery(parsing: "Ordered"), limit: 10).isEmpty)
  }

  @Test func `drafts are kept per form`() throws {
    let first = try journal()
    try first.saveDraft(form: "compose", ["type": "track"])
    try first.saveDraft(form: "setup", [])
    try first.saveDraft(form: "compose", ["type": "page"])
    let second = try journal()
    let read = try #require(try second.draft(form: "compose"))
    #expect(read.json == ["type": "page"])
    // What was put in its place since is not forgotten with it.
    try first.saveDraft(form: "compose", ["type": "screen"])
    try second.remove(read)
    #expect(try first.draft(form: "compose")?.json == ["type": "screen"])
    try second.remove(try #require(try second.draft(form: "compose")))
    #expect(try first.draft(form: "compose") == nil)
  }

  @Test func `consoles do not write over each other's drafts`() throws {
    let journal = try journal()
    func save(_ event: String, by writer: String, after known: JSON? = nil) throws -> Bool {
      try journal.saveDraft(
        form: "compose", ["event": .string(event)], by: writer, after: known)
    }
    func aside() throws -> [JSON] { try journal.draftsAside(form: "compose").map(\.json) }
    let first: JSON = ["event": "A"]
    #expect(try !save("A", by: "a"))
    #expect(try !save("A1", by: "a"))
    // The second and the third have read the draft before the first went on.
    #expect(try save("B", by: "b", after: first))
    #expect(try journal.draft(form: "compose")?.json == ["event": "B"])
    #expect(try aside() == [["event": "A1"]])
    #expect(try save("C", by: "c", after: first))
    #expect(try aside() == [["event": "A1"], ["event": "B"]])
    #expect(try !save("C1", by: "c", after: first))
    // What was put aside of one that goes on is forgotten: it has written later.
    #expect(try save("A2", by: "a"))
    #expect(try journal.draft(form: "compose")?.json == ["event": "A2"])
    #expect(Set(try aside()) == [["event": "B"], ["event": "C1"]])
    // The same text is nobody else's, nor is what was read at the start.
    #expect(try !save("A2", by: "c"))
    #expect(try !save("D", by: "d", after: ["event": "A2"]))
    #expect(Set(try aside()) == [["event": "B"]])
  }

  @Test func `two processes that add calls at once agree on the session`() async throws {
    let ids = try await withThrowingTaskGroup(of: [String].self) { group in
      for writer in 0..<2 {
        let journal = try journal()
        group.addTask {
          try (0..<20).flatMap { number in
            let second = number * 2 + writer
            let time = "10:00:" + (second < 10 ? "0\(second)" : "\(second)")
            return try self.send([self.event(time, user: "u")], by: journal)
              .compactMap { $0.plan.session?.id }
          }
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
    }
    #expect(ids.count == 1)
  }
}
