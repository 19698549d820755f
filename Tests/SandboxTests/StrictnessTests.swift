import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct StrictnessTests {
  @Test(arguments: [
    (#"{"name":"A"}"#, "201"),
    (#"{}"#, "201"),
    (#"{"nickname":"A"}"#, "400 badparam nickname"),
    (#"{"Name":"A"}"#, "400 badparam Name"),
    (#"{"name":1}"#, "400 badparam name"),
    (#"{"name":null}"#, "400 badparam name"),
    (#"{"externalId":""}"#, "400 badparam externalId"),
    (#"{"externalId":5}"#, "400 badparam externalId"),
    (#"{"gender":"x"}"#, "400 badparam gender"),
    (#"{"gender":"f"}"#, "201"),
    (#"{"emails":{"email":"a@b.c"}}"#, "400 badparam emails"),
    (#"{"emails":["a@b.c"]}"#, "400 badparam emails[0]"),
    (#"{"emails":[{"email":"a@b"}]}"#, "400 badparam emails[0].email"),
    (#"{"emails":[{"email":"a@b.c","type":"home","verified":true}]}"#, "201"),
    (#"{"emails":[{"type":"home"}]}"#, "400 badparam emails[0].email"),
    (#"{"emails":[{"email":"a@b.c","x":1}]}"#, "400 badparam x"),
    (#"{"phones":[{"phone":"12"}]}"#, "400 badparam phones[0].phone"),
    (#"{"phones":[{"phone":"1234567890123456"}]}"#, "400 badparam phones[0].phone"),
    (#"{"avatarUrl":"example.com/a.png"}"#, "400 badparam avatarUrl"),
    (#"{"urls":[{"url":"https://example.com","type":"website"}]}"#, "201"),
    (#"{"birthdayAt":"1990-02-28"}"#, "400 badparam birthdayAt"),
    (#"{"birthdayAt":"1990-02-30T00:00:00.000Z"}"#, "400 badparam birthdayAt"),
    (#"{"birthdayAt":"1990-02-28T00:00:00.000Z"}"#, "201"),
    (#"{"signedUpAt":"2020-01-01T00:00:00+02:00"}"#, "201"),
    (#"{"signedUpAt":1700000000}"#, "400 badparam signedUpAt"),
    (#"{"locations":[{"countryCode":"DEU"}]}"#, "400 badparam locations[0].countryCode"),
    (#"{"locations":[{"zipCode":10115}]}"#, "400 badparam locations[0].zipCode"),
    (#"{"locations":[{"address":"1","cityName":"B","regionCode":"CA","zipCode":"1"}]}"#, "201"),
    (#"{"custom":{"ageNum":3,"noteTxt":"x","oldBool":null,"siteUrl":"https://a.b"}}"#, "201"),
    (#"{"custom":{"ageNum":"3"}}"#, "400 badparam custom.ageNum"),
    (#"{"custom":{"age":3}}"#, "400 badparam age"),
    (#"{"rev":"1"}"#, "400 badparam rev"),
    (#"{"x":1,"y":2}"#, "400 badparam x, badparam y"),
    (#"[]"#, "400 badparam body"),
    (#"{"name":"A""#, "400 badrequest"),
    (#""#, "400 badrequest"),
  ])
  func `a customer is checked member by member`(body: String, answer: String) throws {
    #expect(try posted("/v1/customers", body).gist == answer)
  }

  @Test(arguments: [
    ("name", 256), ("username", 256), ("externalId", 256), ("locale", 16), ("timeZone", 64),
  ])
  func `a text holds as many characters as documented`(member: String, limit: Int) throws {
    let kustomer = try kustomer()
    let fits = String(repeating: "é", count: limit)
    #expect(
      kustomer.post("/v1/customers", .object(.init([.init(member, .string(fits))]))).status == 201)
    let long = JSON.string(fits + "é")
    #expect(
      kustomer.post("/v1/customers", .object(.init([.init(member, long)]))).gist
        == "400 badparam \(member)")
  }

  @Test func `an array holds at most 10, tags 20`() throws {
    let kustomer = try kustomer()
    func emails(_ count: Int) -> JSON {
      .array((0..<count).map { ["email": .string("a\($0)@x.de")] })
    }
    #expect(kustomer.post("/v1/customers", ["emails": emails(11)]).gist == "400 badparam emails")
    #expect(kustomer.post("/v1/customers", ["emails": emails(10)]).status == 201)
    let tags = JSON.array((0..<21).map { .string("t\($0)") })
    #expect(kustomer.post("/v1/customers", ["tags": tags]).gist == "400 badparam tags")
  }

  @Test(arguments: [
    (#"{"name":"Ab"}"#, "204"),
    (#"{"trackingId":"v","sessionId":"s","name":"Ab-_.9","meta":{}}"#, "204"),
    (#"{"trackingId":"v"}"#, "400 badparam name"),
    (#"{"name":"A"}"#, "400 badparam name"),
    (#"{"name":"9ab"}"#, "400 badparam name"),
    (#"{"name":"Order Completed"}"#, "400 badparam name"),
    (#"{"name":"Bücher"}"#, "400 badparam name"),
    (#"{"name":"Ab\n"}"#, "400 badparam name"),
    (#"{"name":"Ab","timestamp":"2024-01-01T00:00:00Z"}"#, "400 badparam timestamp"),
    (#"{"name":"Ab","trackingId":7}"#, "400 badparam trackingId"),
    (#"{"name":"Ab","sessionId":""}"#, "400 badparam sessionId"),
    (#"{"name":"Ab","meta":[]}"#, "400 badparam meta"),
    (#"{"name":"Ab","meta":{"plan":"Pro"}}"#, "400 badparam plan"),
    (#"{"name":"Ab","meta":{"planStr":1}}"#, "400 badparam meta.planStr"),
    (#"{"name":"Ab","meta":{"planStr":null}}"#, "400 badparam meta.planStr"),
    (#"{"name":"Ab","meta":{"aNum":"1"}}"#, "400 badparam meta.aNum"),
    (#"{"name":"Ab","meta":{"aBool":1}}"#, "400 badparam meta.aBool"),
    (#"{"name":"Ab","meta":{"aAt":"2024-01-01"}}"#, "400 badparam meta.aAt"),
    (#"{"name":"Ab","meta":{"aTxt":"x"}}"#, "400 badparam aTxt"),
    (#"{"name":"Ab","meta":{"a bStr":"x"}}"#, "400 badparam a bStr"),
    (#"{"name":"Ab","meta":{"9Str":"x"}}"#, "400 badparam 9Str"),
    (#"{"name":"Ab","meta":{"Str":"x"}}"#, "400 badparam Str"),
    (#"{"name":"Ab","meta":{"aStr":{"b":1}}}"#, "400 badparam meta.aStr"),
    (
      #"{"name":"Ab","meta":{"a-b_1Str":"x","nNum":-1.5e3,"bBool":false,"tAt":"2024-01-01T00:00:00.000Z"}}"#,
      "204"
    ),
  ])
  func `an event is checked member by member`(body: String, answer: String) throws {
    #expect(try posted("/v1/tracking/event", body).gist == answer)
  }

  @Test func `meta holds 100 members of 1 024 characters and 33 before the suffix`() throws {
    let kustomer = try kustomer()
    func event(_ meta: [JSONObject.Member]) -> JSON {
      ["name": "Ab", "meta": .object(JSONObject(meta))]
    }
    let full = (1...100).map { JSONObject.Member("k\($0)Num", 1) }
    #expect(kustomer.post("/v1/tracking/event", event(full)).status == 204)
    let over = full + [.init("moreNum", 1)]
    #expect(kustomer.post("/v1/tracking/event", event(over)).gist == "400 badparam meta")
    for (length, status) in [(1_024, 204), (1_025, 400)] {
      let text = JSON.string(String(repeating: "ü", count: length))
      #expect(kustomer.post("/v1/tracking/event", event([.init("aStr", text)])).status == status)
    }
    for (length, status) in [(33, 204), (34, 400)] {
      let key = String(repeating: "k", count: length) + "Str"
      #expect(kustomer.post("/v1/tracking/event", event([.init(key, "x")])).status == status)
    }
    for (length, status) in [(255, 204), (256, 400)] {
      let name = JSON.string(String(repeating: "n", count: length))
      #expect(kustomer.post("/v1/tracking/event", ["name": name]).status == status)
    }
  }

  @Test(arguments: [
    (#"{"externalId":"u","trackingId":"v"}"#, "201"),
    (#"{"externalId":"u","emails":[]}"#, "400 badparam emails"),
    (#"{"email":"nobody"}"#, "400 badparam email"),
    (#"{"phone":"call me"}"#, "400 badparam phone"),
    (#"{"externalId":"u","location":[]}"#, "400 badparam location"),
    (#"{"externalId":"u","location":{"cityName":"B"}}"#, "201"),
    (#"{"externalId":"u","avatarUrl":"https://a.b"}"#, "400 badparam avatarUrl"),
    (#"{"externalId":"u","gender":"m","locale":"en-US","timeZone":"Europe/Berlin"}"#, "201"),
  ])
  func `an identity is checked member by member`(body: String, answer: String) throws {
    #expect(try posted("/v1/tracking/identity", body).gist == answer)
  }

  @Test(arguments: [
    (#"{"identity":{"externalId":"u"},"event":{"name":"Ab"}}"#, "201"),
    (#"{"identity":{"externalId":"u"}}"#, "400 badparam event"),
    (#"{"event":{"name":"Ab"}}"#, "400 badparam identity"),
    (#"{"identity":{"externalId":"u"},"event":{"name":"Ab"},"x":1}"#, "400 badparam x"),
    (
      #"{"identity":{"externalId":"u"},"event":{"name":"Ab","meta":{"x":1}}}"#,
      "400 badparam x"
    ),
  ])
  func `an identityEvent is checked member by member`(body: String, answer: String) throws {
    #expect(try posted("/v1/tracking/identityEvent", body).gist == answer)
  }

  @Test(arguments: [(100_000, 201), (100_001, 413)])
  func `a body holds 100 000 bytes`(length: Int, status: Int) throws {
    let body = "{" + String(repeating: " ", count: length - 2) + "}"
    #expect(try posted("/v1/customers", body).status == status)
  }

  @Test(arguments: [
    (#"{"nickname":"A"}"#, "nickname", "/additionalProperties"),
    (
      #"{"custom":{"notAnActualAttribute":"foobar"}}"#, "notAnActualAttribute",
      "/properties/custom/additionalProperties"
    ),
    (
      #"{"emails":[{"email":"a@b.c","x":1}]}"#, "x",
      "/properties/emails/items/additionalProperties"
    ),
  ])
  func `an unknown member is refused as in recorded answers`(
    body: String, key: String, detail: String
  ) throws {
    let error = try posted("/v1/customers", body).json()["errors"]?.arrayValue?.first
    #expect(
      error == [
        "status": 400, "source": ["parameter": .string(key)], "code": "badparam",
        "title": "Additional properties not allowed", "detail": .string(detail),
      ])
  }

  @Test func `a refused write leaves nothing behind`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post("/v1/tracking/identity", ["externalId": "u1", "email": "a@x.de"])
    let clash: JSON = [
      "identity": ["externalId": "u2", "email": "a@x.de"], "event": ["name": "Ab"],
    ]
    #expect(kustomer.post("/v1/tracking/identityEvent", clash).status == 409)
    #expect(kustomer.get("/v1/customers/externalId=u2").status == 404)
    #expect(try kustomer.state.arrivals().count == 1)
  }

  @Test(arguments: [
    ("GET", "/v1/nothing", "404 notfound path"), ("GET", "/nothing", "404 notfound path"),
    ("GET", "/v1/customers/", "404 notfound path"),
    ("DELETE", "/v1/auth/tokens/current", "405 methodnotallowed"),
    ("PUT", "/v1/customers/x", "405 methodnotallowed"),
    ("GET", "/v1/tracking/event", "405 methodnotallowed"),
  ])
  func `unknown paths are 404, other methods 405`(
    method: String, path: String, answer: String
  ) throws {
    let request = WireRequest(method, path, key: "sandbox-key")
    #expect(try kustomer().response(to: request).gist == answer)
  }

  private func posted(_ path: String, _ body: String) throws -> WireResponse {
    try kustomer().response(
      to: WireRequest(
        "POST", path, headers: ["authorization": "Bearer sandbox-key"], body: Array(body.utf8)))
  }
}
