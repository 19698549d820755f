internal import Console
internal import KustomerDestination
internal import Testing

@Suite struct PlayCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let two = """
    schema = 1
    name = "Two steps"

    [[step]]
    caption = "Kept, but hidden. # 1"
    call = { type = "page", anonymousId = "visitor-1", name = "Pricing" }

    [[step]]
    after = "35m"
    caption = "Named & shown."
    call = { type = "identify", userId = "demo-1", anonymousId = "visitor-1", traits = { email = "jo@example.com" } }
    expect = { verdict = "ready", sessions = 1, visible = true }
    """

  @Test(arguments: EmbeddedFile.scenarios.map(\.name))
  func `a bundled scenario comes out as it expects`(name: String) async throws {
    let run = try await ProgramRun(["play", name], in: folder)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let bundled = try #require(EmbeddedFile.scenarios.first { $0.name == name })
    let steps = try Scenario(parsing: bundled.text).steps.count
    #expect(run.lines.count { $0.hasPrefix("ok ") } == steps)
    #expect(run.lines.contains("1..\(steps)"))
  }

  @Test func `each step is a line of TAP`() async throws {
    try folder.write("two.toml", Self.two)
    let run = try await ProgramRun(["play", "two.toml"], in: folder)
    #expect(
      run.lines == [
        "TAP version 13", "# Two steps", "1..2", "ok 1 - Kept, but hidden. \\# 1",
        "ok 2 - Named & shown.",
      ])
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test func `an expectation that does not hold ends with 1`() async throws {
    try folder.write("two.toml", Self.two.replacing("sessions = 1", with: "sessions = 2"))
    let run = try await ProgramRun(["play", "two.toml"], in: folder)
    #expect(run.status == 1)
    #expect(
      run.lines.suffix(6) == [
        "not ok 2 - Named & shown.", "  ---", "  at: \"two.toml:8\"", "  problems:",
        "    - \"sessions: expected 2, got 1\"", "  ...",
      ])
    #expect(run.errors.contains("two.toml: 1 of 2 steps did not come out as expected"))
  }

  @Test func `the JUnit file has a case for each step`() async throws {
    try folder.write("two.toml", Self.two.replacing("sessions = 1", with: "sessions = 2"))
    let nowhere = try await ProgramRun(
      ["play", "two.toml", "--junit", "nowhere/junit.xml"], in: folder)
    #expect(nowhere.status == 73)
    #expect(nowhere.errors.contains("there is no folder"))
    _ = try await ProgramRun(["play", "two.toml", "--junit", "junit.xml"], in: folder)
    let xml = try folder.text(of: "junit.xml")
    #expect(xml.contains("<testsuite name=\"Two steps\" tests=\"2\" failures=\"1\""))
    #expect(xml.contains("name=\"Named &amp; shown.\""))
    #expect(xml.contains("<failure message=\"sessions: expected 2, got 1\">two.toml:8"))
  }

  @Test func `nothing of a simulated run is left`() async throws {
    let run = try await ProgramRun(["play", "one-visit"], in: folder)
    #expect(run.status == 0)
    let history = try await ProgramRun(["history"], in: folder)
    #expect(history.output == "")
  }

  @Test func `a scenario of the folder comes before a bundled one`() async throws {
    _ = try await ProgramRun(
      shell: "mkdir -p \"$XDG_DATA_HOME/kustomer-console/scenarios\"", in: folder)
    try folder.write("data/kustomer-console/scenarios/one-visit.toml", Self.two)
    let run = try await ProgramRun(["play", "one-visit"], in: folder)
    #expect(run.lines.contains("# Two steps"))
  }

  @Test func `a scenario is found by its own name`() async throws {
    let run = try await ProgramRun(["play", "Two devices, one id"], in: folder)
    #expect(run.status == 0)
  }

  @Test(arguments: [
    ("one-vist", Int32(66), "there is no scenario \"one-vist\"; did you mean \"one-visit\"?"),
    ("./none.toml", 66, "there is no scenario \"./none.toml\""),
    ("wrong.toml", 65, "wrong.toml:12:12: unknown key \"verdit\" in [step.expect]; did you"),
  ]) func `a scenario that is missing or wrong is told`(
    name: String, status: Int32, sentence: String
  ) async throws {
    try folder.write("wrong.toml", Self.two.replacing("verdict", with: "verdit"))
    let run = try await ProgramRun(["play", name], in: folder)
    #expect(run.status == status)
    #expect(run.errors.contains(sentence), "\(run.errors)")
    #expect(run.output == "")
  }

  @Test func `live waits are refused when they are long`() async throws {
    let org = try await TestOrg()
    try folder.write("two.toml", Self.two)
    let run = try await ProgramRun(["play", "two.toml"] + org.options, in: folder)
    #expect(run.status == 78)
    #expect(run.errors.contains("two.toml waits 35m in all, and with profile sandbox waits are"))
    #expect(try org.arrivals() == 0)
    await org.stop()
  }

  @Test func `two live runs do not meet in one org`() async throws {
    let org = try await TestOrg()
    for _ in 1...2 {
      let run = try await ProgramRun(["play", "onboarding-check"] + org.options, in: folder)
      #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
    #expect(try org.arrivals() > 4)
    await org.stop()
  }

  @Test func `a profile that asks wants to be confirmed`() async throws {
    try folder.write("acme.key", "key-of-acme")
    _ = try await ProgramRun(
      ["profile", "add", "acme", "--org-pod", "prod1", "--api-key-file", "acme.key"], in: folder)
    let run = try await ProgramRun(["play", "one-visit", "--profile", "acme"], in: folder)
    #expect(run.status == 78)
    #expect(run.errors.contains("confirm with --yes"), "\(run.errors)")
  }

  @Test func `an org that cannot be reached ends the scenario`() async throws {
    _ = try await ProgramRun(shell: "mkdir -p config/kustomer-console", in: folder)
    try folder.write("config/kustomer-console/config.toml", "[delivery]\ntries = 2\n")
    let run = try await ProgramRun(
      ["play", "onboarding-check", "--base-url", "http://127.0.0.1:9"], in: folder)
    #expect(run.status == 69)
    #expect(run.lines.last?.hasPrefix("Bail out! cannot reach 127.0.0.1:9") == true)
  }
}
