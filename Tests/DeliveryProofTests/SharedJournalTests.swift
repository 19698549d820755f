internal import Delivery
internal import Foundation
internal import KustomerDestination
internal import ProofHarness
internal import Sandbox
internal import Testing

/// Several processes on one journal.
@Suite struct SharedJournalTests {
  @Test func `two processes that send one person's calls tell of their own, in order`()
    async throws
  {
    let sandbox = try await SandboxProcess(["--fault", "latency=10ms"])
    defer { sandbox.stop() }
    let folder = try ProofFolder()
    try folder.configure(baseURL: sandbox.baseURL)
    var programs: [RunningProgram] = []
    for name in ["Apples", "Bananas"] {
      let calls = (0..<40).map {
        #"{"type":"track","userId":"u","event":"\#(name)","properties":{"mark":\#($0)}}"# + "\n"
      }
      try folder.write("\(name).ndjson", calls.joined())
      programs.append(
        try RunningProgram(
          ["send", "--profile", "acme", folder.path + "/\(name).ndjson"], in: folder,
          environment: ["ACME_KEY": "sandbox-key"]))
    }
    for program in programs {
      let status = try await program.end(within: .seconds(120))
      let complaints = try program.complaints()
      #expect(status == 0, "\(complaints)")
      let lines = try program.lines().map { try JSON(parsing: $0) }
      #expect(lines.count == 40)
      #expect(lines.allSatisfy { $0["status"]?.stringValue == "delivered" })
    }
    let events = try sandbox.state.arrivals(path: "/v1/tracking/").compactMap { arrival in
      try JSON(parsing: arrival.body)["event"]
    }
    #expect(events.count == 80)
    for name in ["Apples", "Bananas"] {
      let marks = events.filter { $0["name"]?.stringValue == name }
        .compactMap { $0["meta"]?["markNum"]?.integerValue }
      #expect(marks == Array(0..<40))
    }
  }

  /// POSIX takes a process's locks on a file away when it closes any descriptor of it; the next
  /// process that ends would then remove the log that this one still writes to.
  @Test func `a journal that is opened twice survives another process`() async throws {
    let folder = try ProofFolder()
    try folder.write("calls.ndjson", Workload(persons: 1).text)
    let first = try Journal(at: folder.journal, clock: { Timestamp(milliseconds: 0) })
    try first.saveDraft(form: "compose", ["a": 1])
    let second = try Journal(at: folder.journal, clock: { Timestamp(milliseconds: 0) })
    let program = try RunningProgram(["send", folder.path + "/calls.ndjson"], in: folder)
    #expect(try await program.end(within: .seconds(120)) == 0)
    try first.saveDraft(form: "compose", ["a": 2])
    #expect(try second.history(limit: 100).count == 10)
    let third = try RunningProgram(["send", "--resume"], in: folder)
    #expect(try await third.end(within: .seconds(120)) == 0)
    #expect(try second.draft(form: "compose")?.json == ["a": 2])
    #expect(FileManager.default.fileExists(atPath: folder.journal + "-wal"))
  }
}
