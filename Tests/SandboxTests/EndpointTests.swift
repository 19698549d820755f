import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

/// Each endpoint answers with the status that Kustomer documents for what was sent.
@Suite struct EndpointTests {
  @Test(
    arguments: [
      ("GET /v1/auth/tokens/current", nil, 200),
      ("GET /v1/customers/externalId=u1", nil, 200),
      ("GET /v1/customers/externalId=none", nil, 404),
      ("GET /v1/customers/%zz", nil, 400),
      ("POST /v1/customers", ["name": "Jo"], 201),
      ("POST /v1/customers", ["nme": "Jo"], 400),
      ("POST /v1/customers", ["externalId": "u1"], 409),
      ("PATCH /v1/customers/externalId=u1", ["name": .null], 200),
      ("PATCH /v1/customers/externalId=u1", ["name": 1], 400),
      ("PATCH /v1/customers/none", ["name": "Jo"], 404),
      ("PATCH /v1/customers/externalId=u1", ["rev": 9], 409),
      ("GET /v1/customers/externalId=u1/sessions", nil, 200),
      ("GET /v1/customers/externalId=u1/sessions?page=0", nil, 400),
      ("GET /v1/customers/none/sessions", nil, 404),
      ("GET /v1/customers/externalId=u1/sessions/s1/events", nil, 200),
      ("GET /v1/customers/externalId=u1/sessions/none/events", nil, 404),
      ("POST /v1/tracking/event", ["name": "Ab"], 204),
      ("POST /v1/tracking/event", ["name": "A"], 400),
      ("POST /v1/tracking/identity", ["externalId": "u1"], 201),
      ("POST /v1/tracking/identity", [:], 400),
      (
        "POST /v1/tracking/identity", ["externalId": "u2", "email": "jo@example.com"], 409
      ),
      (
        "POST /v1/tracking/identityEvent",
        ["identity": ["externalId": "u1"], "event": ["name": "Ab"]], 201
      ),
      ("POST /v1/companies", ["name": "Acme"], 201),
      ("POST /v1/companies", ["name": "Acme", "externalId": "c1"], 409),
      ("GET /v1/companies", nil, 200),
      ("GET /v1/companies?page=x", nil, 400),
      ("GET /v1/companies/externalId=c1", nil, 200),
      ("GET /v1/companies/none", nil, 404),
      ("GET /sandbox/log", nil, 200),
      ("GET /sandbox/log?after=x", nil, 400),
      ("POST /sandbox/faults", ["faults": ["latency=0ms"]], 200),
      ("POST /sandbox/clock", ["advance": .null], 200),
      ("POST /sandbox/rate", ["rate": .null], 200),
      ("POST /sandbox/keys", ["keys": []], 200),
    ] as [(String, JSON?, Int)])
  func `each endpoint answers with its status`(
    request: String, body: JSON?, status: Int
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
    if status == 204 {
      #expect(answer.body.isEmpty)
    } else if status >= 400 {
      #expect(try answer.json()["errors"]?[0]?["code"] != nil)
    } else if request.contains("/v1/") {
      #expect(try answer.json()["data"] != nil)
    }
  }
}
