internal import Foundation
internal import ProofHarness
internal import Testing

/// Org pods and base URLs that would lead the API key astray.
@Suite struct HostileAddressTests {
  private static let pods = [
    "evil.example/x", "prod1.evil.example", "prod1@evil.example", "prod1:443", "prod1/../x",
    "prod1 evil", "prod1\tx", "prod1\r\nHost: evil.example", "prod1#", "prod1?x", "-prod1",
    "prod１", "prod1\u{200B}", "pröd1", "%70rod1", "127.0.0.1:PORT", "localhost:PORT/", "[::1]:PORT",
    "evil.example\\@prod1", String(repeating: "a", count: 64),
  ]
  private static let urls = [
    "http://evil.example", "http://127.0.0.1.evil.example:PORT", "http://localhost.evil.example",
    "http://127.1:PORT", "http://2130706433:PORT", "http://0x7f000001:PORT", "http://0:PORT",
    "http://0177.0.0.1:PORT", "http://0.0.0.0:PORT", "https://2130706433:PORT",
    "https://0x7f000001:PORT", "https://127.0.0.0x1:PORT", "http://user:secret@127.0.0.1:PORT",
    "https://api.kustomerapp.com@127.0.0.1:PORT", "https://127.0.0.1:PORT\\@api.kustomerapp.com",
    "http://127.0.0.1:PORT/?x=", "http://127.0.0.1:PORT/#x", "http://127.0.0.1:PORT/../v1",
    "http://127.0.0.1:PORT/%2e%2e", "http://127.0.0.1:99999", "http://127.0.0.1:PORT@evil.example",
    "http://[::ffff:127.0.0.1]:PORT", "http:127.0.0.1:PORT", "//127.0.0.1:PORT",
    "ftp://127.0.0.1:PORT", "file:///etc/passwd", "https://", "https://evil example",
    "https://127.0.0.1:PORT\r\nX: y", "https://exämple.com", "127.0.0.1:PORT",
  ]

  @Test func `none of them gets a connection, a key or a request`() async throws {
    let server = RawServer { _, _ in .answer(http(204)) }
    defer { server.stop() }
    let proxy = "http://127.0.0.1:\(server.port)"
    let folder = try ProofFolder()
    try folder.write("calls.ndjson", Workload(persons: 1).text)
    try folder.configure(baseURL: "", isKeyTold: true)
    let cases =
      Self.pods.map { (["KUSTOMER_ORG_POD": $0], []) }
      + Self.urls.map { ([:], ["--base-url", $0]) } as [([String: String], [String])]
    for (variables, options) in cases {
      let place: (String) -> String = { $0.replacing("PORT", with: String(server.port)) }
      let environment = variables.mapValues(place).merging([
        "http_proxy": proxy, "https_proxy": proxy, "ALL_PROXY": proxy,
      ]) { $1 }
      for command in [["send", folder.path + "/calls.ndjson"], ["check"]] {
        let program = try RunningProgram(
          command + ["--profile", "acme"] + options.map(place), in: folder,
          environment: environment)
        let status = try await program.end(within: .seconds(120))
        let said = try String(contentsOfFile: program.errors, encoding: .utf8)
        #expect(status == 78, "\(variables) \(options) ended with \(status): \(said)")
        #expect(said.split(separator: "\n").count == 1)
        #expect(!said.contains("secret@"))
      }
    }
    #expect(server.connections == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/key-was-asked-for"))
    #expect(!FileManager.default.fileExists(atPath: folder.journal))
  }
}
