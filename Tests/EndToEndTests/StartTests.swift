internal import Foundation
internal import Testing

/// What the console says where it cannot start, or cannot start as it was asked to.
@Suite struct StartTests {
  @Test func `a terminal that cannot place text is told of the console by lines`() async throws {
    let pane = try await Pane(columns: 100, rows: 24)
    try pane.run("TERM=dumb $K; echo status $?")
    let screen = try await pane.wait(for: "status 64")
    #expect(screen.contains("console --plain"))
  }

  @Test func `a closed stdin is an error at once`() async throws {
    let pane = try await Pane(columns: 100, rows: 24)
    try pane.run("$K <&-; echo status $?")
    let screen = try await pane.wait(for: "status 64")
    #expect(screen.contains("needs a terminal on stdin"))
  }

  @Test func `files are never opened as a descriptor that the caller closed`() async throws {
    let pane = try await Pane(columns: 100, rows: 24)
    let call = #"{"type":"track","userId":"u","event":"E"}"#
    try (call + "\n").write(toFile: pane.folder + "/calls", atomically: true, encoding: .utf8)
    try pane.run("$K send calls 2>&- >&-; echo status $?; $K history 2>&1 | head -3")
    try await pane.wait(for: #""status":"delivered""#)
  }

  @Test func `the cause of a folder that cannot be made is named`() async throws {
    let pane = try await Pane(columns: 100, rows: 24)
    let call = #"{"type":"track","userId":"u","event":"E"}"#
    try (call + "\n").write(toFile: pane.folder + "/calls", atomically: true, encoding: .utf8)
    try pane.run("XDG_STATE_HOME=/dev/null/x $K send calls; echo en''ded")
    let screen = try await pane.wait(for: "ended").lowercased()
    #expect(screen.contains("not a directory") && !screen.contains("nscocoa"))
  }

  @Test(arguments: [
    ("mine.yaml", "base00: zz", "mine.yaml:1: base00 is not six hex digits"),
    ("mine.toml", "schema = 1\\nextends = \"dark\"\\n[role.erorr]", "mine.toml:3: unknown role"),
    ("mine.toml", "schema = [", "mine.toml:1: not TOML"),
  ])
  func `a broken theme is named with file, line and reason`(
    _ name: String, _ text: String, _ sentence: String
  ) async throws {
    let pane = try await Pane(columns: 120, rows: 40)
    let folder = "config/kustomer-console"
    try pane.run(
      "mkdir -p \(folder)/themes; printf '\(text)' > \(folder)/themes/\(name);"
        + " echo 'theme = \"mine\"' > \(folder)/config.toml; clear; $K")
    try await pane.wait(for: "Registered")
    // What came first stands last.
    try pane.press("M-l", "End")
    try await pane.wait(for: sentence)
  }
}
