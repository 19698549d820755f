import Foundation
import GRDB
import KustomerDestination
import ProofHarness
import Records
import Sandbox
import Synchronization
import Testing

@testable import Delivery

/// A later call of a person stays behind an earlier one, over runs.
@Suite struct OutboxOrderTests {
  private func named(_ name: String) -> String {
    #"{"type":"identify","userId":"u1","traits":{"name":"\#(name)"}}"#
  }

  /// The journal after a run in which the org could not be reached.
  private func journal(of bench: Bench, waiting calls: [String]) async throws -> Journal {
    let journal = try bench.journal()
    try bench.intake(calls, into: journal)
    _ = try await bench.deliver(from: journal, org: bench.org(port: 9))
    return journal
  }

  @Test func `a later run's call waits behind an earlier one of its person`() async throws {
    try await onBench { bench in
      let journal = try await journal(of: bench, waiting: [named("Old")])
      let (run, _) = try bench.intake([named("New"), track("u2")], into: journal)
      #expect(try await bench.deliver(.run(run), from: journal) == .finished)
      let later = bench.reports.dropFirst()
      #expect(later.map(\.status) == [.delivered, .waiting])
      #expect(later.last?.problem?.code == "earlier_call_waits")
      #expect(later.last?.problem?.message == "call 1 of the same person waits and goes first")
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(
        try bench.bodies("/v1/customers")
          == [#"{"externalId":"u1","name":"Old"}"#, #"{"name":"New"}"#])
    }
  }

  @Test func `a call that is let ahead passes`() async throws {
    try await onBench { bench in
      let journal = try await journal(of: bench, waiting: [named("Old")])
      let (run, _) = try bench.intake([named("New")], into: journal)
      _ = try await bench.deliver(.run(run), from: journal, passesEarlier: true)
      #expect(bench.reports.map(\.status) == [.waiting, .delivered])
    }
  }

  @Test func `a visitor's waiting call holds the identify that names the visitor`() async throws {
    try await onBench { bench in
      let journal = try await journal(of: bench, waiting: [seedCalls[0]])
      let (run, _) = try bench.intake([seedCalls[2], seedCalls[3]], into: journal)
      _ = try await bench.deliver(.run(run), from: journal)
      #expect(bench.reports.dropFirst().map(\.status) == [.waiting, .waiting])
      #expect(try bench.arrivals().isEmpty)
    }
  }

  @Test func `an uncertain call holds nothing back`() async throws {
    try await onBench(faults: ["cut-after:1"]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1", "A")], into: journal)
      _ = try await bench.deliver(from: journal)
      let (run, _) = try bench.intake([track("u1", "B")], into: journal)
      _ = try await bench.deliver(.run(run), from: journal)
      #expect(bench.reports.map(\.status) == [.uncertain, .delivered])
    }
  }

  @Test func `a run tells of its calls that another courier has delivered`() async throws {
    try await onBench(faults: ["latency=30ms"]) { bench in
      let journal = try bench.journal()
      let (run, _) = try bench.intake(
        (0..<30).map { track("u1", "E\($0)") }, into: journal)
      let hasBegun = Atomic(false)
      let everything = Task {
        hasBegun.store(true, ordering: .relaxed)
        return try await bench.deliver(.everything, from: journal)
      }
      try await eventually { bench.reports.count > 2 }
      let own = Mutex<[DeliveryReport]>([])
      let courier = Courier(
        try bench.org().permit(), journal: try bench.journal(), transport: bench.transport,
        settings: bench.settings)
      let end = try await courier.run(.run(run)) { report in own.withLock { $0.append(report) } }
      #expect(end == .finished)
      #expect(try await everything.value == .finished)
      let told = own.withLock { $0 }
      // What had been delivered before it asked was none of its own any more.
      #expect(told.count > 10)
      #expect(told.allSatisfy { $0.status == .delivered && $0.requests.map(\.status) == [201] })
      #expect(try bench.arrivals().count == 30)
    }
  }
}

/// A call belongs to the org that it was taken in for.
@Suite struct OutboxOrgTests {
  private static func jwt(_ org: String) -> String {
    let payload = Data(#"{"org":"\#(org)"}"#.utf8).base64EncodedString()
      .replacing("=", with: "")
    return "eyJhbGciOiJub25lIn0.\(payload).c2lnbmF0dXJl"
  }

  @Test func `what was taken in for one org is not sent to another, until it is moved`()
    async throws
  {
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1"), track("u2")], into: journal)
      let other = try bench.org(place: "https://api.prod2.kustomerapp.com")
      #expect(try await bench.deliver(from: journal, org: other) == .finished)
      #expect(bench.reports.map(\.status) == [.waiting, .waiting])
      #expect(bench.reports.first?.problem?.code == "other_org")
      let message = try #require(bench.reports.first?.problem?.message)
      #expect(message.contains("taken in for bench is not sent to https://api.prod2"))
      #expect(try bench.arrivals().isEmpty)
      #expect(try journal.moveWaiting(to: other.permit()) == 2)
      #expect(try await bench.deliver(from: journal, org: other) == .finished)
      #expect(try bench.arrivals().count == 2)
    }
  }

  @Test func `a key of another org at the same address is another org`() async throws {
    let keys = ["5f01", "5f02"].map { SandboxKey(Self.jwt($0), name: "Key", org: $0) }
    try await onBench(keys: keys) { bench in
      let journal = try bench.journal()
      let own = try bench.org(key: Self.jwt("5f01"))
      let intake = try journal.beginRun(
        own.permit(), destination: Destination(), moment: Bench.system())
      _ = try intake.add(bench.calls([track("u1")]))
      try intake.goLive()
      _ = try await bench.deliver(from: journal, org: bench.org(key: Self.jwt("5f02")))
      #expect(bench.reports.map(\.problem?.code) == ["other_org"])
      #expect(try await bench.deliver(from: journal, org: own) == .finished)
      #expect(bench.reports.last?.status == .delivered)
    }
  }

  @Test func `nothing of another org is found out`() async throws {
    try await onBench(faults: ["cut-after:1"]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1")], into: journal)
      _ = try await bench.deliver(from: journal)
      let reader = OrgReader(
        try bench.org(place: "https://elsewhere"), transport: bench.transport,
        clock: Bench.system)
      let findings = try await reader.findOut(journal, settleAfter: Milliseconds(0))
      guard case .cannotTell(let why)? = findings.first?.finding else {
        Issue.record("\(findings)")
        return
      }
      #expect(why.hasPrefix("it went to bench, and profile sandbox points to https://elsewhere"))
    }
  }
}

/// What an org says about its limits, and what a courier makes of it.
@Suite struct LimitsOfOrgTests {
  private let event = #"{"data":{"type":"identity"}}"#

  @Test func `eight 429 in a row end the run`() async throws {
    let server = RawServer { _, _ in .answer(http(429, headers: ["Retry-After: 0"])) }
    defer { server.stop() }
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake((0..<20).map { track("u\($0)") }, into: journal)
      var settings = bench.settings
      settings.tries = 100
      let end = try await bench.deliver(
        from: journal, org: bench.org(port: server.port), settings: settings)
      guard case .trouble(let problem) = end else {
        Issue.record("\(end)")
        return
      }
      #expect(problem.code == "rate_limited")
      #expect(server.requests.count == 8)
      #expect(bench.reports.allSatisfy { $0.status == .waiting })
    }
  }

  @Test(arguments: [
    ["9223372036854775807", "9223372036854775807"], ["1000001", "-9223372036854775808"],
    ["0", "0"], ["-5", "3"], ["300", "99999999999999999999"], ["1e3", "+7"], ["", " "],
  ])
  func `absurd limits are ignored`(values: [String]) async throws {
    let answer = http(
      201, event,
      headers: ["X-Ratelimit-Limit: \(values[0])", "X-Ratelimit-Remaining: \(values[1])"])
    let server = RawServer { _, _ in .answer(answer) }
    defer { server.stop() }
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake((0..<5).map { track("u\($0)") }, into: journal)
      let end = try await bench.deliver(from: journal, org: bench.org(port: server.port))
      #expect(end == .finished)
      #expect(bench.reports.map(\.status) == Array(repeating: .delivered, count: 5))
    }
  }

