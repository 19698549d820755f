import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct ControlTests {
  @Test func `the log tells every accepted write without a key`() throws {
    let kustomer = try kustomer()
    _ = kustomer.track("Ab", visitor: "v")
    _ = kustomer.post("/v1/tracking/event", ["name": "1"])
    _ = kustomer.post("/v1/customers", ["externalId": "u"])
    let log = try kustomer.get("/sandbox/log", key: nil).json()
    let first: JSON = [
      "seq": 1, "at": .string(noon.rfc3339), "org": "sandbox", "method": "POST",
      "path": "/v1/tracking/event", "body": ["name": "Ab", "trackingId": "v"],
    ]
    #expect(log["data"]?[0] == first)
    #expect(log["data"]?.arrayValue?.count == 2)
    let later = try kustomer.get("/sandbox/log?after=1&path=/v1/customers", key: nil).json()
    #expect(later["data"]?.arrayValue?.compactMap { $0["seq"] } == [2])
    #expect(try kustomer.state.arrivals(path: "/v1/tracking/").map(\.number) == [1])
  }

  @Test func `faults are added and ended`() throws {
    let kustomer = try kustomer()
    let added = kustomer.post("/sandbox/faults", ["faults": ["500:20%", "latency=5ms"]], key: nil)
    #expect(try added.json() == ["faults": ["500-json:20%", "latency=5ms"]])
    #expect(kustomer.controls.faults.count == 2)
    let refused = kustomer.post("/sandbox/faults", ["faults": ["nonsense"]], key: nil)
    #expect(refused.gist == "400 badparam faults")
    _ = kustomer.response(to: WireRequest("DELETE", "/sandbox/faults"))
    #expect(kustomer.controls.faults.isEmpty)
  }

  @Test func `the clock is set, advanced and let run`() throws {
    let kustomer = try kustomer()
    let set = kustomer.post(
      "/sandbox/clock", ["set": "2030-01-01T00:00:00Z", "advance": "35m"], key: nil)
    #expect(try set.json() == ["now": "2030-01-01T00:35:00.000Z", "frozen": true])
    #expect(kustomer.post("/sandbox/clock", ["advance": "soon"], key: nil).status == 400)
    let far = kustomer.post("/sandbox/clock", ["advance": "9223372036854775807ms"], key: nil)
    #expect(try far.json()["now"] == "9999-12-31T23:59:59.999Z")
    #expect(kustomer.track("Ab", visitor: "v").status == 204)
    _ = kustomer.post("/sandbox/clock", ["set": .null], key: nil)
    #expect(kustomer.controls.clock == .system)
  }

  @Test func `a started clock runs on from its start`() throws {
    let system = noon + .days(700)
    let clock = try SandboxClock(parsing: "2024-01-01T00:00:00Z", system: system)
    #expect(clock == .running(ahead: .hours(-12) - .days(700)))
    #expect(
      try SandboxClock(parsing: "frozen:2024-01-01T12:00:00Z", system: system) == .frozen(at: noon))
    #expect(try SandboxClock(parsing: "system", system: system) == .system)
    #expect(throws: SandboxError.clock("soon")) {
      try SandboxClock(parsing: "soon", system: system)
    }
  }

  @Test(arguments: [
    ("evil.example:8080", 403), ("127.0.0.1:8080", 200), ("localhost", 200), ("LOCALHOST:1", 200),
    ("[::1]:8080", 200),
  ])
  func `a page led here by another host name reads nothing`(host: String, status: Int) throws {
    let kustomer = try kustomer()
    for path in ["/sandbox/log", "/v1/auth/tokens/current"] {
      var request = WireRequest("GET", path, key: "sandbox-key")
      request.headers["host"] = host
      #expect(kustomer.response(to: request).status == status)
    }
  }

  @Test func `a page of another origin changes nothing`() throws {
    let kustomer = try kustomer()
    func clear(_ origin: String) -> Int {
      kustomer.response(
        to: WireRequest(
          "DELETE", "/sandbox/faults", headers: ["host": "127.0.0.1:1", "origin": origin])
      ).status
    }
    #expect(clear("https://evil.example") == 403)
    #expect(clear("null") == 403)
    #expect(clear("http://localhost:3000") == 200)
  }

  @Test func `the rate is set and taken away`() throws {
    let kustomer = try kustomer()
    #expect(try kustomer.get("/sandbox/rate", key: nil).json() == ["rate": .null])
    let set = kustomer.post("/sandbox/rate", ["rate": "1/min"], key: nil)
    #expect(try set.json() == ["rate": "1/60000ms"])
    #expect([0, 1].map { _ in kustomer.track("Ab").status } == [204, 429])
    #expect(kustomer.post("/sandbox/rate", ["rate": "fast"], key: nil).gist == "400 badparam rate")
    _ = kustomer.post("/sandbox/rate", ["rate": .null], key: nil)
    #expect(kustomer.track("Ab").status == 204)
  }

  @Test func `keys of other orgs are made known and listed without their texts`() throws {
    let kustomer = try kustomer()
    let key: JSON = [
      "key": "acme-secret-1234", "name": "Acme", "org": "acme", "roles": ["org.tracking"],
    ]
    let added = kustomer.post("/sandbox/keys", ["keys": [key]], key: nil)
    #expect(
      try added.json()["keys"]?[1] == [
        "name": "Acme", "lastTokenChars": "1234", "org": "acme", "pod": "prod1",
        "roles": ["org.tracking"],
      ])
    #expect(!String(decoding: added.body, as: UTF8.self).contains("acme-secret"))
    #expect(
      kustomer.post("/v1/tracking/event", ["name": "Ab"], key: "acme-secret-1234").status == 204)
    #expect(kustomer.post("/v1/customers", [:], key: "acme-secret-1234").status == 403)
    #expect(
      kustomer.post("/sandbox/keys", ["keys": [["name": "x"]]], key: nil).gist
        == "400 badparam keys[0].key")
  }
}
