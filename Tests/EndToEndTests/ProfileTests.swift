internal import Testing

/// Which profile the console opens with.
@Suite struct ProfileTests {
  private func pane(config: String) async throws -> Pane {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("mkdir -p config/kustomer-console")
    try await write(config, pane)
    return pane
  }

  private func write(_ config: String, _ pane: Pane) async throws {
    try pane.run("clear; cat > config/kustomer-console/config.toml")
    try pane.type(config)
    try pane.press("C-d")
    try await pane.wait(for: "ready>")
  }

  private func open(_ options: String = "", expecting profile: String, _ pane: Pane) async throws {
    try pane.run("clear; $K --base-url http://127.0.0.1:9 \(options)")
    try await pane.wait(for: "draft saved")
    try await pane.wait(for: "KUSTOMER  \(profile) ")
  }

  private func quit(_ pane: Pane) async throws {
    try pane.press("C-c", "C-c")
    try await pane.wait("the shell", { $0.hasPrefix("ready>") || $0.contains("Quit?") })
    if try pane.screen().contains("Quit?") { try pane.press("y") }
    try await pane.wait("the shell", { !$0.contains("KUSTOMER") && $0.contains("ready>") })
  }

  static let acme = "[profiles.acme]\norg_pod = \"prod1\"\napi_key = { env = \"ACME\" }\n"

  @Test func `the profile last used is there again, unless another is named`() async throws {
    let pane = try await pane(config: Self.acme)
    try await open(expecting: "sandbox", pane)
    try pane.press("M-5", "Down", "Enter")
    try await pane.wait(for: "KUSTOMER  acme ")
    try await quit(pane)
    try await open(expecting: "acme", pane)
    try await quit(pane)
    try await open("--profile sandbox", expecting: "sandbox", pane)
    try await quit(pane)
  }

  @Test func `a profile whose calls wait keeps its name`() async throws {
    let pane = try await pane(config: Self.acme + "mode = \"live\"\n[delivery]\ntries = 1\n")
    let send = #"{"type":"track","userId":"u1","event":"A"}"#
    try pane.run(
      "clear; echo '\(send)' | ACME=k $K send --profile acme --base-url http://127.0.0.1:9;"
        + " echo status $?")
    try await pane.wait(for: "status 69")
    try await open("--profile acme", expecting: "acme", pane)
    try pane.press("M-5", "e")
    try await pane.wait(for: "━ Profile acme: typing")
    try pane.type("2")
    try pane.press("C-s")
    try await pane.wait(for: "profile acme stays while calls of it wait (1)")
  }

  @Test func `a default profile that was changed since counts more`() async throws {
    let eu = Self.acme.replacing("profiles.acme", with: "profiles.eu")
    let pane = try await pane(config: Self.acme + eu)
    try await open("--profile acme", expecting: "acme", pane)
    try await quit(pane)
    try await write("default_profile = \"eu\"\n" + Self.acme + eu, pane)
    try await open(expecting: "eu", pane)
    try await quit(pane)
  }
}
