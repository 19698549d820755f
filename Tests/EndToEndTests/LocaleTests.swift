internal import Testing

/// What is drawn where the environment names a locale of another machine.
@Suite struct LocaleTests {
  @Test func `a UTF-8 locale that this machine lacks still shows every character`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("LC_ALL=xx_XX.UTF-8 $K")
    try await pane.wait(for: "Registered")
    try pane.type("\u{E9}\u{6F22}")
    try await pane.wait(for: "Registered\u{E9}\u{6F22}")
  }
}
