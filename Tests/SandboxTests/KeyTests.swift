import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct KeyTests {
  @Test(arguments: [nil, "", "wrong", "sandbox-key ", "Sandbox-Key"])
  func `any other key is 401`(key: String?) throws {
    let refused = try kustomer().get("/v1/auth/tokens/current", key: key)
    #expect(refused.gist == "401 unauthorized")
  }

  @Test func `a missing role is 403 and named`() throws {
    let reader = SandboxKey("reads", name: "Reader", roles: ["org.user.customer.read"])
    let kustomer = try kustomer(keys: [reader])
    #expect(kustomer.get("/v1/customers/externalId=u", key: "reads").status == 404)
    let refused = kustomer.post("/v1/tracking/event", ["name": "Ab"], key: "reads")
    #expect(refused.gist == "403 forbidden")
    #expect(String(decoding: refused.body, as: UTF8.self).contains("org.tracking"))
  }

  @Test func `a role grants what lies below it and no more`() throws {
    let key = SandboxKey("wide-key", name: "Wide", roles: ["org.user.customer", "org.track"])
    let kustomer = try kustomer(keys: [key])
    #expect(kustomer.post("/v1/customers", [:], key: "wide-key").status == 201)
    #expect(kustomer.post("/v1/tracking/event", ["name": "Ab"], key: "wide-key").status == 403)
  }

  @Test func `a key of another pod is told where it belongs`() throws {
    let key = SandboxKey("eu-key", name: "EU", pod: "prod2")
    let refused = try kustomer(keys: [key]).get("/v1/auth/tokens/current", key: "eu-key")
    #expect(refused.status == 401)
    let text = "Auth token associated with pod prod2 but request is being handled by prod1"
    #expect(String(decoding: refused.body, as: UTF8.self).contains(text))
  }

  @Test func `the current token tells roles and last characters, never the key`() throws {
    let token = try kustomer().get("/v1/auth/tokens/current")
    #expect(token.attributes?["lastTokenChars"] == "-key")
    #expect(token.attributes?["roles"]?.arrayValue?.contains("org.tracking") == true)
    #expect(try token.json()["data"]?["relationships"]?["org"]?["data"]?["type"] == "org")
    #expect(!String(decoding: token.body, as: UTF8.self).contains("sandbox-key"))
  }

  @Test func `orgs do not see one another`() throws {
    let kustomer = try kustomer(keys: [
      SandboxKey("key-one", name: "1", org: "one"), SandboxKey("key-two", name: "2", org: "two"),
    ])
    #expect(kustomer.post("/v1/customers", ["externalId": "u"], key: "key-one").status == 201)
    #expect(kustomer.get("/v1/customers/externalId=u", key: "key-two").status == 404)
    #expect(kustomer.post("/v1/customers", ["externalId": "u"], key: "key-two").status == 201)
  }

  @Test func `a key prints without its text`() {
    let key = SandboxKey("very-secret-0123", name: "Mine")
    #expect("\(key)" == "Mine …0123")
    var dumped = ""
    dump(SandboxOptions(keys: [key]), to: &dumped)
    #expect(!dumped.contains("very-secret"))
  }
}
