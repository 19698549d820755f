import KustomerDestination
import Testing

/// A call, the verdict it gets, and the codes of its findings in order.
struct Judged: CustomTestStringConvertible, Sendable {
  var call: String
  var verdict: Verdict
  var codes: [Code]
  var testDescription: String { call }

  init(_ call: String, _ verdict: Verdict, _ codes: Code...) {
    self.call = call
    self.verdict = verdict
    self.codes = codes
  }
}

private let over256 = String(repeating: "x", count: 257)

@Test(arguments: [
  Judged(#"{"userId":"u"}"#, .rejected, .typeMissing),
  Judged(#"{"type":null,"userId":"u"}"#, .rejected, .typeMissing),
  Judged(#"{"type":" ","userId":"u","event":"A b"}"#, .ready),
  Judged(#"{"userId":"u","event":"Done"}"#, .ready),
  Judged(#"{"userId":"u","traits":{"email":"a@b.co"}}"#, .ready),
  Judged(#"{"userId":"u","traits":{},"groupId":"g"}"#, .rejected, .typeMissing),
  Judged(#"{"type":"group","userId":"u"}"#, .unsupported, .unsupportedEventType),
  Judged(#"{"type":"alias"}"#, .unsupported, .unsupportedEventType, .noUserAnonId),
  // A Kelvin sign, whose lower case is a k.
  Judged(#"{"type":"trac\u212a","userId":"u"}"#, .unsupported, .unsupportedEventType),
  Judged(#"{"type":7,"userId":"u"}"#, .unsupported, .unsupportedEventType),
  Judged(#"{"type":"TRACK","userId":"u","event":"Done"}"#, .ready),
  Judged(#"{"type":"track","event":"Done"}"#, .rejected, .noUserAnonId),
  Judged(
    #"{"type":"track","event":"Done","userId":"","anonymousId":null}"#, .rejected, .noUserAnonId,
    .emptyValue),
  Judged(#"{"type":"track","event":"Done","userId":" "}"#, .rejected, .noUserAnonId),
  Judged(#"{"type":"track","event":"Done","userId":"","user_id":"u"}"#, .ready, .emptyValue),
  // With its id written as a string this identify is sent to the customer, which takes an avatar.
  Judged(
    #"{"type":"identify","userId":7.5,"anonymousId":"v","traits":{"avatar":"https://x.io"}}"#,
    .rejected, .idNotString),
  Judged(#"{"userId":"u","traits":{},"groupId":null}"#, .ready),
  Judged(#"{"type":"track","event":"Done","userId":42}"#, .ready, .idNotString),
  Judged(#"{"type":"track","event":"Done","userId":-42.00}"#, .ready, .idNotString),
  Judged(#"{"type":"track","event":"Done","userId":4.2}"#, .rejected, .idNotString),
  Judged(#"{"type":"track","event":"Done","userId":42e0}"#, .rejected, .idNotString),
  Judged(#"{"type":"track","event":"Done","userId":true}"#, .rejected, .idNotString),
  Judged(
    #"{"type":"track","event":"Done","userId":{},"anonymousId":[]}"#, .rejected, .idNotString,
    .idNotString),
  Judged(#"{"type":"track","event":"Done","userId":0}"#, .ready, .idNotString, .idIsPlaceholder),
  Judged(
    #"{"type":"track","event":"Done","userId":"\#(over256)"}"#, .rejected, .externalIdTooLong),
  Judged(#"{"type":"track","userId":"u"}"#, .rejected, .eventNotDefined),
  Judged(#"{"type":"track","userId":"u","event":" "}"#, .rejected, .eventNotDefined),
  Judged(#"{"type":"track","userId":"u","event":1}"#, .rejected, .eventNotString),
  Judged(#"{"type":"track"}"#, .rejected, .noUserAnonId, .eventNotDefined),
  Judged(#"{"type":"identify","userId":"u","traits":[]}"#, .ready, .emptyList),
  Judged(#"{"type":"identify","userId":"u","traits":[1]}"#, .rejected, .traitsNotObject),
  Judged(#"{"type":"identify","userId":"u","traits":null}"#, .ready),
  Judged(#"{"type":"identify","userId":"u","properties":[]}"#, .ready),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","properties":"x"}"#, .rejected,
    .propertiesNotObject),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","properties":[]}"#, .ready, .emptyList),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","properties":[[]]}"#, .rejected,
    .propertiesNotObject),
  Judged(#"{"type":"track","userId":"u","event":"Done","traits":[]}"#, .ready),
  Judged(#"{"type":"page","userId":"u","name":"","category":" "}"#, .ready),
  Judged(
    #"{"type":"page","userId":"u","name":1,"category":true}"#, .rejected, .nameNotString,
    .categoryNotString),
  Judged(#"{"type":"track","userId":"u","event":"Done","name":1}"#, .ready, .unreadMember),
  Judged(#"{"type":"track","userId":"u","event":"Done","name":"Done"}"#, .ready),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","traits":{"a":1}}"#, .readyWithLoss,
    .unreadMember),
  Judged(#"{"type":"track","userId":"u","event":"Done","traits":{"a":[null,""]}}"#, .ready),
  Judged(
    #"{"type":"identify","userId":"u","properties":{"kustomer_session_id":"s"}}"#, .readyWithLoss,
    .unreadMember),
  Judged(
    #"{"type":"identify","anonymousId":"v","userID":"u","traits":{"email":"a@b.co"}}"#,
    .ready, .unreadMember),
  Judged(
    #"{"type":"page","userId":"u","anonymousID":"v","foo":{"a":1},"bar":null}"#,
    .ready, .unreadMember, .unreadMember),
  Judged(
    #"{"type":"page","userId":"u","channel":"web","version":2,"projectId":"p","writeKey":"k","_metadata":{"a":1},"library":"x","options":{"a":1},"rudderId":"r","request_ip":"1","groupId":"g","previousId":"o"}"#,
    .ready),
  Judged(
    #"{"type":"page","userId":"u","category":"A","properties":{"category":"B"}}"#, .ready,
    .unreadMember),
  Judged(#"{"type":"page","userId":"u","category":"A","properties":{"category":"A"}}"#, .ready),
  Judged(#"{"type":"page","userId":"u","context":"web"}"#, .ready, .unreadMember),
  Judged(
    #"{"type":"track","userId":"u","user_id":"w","event":"Done","sentAt":"2024-01-01T12:00:00Z","sent_at":"2024-01-02"}"#,
    .ready, .conflictingAliases, .conflictingAliases),
  Judged(#"{"type":"track","userId":7,"user_id":"7","event":"Done"}"#, .ready, .idNotString),
  Judged(
    #"{"type":"page","userId":"u","integrations":{"Kustomer":false}}"#, .filtered,
    .filteredByIntegrationsObject),
  Judged(
    #"{"type":"page","userId":"u","integrations":{"All":false}}"#, .filtered,
    .filteredByIntegrationsObject),
  Judged(#"{"type":"page","userId":"u","integrations":{"All":false,"Kustomer":{}}}"#, .ready),
  Judged(#"{"type":"page","userId":"u","integrations":{"All":false,"Kustomer":true}}"#, .ready),
  Judged(
    #"{"type":"page","userId":"u","integrations":{"kustomer":false}}"#, .ready,
    .integrationNameCase),
  Judged(
    #"{"type":"page","userId":"u","integrations":{"All":"false"}}"#, .filtered,
    .filteredByIntegrationsObject, .integrationValueText),
  Judged(
    #"{"type":"page","userId":"u","integrations":{"All":false,"Kustomer":"True"}}"#, .ready,
    .integrationValueText),
  Judged(#"{"type":"page","userId":"u","integrations":[]}"#, .ready),
  Judged(#"{"type":"page","userId":"u","integrations":{"Kustomer":null,"All":false}}"#, .ready),
  Judged(
    #"{"type":"track","userId":"u","event":"Audience Entered"}"#, .unsupported, .engageEvent),
  Judged(
    #"{"type":"track","userId":"u","event":"x y","context":{"personas":{"computation_id":"a"}}}"#,
    .unsupported, .engageEvent),
  Judged(
    #"{"type":"track","userId":"u","event":"x y","properties":{"journey_metadata":{"a":1}}}"#,
    .unsupported, .engageEvent),
  Judged(
    #"{"type":"track","userId":"u","event":"x y","messageId":"personas_1"}"#, .unsupported,
    .engageEvent),
  Judged(
    #"{"type":"track","userId":"u","event":"x y","properties":{"audience_key":"a","a":true}}"#,
    .unsupported, .engageEvent),
  Judged(
    #"{"type":"track","userId":"u","event":"x y","properties":{"audience_key":"a"}}"#, .ready),
  Judged(#"{"type":"page","userId":"u","messageId":"personas_1"}"#, .ready),
  Judged(
    #"{"type":"identify","anonymousId":"v","traits":{"name":"Jo"}}"#, .nothingToSend,
    .anonymousNotIdentifiable),
  Judged(
    #"{"type":"identify","anonymousId":"v","traits":{"email":"nope"}}"#, .nothingToSend,
    .anonymousNotIdentifiable, .invalidEmail),
  Judged(
    #"{"type":"identify","userId":"u","traits":{"vip":true},"context":{"personas":{"computation_key":"vip"}}}"#,
    .nothingToSend, .engageOnly, .engageTrait),
  Judged(
    #"{"type":"identify","userId":"u","traits":{"vip":true},"context":{"locale":"en","personas":{"computation_class":"audience"}}}"#,
    .nothingToSend, .engageOnly, .engageTrait),
  Judged(
    #"{"type":"identify","userId":"u","traits":{"vip":true,"email":"a@b.co"},"context":{"personas":{"computation_key":"vip"}}}"#,
    .readyWithLoss, .engageTrait),
  Judged(
    #"{"type":"identify","userId":"u","traits":{"vip":null},"context":{"personas":{"computation_key":"vip"}}}"#,
    .nothingToSend, .engageOnly, .emptyValue),
  Judged(#"{"type":"identify","userId":"u"}"#, .ready),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","timestamp":"soon","sentAt":"2024-01-01T12:00:00Z"}"#,
    .ready, .invalidTimestamp),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","timestamp":"0001-01-01T00:00:00Z","sentAt":"2024-01-01T12:00:00Z"}"#,
    .ready, .implausibleTimestamp),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","timestamp":"1999-12-31T23:59:59.999Z"}"#, .ready,
    .implausibleTimestamp),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","timestamp":"2024-01-02T12:00:00Z"}"#, .ready,
    .timeKeptInMeta),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","timestamp":"2024-01-02T12:00:00.001Z"}"#, .ready,
    .futureTimestamp, .timeKeptInMeta),
  Judged(
    #"{"type":"track","userId":"u","event":"Done","timestamp":"2023-06-02T00:00:01Z","receivedAt":"2023-06-01"}"#,
    .ready, .futureTimestamp, .timeKeptInMeta),
  Judged(
    #"{"type":"track","userId":"u","event":"A \ud83d"}"#, .ready, .loneSurrogate, .eventNameAdapted),
  Judged(#"{"type":"track","type":"page","userId":"u"}"#, .ready, .duplicateKey),
  Judged(#"{"type":1,"type":2,"type":"page","userId":"u"}"#, .ready, .duplicateKey),
])
func `a call gets its verdict and every finding`(_ judged: Judged) throws {
  let plan = try plan(judged.call)
  #expect(plan.verdict == judged.verdict)
  #expect(plan.diagnostics.map(\.code) == judged.codes)
  #expect(plan.requests.isEmpty != plan.verdict.isReady)
}

@Test(arguments: [
  "undefined", "Null", "NONE", "nil", "NaN", "[object Object]", "true", "False", "0", " null ",
  "00000000-0000-0000-0000-000000000000",
])
func `an id that is nobody's is sent, and said`(id: String) throws {
  let plan = try plan(#"{"type":"identify","userId":"\#(id)","anonymousId":"\#(id)"}"#)
  #expect(plan.verdict == .ready)
  #expect(plan.diagnostics.map(\.code) == [.idIsPlaceholder, .idIsPlaceholder])
  #expect(plan.diagnostics.map(\.path) == ["userId", "anonymousId"])
  #expect(plan.requests.last?.body == ["trackingId": .string(id), "externalId": .string(id)])
}

@Test(arguments: ["nobody", "00", "nullable", "undefined-7", "0 0"])
func `an id that only looks like a word for nobody is nothing special`(id: String) throws {
  #expect(try plan(#"{"type":"identify","userId":"\#(id)"}"#).diagnostics.isEmpty)
}

@Test func `a whole number as an id is sent as its digits`() throws {
  let plan = try plan(#"{"type":"identify","userId":12345678901234567890,"anonymousId":7.00}"#)
  #expect(plan.person == .user("12345678901234567890"))
  #expect(
    plan.requests.last?.body == ["trackingId": "7", "externalId": "12345678901234567890"])
  #expect(plan.requests.first?.path == "/v1/customers/externalId=12345678901234567890")
  let row = try #require(plan.trace.first { $0.source == "userId" })
  #expect(row.value.compact == "12345678901234567890")
  #expect(row.rule == "a whole number, sent as text")
}

@Test func `what is probably meant by an unread member is said`() throws {
  let plan = try plan(
    #"{"type":"identify","userId":"u","UserID":"x","received-at":"y","foo":"z"}"#)
  let messages = plan.diagnostics.map(\.message)
  #expect(messages[0].contains("write it as userId"))
  #expect(messages[1].contains("write it as receivedAt"))
  #expect(messages[2].contains("traits"))
  #expect(plan.verdict == .ready)
}

@Test func `a call over 32768 compact bytes is rejected`() throws {
  func call(padding: Int, space: String = "") -> String {
    let text = String(repeating: "x", count: padding)
    return #"{"type":"track","userId":"u",\#(space)"event":"\#(text)"}"#
  }
  let padding = 32_768 - call(padding: 0).utf8.count
  #expect(try plan(call(padding: padding)).verdict == .ready)
  #expect(try plan(call(padding: padding, space: "    ")).verdict == .ready)
  #expect(try plan(call(padding: padding + 1)).diagnostics.first?.code == .oversize)
}

@Test func `snake_case names of archives are read`() throws {
  let plan = try plan(
    #"{"type":"track","user_id":"u","anonymous_id":"v","event":"Done","original_timestamp":"2024-01-01T00:00:00Z"}"#
  )
  #expect(plan.person == .user("u"))
  #expect(plan.link == Plan.Link(userId: "u", anonymousId: "v"))
  #expect(plan.time.rfc3339 == "2024-01-01T00:00:00.000Z")
}

@Test(arguments: [
  (#""timestamp":"2024-01-02T03:04:05Z""#, "2024-01-02T03:04:05.000Z"),
  (#""timestamp":"2024-01-02 03:04+02:00""#, "2024-01-02T01:04:00.000Z"),
  (#""timestamp":"2024-01-02""#, "2024-01-02T00:00:00.000Z"),
  (#""timestamp":1704164645"#, "2024-01-02T03:04:05.000Z"),
  (#""timestamp":1704164645678"#, "2024-01-02T03:04:05.678Z"),
  (
    #""timestamp":"x","originalTimestamp":"","sentAt":"2024-01-02","receivedAt":"2025-01-01""#,
    "2024-01-02T00:00:00.000Z"
  ),
  (#""timestamp":"2023-05-31 10:00:00 UTC""#, "2023-05-31T10:00:00.000Z"),
  (#""timestamp":"0027-06-27T00:00:00Z","sentAt":"2023-05-31""#, "2023-05-31T00:00:00.000Z"),
  (#""receivedAt":"2025-01-01T10:20:30.4567-0130""#, "2025-01-01T11:50:30.456Z"),
  (#""messageId":"m""#, "2024-01-01T12:00:00.000Z"),
])
func `the effective time is the first readable of four`(member: String, time: String) throws {
  let plan = try plan(#"{"type":"page","userId":"u",\#(member)}"#)
  #expect(plan.time.rfc3339 == time)
}
