import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct TrackingTests {
  @Test func `an event is answered 204 without a body`() throws {
    let answer = try kustomer().track("Viewed-Page", visitor: "v")
    #expect(answer.status == 204)
    #expect(answer.body.isEmpty)
  }

  @Test func `the seed's four calls are one session of three events`() throws {
    let kustomer = try kustomer()
    _ = kustomer.track("Viewed-Pricing-Page", visitor: "visitor-1", session: "abc123")
    _ = kustomer.track("Viewed-Home-Screen", visitor: "visitor-1", session: "abc123")
    _ = kustomer.post(
      "/v1/tracking/identity", ["trackingId": "visitor-1", "externalId": "userId123"])
    _ = kustomer.track("Registered", user: "userId123", session: "abc123")
    #expect(
      try kustomer.timeline(of: "userId123")
        == ["abc123: Viewed-Pricing-Page Viewed-Home-Screen Registered"])
  }

  @Test func `an identity names the customer it created`() throws {
    let kustomer = try kustomer()
    let answer = kustomer.post(
      "/v1/tracking/identity", ["trackingId": "v", "email": "jo@example.com"])
    #expect(answer.status == 201)
    #expect(answer.attributes?["trackingId"] == "v")
    let found = try kustomer.get("/v1/customers/email=jo@example.com").json()
    #expect(found["data"]?["id"]?.stringValue == answer.customerId)
  }

  @Test func `an identity is found by externalId before email before phone`() throws {
    let kustomer = try kustomer()
    let byId = kustomer.post("/v1/tracking/identity", ["externalId": "u1"]).customerId
    let byEmail = kustomer.post("/v1/tracking/identity", ["email": "e@x.de"]).customerId
    let byPhone = kustomer.post("/v1/tracking/identity", ["phone": "12345"]).customerId
    #expect(Set([byId, byEmail, byPhone]).count == 3)
    #expect(
      kustomer.post("/v1/tracking/identity", ["externalId": "u1", "name": "A"]).customerId == byId)
    #expect(
      kustomer.post("/v1/tracking/identity", ["email": "E@x.de", "name": "B"]).customerId == byEmail
    )
    #expect(
      kustomer.post("/v1/tracking/identity", ["phone": "123-45", "name": "C"]).customerId == byPhone
    )
  }

  @Test func `an identity that names two customers is 409`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post("/v1/tracking/identity", ["externalId": "u1"])
    _ = kustomer.post("/v1/tracking/identity", ["email": "e@x.de"])
    let both = kustomer.post("/v1/tracking/identity", ["externalId": "u1", "email": "e@x.de"])
    #expect(both.gist == "409 conflict emails")
  }

  @Test func `an identity of another externalId does not take the customer over`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post("/v1/tracking/identity", ["externalId": "u1", "email": "e@x.de"])
    let other = kustomer.post("/v1/tracking/identity", ["externalId": "u2", "email": "e@x.de"])
    #expect(other.gist == "409 conflict externalId")
  }

  @Test func `an identity without any key is 400`() throws {
    let refused = try kustomer().post("/v1/tracking/identity", ["trackingId": "v"])
    #expect(refused.gist == "400 badparam externalId")
  }

  @Test func `later events of an identified visitor are the customer's`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post("/v1/tracking/identity", ["trackingId": "v", "externalId": "u1"])
    _ = kustomer.track("Later", visitor: "v", session: "s")
    #expect(try kustomer.timeline(of: "u1") == ["s: Later"])
  }

  @Test func `a relinked visitor keeps earlier events with the first customer`() throws {
    let kustomer = try kustomer()
    _ = kustomer.track("One", visitor: "v", session: "s")
    _ = kustomer.track("Two", visitor: "v", user: "u1", session: "s")
    _ = kustomer.track("Three", visitor: "v", user: "u2", session: "s")
    _ = kustomer.track("Four", visitor: "v", session: "s")
    #expect(try kustomer.timeline(of: "u1") == ["s: One Two"])
    #expect(try kustomer.timeline(of: "u2") == ["s: Three Four"])
  }

  @Test func `held events are attached with their own times`() throws {
    let kustomer = try kustomer()
    _ = kustomer.track("Early", visitor: "v", session: "s")
    kustomer.controls.advanceClock(by: .days(29))
    _ = kustomer.post("/v1/tracking/identity", ["trackingId": "v", "externalId": "u1"])
    let sessions = try kustomer.get("/v1/customers/externalId=u1/sessions").json()
    let first = sessions["data"]?[0]?["attributes"]
    #expect(first?["firstEventAt"]?.stringValue == noon.rfc3339)
    #expect(first?["count"] == 1)
  }

  @Test(arguments: [(30 * 86_400_000 - 1, 1), (30 * 86_400_000, 0)])
  func `held events are gone after 30 days`(age: Int, left: Int) throws {
    let kustomer = try kustomer()
    _ = kustomer.track("Early", visitor: "v", session: "s")
    kustomer.controls.advanceClock(by: Milliseconds(Int64(age)))
    _ = kustomer.post("/v1/tracking/identity", ["trackingId": "v", "externalId": "u1"])
    #expect(try kustomer.timeline(of: "u1").count == left)
  }

  @Test func `an identity adds an email and never clears one`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post(
      "/v1/tracking/identity", ["externalId": "u1", "email": "a@x.de", "name": "A"])
    _ = kustomer.post("/v1/tracking/identity", ["externalId": "u1", "email": "b@x.de"])
    let found = kustomer.get("/v1/customers/externalId=u1").attributes
    #expect(
      found?["emails"] == [
        ["verified": false, "email": "a@x.de"], ["verified": false, "email": "b@x.de"],
      ])
    #expect(found?["name"] == "A")
  }
}
