import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct OpenAPITests {
  @Test func `the OpenAPI text names every endpoint and its limits`() throws {
    let paths = try paths(of: kustomer())
    #expect(paths.members.count == 16)
    let event = paths["/v1/tracking/event"]?["post"]
    let schema = event?["requestBody"]?["content"]?["application/json"]?["schema"]
    #expect(schema?["additionalProperties"] == false)
    #expect(schema?["required"] == ["name"])
    #expect(schema?["properties"]?["name"]?["maxLength"] == 255)
    #expect(event?["responses"]?["204"] != nil)
  }

  /// What is sent, and the path and status under which the OpenAPI text must have it.
  @Test(
    arguments: [
      ("GET /v1/auth/tokens/current", nil, "/v1/auth/tokens/current", 200),
      ("GET /v1/customers/externalId=u1", nil, "/v1/customers/{customer}", 200),
      ("GET /v1/customers/externalId=none", nil, "/v1/customers/{customer}", 404),
      ("GET /v1/customers/%zz", nil, "/v1/customers/{customer}", 400),
      ("POST /v1/customers", ["name": "Jo"], "/v1/customers", 201),
      ("POST /v1/customers", ["nme": "Jo"], "/v1/customers", 400),
      ("POST /v1/customers", ["externalId": "u1"], "/v1/customers", 409),
      ("PATCH /v1/customers/externalId=u1", ["name": .null], "/v1/customers/{customer}", 200),
      ("PATCH /v1/customers/externalId=u1", ["name": 1], "/v1/customers/{customer}", 400),
      ("PATCH /v1/customers/none", ["name": "Jo"], "/v1/customers/{customer}", 404),
      ("PATCH /v1/customers/externalId=u1", ["rev": 9], "/v1/customers/{customer}", 409),
      ("GET /v1/customers/externalId=u1/sessions", nil, "/v1/customers/{customer}/sessions", 200),
      (
        "GET /v1/customers/externalId=u1/sessions?page=0", nil, "/v1/customers/{customer}/sessions",
        400
      ),
      ("GET /v1/customers/none/sessions", nil, "/v1/customers/{customer}/sessions", 404),
      (
        "GET /v1/customers/externalId=u1/sessions/s1/events", nil,
        "/v1/customers/{customer}/sessions/{session}/events", 200
      ),
      (
        "GET /v1/customers/externalId=u1/sessions/none/events", nil,
        "/v1/customers/{customer}/sessions/{session}/events", 404
      ),
      ("POST /v1/tracking/event", ["name": "Ab"], "/v1/tracking/event", 204),
      ("POST /v1/tracking/event", ["name": "A"], "/v1/tracking/event", 400),
      ("POST /v1/tracking/identity", ["externalId": "u1"], "/v1/tracking/identity", 201),
      ("POST /v1/tracking/identity", [:], "/v1/tracking/identity", 400),
      (
        "POST /v1/tracking/identity", ["externalId": "u2", "email": "jo@example.com"],
        "/v1/tracking/identity", 409
      ),
      (
        "POST /v1/tracking/identityEvent",
        ["identity": ["externalId": "u1"], "event": ["name": "Ab"]], "/v1/tracking/identityEvent",
        201
      ),
      ("POST /v1/companies", ["name": "Acme"], "/v1/companies", 201),
      ("POST /v1/companies", ["name": "Acme", "externalId": "c1"], "/v1/companies", 409),
      ("GET /v1/companies", nil, "/v1/companies", 200),
      ("GET /v1/companies?page=x", nil, "/v1/companies", 400),
      ("GET /v1/companies/externalId=c1", nil, "/v1/companies/{company}", 200),
      ("GET /v1/companies/none", nil, "/v1/companies/{company}", 404),
      ("GET /sandbox/log", nil, "/sandbox/log", 200),
      ("GET /sandbox/log?after=x", nil, "/sandbox/log", 400),
      ("POST /sandbox/faults", ["faults": ["latency=0ms"]], "/sandbox/faults", 200),
      ("POST /sandbox/clock", ["advance": .null], "/sandbox/clock", 200),
      ("POST /sandbox/rate", ["rate": .null], "/sandbox/rate", 200),
      ("POST /sandbox/keys", ["keys": []], "/sandbox/keys", 200),
    ] as [(String, JSON?, String, Int)])
  func `an answer is one of those that the OpenAPI text tells`(
    request: String, body: JSON?, path: String, status: Int
  ) throws {
    let kustomer = try kustomer()
    _ = kustomer.post(
      "/v1/customers", ["externalId": "u1", "emails": [["email": "jo@example.com"]]])
    _ = kustomer.track("Ab", user: "u1", session: "s1")
    _ = kustomer.post("/v1/companies", ["name": "Acme", "externalId": "c1"])
    let words = request.split(separator: " ").map(String.init)
    let answer = kustomer.response(
      to: WireRequest(words[0], words[1], key: "sandbox-key", json: body))
    #expect(answer.status == status)
    let operation = try #require(try paths(of: kustomer)[path]?[words[0].lowercased()])
    let told = try #require(operation["responses"]?[String(status)])
    let schema = told["content"]?["application/json"]?["schema"]
    #expect(answer.body.isEmpty == (schema == nil && path.hasPrefix("/v1/")))
    guard let properties = schema?["properties"]?.objectValue else { return }
    let members = try #require(try answer.json().objectValue).members.map(\.key)
    #expect(Set(members).isSubset(of: properties.members.map(\.key)))
  }

  private func paths(of kustomer: LocalKustomer) throws -> JSONObject {
    try #require(try kustomer.get("/openapi.json", key: nil).json()["paths"]?.objectValue)
  }
}
