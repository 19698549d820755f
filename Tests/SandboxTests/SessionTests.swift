import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct SessionTests {
  /// Marbles: a letter is an event, `-` ten minutes; the digits below name its session.
  @Test(arguments: [
    ("a-b--c---d", "1-1--1---2"), ("a---b---c", "1---2---3"), ("ab--c", "11--1"),
  ])
  func `events without a session id are cut at 30 minutes`(calls: String, sessions: String) throws {
    let kustomer = try kustomer()
    for mark in calls {
      if mark == "-" {
        kustomer.controls.advanceClock(by: .minutes(10))
      } else {
        #expect(kustomer.track("Event-\(mark)", user: "u").status == 201)
      }
    }
    let expected = Dictionary(grouping: zip(calls, sessions).filter { $0.0 != "-" }, by: \.1)
      .sorted { $0.key < $1.key }.map { $0.value.map { "Event-\($0.0)" }.joined(separator: " ") }
    let found = try kustomer.timeline(of: "u").map { $0.split(separator: ": ") }
    #expect(found.map { String($0[1]) } == expected)
    #expect(found.allSatisfy { $0[0].count == 24 })
  }

  @Test func `an explicit session neither opens nor extends a generated one`() throws {
    let kustomer = try kustomer()
    _ = kustomer.track("Aa", user: "u")
    kustomer.controls.advanceClock(by: .minutes(20))
    _ = kustomer.track("Bb", user: "u", session: "named")
    kustomer.controls.advanceClock(by: .minutes(20))
    _ = kustomer.track("Cc", user: "u")
    #expect(try kustomer.timeline(of: "u").count == 3)
  }

  @Test func `one session id of two customers is two sessions`() throws {
    let kustomer = try kustomer()
    _ = kustomer.track("Aa", user: "u1", session: "s")
    _ = kustomer.track("Bb", user: "u2", session: "s")
    #expect(try kustomer.timeline(of: "u1") == ["s: Aa"])
    #expect(try kustomer.timeline(of: "u2") == ["s: Bb"])
  }

  @Test func `an event is read back as Kustomer shows it`() throws {
    let kustomer = try kustomer()
    let event: JSON = [
      "name": "Registered", "sessionId": "a/b", "meta": ["planStr": "Pro", "xNum": .number("1.0")],
    ]
    _ = kustomer.post(
      "/v1/tracking/identityEvent", ["identity": ["externalId": "u"], "event": event])
    let read = try kustomer.get("/v1/customers/externalId=u/sessions/a%2Fb/events").json()
    let attributes: JSON = [
      "name": "kustomer.tracking.identified.event", "trackingEvent": "tracking.Registered",
      "publishedAt": .string(noon.rfc3339), "createdAt": .string(noon.rfc3339),
      "meta": ["planStr": "Pro", "xNum": .number("1.0")], "sessionId": "a/b",
    ]
    #expect(read["data"]?[0]?["type"] == "customer_event")
    #expect(read["data"]?[0]?["attributes"] == attributes)
  }

  @Test func `lists come in pages`() throws {
    let kustomer = try kustomer()
    for number in 1...5 { _ = kustomer.track("Event", user: "u", session: "s\(number)") }
    let path = "/v1/customers/externalId=u/sessions"
    let second = try kustomer.get("\(path)?page=2&pageSize=2").json()
    #expect(
      second["data"]?.arrayValue?.map { $0["attributes"]?["sessionId"]?.stringValue }
        == ["s3", "s4"])
    #expect(second["meta"] == ["page": 2, "pageSize": 2, "total": 5, "totalPages": 3])
    let links = try #require(second["links"])
    for (name, page) in [("self", 2), ("first", 1), ("prev", 1), ("next", 3), ("last", 3)] {
      #expect(links[name]?.stringValue?.hasSuffix("?page=\(page)&pageSize=2") == true, "\(name)")
    }
    let next = try #require(links["next"]?.stringValue)
    let third = try kustomer.get(next).json()
    #expect(third["data"]?.arrayValue?.count == 1)
    #expect(third["links"]?["next"] == .null)
    #expect(try kustomer.get("\(path)?page=9").json()["data"] == [])
  }

  @Test(arguments: ["page=0", "page=x", "pageSize=101", "pageSize=0", "pageSize="])
  func `a page that cannot be is 400`(query: String) throws {
    let kustomer = try kustomer()
    _ = kustomer.track("Event", user: "u")
    let refused = kustomer.get("/v1/customers/externalId=u/sessions?\(query)")
    #expect(refused.gist == "400 badparam \(query.prefix { $0 != "=" })")
  }

  @Test func `a session that is not there is 404`() throws {
    let kustomer = try kustomer()
    _ = kustomer.track("Event", user: "u", session: "s")
    #expect(
      kustomer.get("/v1/customers/externalId=u/sessions/t/events").gist == "404 notfound sessionId")
  }
}
