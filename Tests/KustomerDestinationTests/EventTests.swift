import KustomerDestination
import Testing

private func event(
  _ call: String, settings: DestinationSettings = DestinationSettings(), at moment: Timestamp = noon
) throws -> (event: JSON?, plan: Plan) {
  let plan = try plan(call, settings: settings, at: moment)
  return (plan.requests.first?.body?["event"], plan)
}

private func name(_ original: String, _ style: EventNames = .viewed, _ type: String = "track")
  throws -> (name: String?, original: String?, codes: [Code])
{
  let member = type == "track" ? "event" : "name"
  let text = JSON.string(original).compact
  let (event, plan) = try event(
    #"{"type":"\#(type)","userId":"u","\#(member)":\#(text)}"#,
    settings: DestinationSettings(eventNames: style))
  return (
    event?["name"]?.stringValue, event?["meta"]?["originalNameStr"]?.stringValue,
    plan.diagnostics.map(\.code)
  )
}

@Test(arguments: [
  ("Registered", "Registered", false),
  ("Order Completed", "Order-Completed", false),
  ("  Order \t Completed ", "Order-Completed", false),
  ("a - b", "a---b", false),
  ("Zoë", "Zoe", true),
  ("ﬁne", "fine", true),
  ("Order Completed!", "Order-Completed", true),
  ("-x-", "x-event", true),
  ("2nd visit", "Event-2nd-visit", false),
  ("x", "x-event", false),
  ("Größe", "Grosse", true),
  ("Łódź ẞ Æ", "Lodz-SS-AE", true),
  ("Þing ðœøđı", "THing-doeodi", true),
  ("İzmir ǽ", "Izmir-ae", true),
  ("Ⅷ x²", "VIII-x2", true),
])
func `an event name is cleaned for Kustomer`(original: String, sent: String, isKept: Bool) throws {
  let name = try name(original)
  #expect(name.name == sent)
  #expect(name.original == (isKept ? original : nil))
  #expect(name.codes == (isKept ? [.eventNameAdapted] : []))
}

/// 32-bit FNV-1a of a text's UTF-8, by its published definition.
private func fnv1a(_ text: String) -> String {
  let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
  let hex = String(hash, radix: 16)
  return String(repeating: "0", count: 8 - hex.count) + hex
}

@Test func `a name with nothing left becomes its hash`() throws {
  #expect(fnv1a("---") == "c4e4dc86")
  #expect(try name("---").name == "c4e4dc86")
  let starting = try #require(
    (0..<99).map { String(repeating: "!", count: $0 + 1) }.first {
      fnv1a($0).first?.isNumber == true
    })
  #expect(try name(starting).name == "Event-" + fnv1a(starting))
  #expect(try name("カート", .viewed, "page").name == "Viewed-" + fnv1a("カート") + "-Page")
}

@Test(arguments: [
  ("商品 Viewed", "Viewed"), ("カート Viewed", "Viewed"), ("Viewed 商品", "Viewed"),
  ("Order ٣", "Order"), ("a ħ", "a"),
])
func `a name that loses letters or digits gets the hash of the original`(
  original: String, kept: String
) throws {
  let name = try name(original)
  #expect(name.name == kept + "-" + fnv1a(original))
  #expect(name.original == original)
}

@Test func `a long name is cut before the hash that tells it from others`() throws {
  let long = String(repeating: "n", count: 300) + "商"
  let page = try name(long, .viewed, "page")
  #expect(page.name == "Viewed-" + String(repeating: "n", count: 234) + "-\(fnv1a(long))-Page")
  #expect(page.name?.utf8.count == 255)
}

@Test func `a long name keeps prefix and suffix of its style`() throws {
  let long = String(repeating: "n", count: 300)
  let track = try name(long)
  #expect(track.name == String(repeating: "n", count: 255))
  #expect(track.original == long)
  let page = try name(long, .viewed, "page")
  #expect(page.name == "Viewed-" + String(repeating: "n", count: 243) + "-Page")
}

