import KustomerDestination
import Testing

private func customer(
  _ traits: String, context: String = "{}", settings: DestinationSettings = DestinationSettings()
) throws -> (body: JSON?, plan: Plan) {
  let plan = try plan(
    #"{"type":"identify","userId":"u","traits":\#(traits),"context":\#(context)}"#,
    settings: settings)
  return (plan.requests.last { $0.path == "/v1/customers" }?.body, plan)
}

struct Mapped: CustomTestStringConvertible, Sendable {
  var traits: String
  var body: String
  var codes: [Code]
  var testDescription: String { traits }

  init(_ traits: String, _ body: String, _ codes: Code...) {
    self.traits = traits
    self.body = body
    self.codes = codes
  }
}

private let long = String(repeating: "é", count: 300)
private let cut = String(repeating: "é", count: 256)

@Test(arguments: [
  Mapped(#"{"email":" jo@example.com "}"#, #""emails":[{"email":"jo@example.com"}]"#),
  Mapped(#"{"email":"jo@example"}"#, "", .invalidEmail),
  Mapped(#"{"email":"a@b@c.d"}"#, "", .invalidEmail),
  Mapped(#"{"email":"j o@example.com"}"#, "", .invalidEmail),
  Mapped(#"{"email":"@example.com"}"#, "", .invalidEmail),
  Mapped(#"{"email":7}"#, "", .unsupportedValue),
  Mapped(#"{"email":"ann@example.com."}"#, "", .invalidEmail),
  Mapped(#"{"email":"a@b..c"}"#, "", .invalidEmail),
  Mapped(#"{"email":"a@.b.c"}"#, "", .invalidEmail),
  Mapped(#"{"email":"ann@example.com,"}"#, "", .invalidEmail),
  Mapped(#"{"email":"ann@exa_mple.com"}"#, "", .invalidEmail),
  Mapped(#"{"email":"(ann)@example.com"}"#, "", .invalidEmail),
  Mapped(#"{"email":"ann@\u0301x.com"}"#, "", .invalidEmail),
  Mapped(#"{"email":"ann@bücher.भारत"}"#, #""emails":[{"email":"ann@bücher.भारत"}]"#),
  Mapped(#"{"email":"MailTo:ann@example.com"}"#, #""emails":[{"email":"ann@example.com"}]"#),
  Mapped(#"{"email":"<ann@example.com>"}"#, #""emails":[{"email":"ann@example.com"}]"#),
  Mapped(
    #"{"email":"\u200bann@example.com\u202c\u0000"}"#, #""emails":[{"email":"ann@example.com"}]"#),
  Mapped(#"{"email":"jo.o'x+tag@EXAMPLE.com"}"#, #""emails":[{"email":"jo.o'x+tag@EXAMPLE.com"}]"#),
  Mapped(
    #"{"email":null,"phone":"","username":[],"avatar":{}}"#, "", .emptyValue, .emptyValue,
    .emptyValue, .emptyValue),
  Mapped(#"{"name":" Jo Doe "}"#, #""name":"Jo Doe""#),
  Mapped(#"{"name":"\#(long)"}"#, #""name":"\#(cut)""#, .truncated),
  Mapped(#"{"firstName":"Jo","lastName":"Doe"}"#, #""name":"Jo Doe""#),
  Mapped(#"{"last_name":"Doe","first_name":4}"#, #""name":"4 Doe""#),
  Mapped(#"{"firstName":"Jo"}"#, "", .nameIncomplete),
  Mapped(#"{"firstName":"Jo","lastName":" "}"#, "", .emptyValue, .nameIncomplete),
  Mapped(#"{"name":"Jo","firstName":"X","lastName":"Y"}"#, #""name":"Jo""#),
  Mapped(#"{"name":"Jo","firstName":true,"first_name":"X"}"#, #""name":"Jo""#),
  Mapped(#"{"phone":"+1 (555) 12.34-56"}"#, #""phones":[{"phone":"+1555123456"}]"#),
  Mapped(#"{"phone":5551234}"#, #""phones":[{"phone":"5551234"}]"#),
  Mapped(#"{"phone":"12"}"#, "", .invalidPhone),
  Mapped(#"{"phone":"call me"}"#, "", .invalidPhone),
  Mapped(#"{"phone":15551234567.0}"#, #""phones":[{"phone":"15551234567"}]"#),
  Mapped(#"{"phone":"15551234567.0"}"#, #""phones":[{"phone":"15551234567"}]"#),
  Mapped(#"{"phone":"+15551234567.00"}"#, #""phones":[{"phone":"+15551234567"}]"#),
  Mapped(#"{"phone":15551234567.5}"#, "", .invalidPhone),
  Mapped(#"{"phone":1.5551234567e10}"#, "", .invalidPhone),
  Mapped(#"{"phone":-5551234}"#, "", .invalidPhone),
  Mapped(#"{"phone":true}"#, "", .unsupportedValue),
  Mapped(#"{"phone":"+44 (0)20 7946 0958"}"#, #""phones":[{"phone":"+442079460958"}]"#),
  Mapped(#"{"phone":"+49(0)30 1234"}"#, #""phones":[{"phone":"+49301234"}]"#),
  Mapped(#"{"phone":"+39 (0)6 1234"}"#, #""phones":[{"phone":"+39061234"}]"#),
  Mapped(#"{"phone":"+378 (0)549 12"}"#, #""phones":[{"phone":"+378054912"}]"#),
  Mapped(#"{"phone":"(0)20 7946"}"#, #""phones":[{"phone":"0207946"}]"#),
  Mapped(#"{"phone":"\u202a+1 555 1234\u202c"}"#, #""phones":[{"phone":"+15551234"}]"#),
  Mapped(#"{"phone":"1234567890123456"}"#, "", .invalidPhone),
  Mapped(#"{"username":12345.0}"#, #""username":"12345""#),
  Mapped(#"{"username":12.50}"#, "", .unsupportedValue),
  Mapped(#"{"username":-7}"#, "", .unsupportedValue),
  Mapped(#"{"username":1e3}"#, "", .unsupportedValue),
  Mapped(#"{"name":7}"#, "", .unsupportedValue),
  Mapped(#"{"firstName":4.0,"lastName":4.5}"#, "", .unsupportedValue, .nameIncomplete),
  Mapped(#"{"avatar":"https://x.io/a.png"}"#, #""avatarUrl":"https://x.io/a.png""#),
  Mapped(#"{"avatar":"x.io/a.png"}"#, "", .invalidURL),
  Mapped(#"{"avatar":"ftp://x.io/a.png"}"#, "", .invalidURL),
  Mapped(
    #"{"website":"x.io"}"#, #""urls":[{"url":"https://x.io","type":"website"}]"#, .schemeAdded),
  Mapped(#"{"website":"http://x.io"}"#, #""urls":[{"url":"http://x.io","type":"website"}]"#),
  Mapped(
    #"{"website":"x.io:8080/a"}"#, #""urls":[{"url":"https://x.io:8080/a","type":"website"}]"#,
    .schemeAdded),
  Mapped(#"{"website":"N/A"}"#, "", .invalidURL),
  Mapped(#"{"website":"none"}"#, "", .invalidURL),
  Mapped(#"{"website":"@handle"}"#, "", .invalidURL),
  Mapped(#"{"website":"jo@example.com"}"#, "", .invalidURL),
  Mapped(#"{"website":"https://jo@example.com"}"#, "", .invalidURL),
  Mapped(#"{"website":"https://example..com"}"#, "", .invalidURL),
  Mapped(#"{"website":"javascript:alert(1)"}"#, "", .invalidURL),
  Mapped(
    #"{"website":"Localhost:8080"}"#,
    #""urls":[{"url":"https://Localhost:8080","type":"website"}]"#, .schemeAdded),
  Mapped(
    #"{"website":"\ufeffhttp://10.0.0.1/\u200b"}"#,
    #""urls":[{"url":"http://10.0.0.1/","type":"website"}]"#),
  Mapped(#"{"website":"mailto:a@b.c"}"#, "", .invalidURL),
  Mapped(#"{"website":"[]"}"#, "", .invalidURL),
  Mapped(#"{"avatar":"http://[]"}"#, "", .invalidURL),
  Mapped(#"{"avatar":"http://[zz]"}"#, "", .invalidURL),
  Mapped(#"{"avatar":"http://[::1]:80x"}"#, "", .invalidURL),
  Mapped(#"{"avatar":"http://[::1]8"}"#, "", .invalidURL),
  Mapped(
    #"{"avatar":"http://[::ffff:10.0.0.1]:80/a"}"#,
    #""avatarUrl":"http://[::ffff:10.0.0.1]:80/a""#),
  Mapped(#"{"website":"https://"}"#, "", .invalidURL),
  Mapped(#"{"birthday":"1990-02-28"}"#, #""birthdayAt":"1990-02-28T00:00:00.000Z""#),
  Mapped(#"{"birthday":"1990-02-30"}"#, "", .invalidDate),
  Mapped(
    #"{"birthday":"1990-01-15T00:00:00+02:00"}"#, #""birthdayAt":"1990-01-15T00:00:00.000Z""#),
  Mapped(
    #"{"birthday":"1990-01-15 23:30:00 -0500"}"#, #""birthdayAt":"1990-01-15T23:30:00.000Z""#),
  Mapped(#"{"birthday":13046400000}"#, #""birthdayAt":"1970-06-01T00:00:00.000Z""#),
  Mapped(#"{"birthday":-157766400000}"#, #""birthdayAt":"1965-01-01T00:00:00.000Z""#),
  Mapped(#"{"birthday":-157766400}"#, #""birthdayAt":"1965-01-01T00:00:00.000Z""#),
  Mapped(#"{"birthday":"1900-01-01"}"#, #""birthdayAt":"1900-01-01T00:00:00.000Z""#),
  Mapped(#"{"birthday":"1899-12-31"}"#, "", .invalidDate),
  Mapped(#"{"birthday":"2024-01-01T12:00:00Z"}"#, #""birthdayAt":"2024-01-01T12:00:00.000Z""#),
  Mapped(#"{"birthday":"2024-01-01T12:00:01Z"}"#, "", .invalidDate),
  Mapped(
    #"{"created_at":"2013-06-13 16:34:30 UTC"}"#, #""signedUpAt":"2013-06-13T16:34:30.000Z""#),
  Mapped(#"{"createdAt":1704196800}"#, #""signedUpAt":"2024-01-02T12:00:00.000Z""#),
  // A second later than a day after the moment of sending: milliseconds.
  Mapped(#"{"createdAt":1704196801}"#, #""signedUpAt":"1970-01-20T17:23:16.801Z""#),
  Mapped(#"{"createdAt":1104621736}"#, #""signedUpAt":"2005-01-01T23:22:16.000Z""#),
  Mapped(#"{"createdAt":1.001}"#, #""signedUpAt":"1970-01-01T00:00:01.001Z""#),
  Mapped(#"{"createdAt":-0.5}"#, #""signedUpAt":"1969-12-31T23:59:59.500Z""#),
  Mapped(#"{"createdAt":1.0046217360E9}"#, #""signedUpAt":"2001-11-01T13:35:36.000Z""#),
  Mapped(
    #"{"created_at":"2005-01-01T23:28:56.7829Z"}"#,
    #""signedUpAt":"2005-01-01T23:28:56.782Z""#),
  Mapped(#"{"createdAt":true}"#, "", .unsupportedValue),
  Mapped(#"{"gender":"Female"}"#, #""gender":"f""#),
  Mapped(#"{"gender":"x"}"#, "", .unsupportedValue),
  Mapped(#"{"address":"1 Main St"}"#, #""locations":[{"address":"1 Main St"}]"#),
  Mapped(
    #"{"address":{"country":"us","state":"ny","city":"NYC","postalCode":10001,"street":"1 A"}}"#,
    #""locations":[{"address":"1 A","cityName":"NYC","regionCode":"NY","zipCode":"10001","countryCode":"US"}]"#
  ),
  Mapped(
    #"{"address":{"country":"USA","state":"New York","floor":3,"city":""}}"#,
    #""locations":[{"regionName":"New York","countryName":"USA"}]"#, .noCounterpart, .emptyValue),
  Mapped(#"{"address":{"city":null}}"#, "", .emptyValue),
  Mapped(#"{"address":7}"#, "", .unsupportedValue),
  Mapped(#"{"address":{"zip":94107.0}}"#, #""locations":[{"zipCode":"94107"}]"#, .spelling),
  Mapped(#"{"address":{"postalCode":94107.5}}"#, "", .unsupportedValue),
  Mapped(
    #"{"country":"US","postalCode":"1","state":"ca","street":"1 A","city":"B"}"#,
    #""locations":[{"address":"1 A","cityName":"B","regionCode":"CA","zipCode":"1","countryCode":"US"}]"#
  ),
  Mapped(#"{"state":"active","street":"x"}"#, "", .customTrait, .customTrait),
  Mapped(#"{"state":"active","city":""}"#, "", .emptyValue, .customTrait),
  Mapped(
    #"{"address_city":"B","address_postal_code":"1","address_state":"NY"}"#,
    #""locations":[{"cityName":"B","regionCode":"NY","zipCode":"1"}]"#),
  Mapped(
    #"{"address":{"city":"A"},"city":"B","country":"US"}"#,
    #""locations":[{"cityName":"A","countryCode":"US"}]"#, .conflictingAliases),
  Mapped(
    #"{"address":"1 Main","city":"B"}"#, #""locations":[{"address":"1 Main","cityName":"B"}]"#),
  Mapped(
    #"{"address":"{\"street\":\"1 Main\",\"zip\":7.0,\"x\":1}","city":"B"}"#,
    #""locations":[{"address":"1 Main","zipCode":"7","cityName":"B"}]"#, .noCounterpart),
  Mapped(
    #"{"address":"{\"city\":\"A\"}","city":"B"}"#, #""locations":[{"cityName":"A"}]"#,
    .conflictingAliases),
  Mapped(#"{"address":"{}"}"#, "", .emptyValue),
  Mapped(#"{"address":"{\"x\":1}"}"#, "", .noCounterpart, .unsupportedValue),
  Mapped(#"{"address":"{no JSON"}"#, #""locations":[{"address":"{no JSON"}]"#),
  Mapped(#"{"EMAIL":"a@b.cc"}"#, #""emails":[{"email":"a@b.cc"}]"#, .spelling),
  Mapped(
    #"{"First Name":"A","LASTNAME":"B","userName":"c"}"#, #""name":"A B","username":"c""#,
    .spelling, .spelling, .spelling),
  Mapped(
    #"{"mobile":"555 1","created":"2013-06-13"}"#,
    #""phones":[{"phone":"5551"}],"signedUpAt":"2013-06-13T00:00:00.000Z""#, .spelling, .spelling),
  Mapped(#"{"phone_number":"555 1"}"#, #""phones":[{"phone":"5551"}]"#, .spelling),
  Mapped(
    #"{"email":"","Email":"a@b.cc"}"#, #""emails":[{"email":"a@b.cc"}]"#, .emptyValue, .spelling),
  Mapped(
    #"{"mobile":"1234","Phone":"5678","PHONE":"9012"}"#, #""phones":[{"phone":"9012"}]"#,
    .spelling, .conflictingAliases, .conflictingAliases),
  Mapped(
    #"{"FirstName":"X","first_name":"A","lastName":"B"}"#, #""name":"A B""#, .conflictingAliases),
  Mapped(#"{"phone":"5551","mobile":5551}"#, #""phones":[{"phone":"5551"}]"#),
  Mapped(#"{"Company":"ACME","AGE":3}"#, "", .spelling, .companyIsARecord, .noCounterpart),
  Mapped(#"{"company":{"name":"ACME"}}"#, "", .companyIsARecord),
  Mapped(
    #"{"age":3,"title":"x","description":"y","id":"z"}"#, "", .noCounterpart, .noCounterpart,
    .noCounterpart, .noCounterpart),
  Mapped(#"{"plan":"pro"}"#, "", .customTrait),
  Mapped(
    #"{"plan":null,"x":"","y":[],"z":{}}"#, "", .emptyValue, .emptyValue, .emptyValue, .emptyValue),
  Mapped(
    #"{"address":"x","phone":"123","lastName":"L","email":"a@b.cc","firstName":"F"}"#,
    #""emails":[{"email":"a@b.cc"}],"name":"F L","phones":[{"phone":"123"}],"locations":[{"address":"x"}]"#
  ),
  Mapped(#"{"address":{"postalCode":5,"postal_code":"5"}}"#, #""locations":[{"zipCode":"5"}]"#),
  Mapped(#"{"kustomer_session_id":"a"}"#, "", .customTrait, .sessionIdNearMiss),
  Mapped(
    #"{"first_name":"B","lastName":"D","firstName":"A"}"#, #""name":"A D""#,
    .conflictingAliases),
])
func `a trait becomes its attribute or says why not`(_ mapped: Mapped) throws {
  let (body, plan) = try customer(mapped.traits)
  let separator = mapped.body.isEmpty ? "" : ","
  #expect(body?.compact == #"{"externalId":"u"\#(separator)\#(mapped.body)}"#)
  #expect(plan.diagnostics.map(\.code) == mapped.codes)
}

@Test func `context.traits stand in for missing traits and never count as a loss`() throws {
  let (body, plan) = try customer(
    #"{"email":null}"#, context: #"{"traits":{"email":"c@d.ee","plan":"x"},"locale":" de "}"#)
  #expect(body?.compact == #"{"externalId":"u","locale":"de","emails":[{"email":"c@d.ee"}]}"#)
  #expect(plan.verdict == .ready)
}

@Test func `the same value in both places is no loss, another one is`() throws {
  let same = try customer(
    #"{"email":"a@b.cc"}"#, context: #"{"traits":{"email":" a@b.cc "}}"#)
  #expect(same.plan.verdict == .ready)
  #expect(same.plan.diagnostics.isEmpty)
  let alias = try customer(
    #"{"firstName":"A","first_name":"B","lastName":"C"}"#)
  #expect(alias.plan.verdict == .readyWithLoss)
}

@Test func `the order of an address's parts is no other value`() throws {
  let plan = try customer(
    #"{"address":{"city":"A","state":"CA"}}"#,
    context: #"{"traits":{"address":{"state":"CA","city":"A"}}}"#
  ).plan
  #expect(plan.diagnostics.isEmpty)
  let asides = plan.trace.filter { $0.reason == .sameAsAlias }
  #expect(
    asides.map(\.source) == ["context.traits.address.state", "context.traits.address.city"])
}

@Test func `an address that is not used is traced by its parts`() throws {
  let plan = try customer(
    #"{"address":{"city":"A"}}"#,
    context: #"{"traits":{"address":{"city":"B","state":""}}}"#
  ).plan
  #expect(plan.diagnostics.map(\.code) == [.conflictingAliases])
  let reasons = plan.trace.filter { $0.source?.hasPrefix("context.traits.") ?? false }
  #expect(reasons.map(\.reason) == [.conflictingAliases, .emptyValue])
}

@Test func `each near miss of a session id is named`() throws {
  let plan = try customer(
    #"{"kustomer_session_id":"x"}"#, context: #"{"traits":{"kustomer_session_id":"y"}}"#
  ).plan
  let misses = plan.diagnostics.filter { $0.code == .sessionIdNearMiss }
  #expect(
    misses.map(\.path) == ["traits.kustomer_session_id", "context.traits.kustomer_session_id"])
}

@Test func `a locale over 16 characters is dropped`() throws {
  let (body, plan) = try customer("{}", context: #"{"locale":"abcdefghijklmnopq"}"#)
  #expect(body?.compact == #"{"externalId":"u"}"#)
  #expect(plan.diagnostics.map(\.code) == [.tooLong])
  #expect(plan.verdict == .ready)
}

@Test func `the order of traits never changes the requests`() throws {
  let members = [
    #""email":"a@b.cc""#, #""phone":"12345""#, #""firstName":"A""#, #""lastName":"B""#,
    #""address":{"city":"X","street":"Y"}"#, #""gender":"m""#, #""first_name":"C""#,
  ]
  let first = try customer("{" + members.joined(separator: ",") + "}").plan.requests
  for turn in 1..<members.count {
    let turned = members[turn...] + members[..<turn]
    #expect(try customer("{" + turned.joined(separator: ",") + "}").plan.requests == first)
  }
}

@Test func `without a userId the identity call takes what it can`() throws {
  let plan = try plan(
    #"{"type":"identify","anonymousId":"v","traits":{"email":"a@b.cc","avatar":"https://x.io/a","address":{"city":"X"},"website":"x.io"},"context":{"locale":"en"}}"#
  )
  #expect(plan.verdict == .readyWithLoss)
  #expect(
    plan.requests == [
      PlannedRequest(
        .identity,
        body: [
          "trackingId": "v", "locale": "en", "email": "a@b.cc", "location": ["cityName": "X"],
        ])
    ])
  // Nothing is put before a website that is not sent.
  #expect(plan.diagnostics.map(\.code) == [.notInIdentity, .notInIdentity])
}

@Test func `an externalId is one percent-encoded path segment`() throws {
  let plan = try plan(#"{"type":"identify","userId":"a/b=c?d é~.-_"}"#)
  #expect(plan.requests.first?.path == "/v1/customers/externalId=a%2Fb%3Dc%3Fd%20%C3%A9~.-_")
}

@Test func `a company's id of a wrong kind is named as such`() throws {
  let plan = try customer(
    #"{"company":{"id":true,"name":"X"}}"#, settings: DestinationSettings(company: .link)
  ).plan
  #expect(plan.diagnostics.map(\.code) == [.unsupportedValue])
}

@Test func `a company's name is cut at 256 characters, a longer id is not used`() throws {
  let plan = try customer(
    #"{"company":{"id":"\#(long)","name":"\#(long)"}}"#,
    settings: DestinationSettings(company: .link)
  ).plan
  #expect(plan.requests[1].body == ["name": .string(cut)])
  #expect(plan.diagnostics.map(\.code) == [.tooLong, .truncated])
  #expect(plan.verdict == .readyWithLoss)
}

@Test func `a company's number is its digits`() throws {
  let plan = try customer(
    #"{"company":{"id":7.0,"name":"X"}}"#, settings: DestinationSettings(company: .link)
  ).plan
  #expect(plan.requests[1].body == ["externalId": "7", "name": "X"])
}

@Test func `a company is linked as a record when set`() throws {
  let (body, plan) = try customer(
    #"{"company":{"id":"c 1","name":"ACME","plan":"x"}}"#,
    settings: DestinationSettings(company: .link))
  #expect(body?.compact == #"{"externalId":"u","company":"{company.id}"}"#)
  #expect(
    plan.requests.prefix(2).map(\.path) == ["/v1/companies?externalId=c%201", "/v1/companies"])
  #expect(plan.requests[1].body == ["externalId": "c 1", "name": "ACME"])
  #expect(plan.requests[3].merges == ["company"])
  #expect(plan.diagnostics.map(\.code) == [.noCounterpart])
}

@Test func `empty custom traits are no loss`() throws {
  #expect(try customer(#"{"plan":null}"#).plan.verdict == .ready)
}

@Test(arguments: ["", #""traits":{},"#, #""traits":[],"#, #""traits":null,"#])
func `context.traits count when there are no others`(traits: String) throws {
  let text =
    #"{"type":"identify","userId":"u",\#(traits)"context":{"traits":{"phone":"x","plan":1,"gender":null}}}"#
  let plan = try plan(text)
  #expect(
    plan.diagnostics.map(\.code).filter { $0 != .emptyList }
      == [.invalidPhone, .emptyValue, .customTrait])
  #expect(plan.verdict == .readyWithLoss)
}

@Test func `what context.traits cannot send beside traits is said, and is no loss`() throws {
  let (_, plan) = try customer(
    #"{"name":"Jo"}"#, context: #"{"traits":{"phone":"x","plan":1,"gender":null}}"#)
  #expect(plan.diagnostics.map(\.code) == [.invalidPhone, .emptyValue, .customTrait])
  #expect(plan.verdict == .ready)
}

@Test(arguments: [
  ("th_TH@calendar=buddhist", "th_TH"), ("en_US@currency=USD", "en_US"), (" de ", "de"),
])
func `what follows an @ is left off a locale`(written: String, sent: String) throws {
  let (body, plan) = try customer("{}", context: #"{"locale":"\#(written)"}"#)
  #expect(body?["locale"]?.stringValue == sent)
  #expect(plan.diagnostics.isEmpty)
}

@Test func `an e-mail identifies somebody even when no id is there`() throws {
  let plan = try plan(#"{"type":"identify","traits":{"email":"a@b.cc"}}"#)
  #expect(plan.diagnostics.map(\.code) == [.noUserAnonId])
}
