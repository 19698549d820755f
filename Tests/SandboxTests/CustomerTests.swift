import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct CustomerTests {
  @Test func `a created customer is found by each of its keys`() throws {
    let kustomer = try kustomer()
    let created = kustomer.post(
      "/v1/customers",
      [
        "externalId": "u1", "emails": [["email": "Jo@example.com"]],
        "phones": [["phone": "+49 151-1"]],
      ])
    #expect(created.status == 201)
    let id = try #require(try created.json()["data"]?["id"]?.stringValue)
    #expect(id.utf8.count == 24)
    for segment in [id, "externalId=u1", "email=jo%40example.com", "phone=%2B491511"] {
      let found = kustomer.get("/v1/customers/\(segment)")
      #expect(found.status == 200)
      #expect(try found.json()["data"]?["id"]?.stringValue == id, "\(segment)")
    }
  }

  @Test func `a customer that is not there is 404 with the parameter`() throws {
    let missing = try kustomer().get("/v1/customers/externalId=nobody")
    let error: JSON = [
      "status": 404, "source": ["parameter": "externalId"], "code": "notfound",
      "title": "Not Found",
    ]
    #expect(try missing.json() == ["errors": [error]])
  }

  @Test(arguments: [
    "a/b", "a=b", "a?b&c#d", "50%", "ü ß 名前", "👩‍👩‍👧", "e\u{301}", "\u{301}x", "+1 2", "..", ".",
    "\"'\\", "\u{0}x",
  ])
  func `any externalId is found again by its encoded segment`(externalId: String) throws {
    let kustomer = try kustomer()
    #expect(kustomer.post("/v1/customers", ["externalId": .string(externalId)]).status == 201)
    let segment = externalId.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      .joined()
    let found = kustomer.get("/v1/customers/externalId=\(segment)")
    #expect(found.attributes?["externalId"] == .string(externalId))
  }

  @Test func `a customer is answered as in recorded answers`() throws {
    let created = try kustomer().post(
      "/v1/customers",
      [
        "name": "John Von Doe", "emails": [["type": "home", "email": "test500@example.com"]],
        "externalId": "500",
      ])
    let text = String(decoding: created.body, as: UTF8.self)
    #expect(text.contains(#""externalIds":[{"verified":true,"externalId":"500"}]"#))
    #expect(
      text.contains(
        #""emails":[{"type":"home","verified":false,"email":"test500@example.com"}]"#))
  }

  @Test func `an address keeps what was said about it`() throws {
    let created = try kustomer().post(
      "/v1/customers",
      [
        "externalId": "u1", "externalIds": [["externalId": "u1", "verified": false]],
        "emails": [["email": "a@b.c", "verified": true]], "phones": [["phone": "+49 1511"]],
      ])
    #expect(created.attributes?["externalIds"] == [["externalId": "u1", "verified": false]])
    #expect(created.attributes?["emails"] == [["email": "a@b.c", "verified": true]])
    #expect(created.attributes?["phones"] == [["verified": false, "phone": "+49 1511"]])
  }

  @Test func `two normal forms of one text are two externalIds`() throws {
    let kustomer = try kustomer()
    #expect(kustomer.post("/v1/customers", ["externalId": "\u{E9}"]).status == 201)
    #expect(kustomer.post("/v1/customers", ["externalId": "e\u{301}"]).status == 201)
  }

  @Test(arguments: ["%zz", "%", "%F", "%ff"])
  func `a broken escape is 400`(segment: String) throws {
    #expect(try kustomer().get("/v1/customers/externalId=\(segment)").status == 400)
  }

  @Test func `attributes that a PATCH does not name keep their value`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post("/v1/customers", ["externalId": "u1", "name": "Jo", "username": "jo"])
    let id = try customerId("u1", in: kustomer)
    let patched = kustomer.patch("/v1/customers/\(id)", ["username": "joan"])
    #expect(patched.status == 200)
    #expect(patched.attributes?["name"] == "Jo")
    #expect(patched.attributes?["username"] == "joan")
    #expect(patched.attributes?["rev"] == 2)
  }

  @Test func `a PATCH replaces an array`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post("/v1/customers", ["externalId": "u1", "emails": [["email": "a@b.c"]]])
    let id = try customerId("u1", in: kustomer)
    let patched = kustomer.patch("/v1/customers/\(id)", ["emails": [["email": "d@e.f"]]])
    #expect(patched.attributes?["emails"] == [["verified": false, "email": "d@e.f"]])
    #expect(kustomer.get("/v1/customers/email=a@b.c").status == 404)
  }

  @Test func `a null in a PATCH takes the attribute away`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post("/v1/customers", ["externalId": "u1", "name": "Jo"])
    let id = try customerId("u1", in: kustomer)
    #expect(kustomer.patch("/v1/customers/\(id)", ["name": .null]).attributes?["name"] == nil)
  }

  @Test(arguments: [
    ["externalId": "u1"] as JSON, ["emails": [["email": "JO@example.com"]]],
    ["phones": [["phone": "+49 1511"]]],
  ])
  func `a second customer with the same key is 409`(second: JSON) throws {
    let kustomer = try kustomer()
    let first: JSON = [
      "externalId": "u1", "emails": [["email": "jo@example.com"]], "phones": [["phone": "+491511"]],
    ]
    #expect(kustomer.post("/v1/customers", first).status == 201)
    #expect(kustomer.post("/v1/customers", second).gist.hasPrefix("409 conflict "))
    #expect(kustomer.post("/v1/customers", ["externalId": "u2"]).status == 201)
    let other = try customerId("u2", in: kustomer)
    #expect(kustomer.patch("/v1/customers/\(other)", second).status == 409)
  }

  @Test func `a shared email clashes with nobody`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post("/v1/customers", ["emails": [["email": "jo@example.com"]]])
    let shared: JSON = ["externalId": "u2", "sharedEmails": [["email": "jo@example.com"]]]
    #expect(kustomer.post("/v1/customers", shared).status == 201)
  }

  @Test func `an old rev is 409`() throws {
    let kustomer = try kustomer()
    _ = kustomer.post("/v1/customers", ["externalId": "u1"])
    let id = try customerId("u1", in: kustomer)
    #expect(kustomer.patch("/v1/customers/\(id)", ["name": "Jo", "rev": 1]).status == 200)
    #expect(
      kustomer.patch("/v1/customers/\(id)", ["name": "Al", "rev": 1]).gist == "409 conflict rev")
  }

  @Test func `a company is linked by its record's id`() throws {
    let kustomer = try kustomer()
    let company = kustomer.post("/v1/companies", ["name": "ACME", "externalId": "c/1"])
    #expect(company.status == 201)
    let id = try #require(try company.json()["data"]?["id"])
    #expect(try kustomer.get("/v1/companies/externalId=c%2F1").json()["data"]?["id"] == id)
    let listed = try kustomer.get("/v1/companies?filter=acme").json()["data"]?.arrayValue
    #expect(listed?.compactMap { $0["id"] } == [id])
    _ = kustomer.post("/v1/customers", ["externalId": "u1", "company": id])
    let customer = try customerId("u1", in: kustomer)
    let kept = try kustomer.patch("/v1/customers/\(customer)", ["name": "Jo"]).json()
    #expect(kept["data"]?["relationships"]?["company"]?["data"]?["id"] == id)
  }

  @Test func `a company that is no record is 400`() throws {
    let refused = try kustomer().post("/v1/customers", ["company": "ACME"])
    #expect(refused.gist == "400 badparam company")
  }

  @Test func `unlink-company unlinks on a PATCH without company`() throws {
    let kustomer = try kustomer(faults: ["unlink-company"])
    let company = try kustomer.post("/v1/companies", ["name": "ACME"]).json()["data"]?["id"]
    let id = try #require(company)
    _ = kustomer.post("/v1/customers", ["externalId": "u1", "company": id])
    let path = "/v1/customers/\(try customerId("u1", in: kustomer))"
    let request = WireRequest("PATCH", path, key: "sandbox-key", json: ["name": "Jo"])
    let patched = kustomer.response(to: request, under: kustomer.decision(for: request))
    #expect(try patched.json()["data"]?["relationships"]?["company"] == nil)
  }

  private func customerId(_ externalId: String, in kustomer: LocalKustomer) throws -> String {
    let found = try kustomer.get("/v1/customers/externalId=\(externalId)").json()
    return try #require(found["data"]?["id"]?.stringValue)
  }
}
