internal import Testing

@Suite struct ProfileCommandTests {
  private let folder: TemporaryFolder
  private let config = "config/kustomer-console/config.toml"

  init() throws { folder = try TemporaryFolder() }

  private func profile(_ arguments: String...) async throws -> ProgramRun {
    try await ProgramRun(["profile"] + arguments, in: folder)
  }

  @Test func `the sandbox is there from the start`() async throws {
    #expect(
      try await profile("list").output
        == #"{"name":"sandbox","label":"local Kustomer","key":"built in","mode":"live","read_only":false,"in_use":true}"#
        + "\n")
  }

  @Test func `a new profile asks, stands in a private file and can be used`() async throws {
    #expect(
      try await profile("add", "acme", "--org-pod", "EU", "--api-key-env", "ACME").status == 0)
    #expect(try folder.mode(of: config) == 0o600)
    #expect(try folder.mode(of: "config/kustomer-console") == 0o700)
    #expect(try await profile("use", "acme").status == 0)
    #expect(
      try await profile("show").output
        == #"{"name":"acme","org_pod":"EU","key":"environment ACME","mode":"ask","read_only":false,"in_use":true,"base_url":"https://api.prod2.kustomerapp.com"}"#
        + "\n")
  }

  @Test func `comments survive adding, using and removing`() async throws {
    _ = try await profile("add", "first", "--org-pod", "us")
    let text = "# mine\n" + (try folder.text(of: config)) + "# the end\n"
    try folder.write(config, text)
    _ = try await profile("add", "second", "--org-pod", "us", "--mode", "live")
    _ = try await profile("use", "second")
    #expect(try await profile("remove", "second").status == 0)
    #expect(try folder.text(of: config) == "default_profile = \"sandbox\"\n\n" + text + "\n")
  }

  @Test func `removing the profile in use names the one that is used now`() async throws {
    for name in ["first", "second"] { _ = try await profile("add", name, "--org-pod", "us") }
    _ = try await profile("use", "first")
    #expect(
      try await profile("remove", "second").errors == "kustomer-console: profile second removed\n")
    #expect(
      try await profile("remove", "first").errors
        == "kustomer-console: profile first removed; profile sandbox is used from now on\n")
  }

  @Test(arguments: [
    ("", "calls of it wait (2); send --resume --profile acme sends them"),
    (
      "cut-after:1@POST /v1/tracking/",
      "calls of it are uncertain (1); history --find-out --profile acme settles them"
    ),
  ])
  func `a profile whose calls are not done with stays`(
    _ fault: String, _ words: String
  ) async throws {
    let org = fault.isEmpty ? nil : try await TestOrg(fault: fault)
    let address = org?.options[1] ?? "http://127.0.0.1:9"
    _ = try await profile(
      "add", "acme", "--base-url", address, "--mode", "live", "--api-key-env", "ACME")
    try folder.write(config, try folder.text(of: config) + "[delivery]\ntries = 1\n")
    let calls = """
      {"type":"track","userId":"u","event":"First"}
      {"type":"track","userId":"u","event":"Second"}
      """
    let sent = try await ProgramRun(
      ["send", "--profile", "acme"], input: calls, in: folder, environment: ["ACME": "sandbox-key"])
    #expect(sent.status == (org == nil ? 69 : 1))
    let run = try await profile("remove", "acme")
    #expect(run.status == 78)
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(try folder.text(of: config).contains("acme"))
    let ids = org == nil ? ["1", "2"] : ["1"]
    #expect(try await ProgramRun(["history", "--drop"] + ids, in: folder).status == 0)
    #expect(try await profile("remove", "acme").status == 0)
    await org?.stop()
  }

  @Test func `the environment chooses profile and pod, but not the sandbox's`() async throws {
    _ = try await profile("add", "acme", "--org-pod", "us")
    let environment = ["KUSTOMER_CONSOLE_PROFILE": "acme", "KUSTOMER_ORG_POD": "prod2"]
    let named = try await ProgramRun(["profile", "show"], in: folder, environment: environment)
    #expect(named.output.contains(#""base_url":"https://api.prod2.kustomerapp.com""#))
    let sandbox = try await ProgramRun(
      ["profile", "show", "sandbox"], in: folder, environment: environment)
    #expect(!sandbox.output.contains("base_url"))
    let option = try await ProgramRun(
      ["--profile", "sandbox", "profile", "show"], in: folder, environment: environment)
    #expect(option.output.contains(#""name":"sandbox""#))
  }

  @Test func `a key file is named by where it lies`() async throws {
    try folder.write("acme.key", "key-0123456789")
    _ = try await profile("add", "acme", "--org-pod", "us", "--api-key-file", "acme.key")
    #expect(try folder.text(of: config).contains("{ file = \"\(folder.path)/acme.key\" }"))
  }

  @Test func `a command is kept as words`() async throws {
    _ = try await profile(
      "add", "acme", "--org-pod", "us", "--api-key-command", "op read 'op://My Vault/key'")
    #expect(
      try folder.text(of: config).contains(
        #"{ command = ["op", "read", "op://My Vault/key"] }"#))
  }

  @Test func `a profile whose key file others may read is refused`() async throws {
    _ = try await profile("add", "acme", "--org-pod", "us", "--api-key-file", "acme.key")
    try folder.setMode(0o644, of: config)
    let run = try await profile("list")
    #expect(run.status == 78)
    #expect(run.errors.contains("chmod 600 \(folder.path)/\(config)"))
  }
}
