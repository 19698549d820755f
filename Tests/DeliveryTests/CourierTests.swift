import Foundation
import KustomerDestination
import Records
import Sandbox
import Testing

@testable import Delivery

@Suite struct CourierTests {
  @Test func `the seed's four calls are delivered in order`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      let (run, _) = try bench.intake(seedCalls, into: journal)
      #expect(try await bench.deliver(.run(run), from: journal) == .finished)
      #expect(
        try bench.arrivals() == [
          "POST /v1/tracking/event", "POST /v1/tracking/event", "POST /v1/customers",
          "POST /v1/tracking/identity", "POST /v1/tracking/identityEvent",
        ])
      #expect(bench.reports.map(\.line) == [1, 2, 3, 4])
      #expect(bench.reports.allSatisfy { $0.status == .delivered && $0.attempts == 1 })
      let customers = Set(bench.reports.compactMap(\.customer))
      #expect(customers.count == 1)
      #expect(bench.reports.map(\.session) == ["abc123", "abc123", nil, "abc123"])
      #expect(bench.reports[2].requests.map(\.status) == [404, 201, 201])
    }
  }

  @Test func `a delivered call prints as one line`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1", session: "s1")], into: journal)
      _ = try await bench.deliver(from: journal)
      let report = try #require(bench.reports.first)
      let ms = try #require(report.requests.first?.milliseconds)
      let customer = try #require(report.customer)
      #expect(
        report.jsonLine()
          == #"{"line":1,"status":"delivered","verdict":"ready","attempts":1,"requests":["#
          + #"{"method":"POST","path":"/v1/tracking/identityEvent","status":201,"ms":\#(ms)}],"#
          + #""customer":"\#(customer)","session":"s1"}"#)
    }
  }

  @Test func `a second identify unites the arrays`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      let identify: (String) -> String = {
        #"{"type":"identify","userId":"u1","traits":{"email":"\#($0)@example.com"}}"#
      }
      try bench.intake([identify("a"), identify("b"), identify("A")], into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(
        try bench.bodies("/v1/customers") == [
          #"{"externalId":"u1","emails":[{"email":"a@example.com"}]}"#,
          #"{"emails":[{"verified":false,"email":"a@example.com"},{"email":"b@example.com"}]}"#,
          "{}",
        ])
    }
  }

  @Test(arguments: ["504-after:1", "500-after:1"])
  func `an event that landed before a gateway gave up arrives once`(fault: String) async throws {
    try await onBench(faults: [fault + "@POST /v1/tracking/"]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1", "A"), track("u1", "B")], into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(bench.reports.map(\.status) == [.uncertain, .delivered])
      #expect(try bench.arrivals("/v1/tracking/").count == 2)
    }
  }

  @Test func `an identify that is sent again does not undo a later one`() async throws {
    try await onBench(faults: ["cut-after:1@POST /v1/tracking/identity"]) { bench in
      let journal = try bench.journal()
      try bench.intake(
        [
          #"{"type":"identify","userId":"u1","anonymousId":"v1","traits":{"name":"Old"}}"#,
          #"{"type":"identify","userId":"u1","traits":{"name":"New"}}"#,
        ], into: journal)
      _ = try await bench.deliver(from: journal)
      #expect(try journal.settle(1, as: .sendAgain))
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(
        try bench.bodies("/v1/customers") == [
          #"{"externalId":"u1","name":"Old"}"#, #"{"name":"New"}"#,
        ])
      #expect(try bench.arrivals("/v1/tracking/identity").count == 2)
    }
  }

  @Test func `an address of a customer without externalId names that customer`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake(
        [
          #"{"type":"identify","anonymousId":"v1","traits":{"email":"jo@example.com"}}"#,
          #"{"type":"identify","userId":"u1","traits":{"email":"jo@example.com"}}"#,
        ], into: journal)
      #expect(
        try await bench.deliver(
          from: journal, settings: DeliverySettings(connections: 1)) == .finished)
      #expect(bench.reports.map(\.status) == [.delivered, .delivered])
      #expect(bench.reports.last?.requests.map(\.status) == [404, 409, 200, 200])
      #expect(bench.reports.last?.notes.count == 1)
      #expect(Set(bench.reports.map(\.customer)).count == 1)
    }
  }

  @Test func `another customer's address is sent as a shared one`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      let identify: (String) -> String = {
        #"{"type":"identify","userId":"\#($0)","traits":{"email":"jo@example.com","name":"N"}}"#
      }
      try bench.intake([identify("u1")], into: journal)
      _ = try await bench.deliver(from: journal)
      try bench.intake([identify("u2"), identify("u2")], into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(
        try bench.bodies("/v1/customers")[1...] == [
          #"{"externalId":"u2","name":"N","sharedEmails":[{"email":"jo@example.com"}]}"#,
          #"{"name":"N"}"#,
        ])
      #expect(
        bench.reports[1].notes == [
          "email jo@example.com belongs to another customer: sent in sharedEmails"
        ])
    }
  }

  @Test func `a wrong key stops the run`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1"), track("u1"), track("u2")], into: journal)
      let end = try await bench.deliver(from: journal, org: bench.org(key: "wrong-key-9f9f"))
      guard case .keyRefused(let problem) = end else {
        Issue.record("\(end)")
        return
      }
      #expect(problem.code == "key_refused")
      #expect(bench.reports.map(\.status) == [.waiting, .waiting, .waiting])
      #expect(try bench.arrivals().isEmpty)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(try bench.arrivals().count == 3)
    }
  }

  @Test func `a key of another pod names the pod to use`() async throws {
    try await onBench(faults: ["wrong-pod=prod2"]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1")], into: journal)
      let end = try await bench.deliver(from: journal)
      guard case .keyRefused(let problem) = end else {
        Issue.record("\(end)")
        return
      }
      #expect(problem.code == "wrong_pod")
      #expect(problem.hint.hasPrefix("use prod2?"))
    }
  }

  @Test func `a refused call fails and the next of its person goes on`() async throws {
    try await onBench(faults: ["400:1@POST /v1/tracking/"]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1", "First"), track("u1", "Second")], into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(bench.reports.map(\.status) == [.failed, .delivered])
      #expect(bench.reports[0].problem?.code == "refused")
    }
  }

  @Test(arguments: ["503:2", "503-empty:2", "503-html:2", "408:2", "423:2", "425:2"])
  func `trouble of the org is tried again`(fault: String) async throws {
    try await onBench(faults: [fault]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1")], into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(bench.reports.map(\.status) == [.delivered])
      #expect(bench.reports.map(\.attempts) == [3])
      #expect(bench.reports[0].requests.map(\.status) == [201])
    }
  }

  @Test func `trouble that outlasts the tries leaves the rest in the outbox`() async throws {
    try await onBench(faults: ["503"]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1", "A"), track("u1", "B"), track("u2")], into: journal)
      let end = try await bench.deliver(from: journal)
      guard case .trouble(let problem) = end else {
        Issue.record("\(end)")
        return
      }
      #expect(problem.code == "server_error")
      #expect(bench.reports.count == 3)
      #expect(bench.reports.allSatisfy { $0.status == .waiting && $0.problem != nil })
      bench.sandbox.kustomer.controls.clearFaults()
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(try bench.arrivals().count == 3)
    }
  }

  @Test(arguments: ["429=1s:1", "429-retry-after=1s:1"])
  func `a 429 waits until the org says`(fault: String) async throws {
    try await onBench(faults: [fault]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1"), track("u2")], into: journal)
      let start = ContinuousClock.now
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(ContinuousClock.now - start >= .milliseconds(500))
      #expect(bench.reports.map(\.status) == [.delivered, .delivered])
    }
  }

  @Test func `a cut after the request makes an event uncertain`() async throws {
    try await onBench(faults: ["cut-after:1"]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1", "A"), track("u1", "B")], into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(bench.reports.map(\.status) == [.uncertain, .delivered])
      #expect(bench.reports[0].problem?.code == "cut")
      #expect(try bench.arrivals().count == 2)
    }
  }

  @Test(arguments: ["GET /v1/customers", "POST /v1/customers", "PATCH /v1/customers"])
  func `a customer request that was cut is sent again`(target: String) async throws {
    try await onBench(faults: ["cut-after:1@\(target)"]) { bench in
      let journal = try bench.journal()
      let identify = #"{"type":"identify","userId":"u1","traits":{"email":"jo@example.com"}}"#
      try bench.intake([identify, identify], into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(bench.reports.map(\.status) == [.delivered, .delivered])
      #expect(Set(bench.reports.map(\.customer)).count == 1)
    }
  }

  @Test(arguments: [
    "cut-during:1", "garbage:1", "500:1", "502-html:1", "504:1", "500-empty:1", "520:1",
  ])
  func `an answer that is not Kustomer's word leaves an event uncertain`(
    fault: String
  ) async throws {
    try await onBench(faults: [fault]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1"), track("u2")], into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      let odd = try #require(bench.reports.first { $0.line == 1 })
      #expect(odd.status == .uncertain)
      let isServer = fault.hasPrefix("5")
      #expect(odd.problem?.code == (isServer ? "server_error" : "strange_answer"))
      #expect(try bench.arrivals().count == (isServer ? 1 : 2))
    }
  }

  @Test(arguments: [
    "cut-during:1", "garbage:1", "500:1", "502-html:1", "504:1", "500-empty:1", "520:1",
  ])
  func `an identify is made again until the org says that it is done`(fault: String) async throws {
    try await onBench(faults: [fault + "@POST /v1/customers"]) { bench in
      let journal = try bench.journal()
      try bench.intake([#"{"type":"identify","userId":"u1","traits":{"name":"A"}}"#], into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(bench.reports.map(\.status) == [.delivered])
      #expect(bench.reports.first?.customer != nil)
    }
  }

  @Test func `a dead port leaves everything waiting`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1"), track("u2")], into: journal)
      let end = try await bench.deliver(from: journal, org: bench.org(port: 9))
      guard case .unreachable(let problem) = end else {
        Issue.record("\(end)")
        return
      }
      #expect(problem.message == "cannot reach 127.0.0.1:9 (connection refused)")
      #expect(bench.reports.map(\.status) == [.waiting, .waiting])
      #expect(bench.reports.contains { $0.attempts == 4 })
      #expect(try journal.waitingCount(profile: "sandbox") == 2)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(try bench.arrivals().count == 2)
    }
  }

  @Test func `a small rate is never exceeded`() async throws {
    try await onBench(rate: .limited(requests: 20, window: .seconds(1))) { bench in
      let journal = try bench.journal()
      try bench.intake((0..<50).map { track("u\($0)") }, into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      #expect(try bench.arrivals().count == 50)
      #expect(bench.reports.allSatisfy { $0.attempts == 1 })
    }
  }

  @Test func `a raised stop leaves the rest in the outbox`() async throws {
    try await onBench(faults: ["latency=30ms"]) { bench in
      let journal = try bench.journal()
      try bench.intake((0..<60).map { track("u\($0)") }, into: journal)
      let stop = StopSignal()
      async let end = bench.deliver(from: journal, stop: stop)
      try await eventually { bench.reports.count > 3 }
      stop.raise()
      #expect(try await end == .interrupted)
      #expect(bench.reports.count == 60)
      let statuses = Set(bench.reports.map(\.status))
      #expect(statuses == [.delivered, .waiting])
      let delivered = bench.reports.count { $0.status == .delivered }
      #expect(try bench.arrivals().count == delivered)
    }
  }

  @Test func `a stop before the first look into the outbox interrupts only what waits there`()
    async throws
  {
    try await onBench { bench in
      let journal = try bench.journal()
      let stop = StopSignal()
      stop.raise()
      #expect(try await bench.deliver(from: journal, stop: stop) == .finished)
      try bench.intake([track("u1")], into: journal)
      #expect(try await bench.deliver(from: journal, stop: stop) == .interrupted)
    }
  }

  @Test func `the first failure ends a run that is asked to stop on errors`() async throws {
    try await onBench(faults: ["400:1"]) { bench in
      let journal = try bench.journal()
      try bench.intake([track("u1"), track("u1")], into: journal)
      guard case .stoppedOnError = try await bench.deliver(from: journal, stopsOnError: true)
      else {
        Issue.record("went on")
        return
      }
      #expect(bench.reports.map(\.status) == [.failed, .waiting])
    }
  }

  @Test func `two couriers of one profile take turns`() async throws {
    try await onBench { bench in
      let first = try bench.journal()
      let second = try bench.journal()
      let one = try bench.intake((0..<40).map { track("u\($0 % 4)") }, into: first)
      // Other persons: a person's later call would stay behind the earlier ones that wait.
      let two = try bench.intake((0..<40).map { track("w\($0 % 4)") }, into: second)
      async let a = bench.deliver(.run(one.run), from: first)
      async let b = bench.deliver(.run(two.run), from: second)
      #expect(try await [a, b] == [.finished, .finished])
      #expect(try bench.arrivals().count == 80)
    }
  }

  @Test func `the calls of a person keep their order`() async throws {
    try await onBench { bench in
      let journal = try bench.journal()
      let texts = (0..<120).map { track("u\($0 % 5)", "E\($0)") }
      try bench.intake(texts, into: journal)
      #expect(try await bench.deliver(from: journal) == .finished)
      let bodies = try bench.bodies("/v1/tracking/")
      for person in 0..<5 {
        let names = bodies.filter { $0.contains("\"u\(person)\"") }
          .compactMap { $0.firstMatch(of: /"name":"E([0-9]+)"/).flatMap { Int($0.1) } }
        #expect(names.count == 24)
        #expect(names == names.sorted())
      }
    }
  }

  @Test func `the key is in no file`() async throws {
    try await onBench(faults: ["500:1", "cut-after:1"]) { bench in
      let journal = try bench.journal()
      try bench.intake(seedCalls + [track("u9")], into: journal)
      _ = try await bench.deliver(from: journal)
      let folder = bench.folder + "/state"
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        let bytes = try #require(FileManager.default.contents(atPath: folder + "/" + name))
        #expect(bytes.range(of: Data("sandbox-key".utf8)) == nil)
      }
    }
  }
}
