internal import Delivery
internal import Glibc
internal import KustomerDestination
internal import Sandbox
internal import Testing

/// Calls whose id is nobody's would merge strangers for good.
@Suite struct PlaceholderTests {
  private let folder: TemporaryFolder
  private let calls = """
    {"type":"track","userId":"undefined","event":"A"}
    {"type":"track","userId":"u","event":"B"}

    """

  init() throws { folder = try TemporaryFolder() }

  @Test func `an org gets them only when that is asked for`() async throws {
    let org = try await TestOrg()
    try await configure()
    let options = ["send", "--profile", "acme"] + org.options
    let refused = try await ProgramRun(options, input: calls, in: folder)
    #expect(refused.status == 78 && refused.output == "")
    #expect(refused.errors.contains("1 call has an id that is nobody's"))
    #expect(refused.errors.contains("(line 1)") && refused.errors.contains("--placeholders"))
    #expect(try org.arrivals() == 0)
    let asked = try await ProgramRun(options + ["--placeholders"], input: calls, in: folder)
    #expect(asked.status == 0)
    #expect(try org.arrivals() == 2)
    let sandbox = try await ProgramRun(["send"], input: calls, in: folder)
    #expect(sandbox.status == 0)
    let dry = try await ProgramRun(options + ["--dry-run"], input: calls, in: folder)
    #expect(dry.status == 0)
    await org.stop()
  }

  @Test func `the listener holds them in the outbox and says so`() async throws {
    let org = try await TestOrg()
    try await configure()
    let options = ["--forward", "--profile", "acme"] + org.options
    let run = try await ListenerRun(options, in: folder, signal: SIGTERM) { [calls] port in
      let batch = calls.split(separator: "\n").joined(separator: ",")
      try await hand("{\"batch\":[\(batch)]}", to: "/v1/batch", at: port)
      try await eventually { try org.arrivals() == 1 }
    }
    #expect(run.errors.contains("held in the outbox: 1 call"))
    let resume = ["send", "--resume", "--profile", "acme"] + org.options
    #expect(try await ProgramRun(resume, in: folder).status == 78)
    #expect(try org.arrivals() == 1)
    #expect(try await ProgramRun(resume + ["--placeholders"], in: folder).status == 0)
    #expect(try org.arrivals() == 2)
    await org.stop()
  }

  @Test func `a scenario goes to an org with them only when that is asked for`() async throws {
    let org = try await TestOrg()
    try await configure()
    try folder.write(
      "nobody.toml",
      """
      schema = 1
      name = "Nobody"

      [[step]]
      caption = "An id that is nobody's."
      call = { type = "track", userId = "undefined", event = "A" }
      """)
    let options = ["play", "nobody.toml", "--profile", "acme"] + org.options
    let refused = try await ProgramRun(options, in: folder)
    #expect(refused.status == 78)
    #expect(refused.errors.contains("1 call has an id that is nobody's"))
    #expect(refused.errors.contains("nobody.toml line 4"))
    #expect(try org.arrivals() == 0)
    let asked = try await ProgramRun(options + ["--placeholders"], in: folder)
    #expect(asked.status == 0, "\(asked.errors)")
    #expect(try org.arrivals() == 1)
    let simulated = try await ProgramRun(["play", "nobody.toml"], in: folder)
    #expect(simulated.status == 0)
    await org.stop()
  }

  private func configure() async throws {
    try folder.write("acme.key", "sandbox-key\n", mode: 0o600)
    let run = try await ProgramRun(
      [
        "profile", "add", "acme", "--org-pod", "prod1", "--api-key-file",
        folder.path + "/acme.key", "--mode", "live",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
  }
}
