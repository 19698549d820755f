internal import Delivery
internal import Foundation
internal import KustomerDestination
internal import Records
internal import Testing
internal import kustomer_console

@Suite struct LogFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the log has a line for each request and never the key`() throws {
    let log = try log()
    let request = HTTPRequest(
      .post, "/v1/tracking/event", at: try BaseURL("https://api.example.com"),
      body: Array(#"{"name":"Ab"}"#.utf8), key: try APIKey("secret-key-1234"))
    log.note(request, .answered(HTTPResponse(status: 204, milliseconds: 12)))
    log.note(request, .failed(TransportFailure(.cut, wasWritten: true, "cut\u{1B}[2J off")))
    let lines = try folder.text(of: "state/kustomer-console/console.log").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0] == "2024-01-01T12:00:00.000Z api.example.com POST /v1/tracking/event 204 12 ms")
    #expect(lines[1].contains("no answer 0 ms: cut"))
    #expect(!lines[1].unicodeScalars.contains("\u{1B}"))
    #expect(!lines.joined().contains("secret"))
    #expect(try folder.mode(of: "state/kustomer-console/console.log") == 0o600)
  }

  @Test func `a long log is put aside at the next start`() throws {
    let long = String(repeating: "x", count: 1 << 20) + "\n"
    try PrivateFile.makeFolder(folder.path + "/state/kustomer-console")
    let path = try folder.write("state/kustomer-console/console.log", long)
    _ = try log()
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(FileManager.default.fileExists(atPath: path + ".old"))
  }

  private func log() throws -> LogFile {
    let places = try Places(environment: [
      "HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state",
    ])
    try PrivateFile.makeFolder(places.state)
    return LogFile(places, clock: { Timestamp(milliseconds: 1_704_110_400_000) })
  }
}