@Test(arguments: [
  (EventNames.viewed, "page", "Viewed-Pricing-Page", "Viewed-Page"),
  (.viewed, "screen", "Viewed-Pricing-Screen", "Viewed-Screen"),
  (.plain, "page", "Pricing", "Page"),
  (.plain, "screen", "Pricing", "Screen"),
  (.prefixed, "page", "Web-Page-Viewed-Pricing", "Web-Page-Viewed"),
  (.prefixed, "screen", "Screen-Viewed-Pricing", "Screen-Viewed"),
])
func `a view is named in the style set`(
  style: EventNames, type: String, named: String, nameless: String
) throws {
  #expect(try name("Pricing", style, type).name == named)
  let settings = DestinationSettings(eventNames: style)
  let (event, _) = try event(#"{"type":"\#(type)","userId":"u"}"#, settings: settings)
  #expect(event?["name"]?.stringValue == nameless)
}

@Test func `properties.name names a view that has no name, and is not repeated`() throws {
  let (named, plan) = try event(#"{"type":"page","userId":"u","properties":{"name":"Home"}}"#)
  #expect(named?.compact.contains(#""name":"Viewed-Home-Page""#) == true)
  #expect(named?["meta"] == nil)
  #expect(plan.verdict == .ready)
  let (both, _) = try event(
    #"{"type":"page","userId":"u","name":"A b","properties":{"name":"Home"}}"#)
  #expect(both?["meta"]?.compact == #"{"nameStr":"Home"}"#)
}

private func meta(_ properties: String) throws -> (meta: JSON?, plan: Plan) {
  let (event, plan) = try event(
    #"{"type":"track","userId":"u","event":"Done","properties":\#(properties)}"#)
  return (event?["meta"], plan)
}

@Test(arguments: [
  (#"{"price":1.0}"#, #"{"priceNum":1.0}"#),
  (#"{"big":12345678901234567890}"#, #"{"bigNum":12345678901234567890}"#),
  (#"{"yes":true,"non":false}"#, #"{"yesBool":true,"nonBool":false}"#),
  (#"{"when":"2024-01-02T03:04:05+01:00"}"#, #"{"whenAt":"2024-01-02T02:04:05.000Z"}"#),
  (#"{"when":"2024-01-02 03:04:05 UTC"}"#, #"{"whenAt":"2024-01-02T03:04:05.000Z"}"#),
  (
    #"{"id":7,"a":true,"at":"2024-01-02T03:04Z","xy":"z"}"#,
    #"{"p-idNum":7,"p-aBool":true,"p-atAt":"2024-01-02T03:04:00.000Z","xyStr":"z"}"#
  ),
  (#"{"idNum":7,"abcNum":8}"#, #"{"p-idNum":7,"abcNum":8}"#),
  (
    #"{"Str":"a","Num":1,"At":"2024-01-02T03:04Z"}"#,
    #"{"StrStr":"a","NumNum":1,"p-AtAt":"2024-01-02T03:04:00.000Z"}"#
  ),
  (#"{"at":"2024-01-02","y":"2021"}"#, #"{"atStr":"2024-01-02","yStr":"2021"}"#),
  (
    #"{"planStr":"a","sizeNum":1,"sentAt":"2024-01-02 03:04"}"#,
    #"{"planStr":"a","sizeNum":1,"sentAt":"2024-01-02T03:04:00.000Z"}"#
  ),
  (#"{"a":{"b":{"c":1}}}"#, #"{"aBCNum":1}"#),
  (#"{"l":[1, {"a" : "b"}]}"#, #"{"lStr":"[1,{\"a\":\"b\"}]"}"#),
  (
    #"{"x y":"1","_p":"2","9":"3","-q-":"4"}"#,
    #"{"x-yStr":"1","p-_pStr":"2","p-9Str":"3","qStr":"4"}"#
  ),
  (#"{"a":{"b":{"c":{"d":{"e":{"f":1}}}}}}"#, #"{"aBCDEFNum":1}"#),
  (#"{"a":{"b":{"c":{"d":{"e":{"f":{"g":1}}}}}}}"#, #"{"aBCDEFStr":"{\"g\":1}"}"#),
  (
    #"{"plan":"a","planStr":"b","plan ":"c"}"#,
    #"{"planStr":"a","plan2Str":"b","plan3Str":"c"}"#
  ),
])
func `a property becomes a typed meta key`(properties: String, expected: String) throws {
  let (meta, plan) = try meta(properties)
  #expect(meta?.compact == expected)
  #expect(plan.verdict == .ready)
}

@Test func `empty properties are left out without loss`() throws {
  let (meta, plan) = try meta(#"{"a":null,"b":"","c":{},"d":[],"e":" "}"#)
  #expect(meta == nil)
  #expect(plan.verdict == .ready)
  #expect(plan.diagnostics.map(\.code) == Array(repeating: .emptyValue, count: 5))
}

@Test(arguments: [("1", "Num", 33), ("true", "Bool", 33), (#""x""#, "Str", 30)])
func `a key is as long as Kustomer's former pattern lets it be, its number counted`(
  value: String, suffix: String, room: Int
) throws {
  let long = String(repeating: "k", count: 40)
  let (meta, plan) = try meta(#"{"\#(long)1":\#(value),"\#(long)2":\#(value)}"#)
  let kept = String(repeating: "k", count: room)
  #expect(
    meta?.objectValue?.members.map(\.key) == [kept + suffix, kept.dropLast() + "2" + suffix])
  #expect(plan.diagnostics.map(\.code) == [.keyCollision])
}

@Test func `a key with nothing left becomes its hash`() throws {
  #expect(try meta(#"{"🎈":"x"}"#).meta?.compact == #"{"key-\#(fnv1a("🎈"))Str":"x"}"#)
}

@Test func `a list is cut after its last whole element that fits`() throws {
  func list(_ count: Int) -> String {
    "[" + Array(repeating: #"{"id":1}"#, count: count).joined(separator: ",") + "]"
  }
  // 1 + 113 × 9 is 1 018 characters with the bracket; one more makes 1 027.
  let (fits, _) = try meta(#"{"list":\#(list(113))}"#)
  #expect(fits?["listStr"]?.stringValue == list(113))
  let (cut, plan) = try meta(#"{"list":\#(list(120))}"#)
  #expect(cut?["listStr"]?.stringValue == list(113))
  #expect(plan.verdict == .readyWithLoss)
  #expect(plan.diagnostics.map(\.code) == [.truncated])
  #expect(plan.diagnostics[0].message.contains("7 of 120 elements are left out"))
}

@Test func `an object at level 6 is cut after its last whole member that fits`() throws {
  let long = String(repeating: "x", count: 600)
  let (meta, plan) = try meta(
    #"{"a":{"b":{"c":{"d":{"e":{"f":{"g":"\#(long)","h":"\#(long)"}}}}}}}"#)
  #expect(meta?["aBCDEFStr"]?.stringValue == #"{"g":"\#(long)"}"#)
  #expect(plan.diagnostics[0].message.contains("1 of 2 members are left out"))
}

@Test func `a list whose first element does not fit is cut as a text`() throws {
  let long = String(repeating: "é", count: 2_000)
  let text = try meta(#"{"list":["\#(long)"]}"#).meta?["listStr"]?.stringValue
  #expect(text == #"[""# + String(repeating: "é", count: 1_022))
}

@Test func `text is cut at 1024 characters, which is a loss`() throws {
  let long = String(repeating: "🎈", count: 1_025)
  let (meta, plan) = try meta(#"{"t":"\#(long)"}"#)
  #expect(meta?["tStr"]?.stringValue?.unicodeScalars.count == 1_024)
  #expect(plan.verdict == .readyWithLoss)
  #expect(plan.diagnostics.map(\.code) == [.truncated])
}

@Test func `the hundredth key is the last, with places kept for our own`() throws {
  let members = (1...120).map { #""k\#($0)":\#($0)"# }.joined(separator: ",")
  let call =
    #"{"type":"track","userId":"u","event":"Done!","timestamp":"2020-01-01","properties":{\#(members)}}"#
  let (event, plan) = try event(call)
  let meta = event?["meta"]?.objectValue
  #expect(meta?.members.count == 100)
  #expect(meta?.members.suffix(2).map(\.key) == ["originalNameStr", "occurredAt"])
  #expect(plan.diagnostics.count { $0.code == .tooManyKeys } == 22)
  #expect(plan.verdict == .readyWithLoss)
}

@Test func `meta stands behind the session also when it holds the original name alone`() throws {
  let (event, _) = try event(
    #"{"type":"track","userId":"u","event":"Done!","properties":{"kustomer_session_id":"s"}}"#)
  #expect(
    event?.compact == #"{"name":"Done","sessionId":"s","meta":{"originalNameStr":"Done!"}}"#)
}

@Test func `our own keys yield to a property`() throws {
  let (event, _) = try event(
    #"{"type":"track","userId":"u","event":"Done!","timestamp":"2020-01-01","properties":{"originalNameStr":"x","occurredAt":"2024-01-01T00:00:00Z"}}"#
  )
  #expect(
    event?["meta"]?.compact
      == #"{"originalNameStr":"x","occurredAt":"2024-01-01T00:00:00.000Z"}"#)
}

@Test func `category of a view stands last in meta`() throws {
  let (mapped, _) = try event(
    #"{"type":"page","userId":"u","name":"A b","category":"Docs","properties":{"z":1}}"#)
  #expect(mapped?["meta"]?.compact == #"{"p-zNum":1,"categoryStr":"Docs"}"#)
  let (own, plan) = try event(
    #"{"type":"page","userId":"u","name":"A b","category":"Docs","properties":{"category":"X"}}"#)
  #expect(own?["meta"]?.compact == #"{"categoryStr":"X"}"#)
  #expect(plan.verdict == .ready)
}

@Test func `category of a view is mapped as the property would be`() throws {
  let (empty, _) = try event(
    #"{"type":"page","userId":"u","category":"Docs","properties":{"category":[]}}"#)
  #expect(empty?["meta"]?.compact == #"{"categoryStr":"Docs"}"#)
  let (typed, _) = try event(
    #"{"type":"page","userId":"u","category":"2024-01-02T03:04:05Z"}"#)
  #expect(typed?["meta"]?.compact == #"{"categoryAt":"2024-01-02T03:04:05.000Z"}"#)
  let (both, plan) = try event(
    #"{"type":"page","userId":"u","category":"Docs","properties":{"category!":"X"}}"#)
  #expect(both?["meta"]?.compact == #"{"categoryStr":"X","category2Str":"Docs"}"#)
  #expect(plan.diagnostics.map(\.code) == [.keyCollision])
}

@Test(arguments: [("name", Verdict.ready), ("properties.name", .readyWithLoss)])
func `an original name over 1024 characters is cut, which is a loss of a property alone`(
  source: String, verdict: Verdict
) throws {
  let name = #""name":"\#(String(repeating: "é", count: 1_025))""#
  let member = source == "name" ? name : #""properties":{\#(name)}"#
  let (event, plan) = try event(#"{"type":"page","userId":"u",\#(member)}"#)
  #expect(event?["meta"]?["originalNameStr"]?.stringValue?.unicodeScalars.count == 1_024)
  #expect(plan.diagnostics.map(\.code) == [.eventNameAdapted, .truncated])
  #expect(plan.diagnostics.map(\.path) == [source, source])
  #expect(plan.verdict == verdict)
}

@Test(arguments: [
  (OccurredAt.auto, "2024-01-01T11:58:59Z", true), (.auto, "2024-01-01T11:59:00Z", false),
  (.auto, "2024-01-01T12:01:01Z", true), (.always, "2024-01-01T12:00:00Z", true),
  (.never, "2020-01-01", false),
])
func `the call's own time is kept in meta when it is far from sending`(
  rule: OccurredAt, time: String, isKept: Bool
) throws {
  let (event, _) = try event(
    #"{"type":"track","userId":"u","event":"Done","timestamp":"\#(time)"}"#,
    settings: DestinationSettings(occurredAt: rule))
  #expect((event?["meta"]?["occurredAt"] != nil) == isKept)
}

private let sessionIds: [(String, String?, PlannedSession.Source, [Code])] = [
  (#""kustomer_session_id":" a b ""#, "a b", .explicit, []),
  (#""kustomer_session_id":12"#, "12", .explicit, [.sessionIdNotString]),
  (#""kustomer_session_id":"""#, nil, .generated, [.sessionIdEmpty]),
  (#""kustomer_session_id":{"a":1}"#, nil, .generated, [.sessionIdInvalid]),
  (#""kustomer_session_id":1694784356.0"#, "1694784356", .explicit, [.sessionIdNotString]),
  (#""kustomer_session_id":1.5"#, "1.5", .explicit, [.sessionIdNotString]),
  (
    #""kustomer_session_id":"Undefined""#, "Undefined", .explicit, [.sessionIdIsPlaceholder]
  ),
  (#""kustomerSessionId":"x""#, nil, .generated, [.sessionIdNearMiss]),
  (#""KUSTOMER_SESSION_ID":"x""#, nil, .generated, [.sessionIdNearMiss]),
  (#""kustomer-session-id":"x""#, nil, .generated, [.sessionIdNearMiss]),
  (#""Kustomer Session ID":7"#, nil, .generated, [.sessionIdNearMiss]),
  (#""kustomerSessionID":null"#, nil, .generated, [.emptyValue]),
]

@Test(arguments: sessionIds)
func `a session id is taken, read, or refused`(
  property: String, id: String?, source: PlannedSession.Source, codes: [Code]
) throws {
  let (event, plan) = try event(
    #"{"type":"track","userId":"u","event":"Done","properties":{\#(property)}}"#)
  #expect(plan.session?.source == source)
  if let id { #expect(event?["sessionId"]?.stringValue == id) }
  #expect(event?["sessionId"]?.stringValue == plan.session?.id)
  #expect(plan.diagnostics.map(\.code) == codes)
}

@Test(arguments: [
  (#""context":{"kustomer_session_id":"x"}"#, ["context.kustomer_session_id"]),
  (#""context":{"sessionId":17}"#, ["context.sessionId"]),
  (#""context":{"traits":{"kustomerSessionId":"x"}}"#, ["context.traits.kustomerSessionId"]),
  (#""kustomer_session_id":"x""#, ["kustomer_session_id"]),
  (#""kustomerSessionId":"x""#, ["kustomerSessionId"]),
  (#""context":{"sessionId":""},"kustomer_session_id":null"#, []),
])
func `a session id in another place is named and not used`(members: String, paths: [String])
  throws
{
  let plan = try plan(#"{"type":"track","userId":"u","event":"Done",\#(members)}"#)
  #expect(plan.session?.source == .generated)
  #expect(plan.diagnostics.filter { $0.code == .sessionIdNearMiss }.map(\.path) == paths)
  #expect(!plan.diagnostics.contains { $0.code == .unreadMember })
}

@Test func `a view without a name takes RudderStack's event`() throws {
  let (event, plan) = try event(#"{"type":"screen","userId":"u","event":"Home"}"#)
  #expect(event?["name"] == "Viewed-Home-Screen")
  #expect(plan.diagnostics.map(\.code) == [.screenNotInCatalog, .nameFromEvent])
  #expect(plan.trace.contains { $0.source == "event" && $0.targets == ["event.name"] })
  let named = try KustomerDestinationTests.plan(
    #"{"type":"page","userId":"u","name":"Home","event":"Other"}"#)
  #expect(named.diagnostics.map(\.code) == [.unreadMember])
  #expect(
    try KustomerDestinationTests.plan(#"{"type":"page","userId":"u","name":"Home","event":"Home"}"#)
      .diagnostics.isEmpty)
}

@Test func `left to Kustomer, a session is predicted and not sent`() throws {
  let (event, plan) = try event(
    #"{"type":"track","userId":"u","event":"Done"}"#,
    settings: DestinationSettings(ids: .leaveToKustomer))
  #expect(event?["sessionId"] == nil)
  #expect(plan.session?.source == .predicted)
}

@Test(arguments: [true, false])
func `a property of our own key takes the place kept for it`(isFirst: Bool) throws {
  let others = (1...99).map { #""k\#($0)":\#($0)"# }
  let own = #""originalNameStr":"x""#
  let members = (isFirst ? [own] + others : others + [own]).joined(separator: ",")
  let (event, plan) = try event(
    #"{"type":"track","userId":"u","event":"Done!","properties":{\#(members)}}"#)
  #expect(event?["meta"]?.objectValue?.members.count == 100)
  #expect(event?["meta"]?["originalNameStr"] == "x")
  #expect(plan.verdict == .ready)
}

@Test func `a cut category is said, and is no loss`() throws {
  let long = String(repeating: "c", count: 1_030)
  let plan = try plan(#"{"type":"page","userId":"u","category":"\#(long)"}"#)
  #expect(plan.diagnostics.map(\.code) == [.truncated])
  #expect(plan.diagnostics.first?.path == "category")
  #expect(plan.verdict == .ready)
}

@Test(arguments: [
  (#""receivedAt":"2020-01-01""#, "receivedAt"), (#""sent_at":"2020-01-01""#, "sent_at"),
])
func `the note on a kept time names the member it came from`(member: String, path: String) throws {
  let plan = try plan(#"{"type":"track","userId":"u","event":"Done",\#(member)}"#)
  #expect(plan.diagnostics.map(\.path) == [path])
}

@Test func `a call that is not sent carries no notes on what is sent`() throws {
  let plan = try plan(
    #"{"type":"screen","anonymousId":"v","timestamp":"2020-01-01","integrations":{"All":false}}"#)
  #expect(plan.diagnostics.map(\.code) == [.filteredByIntegrationsObject])
}
