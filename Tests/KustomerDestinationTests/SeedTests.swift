import KustomerDestination
import Testing

/// The four example calls of Segment's page on the Kustomer destination, with ids.
enum Seed {
  static let page =
    #"{"type":"page","anonymousId":"visitor-1","name":"Pricing","properties":{"title":"Segment Pricing","url":"https://segment.com/pricing","kustomer_session_id":"abc123"}}"#
  static let screen =
    #"{"type":"screen","anonymousId":"visitor-1","name":"Home","properties":{"kustomer_session_id":"abc123"}}"#
  static let identify =
    #"{"type":"identify","userId":"userId123","anonymousId":"visitor-1","traits":{"email":"john.doe@example.com"},"context":{"locale":"en-US"}}"#
  static let track =
    #"{"type":"track","userId":"userId123","event":"Registered","properties":{"plan":"Pro Annual","accountType":"Facebook","kustomer_session_id":"abc123"}}"#
}

let noon = Timestamp(milliseconds: 1_704_110_400_000)

func plan(
  _ text: String, settings: DestinationSettings = DestinationSettings(),
  at moment: Timestamp = noon,
  sessions: SessionBook = SessionBook()
) throws -> Plan {
  try Destination(settings: settings).plan(
    for: Call(parsing: text), at: moment, sessions: sessions)
}

@Test func `the seed's page becomes an anonymous tracking event`() throws {
  let plan = try plan(Seed.page)
  #expect(plan.verdict == .ready)
  #expect(
    plan.line(at: 1).contains(
      #""requests":[{"method":"POST","path":"/v1/tracking/event","body":{"trackingId":"visitor-1","name":"Viewed-Pricing-Page","sessionId":"abc123","meta":{"titleStr":"Segment Pricing","urlStr":"https://segment.com/pricing"}}}],"session":{"id":"abc123","source":"explicit"}"#
    ))
  #expect(plan.diagnostics.map(\.code) == [.anonymousRetention])
}

@Test func `the seed's screen is mapped with a note`() throws {
  let plan = try plan(Seed.screen)
  #expect(plan.verdict == .ready)
  #expect(plan.diagnostics.map(\.code) == [.screenNotInCatalog, .anonymousRetention])
  #expect(
    plan.requests == [
      PlannedRequest(
        .event,
        body: ["trackingId": "visitor-1", "name": "Viewed-Home-Screen", "sessionId": "abc123"])
    ])
}

@Test func `the seed's identify looks up, creates or updates, and attaches the visitor`() throws {
  let plan = try plan(Seed.identify)
  #expect(plan.verdict == .ready)
  #expect(
    plan.line(at: 3)
      == #"{"line":3,"type":"identify","verdict":"ready","requests":[{"method":"GET","path":"/v1/customers/externalId=userId123"},{"method":"PATCH","path":"/v1/customers/{id}","when":"found","body":{"locale":"en-US","emails":[{"email":"john.doe@example.com"}]},"merges":["emails"]},{"method":"POST","path":"/v1/customers","when":"not_found","body":{"externalId":"userId123","locale":"en-US","emails":[{"email":"john.doe@example.com"}]}},{"method":"POST","path":"/v1/tracking/identity","body":{"trackingId":"visitor-1","externalId":"userId123"}}],"diagnostics":[]}"#
  )
}

@Test func `the seed's track becomes an event of a known customer`() throws {
  let plan = try plan(Seed.track)
  #expect(plan.verdict == .ready)
  #expect(
    plan.line(at: 4, trace: true)
      == #"{"line":4,"type":"track","verdict":"ready","requests":[{"method":"POST","path":"/v1/tracking/identityEvent","body":{"identity":{"externalId":"userId123"},"event":{"name":"Registered","sessionId":"abc123","meta":{"planStr":"Pro Annual","accountTypeStr":"Facebook"}}}}],"session":{"id":"abc123","source":"explicit"},"diagnostics":[],"trace":[{"source":"userId","value":"userId123","target":"identity.externalId","rule":"copied","provenance":"documented"},{"source":"event","value":"Registered","target":"event.name","rule":"event name","provenance":"documented"},{"source":"properties.kustomer_session_id","value":"abc123","target":"event.sessionId","rule":"explicit session","provenance":"documented"},{"source":"properties.plan","value":"Pro Annual","target":"event.meta.planStr","rule":"string, suffix Str","provenance":"api"},{"source":"properties.accountType","value":"Facebook","target":"event.meta.accountTypeStr","rule":"string, suffix Str","provenance":"api"}]}"#
  )
}
