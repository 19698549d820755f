import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

@Suite struct RateTests {
  @Test func `every answer carries pod and rate`() throws {
    let kustomer = try kustomer()
    let answers = [
      kustomer.get("/v1/auth/tokens/current"), kustomer.get("/v1/none"),
      kustomer.get("/v1/none", key: nil), kustomer.track("Ab", visitor: "v"),
    ]
    for answer in answers {
      #expect(answer[header: "x-kustomer-pod"] == "prod1")
      #expect(answer[header: "date"] == "Mon, 01 Jan 2024 12:00:00 GMT")
      #expect(answer[header: "x-ratelimit-limit"] == "1000000")
      #expect(answer[header: "x-ratelimit-remaining"] != nil)
      #expect(answer[header: "x-ratelimit-reset"] == nil)
    }
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("1969-12-31T23:59:59.999Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
    ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ("2024-02-29T12:30:00Z", "Thu, 29 Feb 2024 12:30:00 GMT"),
  ])
  func `an answer's date is the sandbox's clock`(moment: String, date: String) throws {
    let kustomer = try kustomer()
    kustomer.controls.setClock(to: try #require(Timestamp(moment)))
    #expect(kustomer.get("/v1/none")[header: "date"] == date)
  }

  @Test func `a rate at the edge of 64 bits is a rate`() throws {
    let kustomer = try kustomer(rate: SandboxRate(parsing: "9223372036854775807/1s"))
    #expect(kustomer.track("Ab")[header: "x-ratelimit-limit"] == "9223372036854775807")
    #expect(kustomer.track("Ab")[header: "x-ratelimit-remaining"] == "9223372036854775805")
  }

  @Test func `over the rate is 429 until the reset`() throws {
    let kustomer = try kustomer(rate: SandboxRate(parsing: "2/min"))
    #expect(kustomer.track("Ab")[header: "x-ratelimit-remaining"] == "1")
    let last = kustomer.track("Ab")
    #expect(last.status == 204)
    #expect(last[header: "x-ratelimit-remaining"] == "0")
    let refused = kustomer.track("Ab")
    #expect(refused.gist == "429 ratelimit")
    #expect(refused[header: "x-ratelimit-reset"] == String(noon.milliseconds / 1_000 + 60))
    #expect(try kustomer.state.arrivals().count == 2)
    kustomer.controls.advanceClock(by: .seconds(59))
    #expect(kustomer.track("Ab").status == 429)
    kustomer.controls.advanceClock(by: .seconds(1))
    #expect(kustomer.track("Ab").status == 204)
  }

  @Test func `each org has its own rate`() throws {
    let kustomer = try kustomer(
      keys: [SandboxKey("key-one", name: "1", org: "one"), SandboxKey("key-two", name: "2")],
      rate: .limited(requests: 1, window: .minutes(1)))
    #expect(kustomer.get("/v1/auth/tokens/current", key: "key-one").status == 200)
    #expect(kustomer.get("/v1/auth/tokens/current", key: "key-one").status == 429)
    #expect(kustomer.get("/v1/auth/tokens/current", key: "key-two").status == 200)
  }

  @Test(arguments: [
    ("300/min", 300, 60_000), ("300/1m", 300, 60_000), ("5/10s", 5, 10_000), ("1/s", 1, 1_000),
  ])
  func `a rate is read`(text: String, requests: Int, window: Int) throws {
    #expect(
      try SandboxRate(parsing: text)
        == .limited(requests: requests, window: Milliseconds(Int64(window))))
  }

  @Test(arguments: [
    "", "300", "300/", "/min", "0/min", "-1/s", "x/min", "3/0s", "3/min/2", "3/week",
    "1/9223372036854775807ms",
  ])
  func `a text that is no rate is named`(text: String) {
    #expect(throws: SandboxError.rate(text)) { try SandboxRate(parsing: text) }
  }
}
