import KustomerDestination
import Listener
import LoopbackHTTP
import Testing

@Suite struct GzipTests {
  private let batch = Array(#"{"batch":[{"type":"page","userId":"u"}]}"#.utf8)

  @Test(arguments: [["content-encoding": "gzip"], [:]])
  func `a packed body is unpacked`(_ headers: [String: String]) {
    let reception = receive(packed(batch), headers)
    #expect(reception.json?.first?["userId"] == "u")
  }

  @Test func `several members are one text`() {
    let reception = receive(packed(Array(batch[..<10])) + packed(Array(batch[10...])))
    #expect(reception.json?.count == 1)
  }

  @Test func `a body that was not packed after all is read`() {
    #expect(receive(batch, ["content-encoding": "gzip"]).status == 200)
  }

  @Test func `a stream that is cut is a 400`() throws {
    let whole = packed(batch)
    for count in 2..<whole.count {
      #expect(receive(Array(whole[..<count])).status == 400)
    }
    #expect(receive(whole + [1, 2, 3]).status == 400)
  }

  @Test func `a bomb is stopped at the limit`() throws {
    let bomb = packed([UInt8](repeating: 0x20, count: 100 << 20))
    let response = try receive(bomb).response()
    #expect(response.status == 400)
    #expect(try response.json()["code"] == "too_large")
  }

  private func receive(_ body: [UInt8], _ headers: [String: String] = [:]) -> Reception {
    Reception(
      of: WireRequest("POST", "/v1/batch", headers: headers, body: body), number: 1, at: noon)
  }
}
