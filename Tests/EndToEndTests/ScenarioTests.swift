internal import Foundation
internal import KustomerDestination
internal import Testing

/// Scenarios as they are played and written, seen with the real binary.
@Suite struct ScenarioTests {
  @Test func `the composed call becomes a step, and comments stay`() async throws {
    let pane = try await Pane(columns: 100, rows: 30)
    let folder = pane.folder + "/data/kustomer-console/scenarios"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = "schema = 1 # mine\nname = \"n\"\n[[step]]\ncaption = \"a\" # said first\n"
    try Data(text.utf8).write(to: URL(filePath: folder + "/my-demo.toml"))
    try pane.run("$K --now 2024-01-24T10:42:02Z")
    try await pane.wait(for: "Registered")
    try pane.press("C-s")
    try await pane.wait(for: "Add the composed call")
    try pane.press("Enter")
    try await pane.wait(for: "step 2 of my-demo is written to")
    let saved = try String(contentsOfFile: folder + "/my-demo.toml", encoding: .utf8)
    #expect(saved.hasPrefix(text))
    #expect(saved.contains("\n[[step]]\ncaption = \"\"\ncall = { type = \"track\", "))
  }

  @Test func `from the first screen to the second step in five keys`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K --now 2024-01-24T10:42:02Z")
    try await pane.wait(for: "Alt-1 to Alt-6")
    try pane.press("Escape")
    try await pane.wait("a form at rest", { !$0.contains(": typing") })
    try pane.press("4")
    try await pane.wait(for: "Enter opens the story")
    try pane.press("Enter")
    try await pane.wait(for: "Space plays the first step.")
    try pane.press("Space")
    try await pane.wait(for: "step 1 of 5")
    try pane.press("Space")
    try await pane.wait(for: "step 2 of 5")
  }
}
