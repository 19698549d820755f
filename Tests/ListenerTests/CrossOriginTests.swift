import Listener
import LoopbackHTTP
import Testing

@Suite struct CrossOriginTests {
  @Test func `a preflight is answered with what was asked for`() throws {
    let request = WireRequest(
      "OPTIONS", "/v1/t",
      headers: [
        "origin": "https://shop.example", "access-control-request-method": "POST",
        "access-control-request-headers": "content-type, x-other",
        "access-control-request-private-network": "true",
      ])
    let response = try Reception(of: request, number: 1, at: noon).response()
    #expect(response.status == 204)
    #expect(response[header: "access-control-allow-origin"] == "https://shop.example")
    #expect(response[header: "access-control-allow-methods"] == "POST, OPTIONS")
    #expect(response[header: "access-control-allow-headers"] == "content-type, x-other")
    #expect(response[header: "access-control-allow-private-network"] == "true")
  }

  @Test func `a page may read why its call was refused`() throws {
    let origin = ["origin": "https://shop.example"]
    let response = try posted("/v1/t", "{", headers: origin).response()
    #expect(response[header: "access-control-allow-origin"] == "https://shop.example")
    #expect(response[header: "vary"] == "origin")
  }

  @Test func `who names no origin gets no such header`() throws {
    #expect(try posted("/v1/t", "{").response()[header: "access-control-allow-origin"] == nil)
  }
}
