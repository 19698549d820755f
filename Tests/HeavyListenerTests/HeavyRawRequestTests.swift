internal import Foundation
internal import KustomerDestination
internal import ProofHarness
internal import Testing

/// Raw HTTP by curl, as a person would try it.
@Suite struct HeavyRawRequestTests {
  /// What curl sends, what is answered, and the verdicts of the calls that arrived.
  struct Case: CustomTestStringConvertible {
    var name: String
    var path: String
    var body: String
    var options: [String] = []
    var status: Int
    var verdicts: [String] = []

    var testDescription: String { name }
  }

  private static let call = #"{"userId":"u","event":"Order Completed"}"#
  private static func long(_ bytes: Int) -> String {
    #"{"type":"track","userId":"u","event":"Long","properties":{"a":""#
      + String(repeating: "x", count: bytes) + "\"}}"
  }
  private static let settings = Data(#"{"orgPod":"prod2"}"#.utf8).base64EncodedString()

  static let cases: [Case] = [
    Case(name: "a track", path: "/v1/track", body: call, status: 200, verdicts: ["ready"]),
    Case(
      name: "the short form", path: "/v1/t", body: call, options: ["-u", "key:"], status: 200,
      verdicts: ["ready"]),
    Case(
      name: "an identify", path: "/v1/identify",
      body: #"{"userId":"u","traits":{"email":"a@b.cd"}}"#, status: 200, verdicts: ["ready"]),
    Case(
      name: "a page and a group in a batch", path: "/v1/batch",
      body: #"{"batch":[{"type":"page","userId":"u"},{"type":"group","userId":"u"}]}"#,
      status: 200, verdicts: ["ready", "unsupported"]),
    Case(name: "wrong JSON", path: "/v1/track", body: "{\"userId\":", status: 400),
    Case(name: "no object", path: "/v1/track", body: "[]", status: 400),
    Case(name: "a call of 33 KB", path: "/v1/track", body: long(33 << 10), status: 400),
    Case(
      name: "a batch of 501 KB", path: "/v1/batch",
      body: "{\"batch\":[" + Array(repeating: long(20_000), count: 26).joined(separator: ",")
        + "]}", status: 400),
    Case(
      name: "nobody's call", path: "/v1/track", body: #"{"event":"Order Completed"}"#, status: 200,
      verdicts: ["rejected"]),
    Case(
      name: "a webhook", path: "/", body: #"{"type":"track","userId":"u","event":"Hooked"}"#,
      options: ["-u", "api-key:", "-H", "X-Segment-Settings: \(settings)"], status: 200,
      verdicts: ["ready"]),
    Case(name: "an unknown path", path: "/v2/track", body: call, status: 404),
  ]

  @Test(arguments: cases) func `curl is answered as by Segment`(raw: Case) async throws {
    let folder = try ProofFolder()
    let listener = try await ListeningProgram(in: folder)
    let body = try folder.write("body.json", raw.body)
    let answer = try await Tool.curl.run(
      ["-sS", "-w", "\n%{http_code}", listener.url + raw.path, "--data-binary", "@" + body]
        + raw.options, in: folder)
    #expect(answer.split(separator: "\n").last == "\(raw.status)")
    #expect(answer.contains(raw.status == 200 ? "\"success\": true" : "\"success\":false"))
    #expect(try await listener.end() == 0)
    let verdicts = try listener.lines().map { try JSON(parsing: $0)["verdict"]?.stringValue }
    #expect(verdicts == raw.verdicts)
  }
}
