internal import KustomerDestination
internal import ProofHarness
internal import Sandbox
internal import Testing

/// Segment's own Python SDK, pointed at the listener by its `host` option.
@Suite struct HeavySDKTests {
  private static let count = 1_000

  @Test(arguments: ["plain", "gzip"])
  func `all calls of the SDK reach the sandbox in the sessions that map names`(
    packing: String
  ) async throws {
    let folder = try ProofFolder()
    let sandbox = try await SandboxProcess()
    defer { sandbox.stop() }
    try folder.configure(baseURL: sandbox.baseURL)
    let listener = try await ListeningProgram(
      ["--forward", "--profile", "acme"], in: folder, environment: ["ACME_KEY": "sandbox-key"])
    _ = try await Tool.python.run(
      [Tool.file("send.py"), listener.url, "\(Self.count)", packing], in: folder)
    try await eventually("all calls to arrive") { try listener.lines().count == Self.count }
    try await eventually("all events to reach the sandbox") {
      try Self.events(in: sandbox).count == Self.count * 3 / 4
    }
    // The last calls may be identifies.
    try await eventually("all identifies to reach the sandbox") {
      try sandbox.state.arrivals(path: "/v1/customers").count { $0.method != "GET" }
        + sandbox.state.arrivals(path: "/v1/tracking/identity").count {
          $0.path == "/v1/tracking/identity"
        } > 0
    }
    let status = try await listener.end()
    #expect(try listener.lines().count == Self.count)
    let complaints = try listener.program.complaints()
    #expect([0, 130].contains(status), "\(complaints)")
    let planned = try await Self.mapped(try await Self.received(in: folder), in: folder)
    #expect(planned.count == Self.count * 3 / 4)
    #expect(try Self.events(in: sandbox).sorted() == planned.sorted())
    #expect(Set(planned.map { $0.split(separator: " ").last }).count > 20, "too few sessions")
  }

  /// The calls as they were received, in the order of arrival.
  private static func received(in folder: ProofFolder) async throws -> [String] {
    let run = try RunningProgram(
      ["history", "--export", "-"], in: folder, environment: ["ACME_KEY": "sandbox-key"])
    #expect(try await run.end(within: .seconds(120)) == 0)
    let calls = try run.lines().map { try JSON(parsing: $0) }
    #expect(calls.count == count)
    return calls.compactMap { $0["source"]?.stringValue }
  }

  /// Name and session of each tracking event that `map` plans.
  private static func mapped(_ calls: [String], in folder: ProofFolder) async throws -> [String] {
    let file = try folder.write("received.ndjson", calls.joined(separator: "\n") + "\n")
    let run = try RunningProgram(["map", file], in: folder)
    #expect(try await run.end(within: .seconds(120)) == 0)
    return try run.lines().flatMap { line in
      (try JSON(parsing: line)["requests"]?.arrayValue ?? []).compactMap { request in
        request["body"].flatMap(session)
      }
    }
  }

  private static func events(in sandbox: SandboxProcess) throws -> [String] {
    try sandbox.state.arrivals(path: "/v1/tracking/").compactMap { arrival in
      session(of: try JSON(parsing: arrival.body))
    }
  }

  private static func session(of body: JSON) -> String? {
    let event = body["event"] ?? body
    guard let name = event["name"]?.stringValue, let id = event["sessionId"]?.stringValue else {
      return nil
    }
    return "\(name) \(id)"
  }
}
