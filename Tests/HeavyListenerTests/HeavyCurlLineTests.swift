internal import KustomerDestination
internal import ProofHarness
internal import Sandbox
internal import Testing

/// The curl lines that `convert` prints, run through `sh`.
@Suite struct HeavyCurlLineTests {
  private static let hostile = [
    "it's", "\"quoted\"", "back\\slash \\n \\\\", "$HOME ${HOME} $(id) `id`", "a\nb\r\nc\td",
    "😀 é ́ \u{202E}", "!! !$ *?[a-z] ~ # ; & | < > ( )", "%s %d %%", "'\\''", "'", "''", "-d",
    "@file",
    "\u{1}\u{7F}", " lead and trail ", "{\"a\":1}",
  ]

  private static func calls() -> [String] {
    hostile.enumerated().map { at, value in
      var call = JSONObject([
        .init("type", "track"), .init("userId", .string("u\(at)" + value)),
        .init("event", .string("Event \(at) " + value)),
        .init("messageId", .string("m\(at)")), .init("timestamp", "2024-01-01T10:00:00Z"),
      ])
      call["properties"] = [
        "text": .string(value), "kustomer_session_id": .string("s\(at) " + value),
        "list": [.string(value)],
      ]
      return JSON.object(call).compact
    }
  }

  @Test func `each line to Kustomer arrives byte for byte`() async throws {
    let folder = try ProofFolder()
    let sandbox = try await SandboxProcess()
    defer { sandbox.stop() }
    let input = try folder.write("calls.ndjson", Self.calls().joined(separator: "\n"))
    let lines = try await output(
      ["convert", "--as", "curl", "--base-url", sandbox.baseURL, "--profile", "sandbox", input],
      in: folder)
    try await run(lines, in: folder, ["KUSTOMER_API_KEY": "sandbox-key"])
    let planned = try await output(["convert", "--as", "kustomer", input], in: folder)
      .split(separator: "\n").compactMap { try JSON(parsing: String($0))["body"]?.compact }
    let arrived = try sandbox.state.arrivals(path: "/v1/tracking/").map(\.body)
    #expect(planned.count == Self.hostile.count)
    #expect(arrived == planned)
  }

  @Test func `each line to Segment arrives as the call that it was made of`() async throws {
    let folder = try ProofFolder()
    let listener = try await ListeningProgram(in: folder)
    let input = try folder.write("calls.ndjson", Self.calls().joined(separator: "\n"))
    let lines = try await output(["convert", "--as", "http", input], in: folder)
      .replacing("https://api.segment.io", with: listener.url)
    try await run(lines, in: folder, ["SEGMENT_WRITE_KEY": "key"])
    #expect(try await listener.end() == 0)
    let map = try await output(["map", input], in: folder)
    #expect(try listener.lines() == map.split(separator: "\n").map(String.init))
  }

  private func output(_ arguments: [String], in folder: ProofFolder) async throws -> String {
    let run = try RunningProgram(arguments, in: folder)
    let status = try await run.end(within: .seconds(120))
    let complaints = try run.complaints()
    #expect(status == 0, "\(complaints)")
    return try run.text()
  }

  private func run(
    _ lines: String, in folder: ProofFolder, _ environment: [String: String]
  ) async throws {
    let script = try folder.write("lines.sh", "set -e\n" + lines)
    let shell = try RunningProgram(
      tool: "/bin/sh", [script], in: folder, environment: environment)
    let status = try await shell.end(within: .seconds(120))
    let complaints = try shell.complaints()
    #expect(status == 0, "\(complaints)")
  }
}