  @Test func `a limit of one record holds back that record alone`() async throws {
    let refusals = Atomic<Int>(0)
    let server = RawServer { [event] _, request in
      if request.hasPrefix("GET") {
        return .answer(http(200, #"{"data":{"type":"customer","id":"c1","attributes":{}}}"#))
      }
      guard request.hasPrefix("PATCH") else { return .answer(http(201, event)) }
      guard refusals.add(1, ordering: .relaxed).newValue == 1 else {
        return .answer(http(200, #"{"data":{"type":"customer","id":"c1"}}"#))
      }
      return .answer(
        http(
          429,
          headers: [
            "X-Ratelimit-Object-Limit: 10", "X-Ratelimit-Object-Remaining: 0", "Retry-After: 2",
          ]))
    }
    defer { server.stop() }
    try await onBench { bench in
      let journal = try bench.journal()
      let identify = #"{"type":"identify","userId":"u1","traits":{"name":"A"}}"#
      try bench.intake([identify] + (2..<9).map { track("u\($0)") }, into: journal)
      #expect(
        try await bench.deliver(from: journal, org: bench.org(port: server.port)) == .finished)
      // Those of the others did not wait for it; among them any may be answered first.
      let lines = bench.reports.map(\.line)
      #expect(lines.last == 1 && Set(lines.dropLast()) == Set(2..<9), "\(lines)")
      #expect(bench.reports.allSatisfy { $0.status == .delivered })
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a clock that is set back does not lengthen a pause`() async throws {
    try await onBench(faults: ["429-retry-after=1s:1"]) { bench in
      let isBack = Atomic(false)
      let clock: @Sendable () -> Timestamp = {
        Bench.system() - (isBack.load(ordering: .relaxed) ? .hours(1) : Milliseconds(0))
      }
      let journal = try Journal(at: bench.path, clock: clock, system: clock)
      try bench.intake([track("u1")], into: journal)
      let end = try await bench.deliver(from: journal) { _ in
        isBack.store(true, ordering: .relaxed)
      }
      #expect(end == .finished)
      let wasSetBack = isBack.load(ordering: .relaxed)
      #expect(wasSetBack)
    }
  }

  @Test func `a wait of more than some seconds is told, once for all who wait`() async throws {
    try await onBench(faults: ["429-retry-after=4s:1"]) { bench in
      let journal = try bench.journal()
      try bench.intake((1...20).map { track("u\($0)") }, into: journal)
      let told = Mutex<[CourierPause]>([])
      let end = try await bench.deliver(from: journal) { pause in
        told.withLock { $0.append(pause) }
      }
      #expect(end == .finished)
      let long = told.withLock { $0 }.filter(\.isLong)
      #expect(long.count == 1)
      let words = try #require(long.first?.description)
      #expect(words.hasPrefix("line 1: try 2 in "))
      #expect(words.hasSuffix(", wait as Retry-After asks"))
    }
  }
}

/// Trouble of the journal while answers come in.
@Suite struct JournalTroubleTests {
  @Test func `answers are kept while another program locks the journal`() async throws {
    try await onBench(faults: ["latency=100ms"]) { bench in
      let journal = try bench.journal()
      try bench.intake((0..<200).map { track("u\($0)") }, into: journal)
      let told = Mutex<[CourierPause]>([])
      async let end = bench.deliver(from: journal) { pause in told.withLock { $0.append(pause) } }
      try await eventually { bench.reports.count > 3 }
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      // The courier may be writing at this very moment.
      configuration.busyMode = .timeout(10)
      let other = try DatabaseQueue(path: bench.path, configuration: configuration)
      try await other.writeWithoutTransaction { database in
        try database.execute(sql: "BEGIN IMMEDIATE")
      }
      // The courier has tried for as long as SQLite waits.
      try await eventually { told.withLock { !$0.isEmpty } }
      try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      #expect(try await end == .finished)
      #expect(bench.reports.count == 200)
      #expect(bench.reports.allSatisfy { $0.status == .delivered })
      #expect(try bench.arrivals().count == 200)
      let words = try #require(told.withLock { $0 }.first?.description)
      #expect(words.contains("is locked by another process; "))
      #expect(words.contains("nothing new starts meanwhile"))
    }
  }

  @Test func `a journal that may grow no further ends the run and loses nothing`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake((0..<60).map { track("u\($0)") }, into: journal)
      let pages = try journal.write { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
      try journal.write { try $0.execute(sql: "PRAGMA max_page_count = \(pages + 4)") }
      await #expect(throws: JournalError.self) { try await bench.deliver(from: journal) }
      try journal.write { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
      let sent = try bench.arrivals().count
      #expect(sent < 60)
      #expect(try await bench.deliver(from: journal) == .finished)
      let uncertain = try journal.historyCount(try CallQuery(parsing: "status:uncertain"))
      let delivered = try journal.historyCount(try CallQuery(parsing: "status:delivered"))
      #expect(delivered + uncertain == 60)
      #expect(try bench.arrivals().count == 60)
    }
  }
}
