internal import Console
internal import ProofHarness
internal import Sandbox
internal import Testing

@testable internal import kustomer_console

/// The panel of the sandbox and the checklist of a profile, seen on a real terminal.
@Suite struct PanelFrameTests {
  @Test(arguments: FrameWitnessTests.sizes)
  func `the panel of the sandbox is what the view says`(size: Size) async throws {
    let sandbox = try SandboxServer(SandboxOptions())
    var pair = try await FramePair(size)
    try await pair.check()
    // A clock that runs shows another second in each of the two.
    for (tmux, key) in [("M-s", .alt("s")), ("f", .character("f")), ("s", .character("s"))]
      as [(String, Key)]
    {
      try pair.press(tmux, key)
    }
    try await pair.pane.wait(for: "Set the sandbox's clock")
    try pair.press("C-u", .control("u"))
    try pair.type("2024-01-24T10:42:00Z")
    try await pair.check()
    try pair.press("Enter", .enter)
    try obey(&pair, sandbox)
    try await pair.check()
    for (tmux, key) in Self.walk {
      try pair.press(tmux, key)
      try obey(&pair, sandbox)
      try await pair.check()
    }
  }

  /// Two faults, one of them only now and then; then none.
  private static let walk: [(tmux: String, key: Key)] = [
    ("Down", .down), ("Space", .character(" ")), ("Right", .right), ("Right", .right),
    ("Down", .down), ("Down", .down), ("Space", .character(" ")), ("x", .character("x")),
  ]

  /// Does with another sandbox what the program does with its own.
  private func obey(_ pair: inout FramePair, _ sandbox: SandboxServer) throws {
    for case .orderSandbox(let order) in pair.takeEffects() {
      pair.receive(.sandboxChanged(try sandbox.kustomer.controls.obey(order)))
    }
  }

  @Test(arguments: FrameWitnessTests.sizes)
  func `the checklist of a profile is what the view says`(size: Size) async throws {
    let home = try Self.homeWithProfile()
    var pair = try await FramePair(size, StartContents(of: home.path), home: home)
    try await pair.check()
    for (tmux, key) in Self.steps {
      try pair.press(tmux, key)
      for case .resolvePod(let pod) in pair.takeEffects() {
        pair.receive(.podResolved(pod, PodReading(parsing: pod)))
      }
      try await pair.check()
    }
  }

  /// Opens the checklist, tells the two steps that only a person can know, goes to the last one.
  private static let steps: [(tmux: String, key: Key)] = [
    ("M-5", .alt("5")), ("Down", .down), ("o", .character("o")), ("Space", .character(" ")),
    ("n", .character("n")), ("n", .character("n")), ("n", .character("n")),
    ("Space", .character(" ")), ("n", .character("n")), ("Space", .character(" ")),
    ("End", .end), ("F8", .function(8)), ("Escape", .escape), ("Escape", .escape),
  ]

  private static func homeWithProfile() throws -> ProofFolder {
    let home = try ProofFolder()
    try home.write("config/kustomer-console/acme.key", "key-of-acme")
    try home.write(
      "config/kustomer-console/config.toml",
      "[profiles.acme]\norg_pod = \"prod1\"\napi_key = { file = \"acme.key\" }\n")
    return home
  }
}
