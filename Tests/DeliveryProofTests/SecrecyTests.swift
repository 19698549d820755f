internal import Foundation
internal import ProofHarness
internal import Sandbox
internal import Testing

/// The API key is in no file that the program writes.
@Suite struct SecrecyTests {
  private static let key = "eyJhbGciOiJub25lIn0.eyJvcmciOiI1ZiJ9.Zq7-very_secret-4711"

  @Test func `after runs with every kind of trouble grep finds no key`() async throws {
    let folder = try ProofFolder()
    try folder.write("calls.ndjson", Workload(persons: 1).text)
    let echo = RawServer { number, request in Self.reaction(number, to: request) }
    try folder.configure(
      baseURL: "http://127.0.0.1:\(echo.port)",
      delivery: ["tries = 2", #"backoff_base = "1ms""#, #"backoff_max = "2ms""#])
    let calls = ["send", "--verbose", folder.path + "/calls.ndjson"]
    // A 500 leaves an event uncertain and the run goes on, until it meets the next 401.
    for (arguments, status) in [
      (calls, 77), (["send", "--resume"], 69), (["send", "--resume"], 77), (["check"], 77),
    ] as [([String], Int32)] {
      let ended = try await end(of: arguments, in: folder)
      #expect(ended == status, "\(arguments)")
    }
    echo.stop()
    #expect(try await end(of: ["send", "--resume"], in: folder) == 69)
    try await sendTheRest(folder)
    #expect(try folder.files(holding: "…4711").count > 1)
    #expect(try folder.files(holding: Self.key) == [])
    #expect(try folder.files(holding: "very_secret") == [])
  }

  /// To a sandbox over a file, some requests cut, the last process killed: its log is still there.
  private func sendTheRest(_ folder: ProofFolder) async throws {
    let faults = ["cut-after:2@POST /v1/tracking/", "latency=100ms"]
    let sandbox = try SandboxServer(
      SandboxOptions(
        database: folder.sandbox, keys: [SandboxKey(Self.key, name: "Distinctive")],
        faults: faults.map { try SandboxFault(parsing: $0) }))
    let url = "http://127.0.0.1:\(try await sandbox.start())"
    let program = try start(
      ["send", "--resume", "--to-this-org", "--base-url", url], in: folder)
    let deadline = ContinuousClock.now + .seconds(120)
    while try sandbox.kustomer.state.arrivals(path: "/v1/tracking/").count < 5 {
      let said = try String(contentsOfFile: program.errors, encoding: .utf8)
      try #require(ContinuousClock.now < deadline && !program.hasEnded, "\(said)")
      try await Task.sleep(for: .milliseconds(5))
    }
    program.kill()
    #expect(FileManager.default.fileExists(atPath: folder.journal + "-wal"))
    await sandbox.stop()
  }

  /// Repeats the request in body and headers of answers of all kinds.
  private static func reaction(_ number: Int, to request: String) -> RawServer.Reaction {
    let said = request.split(separator: "\r\n").first { $0.hasPrefix("Authorization: ") } ?? ""
    let title = #"{"errors":[{"code":"unauthorized","title":"no such key: \#(said)"}]}"#
    let filler = String(repeating: "x", count: 65_500)
    return switch number {
    case 0: .answer(http(401, title, headers: ["Content-Type: text/plain; key=\(said)"]))
    case 1: .answer(http(302, "", headers: ["Location: https://evil.example/?\(said)"]))
    case 2: .answer(http(503, "<html>\(filler)\(said)</html>"))
    case 3...5: .answer(http(500, title, headers: ["Retry-After: \(said)"]))
    default: .answer(http(401, title))
    }
  }

  private func end(of arguments: [String], in folder: ProofFolder) async throws -> Int32 {
    try await start(arguments, in: folder).end(within: .seconds(120))
  }

  private func start(_ arguments: [String], in folder: ProofFolder) throws -> RunningProgram {
    try RunningProgram(
      arguments + ["--profile", "acme"], in: folder, environment: ["ACME_KEY": Self.key])
  }
}
