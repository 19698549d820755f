import Foundation
import KustomerDestination
import Listener
import LoopbackHTTP
import Testing

@Suite struct ReceptionTests {
  @Test(
    arguments: [
      ("/v1/identify", "identify"), ("/v1/i", "identify"), ("/v1/track", "track"),
      ("/v1/t", "track"), ("/v1/page", "page"), ("/v1/p", "page"), ("/v1/screen", "screen"),
      ("/v1/s", "screen"), ("/v1/group", "group"), ("/v1/g", "group"), ("/v1/alias", "alias"),
      ("/v1/a", "alias"), ("/v1/track/", "track"), ("/v1/track?x=1", "track"),
    ])
  func `a path of one call says its type`(_ path: String, _ type: String) throws {
    let calls = try #require(posted(path, #"{"userId":"u","event":"Ev"}"#).json)
    #expect(calls.map { $0["type"]?.stringValue } == [type])
    #expect(calls[0]["event"] == "Ev")
  }

  @Test(arguments: ["/v1/batch", "/v1/b", "/v1/import"])
  func `a batch has its calls in order`(_ path: String) throws {
    let body = #"{"batch":[{"type":"track","event":"A"},{"type":"page"}],"writeKey":"k"}"#
    let calls = try #require(posted(path, body).json)
    #expect(calls.map { $0["type"]?.stringValue } == ["track", "page"])
  }

  @Test func `what a batch says for all stands under each call's own`() throws {
    let body = """
      {"batch":[{"type":"track","context":{"a":1,"in":{"x":1}},"integrations":{"All":true}},
        {"type":"track","context":null,"sentAt":"2024-01-01T11:59:59Z"}],
       "context":{"a":2,"in":{"y":2}},"integrations":{"Kustomer":false},
       "sentAt":"2024-01-01T12:00:00Z"}
      """
    let calls = try #require(posted("/v1/batch", body).json)
    #expect(calls[0]["context"] == ["a": 1, "in": ["x": 1, "y": 2]])
    #expect(calls[0]["integrations"] == ["All": true, "Kustomer": false])
    #expect(calls[0]["sentAt"] == "2024-01-01T12:00:00Z")
    #expect(calls[1]["context"] == ["a": 2, "in": ["y": 2]])
    #expect(calls[1]["sentAt"] == "2024-01-01T11:59:59Z")
  }

