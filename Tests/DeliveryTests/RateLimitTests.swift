import KustomerDestination
import Records
import Testing

@testable import Delivery

@Suite struct RateLimitTests {
  private let start = Timestamp(milliseconds: 1_700_000_000_000)

  private func reading(
    _ limit: Int?, _ remaining: Int?, reset: Int64? = nil, status: Int = 201
  ) -> LimitReading {
    var headers: [HTTPResponse.Header] = []
    if let limit { headers.append(.init(name: "x-ratelimit-limit", value: "\(limit)")) }
    if let remaining { headers.append(.init(name: "x-ratelimit-remaining", value: "\(remaining)")) }
    if let reset {
      let seconds = start.milliseconds / 1_000 + reset
      headers.append(.init(name: "x-ratelimit-reset", value: "\(seconds)"))
    }
    let response = HTTPResponse(
      status: status, headers: headers, body: [], milliseconds: 1, isComplete: true)
    return LimitReading(response, at: start)
  }

  @Test func `nothing is known before the first answer`() {
    var limit = RateLimit(perMinute: nil)
    #expect(limit.opening(at: start) == .open)
    let first = limit.send(at: start)
    #expect(limit.opening(at: start) == .afterAnAnswer)
    limit.learn(reading(300, 299), from: first, at: start)
    #expect(limit.opening(at: start) == .open)
  }

  @Test func `a failure teaches nothing but frees the place`() {
    var limit = RateLimit(perMinute: nil)
    limit.learn(nil, from: limit.send(at: start), at: start)
    #expect(limit.opening(at: start) == .open)
  }

  @Test func `an org that tells of no limit has none`() {
    var limit = RateLimit(perMinute: nil)
    limit.learn(reading(nil, nil), from: limit.send(at: start), at: start)
    for _ in 0..<1_000 { _ = limit.send(at: start) }
    #expect(limit.opening(at: start) == .open)
  }

  @Test func `a twentieth of the limit is kept free`() {
    var limit = RateLimit(perMinute: nil)
    limit.learn(reading(100, 99), from: limit.send(at: start), at: start)
    var sent = 1
    while limit.opening(at: start) == .open {
      _ = limit.send(at: start)
      sent += 1
    }
    #expect(sent == 95)
    #expect(limit.opening(at: start) == .afterAnAnswer)
  }

  @Test func `an answer that overtakes others does not make room`() {
    var limit = RateLimit(perMinute: nil)
    limit.learn(reading(100, 22), from: limit.send(at: start), at: start)
    let sent = (0..<16).map { _ in limit.send(at: start) }
    limit.learn(reading(100, 21), from: sent[15], at: start)
    for index in 0..<15 { limit.learn(reading(100, 20 - index), from: sent[index], at: start) }
    #expect(limit.opening(at: start) == .open)
    _ = limit.send(at: start)
    #expect(limit.opening(at: start) == .afterAnAnswer)
  }

  @Test func `a spent window is felt for ever more slowly`() {
    var limit = RateLimit(perMinute: nil)
    var now = start
    var pauses: [Int64] = []
    for remaining in [5, 4, 3, 2] {
      limit.learn(reading(100, remaining), from: limit.send(at: now), at: now)
      guard case .at(let moment) = limit.opening(at: now) else {
        Issue.record("open")
        return
      }
      pauses.append((moment - now).count)
      now = moment
      #expect(limit.opening(at: now) == .open)
    }
    #expect(pauses == [250, 500, 1_000, 2_000])
    limit.learn(reading(100, 99), from: limit.send(at: now), at: now)
    #expect(limit.opening(at: now) == .open)
  }

  @Test func `a used up window is waited for`() {
    var limit = RateLimit(perMinute: nil)
    limit.learn(reading(100, 0, reset: 4), from: limit.send(at: start), at: start)
    #expect(limit.opening(at: start) == .at(start + .seconds(4)))
    #expect(limit.opening(at: start + .seconds(4)) == .open)
    _ = limit.send(at: start + .seconds(4))
    #expect(limit.opening(at: start + .seconds(4)) == .afterAnAnswer)
  }

  @Test func `a 429 holds every request of the org`() {
    var limit = RateLimit(perMinute: nil)
    limit.learn(reading(nil, nil), from: limit.send(at: start), at: start)
    let refused = limit.send(at: start)
    let late = limit.send(at: start)
    limit.learn(reading(60, 0, reset: 2, status: 429), from: refused, at: start)
    limit.learn(reading(60, 40), from: late, at: start)
    #expect(limit.opening(at: start) == .at(start + .seconds(2)))
    let after = start + .seconds(2)
    #expect(limit.opening(at: after) == .open)
    _ = limit.send(at: after)
    #expect(limit.opening(at: after) == .afterAnAnswer)
  }

