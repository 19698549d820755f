import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct FaultTests {
  @Test(arguments: [
    ("latency=200ms", SandboxFault(.latency(Milliseconds(200)))),
    ("500", SandboxFault(.status(500, .json))),
    ("502", SandboxFault(.status(502, .html))),
    ("503-empty:3", SandboxFault(.status(503, .empty), .next(3))),
    ("500:20%", SandboxFault(.status(500, .json), .tenThousandths(2_000))),
    ("429", SandboxFault(.rateLimited(.reset(.seconds(1))))),
    ("429=5s", SandboxFault(.rateLimited(.reset(.seconds(5))))),
    ("429-retry-after=2s:1", SandboxFault(.rateLimited(.retryAfter(.seconds(2))), .next(1))),
    ("429-bare", SandboxFault(.rateLimited(.none))), ("504-after", SandboxFault(.statusAfter(504))),
    ("cut-before", SandboxFault(.cutBefore)), ("cut-during", SandboxFault(.cutDuring)),
    ("cut-after:1@/v1/tracking/", SandboxFault(.cutAfter, .next(1), path: "/v1/tracking/")),
    (
      "500@POST /v1/customers",
      SandboxFault(.status(500, .json), method: "POST", path: "/v1/customers")
    ),
    ("slow=2ms", SandboxFault(.slow(Milliseconds(2)))),
    ("wrong-pod=prod4", SandboxFault(.wrongPod("prod4"))),
    ("unlink-company", SandboxFault(.unlinkCompany)),
    ("garbage:1", SandboxFault(.garbage, .next(1))),
  ])
  func `a fault is read, and its own text is read as the same`(
    text: String, fault: SandboxFault
  ) throws {
    #expect(try SandboxFault(parsing: text) == fault)
    #expect(try SandboxFault(parsing: fault.description) == fault)
  }

  @Test(arguments: [
    "nonsense", "", "200", "600", "500:", "500:0", "500:120%", "500:x", "latency", "latency=",
    "latency=2", "latency=99d", "500=3", "cut-after=1", "503-pdf", "500@tracking", "500@",
  ])
  func `a text that is no fault is one clear line`(text: String) throws {
    let error = #expect(throws: SandboxError.self) { try SandboxFault(parsing: text) }
    let message = try #require(error).description
    #expect(message.hasPrefix("fault “\(text)”: "))
    #expect(!message.contains("\n"))
  }

  @Test(arguments: SandboxFault.forms.map(\.form))
  func `each form that help shows is a fault`(form: String) throws {
    _ = try SandboxFault(parsing: form)
  }

  @Test func `a counted fault befalls the next requests alone`() throws {
    let kustomer = try kustomer(faults: ["503:2"])
    #expect((0..<4).map { _ in met(kustomer).status } == [503, 503, 204, 204])
    #expect(kustomer.controls.faults.isEmpty)
    #expect(try kustomer.state.arrivals().count == 2)
  }

  @Test func `a share is the same in every run and about what it says`() throws {
    func run() throws -> [Int] {
      let kustomer = try kustomer(faults: ["500:20%"])
      return (0..<500).map { _ in met(kustomer).status }
    }
    let first = try run()
    #expect(try run() == first)
    #expect(70...130 ~= first.count { $0 == 500 })
  }

  @Test func `a path and a method narrow a fault`() throws {
    let kustomer = try kustomer(faults: ["500@GET /v1/customers/"])
    #expect(met(kustomer).status == 204)
    #expect(
      met(kustomer, WireRequest("POST", "/v1/customers", key: "sandbox-key", json: [:])).status
        == 201)
    #expect(
      met(kustomer, WireRequest("GET", "/v1/customers/x", key: "sandbox-key")).status == 500)
  }

  @Test func `a 429 hints as it is told`() throws {
    let reset = met(try kustomer(faults: ["429=5s"]))
    #expect(reset.status == 429)
    #expect(reset[header: "x-ratelimit-reset"] == String(noon.milliseconds / 1_000 + 5))
    let after = met(try kustomer(faults: ["429-retry-after=2s"]))
    #expect(after[header: "retry-after"] == "2")
    #expect(after[header: "x-ratelimit-reset"] == nil)
    let bare = met(try kustomer(faults: ["429-bare"]))
    #expect(bare.status == 429)
    #expect(bare[header: "retry-after"] == nil)
    #expect(bare[header: "x-ratelimit-reset"] == nil)
  }

  @Test func `a 502 is a page that is no JSON`() throws {
    let page = met(try kustomer(faults: ["502"]))
    #expect(page[header: "content-type"] == "text/html")
    #expect(throws: JSONError.self) { try page.json() }
  }

  @Test func `counted faults befall one request after the other`() throws {
    let kustomer = try kustomer(faults: ["503:1", "500:1", "latency=0ms:1", "502:1"])
    #expect((0..<5).map { _ in met(kustomer).status } == [503, 500, 502, 204, 204])
  }

  @Test func `garbage is the body of an answer whose request was processed`() throws {
    let kustomer = try kustomer(faults: ["garbage"])
    let event = met(kustomer)
    #expect(event.status == 200)
    #expect(throws: JSONError.self) { try event.json() }
    let customer = met(
      kustomer, WireRequest("POST", "/v1/customers", key: "sandbox-key", json: [:]))
    #expect(customer.status == 201)
    #expect(throws: JSONError.self) { try customer.json() }
    #expect(try kustomer.state.arrivals().count == 2)
  }

  @Test func `a wrong pod is told like Kustomer tells it`() throws {
    let refused = met(try kustomer(faults: ["wrong-pod=prod2"]))
    let text = "Auth token associated with pod prod2 but request is being handled by prod1"
    #expect(refused.status == 401)
    #expect(String(decoding: refused.body, as: UTF8.self).contains(text))
  }

  @Test func `control paths have no faults`() throws {
    let kustomer = try kustomer(faults: ["500", "cut-before"])
    #expect(met(kustomer, WireRequest("GET", "/sandbox/log")).status == 200)
  }

  private func met(
    _ kustomer: LocalKustomer,
    _ request: WireRequest = WireRequest(
      "POST", "/v1/tracking/event", key: "sandbox-key", json: ["name": "Ab"])
  ) -> WireResponse {
    kustomer.response(to: request, under: kustomer.decision(for: request))
  }
}