  @Test(
    arguments: [
      ("/v1/track", #"{"userId":"u","event":"E","writeKey":"SECRET","write_key":"SECRET"}"#),
      ("/v1/batch", #"{"batch":[{"type":"page","writeKey":"SECRET"}],"writeKey":"SECRET"}"#),
    ])
  func `no write key is in what comes out`(_ path: String, _ body: String) throws {
    let credentials = ["authorization": "Basic " + Data("SECRET:".utf8).base64EncodedString()]
    let reception = posted(path, body, headers: credentials)
    let calls = try #require(reception.json)
    #expect(!calls.contains { $0.compact.contains("SECRET") || $0.compact.contains("U0VDUkVU") })
  }

  @Test(
    arguments: [
      ("/v1/track", "{"), ("/v1/track", ""), ("/v1/track", "[]"), ("/v1/track", "\"x\""),
      ("/v1/track", "{\"a\":1} x"), ("/v1/batch", "{}"), ("/v1/batch", #"{"batch":{}}"#),
      ("/v1/batch", #"{"batch":[{"type":"page"},{"a":"x]}"#), ("/v1/batch", #"{"batch":[,{}]}"#),
      ("/v1/batch", #"{"batch":[{}],"integrations":{"All":no}}"#),
      ("/", "not json"),
    ])
  func `wrong JSON is a 400`(_ path: String, _ body: String) throws {
    let response = try posted(path, body).response()
    #expect(response.status == 400)
    #expect(try response.json()["success"] == false)
    #expect(try response.json()["code"] == "malformed_json")
    #expect(response[header: "content-type"] == "application/json")
  }

  @Test func `a call of a batch that is none costs its neighbours nothing`() throws {
    let body = #"{"batch":[{"type":"page"},3,{"type":"track"},null]}"#
    guard case .calls(let calls, let unreadable) = posted("/v1/batch", body) else {
      Issue.record("the batch was refused")
      return
    }
    #expect(calls.map { $0.call.json["type"]?.stringValue } == ["page", "track"])
    #expect(
      unreadable == [
        "call 2 of the batch: line 1, column 27: not a JSON object",
        "call 4 of the batch: line 1, column 46: not a JSON object",
      ])
  }

  @Test func `a call of a batch that is no JSON costs its neighbours nothing`() throws {
    let body = #"{"batch":[{"type":"page"},{"type":"track","a":tru},{"type":"screen"}]}"#
    guard case .calls(let calls, let unreadable) = posted("/v1/batch", body) else {
      Issue.record("the batch was refused")
      return
    }
    #expect(calls.map { $0.call.json["type"]?.stringValue } == ["page", "screen"])
    #expect(unreadable.count == 1)
    #expect(unreadable.first?.hasPrefix("call 2 of the batch: ") == true)
  }

  @Test(arguments: ["/v1", "/v1/", "/v1/delete", "/v1/Track", "/v2/track", "/v1/track/x", "/x"])
  func `an unknown path is a 404`(_ path: String) {
    #expect(posted(path, "{}").status == 404)
  }

  @Test(arguments: ["GET", "HEAD", "PUT", "DELETE"])
  func `only POST is taken`(_ method: String) throws {
    let request = WireRequest(method, "/v1/track")
    let response = try Reception(of: request, number: 1, at: noon).response()
    #expect(response.status == 405)
    #expect(response[header: "allow"] == "POST, OPTIONS")
  }

  @Test(arguments: [(32_768, 200), (32_769, 400), (33 << 10, 400)])
  func `a call of 32 KB is the longest`(_ size: Int, _ status: Int) throws {
    let call = Self.call(ofSize: size)
    #expect(posted("/v1/track", call).status == status)
    #expect(posted("/v1/batch", "{\"batch\":[{},\(call)]}").status == status)
  }

  @Test func `blanks of a call do not count`() {
    let call = Self.call(ofSize: 32_768).replacing("\":\"", with: "\" :\n \"")
    #expect(posted("/v1/track", call).status == 200)
  }

  @Test func `a call that just fits is not too long for the mapping`() throws {
    let calls = try #require(
      posted("/v1/track", Self.call(ofSize: 32_768)).json)
    let plan = Destination().plan(for: try Call(parsing: calls[0].compact), at: noon)
    #expect(plan.verdict.isReady)
  }

  @Test(arguments: [(500 << 10, 200), ((500 << 10) + 1, 400), (501 << 10, 400)])
  func `a batch of 500 KB is the longest`(_ size: Int, _ status: Int) {
    let batch = Self.batch(ofSize: size)
    #expect(batch.utf8.count == size)
    #expect(posted("/v1/batch", batch).status == status)
    let request = WireRequest("POST", "/v1/batch", body: packed(Array(batch.utf8)))
    #expect(Reception(of: request, number: 1, at: noon).status == status)
  }

  @Test(arguments: [(0, 200), (2_500, 200), (2_501, 400)])
  func `a batch of 2 500 calls is the longest`(_ count: Int, _ status: Int) {
    let calls = Array(repeating: "{}", count: count).joined(separator: ",")
    #expect(posted("/v1/batch", "{\"batch\":[\(calls)]}").status == status)
  }

  @Test(arguments: [#"{"userId":"u"}"#, "{}", #"{"event":7}"#])
  func `a call that will be dropped is taken all the same`(_ body: String) {
    #expect(posted("/v1/track", body).status == 200)
    #expect(posted("/v1/group", body).status == 200)
  }

  private static func call(ofSize size: Int) -> String {
    let frame = #"{"type":"track","userId":"u","event":"E","properties":{"a":""}}"#
    let text = String(repeating: "x", count: size - frame.utf8.count)
    return frame.replacing("\"a\":\"\"", with: "\"a\":\"\(text)\"")
  }

  private static func batch(ofSize size: Int) -> String {
    let call = call(ofSize: 20_000)
    let count = (size - 100) / (call.utf8.count + 1)
    let calls = Array(repeating: call, count: count).joined(separator: ",")
    let frame = "{\"batch\":[\(calls)],\"x\":\"\"}"
    let rest = String(repeating: "y", count: size - frame.utf8.count)
    return "{\"batch\":[\(calls)],\"x\":\"\(rest)\"}"
  }
}