  @Test func `an answer that was overtaken teaches nothing`() {
    var limit = RateLimit(perMinute: nil)
    limit.learn(reading(100, 50), from: limit.send(at: start), at: start)
    let older = limit.send(at: start)
    let newer = limit.send(at: start)
    limit.learn(reading(100, 6), from: newer, at: start)
    limit.learn(reading(100, 49), from: older, at: start)
    _ = limit.send(at: start)
    #expect(limit.opening(at: start) == .afterAnAnswer)
  }

  @Test func `a told rate spaces the requests`() {
    var limit = RateLimit(perMinute: 120)
    limit.learn(reading(nil, nil), from: limit.send(at: start), at: start)
    #expect(limit.opening(at: start) == .at(start + Milliseconds(500)))
    #expect(limit.opening(at: start + Milliseconds(500)) == .open)
  }
}

@Suite struct LanesTests {
  @Test func `a delivery waits for all before it that share an id`() {
    var lanes = Lanes()
    lanes.add(1, keys: ["user:a"])
    lanes.add(2, keys: ["anonymous:v"])
    lanes.add(3, keys: ["user:a", "anonymous:v"])
    lanes.add(4, keys: ["user:a"])
    lanes.add(5, keys: ["user:b"])
    #expect([1, 2, 3, 4, 5].map(lanes.isFirst) == [true, true, false, false, true])
    #expect(lanes.remove(1) == [])
    #expect(lanes.remove(2) == [3])
    #expect(lanes.remove(3) == [4])
    #expect(lanes.count == 2)
  }

  @Test func `taking one out of the middle makes nobody first again`() {
    var lanes = Lanes()
    for id in 1...3 { lanes.add(Int64(id), keys: ["user:a"]) }
    #expect(lanes.remove(2) == [])
    #expect(lanes.remove(1) == [3])
  }
}

@Suite struct BackoffTests {
  private let settings = DeliverySettings()

  @Test func `pauses stay under the doubled base and the greatest pause`() {
    for id in 1...200 as ClosedRange<Int64> {
      for failed in 1...60 {
        let limit = min(500 * (1 << min(failed - 1, 20)), 60_000)
        #expect(0..<limit ~= Int(settings.pause(of: id, after: failed).count))
      }
    }
  }

  @Test func `pauses are spread over their whole range`() {
    let pauses = (1...1_000).map { settings.pause(of: $0, after: 1).count }
    let mean = pauses.reduce(0, +) / 1_000
    #expect(230...270 ~= mean)
    #expect(Set(pauses).count > 300)
  }

  @Test func `the same try of the same delivery waits the same`() {
    #expect(settings.pause(of: 7, after: 3) == settings.pause(of: 7, after: 3))
    #expect(settings.pause(of: 7, after: 3) != settings.pause(of: 8, after: 3))
  }
}

@Suite struct GateTests {
  private func org(_ mode: SendMode, isReadOnly: Bool = false) throws -> Org {
    Org(
      profile: "acme", baseURL: try OrgPod("prod1").baseURL, key: try APIKey("0123456789"),
      mode: mode, isReadOnly: isReadOnly)
  }

  @Test func `a dry run never sends`() throws {
    let org = try org(.dryRun)
    #expect(throws: SendRefusal.dryRun(profile: "acme")) {
      try org.permit(Confirmation(profile: "acme"))
    }
  }

  @Test func `ask wants a confirmation that names the profile`() throws {
    let org = try org(.ask)
    #expect(throws: SendRefusal.notConfirmed(profile: "acme")) { try org.permit() }
    #expect(throws: SendRefusal.confirmedForAnother(profile: "acme", confirmed: "other")) {
      try org.permit(Confirmation(profile: "other"))
    }
    #expect(try org.permit(Confirmation(profile: "acme")).org.profile == "acme")
  }

  @Test(arguments: SendMode.allCases)
  func `read only refuses in every mode`(mode: SendMode) throws {
    let org = try org(mode, isReadOnly: true)
    #expect(throws: SendRefusal.readOnly(profile: "acme")) {
      try org.permit(Confirmation(profile: "acme"))
    }
  }

  @Test func `live sends`() throws {
    #expect(try org(.live).permit().org.mode == .live)
  }
}
