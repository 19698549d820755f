import KustomerDestination
import Testing

private let moment = Timestamp(milliseconds: 1_706_088_131_000)

private func plan(_ text: String) throws -> Plan {
  Destination().plan(for: try Call(parsing: text), at: moment)
}

@Test(arguments: [
  (#"{"type":"track","anonymousId":"v","event":"E"}"#, [PlannedRequest.Kind.event]),
  (#"{"type":"page","userId":"u","anonymousId":"v"}"#, [.identityEvent]),
  (
    #"{"type":"identify","userId":"u","anonymousId":"v","traits":{"email":"a@b.cc"}}"#,
    [.customerLookUp, .customerChange, .customerCreation, .identity]
  ),
  (#"{"type":"identify","anonymousId":"v","traits":{"email":"a@b.cc"}}"#, [.identity]),
])
func `each request says what it is for`(call: String, kinds: [PlannedRequest.Kind]) throws {
  let plan = try plan(call)
  #expect(plan.requests.map(\.kind) == kinds)
  // What the command line prints is the plan without the kinds.
  #expect(!plan.line(at: 1).contains("kind"))
  for kind in kinds {
    #expect(plan.line(at: 1, kinds: true).contains(#""kind":"\#(kind.rawValue)""#))
  }
}

@Test(
  arguments: [
    (#""userId":"u","anonymousId":"v""#, "u", "v"), (#""user_id":"u""#, "u", nil),
    (#""userId":"","anonymousId":"v""#, nil, "v"), (#""userId":" \t","anonymousId":"v""#, nil, "v"),
    (#""userId":null,"anonymous_id":"v""#, nil, "v"), (#""userId":" u ""#, " u ", nil),
    (#""userId":"\u0020","user_id":"u""#, "u", nil), (#""userId":{},"anonymousId":"v""#, nil, "v"),
  ] as [(String, String?, String?)])
func `who a call is of is read by one rule`(ids: String, user: String?, visitor: String?) throws {
  let text = #"{"type":"track","event":"E",\#(ids)}"#
  let plan = try plan(text)
  #expect(plan.user == user && plan.visitor == visitor)
  let call = try Call(parsing: text)
  #expect(call.ids.user == user && call.ids.visitor == visitor)
}

@Test(arguments: [
  (#""properties":{"a":1,"b":null}"#, false), (#""properties":{"kustomer_session_id":""}"#, false),
  (#""properties":{"kustomer_session_id":[1]}"#, true),
])
func `what a trace counts as lost is what the verdict counts`(rest: String, isLoss: Bool) throws {
  let plan = try plan(#"{"type":"track","userId":"u","event":"E",\#(rest)}"#)
  #expect(plan.trace.contains(where: \.isLoss) == isLoss)
  #expect((plan.verdict == .readyWithLoss) == isLoss)
}
