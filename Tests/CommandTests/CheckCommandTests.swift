internal import KustomerDestination
internal import Sandbox
internal import Testing

@Suite struct CheckCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the sandbox passes`() async throws {
    let run = try await ProgramRun(["check"], in: folder)
    #expect(run.status == 0)
    let check = try #require(try run.json().first)
    #expect(check["ok"]?.boolValue == true)
    #expect(check["pod_served"]?.stringValue == "prod1")
    #expect(check["missing"]?.compact == #"{"identify":[],"track":[],"read_back":[]}"#)
  }

  @Test(
    arguments: [
      (SandboxKey("some-other-key", name: "A"), 77, "answered 401"),
      (
        SandboxKey("check-key-1", name: "A", roles: ["org.tracking"]), 77,
        "the key lacks org.permission"
      ),
      (SandboxKey("check-key-1", name: "A", pod: "prod2"), 77, "prod2"),
      (
        SandboxKey("check-key-1", name: "A", roles: ["org.tracking", "org.permission.customer"]), 0,
        ""
      ),
    ] as [(SandboxKey, Int32, String)])
  func `a key that cannot send is refused in a sentence`(
    _ key: SandboxKey, _ status: Int32, _ words: String
  ) async throws {
    let server = try SandboxServer(SandboxOptions(keys: [key]))
    let url = "http://127.0.0.1:\(try await server.start())"
    _ = try await ProgramRun(
      ["profile", "add", "acme", "--base-url", url, "--api-key-env", "ACME"], in: folder)
    let run = try await ProgramRun(
      ["check", "--profile", "acme"], in: folder, environment: ["ACME": "check-key-1"])
    #expect(run.status == status)
    #expect(try run.json().first?["ok"]?.boolValue == (status == 0))
    #expect(words.isEmpty ? run.errors == "" : run.errors.contains(words), "\(run.errors)")
    #expect(!(run.output + run.errors).contains("check-key-1"))
    await server.stop()
  }

  @Test func `a dead port is said within the time-out`() async throws {
    let run = try await ProgramRun(["check", "--base-url", "http://127.0.0.1:9"], in: folder)
    #expect(run.status == 69)
    #expect(run.errors.hasPrefix("kustomer-console: cannot reach 127.0.0.1:9"))
    #expect(!(run.errors + run.output).contains("--resume"))
    // Nobody has said what the key may do.
    #expect(
      run.output.contains(
        #""roles":null,"missing":{"identify":null,"track":null,"read_back":null},"ok":false"#))
  }

  @Test func `--verbose says each request, and never the key`() async throws {
    let run = try await ProgramRun(["check", "--verbose"], in: folder)
    #expect(run.status == 0)
    #expect(run.errors.hasPrefix("kustomer-console: GET /v1/auth/tokens/current 200 "))
    let sent = try await ProgramRun(["send", "--verbose"], input: seedCalls, in: folder)
    #expect(sent.errors.split(separator: "\n").count == 6)
    #expect(sent.errors.contains("POST /v1/tracking/event 204 "))
    #expect(!(run.errors + sent.errors).contains("sandbox-key"))
  }

  @Test func `the profile's pod stands beside the one that answered`() async throws {
    let org = try await TestOrg()
    _ = try await ProgramRun(
      ["profile", "add", "acme", "--org-pod", "prod1", "--api-key-env", "ACME"], in: folder)
    let run = try await ProgramRun(
      ["check", "--profile", "acme"] + org.options, in: folder,
      environment: ["ACME": "sandbox-key"])
    let line = try run.json()[0]
    #expect(line["pod"]?.stringValue == "prod1")
    #expect(line["pod_served"]?.stringValue == "prod1")
    await org.stop()
  }

  @Test func `a pod that answers as another one is not proved`() async throws {
    let server = try SandboxServer(SandboxOptions(pod: "prod2"))
    let url = "http://127.0.0.1:\(try await server.start())"
    for (pod, isRight) in [("us", false), ("prod1", false), ("eu", true), ("acme", true)] {
      _ = try await ProgramRun(
        ["profile", "add", pod, "--org-pod", pod, "--api-key-env", "ACME"], in: folder)
      let run = try await ProgramRun(
        ["check", "--profile", pod, "--base-url", url], in: folder,
        environment: ["ACME": "sandbox-key"])
      #expect(run.status == (isRight ? 0 : 77), "\(pod)")
      #expect(try run.json()[0]["ok"]?.boolValue == isRight)
      let words = "pod prod2 answered, and the profile says prod1"
      #expect(run.errors.contains(words) == !isRight)
    }
    await server.stop()
  }

  @Test func `themes of the program and of the user are listed`() async throws {
    _ = try await ProgramRun(["profile", "add", "a", "--org-pod", "us"], in: folder)
    _ = try await ProgramRun(
      shell: "mkdir -p config/kustomer-console/themes", in: folder)
    try folder.write(
      "config/kustomer-console/themes/mine.toml",
      "schema = 1\nname = \"Mine\"\nextends = \"dark\"\n")
    let names = try await ProgramRun(["theme", "list"], in: folder).json().map {
      $0["name"]?.stringValue
    }
    #expect(names.contains("mine"))
    #expect(names.contains("terminal"))
    #expect(try await ProgramRun(["theme", "check", "mine"], in: folder).status == 0)
    let unknown = try await ProgramRun(["theme", "show", "drak"], in: folder)
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("did you mean \"dark\"?"))
  }

  @Test func `keys are listed from the console's own table`() async throws {
    let lines = try await ProgramRun(["keys", "list"], in: folder).json()
    #expect(lines.contains { $0["keys"]?.arrayValue?.contains("^R") == true })
  }
}
