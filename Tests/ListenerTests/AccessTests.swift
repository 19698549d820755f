import KustomerDestination
import Listener
import LoopbackHTTP
import Testing

/// Who may hand in calls: no page of another machine puts events into an org.
@Suite struct AccessTests {
  @Test(arguments: [
    ("127.0.0.1:8790", true), ("localhost", true), ("LOCALHOST:1", true), ("localhost.", true),
    ("[::1]:8790", true), ("[0:0:0:0:0:0:0:1]", true), ("127.8.9.1", true),
    ("evil.example", false), ("127.0.0.1.evil.example", false), ("localhost.evil.example", false),
    ("192.168.1.7", false), ("[::2]", false), ("[::1", false), ("::1", false), ("", false),
    ("127.0.0.1:x", false), ("evil@127.0.0.1", false), ("localhost:1@evil.example", false),
  ])
  func `a Host is this machine's or refused`(host: String, isOwn: Bool) {
    #expect(LocalNames().has(host: host) == isOwn)
    #expect(posted("/v1/track", "{}", headers: ["host": host]).status == (isOwn ? 200 : 403))
  }

  @Test func `the address of --bind is this machine's`() throws {
    let names = LocalNames(try #require(BindAddress("192.168.1.7")))
    #expect(names.has(host: "192.168.1.7:80"))
    #expect(!names.has(host: "192.168.1.8"))
    let any = LocalNames(try #require(BindAddress("0.0.0.0")))
    #expect(any.has(host: "192.168.1.8"))
    #expect(!any.has(host: "evil.example"))
  }

  @Test(arguments: [
    ("https://shop.example", true), ("HTTPS://Shop.Example:443", true),
    ("https://shop.example:444", false), ("http://shop.example", false),
    ("https://evil.example", false), ("null", false), ("", false),
    ("http://localhost:3000", true), ("http://127.0.0.1", true), ("http://[::1]:1", true),
    ("https://localhost.evil.example", false),
  ])
  func `while calls are forwarded a page is named, or of this machine`(
    origin: String, mayCall: Bool
  ) throws {
    let rule = AccessRule(origins: [try #require(WebOrigin("https://shop.example/"))])
    for method in ["POST", "OPTIONS"] {
      let request = WireRequest(
        method, "/v1/track", headers: ["host": "127.0.0.1", "origin": origin],
        body: Array("{}".utf8))
      let reception = Reception(of: request, number: 1, at: noon, access: rule)
      #expect((reception.status < 300) == mayCall)
      guard !mayCall else { continue }
      let response = try reception.response()
      #expect(response.status == 403)
      #expect(try response.json()["code"] == "foreign_origin")
      #expect(response[header: "access-control-allow-origin"] == nil)
      #expect(response[header: "access-control-allow-private-network"] == nil)
    }
  }

  @Test func `while nothing is forwarded any page may call`() {
    let headers = ["host": "127.0.0.1", "origin": "https://shop.example"]
    #expect(posted("/v1/track", "{}", headers: headers).status == 200)
  }

  @Test func `programs, which have no origin, may call while calls are forwarded`() {
    let request = WireRequest("POST", "/v1/track", body: Array("{}".utf8))
    let rule = AccessRule(origins: [])
    #expect(Reception(of: request, number: 1, at: noon, access: rule).status == 200)
  }

  @Test(arguments: ["shop.example", "https://", "https://a b", "https://a/b", "://x", ""])
  func `what is no origin cannot be named`(text: String) {
    #expect(WebOrigin(text) == nil)
  }
}
